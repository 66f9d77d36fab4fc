"""What every diagnostic code means, why it is a fault, and how it is mended."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from handouts.diagnostics import UsageError
from handouts.plan.names import unknown

_INDENT: Final = "    "
_OPENING: Final = (
    "Every fault that `handouts` finds has a code, in brackets after its message. "
    "`handouts explain CODE` shows what follows here."
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code: what it says, why, how to mend it, and an example of the mend."""

    code: str
    area: str
    what: str
    why: str
    mend: str
    example: tuple[str, ...] = ()


def explain(typed: str) -> Explanation:
    """The explanation of a code.

    Raises:
        UsageError: with the nearest codes, when there is none.
    """
    known = explanations()
    code = typed.strip().strip("[]`").lower().replace("_", "-").replace(" ", "-")
    if code not in known:
        raise UsageError(unknown(typed.strip(), "code", tuple(known)))
    return known[code]


@functools.cache
def explanations() -> dict[str, Explanation]:
    """Every explanation by its code, in the order of codes."""
    found = [e for text in _texts() for e in _read(text)]
    return {e.code: e for e in sorted(found, key=lambda e: e.code)}


def _texts() -> list[str]:
    """One Markdown file beside this one for each area; ``## code, code`` begins an entry."""
    areas = (f for f in files(__package__).iterdir() if f.name.endswith(".md"))
    return [f.read_text(encoding="utf-8") for f in sorted(areas, key=lambda f: f.name)]


def _read(text: str) -> Iterator[Explanation]:
    title, *entries = text.split("\n## ")
    area = title.strip().removeprefix("# ")
    for entry in entries:
        head, _, body = entry.partition("\n")
        lines = body.rstrip().split("\n")
        example = tuple(ln.removeprefix(_INDENT) for ln in lines if ln.startswith(_INDENT))
        what, why, mend = _sections([ln for ln in lines if ln and not ln.startswith(_INDENT)])
        for code in head.split(","):
            yield Explanation(code.strip(), area, what, why, mend, example)


def _sections(lines: list[str]) -> tuple[str, str, str]:
    """What, why and mend: the lines before, at and after ``Why:`` and ``Mend:``."""
    what, _, rest = " ".join(lines).partition(" Why: ")
    why, _, mend = rest.partition(" Mend: ")
    return what, why, mend


def as_markdown() -> str:
    """All explanations as ``docs/diagnostics.md``."""
    parts = ["# Diagnostics", _OPENING]
    known = explanations().values()
    for area in dict.fromkeys(e.area for e in sorted(known, key=lambda e: (e.area, e.code))):
        parts.append(f"## {area}")
        parts += [_entry(e) for e in known if e.area == area]
    return "\n\n".join(parts) + "\n"


def _entry(one: Explanation) -> str:
    example = "".join(f"\n{_INDENT}{line}" for line in one.example)
    mend = f"{one.mend[:1].upper()}{one.mend[1:]}"
    why = f"{one.why[:1].upper()}{one.why[1:]}"
    return f"### {one.code}\n\n{one.what} {why}\n\n**Mend.** {mend}" + (
        f"\n\n{example[1:]}" if example else ""
    )
