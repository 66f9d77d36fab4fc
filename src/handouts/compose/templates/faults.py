"""What goes wrong in a template, as diagnostics with the place in the layout."""

import re
import traceback
from collections.abc import Mapping

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from handouts.compose.templates.meter import LimitError
from handouts.diagnostics import Diagnostic, Span
from handouts.model.base import Text
from handouts.wording import suggestion

_QUOTED = re.compile(r"'([^']*)'")


def line_of(leaf: Text, line: int, name: str = "") -> Span | None:
    """The place of a name in one line of a leaf."""
    lines = leaf.splitlines(keepends=True) or [""]
    line = min(line, len(lines))  # an expression alone counts lines of its own code
    start = sum(map(len, lines[: line - 1]))
    return place_at(leaf, start + max(lines[line - 1].find(name), 0))


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
    return Diagnostic(
        "template-syntax",
        f"the template cannot be read: {(fault.message or '').rstrip('.')}",
        "Write `{{ name }}` to print a value, `{% if … %}…{% endif %}` for a condition",
        line_of(leaf, fault.lineno, name),
    )


def undefined_error(leaf: Text, fault: UndefinedError, names: Mapping[str, object]) -> Diagnostic:
    """A name, or a field of a value, that is not there when a template runs."""
    message = fault.message or ""
    line = _template_line(fault)
    quoted = _QUOTED.findall(message)
    if "is undefined" in message and quoted:
        return undefined_name(leaf, quoted[0], list(names), line)
    if "has no attribute" in message and quoted:
        return undefined_name(leaf, quoted[-1], _all_attributes(names), line)
    return Diagnostic(
        "not-printable",
        f"a value of the template {message}",
        "Print one of its fields, or guard it with `{% if … %}`",
        line_of(leaf, line),
    )


def undefined_name(leaf: Text, name: str, known: list[str], line: int | None = None) -> Diagnostic:
    """The diagnostic for a name that a layout uses and nobody defines."""
    if line is None:
        line = next((i for i, t in enumerate(leaf.splitlines(), 1) if name in t), 1)
    if re.search(rf"\brecipient\.{re.escape(name)}\b", leaf):
        remedy = "It is a column of a table: build with `--recipients`, or print it under `when: recipient` only"
    elif name in known:
        remedy = "What it belongs to is not there: look at the `subject` of the handout"
    else:
        remedy = suggestion(name, known, f"Known here: {', '.join(sorted(known)[:12])}")
    return Diagnostic(
        "undefined-name", f"`{name}` is not defined", remedy, line_of(leaf, line, name)
    )


def _all_attributes(names: Mapping[str, object]) -> list[str]:
    found: dict[str, None] = {}
    for value in names.values():
        for name in value if isinstance(value, Mapping) else dir(value):
            if not name.startswith(("_", "model_")):
                found.setdefault(name)
    return list(found)


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
    if isinstance(fault, RecursionError | MemoryError | SyntaxError):
        message, remedy = (
            "the template has too much nested in one another",
            "Write it with fewer brackets, conditions and loops within each other",
        )
    elif isinstance(fault, SecurityError):
        message, remedy = (
            "the template reaches for what it may not use",
            "Print fields of the data only",
        )
    else:
        message, remedy = (
            f"the template fails: {fault}",
            "Check the types of the values it combines",
        )
    return Diagnostic("template-failed", message, remedy, line_of(leaf, _template_line(fault)))
