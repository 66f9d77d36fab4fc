"""Header and footer, which stand on every page as furniture."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from handouts.accounting.ledger import SOFT_HYPHEN, Ledger
from handouts.accounting.loss import loss
from handouts.diagnostics import Diagnostic
from handouts.document import Document, RichText, plain

_PLACEHOLDER = re.compile(r"\\\{(page|pages)\\\}")


def running_losses(document: Document, ledger: Ledger) -> Iterator[Diagnostic]:
    """Each end of header and footer on every page, the pages numbered one after the other."""
    lines = [("header", document.header), ("footer", document.footer)]
    ends = [(n, end) for n, line in lines for end in (line.left, line.right) if plain(end).strip()]
    solid = [_solid(text) for text in ledger.furniture]
    for name, end in ends:
        said = plain(end).strip()
        if "{" not in said:  # no number to look for
            lost = [page for page, text in enumerate(solid, 1) if _solid(said) not in text]
            for page in lost:
                yield loss("lost-running-line", f"the {name} “{said}” is not on page {page}", None)
            continue
        pattern = _pattern(end)
        numbers: list[int] = []
        for page, text in enumerate(solid, 1):
            found = pattern.search(text)
            if found is None:
                yield loss("lost-running-line", f"the {name} “{said}” is not on page {page}", None)
            elif "page" in pattern.groupindex:
                numbers.append(int(found["page"]))
        if any(after != before + 1 for before, after in pairwise(numbers)):
            yield loss("wrong-page-number", f"the pages are numbered {numbers} in the {name}", None)


def _solid(text: str) -> str:
    return text.replace(" ", "").replace(SOFT_HYPHEN, "")


@lru_cache(maxsize=1_024)
def _pattern(text: RichText) -> re.Pattern[str]:
    seen: set[str] = set()

    def number(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return rf"(?P<{name}>\d+)"

    return re.compile(_PLACEHOLDER.sub(number, re.escape(_solid(plain(text)))))
