"""The records of a made-up project: roles, a comparison, a decision, states, wages, sources."""

import functools
from typing import Final

from handouts.load import load
from tests.soak.words import REPOSITORY, Words

PLACES: Final = {
    "CA": ("name: California", 'fips: "06"'),
    "DC": ("name: District of Columbia", 'fips: "11"', "the: true"),
    "WY": ("name: Wyoming", 'fips: "56"'),
}
CERTIFICATIONS: Final = ("k0", "k1", "k2")


class Records(Words):
    """Writes the records as YAML."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.count = self.random.randint(1, 4)
        self.roles = [f"r{n}" for n in range(max(self.count, 2))]

    def role(self, number: int) -> str:
        """A role with some of the project's dimensions."""
        lines = [
            f"title: {self.text(40)}",
            f"plural: {self.text(40)}",
            f'soc: "31-909{number}"',
            f"summary: {self.fact()}",
            "defaults: {sources: [s1], checked: 2026-11-24}",
        ]
        names = self.random.sample(sorted(_text_dimensions()), self.random.randint(0, 5))
        if names:
            lines += ["dimensions:", *(f"  {name}: {self.fact()}" for name in names)]
        if self.chance(0.4):
            lines += [f"word: {self.text(8)}"]
        tasks = self.random.randint(0, 6)
        if tasks:
            lines += ["tasks:", *(f"  - {self.task(number)}" for number in range(tasks))]
        if self.chance(0.3):
            lines += ["fits:", *(f"  - {self.markdown()}" for _ in range(3))]
        if self.chance(0.3):
            lines += ["pathway:", *(f"  - {self.step()}" for _ in range(self.random.randint(1, 5)))]
        known = [name for name in CERTIFICATIONS if self.chance(0.3)]
        lines += [f"certifications: [{', '.join(known)}]"]
        return "\n".join(lines) + "\n"

    def task(self, number: int) -> str:
        """A task; some are short enough for a drawing, and shared with other roles."""
        if self.chance(0.5):
            return self.fact(60)
        key = f", key: t{number}" if self.chance(0.6) else ""
        return f"{{text: {self.text(60)}, short: {self.text(18)}{key}}}"

    def step(self) -> str:
        """A step on the way into a role."""
        time = f", time: {self.fact(20)}" if self.chance(0.5) else ""
        state = ", state: true" if self.chance(0.2) else ""
        return f"{{name: {self.text(30)}, text: {self.markdown()}{time}{state}}}"

    def certification(self) -> str:
        """A certification; some of it is not known."""
        lines = [
            f"name: {self.fact(50)}",
            f"certifier: {self.fact(50)}",
            "url: https://a.example.org",
        ]
        lines += [f"{name}: {self.fact(90)}" for name in ("eligibility", "fee", "renewal", "exam")]
        lines += [f"seen: {'true' if self.chance(0.5) else 'false'}", "defaults: {sources: [s5]}"]
        lines += [f"abbreviation: {self.text(8)}"] if self.chance(0.7) else []
        return "\n".join(lines) + "\n"

    def comparison(self) -> str:
        """A comparison of all the roles, with some of the editorial fields."""
        roles = self.roles
        lines = [
            f"title: {self.text(60)}",
            f"roles: [{', '.join(roles)}]",
            "defaults: {sources: [s2]}",
        ]
        lines += [
            f"{name}: {self.markdown()}"
            for name in ("lead", "overlap", "caveat")
            if self.chance(0.7)
        ]
        if self.chance(0.6):
            lines += ["core:", *(f"  {role}: {self.markdown()}" for role in roles)]
        if self.chance(0.5):
            lines.append("differences:")
            lines += [
                f"  - {{title: {self.text(30)}, text: {self.markdown()}}}"
                for _ in range(self.random.randint(1, 4))
            ]
        if self.chance(0.5):
            lines.append("fits:")
            lines += [f"  {role}: [{self.markdown()}, {self.markdown()}]" for role in roles]
        return "\n".join(lines) + "\n"

    def decision(self) -> str:
        """A decision: questions in a row, each of which may end in any outcome."""
        roles = [f"r{n}" for n in range(self.count)]
        questions = self.random.randint(1, 7)
        lines = [f"title: {self.text(60)}", f"roles: [{', '.join(roles)}]", "start: q0"]
        lines += [f"lead: {self.markdown()}"] if self.chance(0.4) else []
        lines += [f"remarks: [{{about: q0, text: {self.markdown()}}}]"] if self.chance(0.3) else []
        lines += ["nodes:"]
        for n in range(questions):
            onward = f"q{n + 1}" if n + 1 < questions else "o0"
            outcome = f"o{n % self.count}" if n + 1 < questions else f"o{self.count - 1}"
            ways = [("Yes", onward), ("No", outcome)]
            if len({target for _, target in ways}) == 1:
                ways = [("Yes", onward), ("No", "other")]
            lines += [
                f"  q{n}:",
                "    kind: question",
                f"    text: {self.text(90)}",
                "    answers:",
            ]
            lines += [f'      - {{label: "{label}", to: {target}}}' for label, target in ways]
        reached = {line.partition("to: ")[2].rstrip("}") for line in lines}
        for n in range(self.count):
            if f"o{n}" in reached:
                lines += [f"  o{n}:", "    kind: outcome", f"    title: {self.text(30)}"]
                lines += [f"    text: {self.text(120)}", f"    roles: [r{n}]"]
        if "other" in reached:
            lines += ["  other:", "    kind: outcome", f"    text: {self.text(120)}"]
        return "\n".join(lines) + "\n"

    def state(self, postal: str) -> str:
        """A state with a rule for some of the roles."""
        lines = [*PLACES[postal], f"postal: {postal}", "defaults: {sources: [s3]}"]
        known = [n for n in range(len(self.roles)) if self.chance(0.7)]
        if known:
            lines.append("rules:")
        for n in known:
            credential = self.random.choice(["required", "conditional", "none-reported", "unknown"])
            lines += [f"  r{n}:", f"    credential: {credential}", f"    verdict: {self.fact(80)}"]
            lines += [f"    summary: {self.markdown()}"]
            if self.chance(0.6):
                lines.append(f"    details: [{', '.join(self.markdown() for _ in range(3))}]")
            if self.chance(0.4):
                lines.append(f"    confirm: {self.markdown()}")
            if self.chance(0.4):
                name, allows = self.fact(60), self.fact(200)
                lines.append(f"    credentials: [{{name: {name}, allows: {allows}}}]")
        return "\n".join(lines) + "\n"

    def wages(self) -> str:
        """Figures and markers for some of the roles."""
        head = "prim_state,occ_code,release,source_id,tot_emp,h_median,a_mean,a_pct10,a_pct25,a_median,a_pct75,a_pct90"
        rows = [head]
        for n in range(len(self.roles)):
            for area in (*PLACES, "US"):
                if self.chance(0.8):
                    low = self.random.randint(15, 120) * 1000
                    pay = [
                        str(low + step * self.random.randint(1, 9) * 700)
                        for step in (0, 1, 10, 20, 30)
                    ]
                    pay = [self.random.choice([p, p, p, p, "*", "#"]) for p in pay]
                    rows.append(f"{area},31-909{n},May 2025,s4,1200,21.50,{low},{','.join(pay)}")
        return "\n".join(rows) + "\n"

    def sources(self) -> str:
        """Nine sources."""
        form = (
            "s{}: {{title: {}, publisher: {}, date: May 2025, checked: 2026-11-24, kind: data{}}}\n"
        )
        url = ', url: "https://www.example.org/{}"'
        return "".join(
            form.format(n, self.text(50), self.text(40), url.format(n) if n % 2 else "")
            for n in range(9)
        )


@functools.cache
def _text_dimensions() -> tuple[str, ...]:
    return tuple(n for n, d in load(REPOSITORY).dimensions.items() if d.kind == "text")
