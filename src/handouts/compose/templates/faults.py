"""What goes wrong in a template, as diagnostics with the place in the layout."""

import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Final

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from handouts.compose.templates.meter import LimitError
from handouts.compose.values.language import (
    ANYTHING,
    NOTHING,
    DayType,
    ListType,
    MappingType,
    RecordType,
    TextType,
    Type,
    in_words,
    members,
)
from handouts.compose.values.seen import DAY_FIELDS, MAPPING_METHODS, TEXT_METHODS, type_of
from handouts.diagnostics import Diagnostic, Span
from handouts.model.base import Text
from handouts.wording import suggestion

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"'([^']*)'")


def line_of(leaf: Text, line: int, name: str = "") -> Span | None:
    """The place of a name in one line of a leaf."""
    lines = leaf.splitlines(keepends=True) or [""]
    line = min(line, len(lines))  # an expression alone counts lines of its own code
    start = sum(map(len, lines[: line - 1]))
    return place_at(leaf, start + _found(name, lines[line - 1]))


def _found(name: str, line: str) -> int:
    """Where a name stands in a line, rather as a word of its code than as one of the text around it."""
    words = [word.start() for word in _WORD.finditer(line) if word[0] == name]
    coded = (at for at in words if line.rfind("{", 0, at) > line.rfind("}", 0, at))
    return next(coded, words[0] if words else max(line.find(name), 0))


def place_at(leaf: Text, character: int) -> Span | None:
    """The place of a character of a leaf, counted from 0."""
    return leaf.span and leaf.span.at(character)


def _template_line(fault: BaseException) -> int:
    """The line of a template in which it failed at run time."""
    frames = traceback.extract_tb(fault.__traceback__)
    return next((f.lineno or 1 for f in reversed(frames) if f.filename == "<template>"), 1)


def syntax_error(leaf: Text, fault: TemplateSyntaxError) -> Diagnostic:
    """A template that cannot be read."""
    name = next(iter(_QUOTED.findall(fault.message or "")), "")
    return syntax_error_at(fault, line_of(leaf, fault.lineno, name))


def syntax_error_at(fault: TemplateSyntaxError, place: Span | None) -> Diagnostic:
    """The same at a place that is known."""
    message = (fault.message or "").rstrip(".")
    return Diagnostic(
        "template-syntax",
        f"the template cannot be read: {message}",
        "Write `{{ name }}` to print a value, `{% if … %}…{% endif %}` for a condition",
        place,
    )


def unknown_callable(what: str, name: str, known: Iterable[str], place: Span | None) -> Diagnostic:
    """A filter or a test that does not exist."""
    names = [one for one in known if one.isidentifier()]
    remedy = suggestion(name, names, f"Known are {', '.join(sorted(names))}")
    return Diagnostic("template-syntax", f"there is no {what} `{name}`", remedy, place)


def wrong_type(
    name: str, wanted: str, of: Type, place: Span | None, where: str = "it"
) -> Diagnostic:
    """A filter, a test or an operator that cannot work with a value of a type."""
    remedy = _REMEDIES.get(wanted, f"Give it {wanted}")
    return Diagnostic(
        "template-failed",
        f"`{name}` takes {wanted}, and {where} is given {in_words(of)}",
        remedy,
        place,
    )


_REMEDIES: Final[Mapping[str, str]] = {
    "a number": "Take the number itself: of a figure its `value`",
    "numbers": "Take the numbers themselves: of a figure its `value`",
    "a list of texts": "Take one field of each, such as `| map(attribute='title')`",
    "two numbers or two texts": "Compare or add alike values: of a figure its `value`, of a fact its `text`; `~` joins anything",
}
"""What to do where a type is wanted that a value only holds."""


def unknown_key(name: str, kind: str, known: Iterable[str], place: Span | None) -> Diagnostic:
    """A name by which a group of values has nothing; ``kind`` of record is what its names are."""
    if kind == "blanks":
        remedy = suggestion(name, known, "Declare it under `blanks`, or correct its name")
        return Diagnostic("unknown-blank", f"there is no blank `{name}`", remedy, place)
    remedy = suggestion(name, known, f"Known here: {_listed(known)}")
    code = "unknown-dimension" if kind == "dimensions" else "undefined-name"
    what = kind.removesuffix("s") if kind else "value"
    return Diagnostic(code, f"there is no {what} `{name}`", remedy, place)


def impossible_text(text: str, options: Iterable[str], place: Span | None) -> Diagnostic:
    """A text that a field is compared with and never is."""
    return Diagnostic(
        "wrong-value",
        f"it is never `{text}`",
        suggestion(text, options, f"It is one of {_listed(options)}"),
        place,
    )


def refused(why: str, place: Span | None) -> Diagnostic:
    """A call of what is no function."""
    remedy = "Write the field without brackets"
    return Diagnostic("template-failed", f"the template fails: {why}", remedy, place)


class UndefinedNameError(UndefinedError):
    """A name that is not there, or a field of a ``thing`` that it does not have."""

    def __init__(self, message: str | None, name: str, thing: object = missing) -> None:
        super().__init__(message)
        self.name = name
        self.thing = thing


def undefined_error(leaf: Text, fault: UndefinedError, names: Mapping[str, object]) -> Diagnostic:
    """A name, or a field of a value, that is not there when a template runs."""
    line = _template_line(fault)
    if isinstance(fault, UndefinedNameError):
        return undefined_value(leaf, fault.name, fault.thing, names, line)
    return not_printable(f"a value of the template {fault.message or ''}", line_of(leaf, line))


