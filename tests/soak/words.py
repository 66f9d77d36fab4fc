"""Texts made up at random, of real words and of what is markup elsewhere."""

import json
import random
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
WORDS = (REPOSITORY / "data/roles/phlebotomist.yaml").read_text(encoding="utf-8").split()
SIGNS = ["–", "“so”", "(or not)", "24/7", "$1,200", "50%", "a & b", "*", "_", "**", "# 1", "1.", "-",
         "[x]", "<b>", "`c`", "\\", "{{ x }}", "{state}", "{page}", "résumé", "señor", "Ελληνικά",
         "Русский", "Tiếng Việt", "x" * 60, "W" * 30, "https://www.example.org/a/very/long/path?with=some",
         "semi-skilled", "\u00a0", "'quoted'", '"quoted"', "~", "|", "!", "=", "---", "&amp;"]  # fmt: skip


class Words:
    """Texts of up to so many characters; everything follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.longest = self.random.choice([1, 12, 60, 60, 200, 200, 900, 5_000])

    def chance(self, share: float) -> bool:
        """Whether it happens, in that share of cases."""
        return self.random.random() < share

    def words(self, longest: int | None = None) -> str:
        """A text of up to so many characters, at least one."""
        most = self.random.randint(1, longest or self.longest)
        parts: list[str] = []
        length = 0
        while length < most:
            signs = self.random.random() < 0.12
            part = self.random.choice(SIGNS if signs else WORDS)
            parts.append(part)
            length += len(part) + 1
        return " ".join(parts)[:most].strip(" \u00a0") or "x"

    def text(self, longest: int | None = None) -> str:
        """The same as YAML."""
        return json.dumps(self.words(longest), ensure_ascii=True)

    def fact(self, longest: int | None = None) -> str:
        """A fact, plain or in full, or one that is not known."""
        kind = self.random.random()
        if kind < 0.15:
            return "unknown"
        if kind < 0.5:
            return self.text(longest)
        return f"{{text: {self.text(longest)}, sources: [s{self.random.randrange(9)}]}}"

    def markdown(self) -> str:
        """Markdown that is allowed: literal words with bold, italic and links."""
        plain = "".join(c for c in self.words() if c.isalnum() or c in " ,.–’()$%/")
        words = plain.split() or ["x"]
        place = self.random.randrange(len(words))
        form = self.random.choice(["{}", "**{}**", "*{}*", "[{}](https://www.example.org/a)"])
        if words[place].isalnum():
            words[place] = form.format(words[place])
        return json.dumps("A " + " ".join(words))
