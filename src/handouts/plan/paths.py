"""Where each edition is written, relative to the output folder; safe on every system."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType

from handouts.characters import INVISIBLE, normalised
from handouts.diagnostics import Diagnostic, HandoutsError, UsageError
from handouts.edition import Edition
from handouts.model.base import Text
from handouts.model.library import Library

PLACEHOLDERS = ("audience", "place", "state", "handout", "language")
"""`{state}` says the same as `{place}`."""

_PLACE = ("place", "state")
_PLACE_ALONE = frozenset(f"{{{name}}}" for name in _PLACE)

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]')
LONGEST_PART = 100
"""Bytes of one part of a path: four parts stay under the 260 characters of Windows' paths."""

_KEPT = frozenset({"manifest.json", ".state.json", "provenance.json"})
"""Names of the files that ``write`` keeps beside the handouts."""

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE
)
"""Names that Windows keeps for devices, with any extension (Win32, "Naming Files")."""


def edition_path(
    pattern: str,
    audience: str,
    place: str | None,
    handout: str,
    language: str,
    whole: str,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The pattern filled in; a part that holds nothing but a missing place falls away.

    ``whole`` stands for it in a part that holds more; ``columns`` are further values, those of a recipient.

    Raises:
        HandoutsError: when the pattern cannot be used.
    """
    refuse_pattern(pattern, columns)
    fixed = {"audience": audience, "handout": handout, "language": language}
    fixed |= dict.fromkeys(_PLACE, place or "")
    values = {name: slug(value) for name, value in columns.items()} | fixed
    parts = []
    for part in pattern.split("/"):
        if place is None and part in _PLACE_ALONE:
            continue
        filled = _PLACEHOLDER.sub(
            lambda m: values[m[1]] or (whole if m[1] in _PLACE else "") or "-", part
        )
        parts.append(_safe(filled))
    return "/".join(parts)


def refuse_clashes(editions: Iterable[Edition], library: Library) -> None:
    """Refuse two editions with one path; case does not tell files apart everywhere.

    Raises:
        HandoutsError: naming both.
    """
    taken: dict[str, Edition] = {}
    for edition in editions:
        other = taken.setdefault(normalised(edition.path).casefold(), edition)
        if other is not edition:
            pattern = library.project.output
            raise HandoutsError(
                Diagnostic(
                    "path-clash",
                    f"`{other.name}` and `{edition.name}` would both be written to `{edition.path}`",
                    f"Let `output` in `handouts.yaml` tell them apart with {_listed()}",
                    pattern.span,
                )
            )


def placeholders(pattern: str) -> tuple[str, ...]:
    """What a pattern fills in, in its order."""
    return tuple(_PLACEHOLDER.findall(pattern))


def slug(value: str) -> str:
    """A value as a part of a file's name: small letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", value).translate(_APOSTROPHES)
    letters = "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    letters = letters.translate(_PLAIN)
    return re.sub(r"[\W_]+", "-", letters).strip("-")[:_LONGEST].rstrip("-")


_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ"))
_PLAIN = str.maketrans({
    "æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "q", "ł": "l", "ŋ": "n", "ø": "o", "œ": "oe",
    "þ": "th", "ŧ": "t", "ƒ": "f",
})  # fmt: skip
"""Letters of Latin alphabets that Unicode does not take apart, as CLDR's Latin-ASCII writes them; `ß` is
`ss` by case folding."""

_LONGEST = 60


def _safe(part: str) -> str:
    """A part of a path that every system takes, in NFC and of at most ``LONGEST_PART`` bytes."""
    part = normalised(INVISIBLE.sub("-", _FORBIDDEN.sub("-", part)))
    part = part.rstrip(". ").lstrip(" ")
    if _RESERVED.match(part):
        part = _RESERVED.sub(r"\1_", part, count=1)
    return _shortened(part) if part else "-"


def _shortened(part: str) -> str:
    """A name that is too long ends in a digest of the whole, before its suffix."""
    if len(part.encode("utf-8", "replace")) <= LONGEST_PART:
        return part
    stem, dot, suffix = part.rpartition(".")
    if not stem or len(suffix) > len("pdf"):
        stem, dot, suffix = part, "", ""
    digest = sha256(part.encode("utf-8", "replace")).hexdigest()[:8]
    kept = stem.encode("utf-8", "replace")[: LONGEST_PART - 16].decode("utf-8", "ignore")
    return f"{kept.rstrip('. ')}-{digest}{dot}{suffix}"


def refuse_pattern(pattern: str, columns: Iterable[str] = ()) -> None:
    """Refuse a pattern with unknown names, or one that leads to no file in the output folder.

    Raises:
        UsageError: when it was typed.
        HandoutsError: when it stands in the project.
    """
    fault = _pattern_fault(pattern, (*PLACEHOLDERS, *columns))
    if fault:
        found = Diagnostic(
            "output-pattern",
            f"the output pattern `{pattern}` {fault}",
            "Write it as `{audience}/{place}/{handout}.{language}.pdf`",
            pattern.span if isinstance(pattern, Text) else None,
        )
        raise HandoutsError(found) if isinstance(pattern, Text) else UsageError(found)


def _pattern_fault(pattern: str, known: tuple[str, ...]) -> str | None:
    names: list[str] = _PLACEHOLDER.findall(pattern)
    unknown = [n for n in names if n not in known]
    if unknown:
        return f"has the placeholder `{{{unknown[0]}}}`; known are {_listed(known)}"
    if {"{", "}"} & set(_PLACEHOLDER.sub("", pattern)):
        return "has a brace that does not belong to a placeholder"
    if not pattern.lower().endswith(".pdf"):
        return "does not end in `.pdf`"
    parts = pattern.split("/")
    if ":" in pattern or "\\" in pattern or any(p.strip(". ") == "" for p in parts):
        return "leads out of the output folder, or has an empty part"
    if any(p.casefold() in _KEPT or p.startswith(".") for p in parts):
        return "uses a name that is kept for the list of what was built"
    if any(INVISIBLE.search(p) for p in parts):
        return "holds a character that nobody sees"
    return None


def _listed(names: tuple[str, ...] = PLACEHOLDERS) -> str:
    return ", ".join(f"`{{{name}}}`" for name in dict.fromkeys(names))