def undefined_value(
    leaf: Text, name: str, thing: object, names: Mapping[str, object], line: int | None = None
) -> Diagnostic:
    """The same of a value that knows the name, and the thing that has no such field."""
    if line is None:
        line = next((i for i, t in enumerate(leaf.splitlines(), 1) if name in t), 1)
    place = line_of(leaf, line, name)
    if thing is None and re.search(rf"\brecipient\.{re.escape(name)}\b", leaf):
        return Diagnostic(
            "undefined-name", f"`{name}` is not there: nobody is named", _NOBODY, place
        )
    if thing is missing:
        return undefined_name(name, names, place)
    if isinstance(thing, Mapping):
        return unknown_field(name, MappingType(ANYTHING, names=tuple(map(str, thing))), place)
    return unknown_field(name, type_of(type(thing)), place)


def undefined_name(name: str, known: Iterable[str], place: Span | None) -> Diagnostic:
    """A name that a layout uses and nobody defines."""
    if name in _ELSEWHERE:
        return Diagnostic("undefined-name", f"`{name}` is not defined", _ELSEWHERE[name], place)
    remedy = suggestion(name, known, f"Known here: {_listed(known)}")
    return Diagnostic("undefined-name", f"`{name}` is not defined", remedy, place)


_NOBODY = (
    "It is a column of a table: build with `--recipients`, or print it under `when: recipient` only"
)

_ELSEWHERE: Final[Mapping[str, str]] = {
    "role": "It is there on sheets about one role, and where `as: role` gives it; else take one of `roles`",
    "loop": "It is there between `{% for … %}` and `{% endfor %}`",
}
"""Names that only some places know."""


def unknown_field(
    name: str, of: Type, place: Span | None, owner: str = "what it belongs to"
) -> Diagnostic:
    """A field that a value does not have; ``of`` is the value's type, ``owner`` how it is written."""
    first = next((m for m in members(of) if isinstance(m, RecordType)), members(of)[0])
    if first is NOTHING:
        return Diagnostic(
            "undefined-name",
            f"`{name}` is not there: {owner} has no value on this sheet",
            "Look at the `subject` of the handout, or write `| if_any` behind it",
            place,
        )
    what = in_words(first)
    return Diagnostic(
        "undefined-name", f"{what} has no `{name}`", _instead(name, first, what), place
    )


def _instead(name: str, of: Type, what: str) -> str:
    """What to write in place of a field that is not there."""
    if isinstance(of, ListType):
        return "Take one of it, such as `[0]`, or repeat over it with `{% for … %}`"
    known = known_fields(of)
    if not known:
        return "Print it as it is, without a field"
    return suggestion(name, known, f"{what[:1].upper()}{what[1:]} has: {_listed(known)}")


def _listed(names: Iterable[str]) -> str:
    known = sorted(names)
    more = f" and {len(known) - _MOST_NAMES} more" if len(known) > _MOST_NAMES else ""
    return f"{', '.join(known[:_MOST_NAMES])}{more}"


def known_fields(of: Type) -> tuple[str, ...]:
    """The fields that a value of a type has, as far as they are known."""
    if isinstance(of, RecordType):
        return tuple(of.fields)
    if isinstance(of, MappingType):
        return of.names or MAPPING_METHODS
    return tuple(_FIELDS.get(type(of), ()))


_FIELDS: Final[Mapping[type, Iterable[str]]] = {TextType: TEXT_METHODS, DayType: DAY_FIELDS}

_MOST_NAMES: Final = 20
"""Names that a remedy lists: a role has 16 fields."""


def not_printable(message: str, place: Span | None, of: Type = ANYTHING) -> Diagnostic:
    """A value that has no words of its own."""
    usual = "Print one of its fields, or write `| if_any` behind what may be missing"
    if isinstance(of, RecordType):
        usual = f"Print one of its fields: {_listed(of.fields)}"
    remedy = _TO_PRINT.get(type(of), usual)
    return Diagnostic("not-printable", message, remedy, place)


_TO_PRINT: Final[Mapping[type, str]] = {
    ListType: "Print one after the other with `{% for … %}`, or write `| conjunction` behind it",
    DayType: "Write `| long_date` behind it",
}


def wrong_value(leaf: Text, wanted: str) -> Diagnostic:
    """An expression that gives something else than its block wants."""
    return Diagnostic(
        "wrong-value", f"`{leaf}` does not give {wanted}", f"Give {wanted}", leaf.span
    )


def too_much(leaf: Text, fault: BaseException) -> Diagnostic:
    """A template that does more than the limits allow."""
    return Diagnostic(
        "template-limit",
        f"the template {fault}, which is more than a handout needs",
        "Look for a loop that runs too often, or a text that grows with every turn",
        line_of(leaf, _template_line(fault)),
    )


def failed(leaf: Text, fault: BaseException) -> Diagnostic:
    """Any other fault of a template that runs."""
    if isinstance(fault, LimitError):
        return too_much(leaf, fault)
    place = line_of(leaf, _template_line(fault))
    if isinstance(fault, SecurityError):
        return out_of_reach(place)
    if isinstance(fault, RecursionError | MemoryError | SyntaxError):
        message, remedy = (
            "the template has too much nested in one another",
            "Write it with fewer brackets, conditions and loops within each other",
        )
    else:
        message, remedy = (
            f"the template fails: {fault}",
            "Check the types of the values it combines",
        )
    return Diagnostic("template-failed", message, remedy, place)


def out_of_reach(place: Span | None) -> Diagnostic:
    """A template that asks for what is no field of the data."""
    message = "the template reaches for what it may not use"
    return Diagnostic("template-failed", message, "Print fields of the data only", place)
