"""Jinja2 in the leaf strings of a layout: sandboxed, strict, every fault with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from math import isfinite
from typing import Any, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.environment import Template
from jinja2.exceptions import TemplateRuntimeError
from jinja2.utils import missing

from handouts.characters import INVISIBLE, invisible
from handouts.compose.templates.faults import (
    UndefinedNameError,
    failed,
    line_of,
    syntax_error,
    too_much,
    undefined_error,
    undefined_value,
)
from handouts.compose.templates.indentation import LINE_END, laid_out, with_line_ends
from handouts.compose.templates.markdown import (
    SIGN,
    MarkdownParagraph,
    MarkdownPart,
    UnsupportedMarkdownError,
    cited,
    lines_of,
    literal,
    literal_lines,
    one_line,
    parse,
    placeholder,
    rich,
)
from handouts.compose.templates.meter import LeafContext, LimitError, Meter, bounded
from handouts.compose.templates.printed import PrintedData
from handouts.compose.templates.sandbox import (
    RESULT,
    Sandbox,
    compiled,
    expression,
)
from handouts.compose.templates.sourced import (
    Phrase,
    PrintedValue,
    Sourced,
    is_absent,
    made_of,
    sourced,
)
from handouts.compose.templates.typography import typographic, typographic_template
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import RichText, Run
from handouts.kept import kept
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Text, VerbatimText

_WHOLE = re.compile(r"\s*\{\{(?P<expression>(?:(?!\{\{|\}\}|\{%).)*)\}\}\s*", re.DOTALL)


class _Undefined(StrictUndefined):
    """An undefined name; when it is used, the fault knows it, and the thing that has no such field.

    A field of what is not there is not there itself: false and empty, but not printed.
    """

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError:
            self._undefined_exception = partial(  # type: ignore[assignment]  # it raises what this gives
                UndefinedNameError, name=str(name), thing=obj
            )

    def __bool__(self) -> bool:  # type: ignore[override]
        self._refuse_unknown()
        return False

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        self._refuse_unknown()
        return is_absent(other)

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return not self == other

    __hash__ = StrictUndefined.__hash__  # type: ignore[assignment]

    def __len__(self) -> int:  # type: ignore[override]
        self._refuse_unknown()
        return 0

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        self._refuse_unknown()
        return iter(())

    def __getitem__(self, place: object) -> Any:
        self._refuse_unknown()
        return self

    def _refuse_unknown(self) -> None:
        """See to it that it is absent, and not a name that nothing has; raises ``UndefinedError``."""
        if not is_absent(self):
            self._fail_with_undefined_error()

    @property
    def name(self) -> str:
        """The name that is not there."""
        return str(self._undefined_name)

    @property
    def thing(self) -> object:
        """What has no such field; ``missing`` for a name at the top level."""
        return self._undefined_obj


Cites = tuple[str, ...]


Pieces = Sequence[str | PrintedValue]


class Slots:
    """Fills the leaves of one edition: the names that they see, and what they print."""

    def __init__(self, names: Mapping[str, object], meter: Meter | None = None) -> None:
        self.names = dict(names)
        self.meter = meter or Meter()
        """The meter of the whole edition."""
        self.printed = PrintedData()
        self._seen: dict[str, object] = {**environment().globals, **self.names}

    def within(self, names: Mapping[str, object]) -> "Slots":
        """Slots with more names, or other values; they count and note in the same place."""
        inner = Slots({**self.names, **names}, self.meter)
        inner.printed = self.printed
        return inner

    def start(self) -> PrintedData:
        """Start a new record of printed values, apart from those printed before."""
        self.printed = PrintedData()
        return self.printed

    def value(self, leaf: Text) -> object:
        """A leaf's value: of an expression alone its own type, else text.

        Raises:
            HandoutsError: with the place in the layout.
        """
        whole = alone(str(leaf))
        if whole is None:
            return _as_text(self._pieces(leaf))
        return self._result(leaf, whole)

    def holds(self, leaf: Text) -> bool:
        """Whether a ``when`` is true; without braces it is read as an expression too."""
        whole = alone(str(leaf))
        return bool(self._result(leaf, str(leaf) if whole is None else whole))

    def _result(self, leaf: Text, source: str) -> object:
        with _TemplateFaults(leaf, self):
            context = self._context()
            _ran(_expression(source), context)
            value: object = context.vars[RESULT]
        if isinstance(value, _Undefined):
            if is_absent(value):
                return None
            raise HandoutsError(undefined_value(leaf, value.name, value.thing, self.names))
        return value

    def _pieces(self, leaf: Text) -> Pieces:
        """The leaf filled: its own words, and the values that stand between them."""
        if "{" not in leaf:
            return (typographic(str(leaf)),)
        with _TemplateFaults(leaf, self):
            pieces = _spread(_ran(_template(typographic_template(str(leaf))), self._context()))
        for piece in pieces:
            if isinstance(piece, PrintedValue):
                self.printed.note(piece.value)
        return pieces

    def _context(self) -> LeafContext:
        """A new context for each run, as a template may set names."""
        return LeafContext(environment(), self._seen, self.meter)

    def rich(self, leaf: Text) -> RichText:
        """The leaf as the text of one paragraph, white space at its ends dropped."""
        with _MarkdownFaults(leaf, self.printed):
            pieces = self._pieces(leaf)
            alone = pieces[0] if len(pieces) == 1 else ""
            said = _literally(alone.value) if isinstance(alone, PrintedValue) else None
            if said is not None:
                return said
            markdown, sources = _markdown(pieces)
            text = cited(rich(markdown.replace(LINE_END, "  ").strip()), sources)
            return text if any(run.text for run in text) else ()

    def blocks(self, leaf: Text) -> tuple[MarkdownPart, ...]:
        """The leaf as paragraphs and lists."""
        with _MarkdownFaults(leaf, self.printed):
            markdown, sources = _markdown(self._pieces(leaf))
            parts = parse(laid_out(markdown))
            return tuple([part.citing(sources) for part in parts]) if sources else parts

    def plain(self, leaf: Text) -> str:
        """The leaf as text without any manner, on one line."""
        return one_line("".join(run.text for run in self.rich(leaf)))

    def plain_lines(self, leaf: Text) -> str:
        """The same, with the ends of lines that were meant."""
        return lines_of("".join(run.text for run in self.rich(leaf)))

    def shown(self, value: object) -> RichText:
        """A value of the data as rich text, noted as printed."""
        self.printed.note(value)
        if isinstance(value, MarkdownFact | MarkdownText):
            text = str(value) if isinstance(value, MarkdownFact) else value
            with _MarkdownFaults(Text(text, value.span), self.printed):
                return (*rich(typographic(text).strip()), *_basis(value))
        text = _in_type(value)
        return (Run(text), *_basis(value)) if text else ()

    def count_block(self, place: Span | None) -> None:
        """Count one more block.

        Raises:
            HandoutsError: when there are more than a handout needs.
        """
        try:
            self.meter.note_block()
        except LimitError as fault:
            raise HandoutsError(too_much(Text("", place), fault)) from fault


def _printed(context: LeafContext, value: object) -> PrintedValue | Phrase:
    """What ``{{ value }}`` is in a leaf (Jinja's ``finalize``), if it can be printed."""
    match value:
        case Phrase():
            for part in value.parts:
                if isinstance(part, PrintedValue):
                    _printed(context, part.value)
            return value
        case _Undefined() if value.thing is missing and is_absent(value):  # an `if` without `else`
            raise UndefinedError("has no value in this edition")
        case _Undefined():
            str(value)  # raises, naming the missing value
        case float() | Decimal() if not isfinite(value):
            raise UndefinedError("is no number that can be printed")
        case str() | Fact() | int() | float() | Decimal():
            pass
        case None:
            raise UndefinedError("has no value in this edition")
        case _:
            raise UndefinedError(f"is {_kind(value)}, which cannot be printed as it is")
    text = str(value)
    if SIGN in text:  # it would refer to another value of its leaf
        raise UndefinedError(f"holds {invisible(SIGN)}")
    context.meter.note_printed(len(text))
    return PrintedValue(value)


def _spread(pieces: Iterable[str | PrintedValue | Phrase]) -> Pieces:
    """The pieces, those of phrases one by one."""
    return [
        part
        for piece in pieces
        for part in (piece.parts if isinstance(piece, Phrase) else (piece,))
    ]


def _as_text(pieces: Iterable[str | PrintedValue | Phrase]) -> str:
    """What a block of ``set`` sets: its words and values as they read."""
    values = [piece if isinstance(piece, str) else piece.value for piece in _spread(pieces)]
    bounded(sum(len(str(value)) for value in values))
    return cast("str", sourced("".join(map(str, values)), made_of(*values)))


def _markdown(pieces: Pieces) -> tuple[str, list[Cites]]:
    """The pieces as Markdown, and for each placeholder in it the sources that belong there."""
    said: list[str] = []
    sources: list[Cites] = []
    for piece in pieces:
        if isinstance(piece, str):
            said.append(with_line_ends(piece))
            continue
        said.append(_as_markdown(piece.value))
        cites = _sources(piece.value)
        if cites:
            said.append(placeholder(len(sources)))
            sources.append(cites)
    return "".join(said), sources


def _as_markdown(value: object) -> str:
    """Data printed literally, Markdown fields as such."""
    if isinstance(value, MarkdownFact | MarkdownText):
        return typographic(str(value)).strip()
    if isinstance(value, VerbatimText):
        return literal_lines(str(value))
    return literal(_in_type(value))


def _literally(value: object) -> RichText | None:
    """The runs of a value that is printed literally, made without Markdown; ``None`` for other values."""
    if isinstance(value, MarkdownFact | MarkdownText) or not isinstance(value, Fact | str):
        return None
    text = lines_of(value) if isinstance(value, VerbatimText) else one_line(_in_type(value))
    if INVISIBLE.search(text):
        return None
    basis = _basis(value)
    text = text.lstrip() if basis else text.strip()
    return (Run(text), *basis) if text else ()


def _in_type(value: object) -> str:
    """A value's words with the quotes and dashes of good type, where they are the project's own."""
    own = isinstance(value, Fact | Text) and not isinstance(value, VerbatimText)
    return typographic(str(value)) if own else str(value)


def _sources(value: object) -> Cites:
    """The sources of a printed value; a fact of which nothing is known has none."""
    if isinstance(value, Fact):
        return tuple(map(str, value.sources)) if value.known else ()
    if isinstance(value, Sourced) and str(value).strip():
        return tuple(dict.fromkeys(cite for one in value.made_of for cite in _sources(one)))
    return ()


def _basis(value: object) -> RichText:
    cites = _sources(value)
    return (Run("", cites=cites),) if cites else ()


def _kind(value: object) -> str:
    """What a value of a template is, in words."""
    if isinstance(value, Mapping):
        return "a group of named values"
    if isinstance(value, list | tuple):
        return "a list"
    return "a record of the data"


_TEMPLATE_FAULTS = (
    TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
    RecursionError, MemoryError, SyntaxError,
)  # fmt: skip
"""What a template can bring about, its compiler included."""


class _TemplateFaults:
    """Turns a template's faults into diagnostics that name the leaf's place."""

    def __init__(self, leaf: Text, slots: Slots) -> None:
        self.leaf = leaf
        self.slots = slots

    def __enter__(self) -> None:
        try:
            self.slots.meter.charge()
        except LimitError as fault:
            raise HandoutsError(too_much(self.leaf, fault)) from fault

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if fault is None or isinstance(fault, HandoutsError):
            return
        if isinstance(fault, TemplateSyntaxError):
            raise HandoutsError(syntax_error(self.leaf, fault)) from fault
        if isinstance(fault, UndefinedError):
            raise HandoutsError(undefined_error(self.leaf, fault, self.slots.names)) from fault
        if isinstance(fault, _TEMPLATE_FAULTS):
            raise HandoutsError(failed(self.leaf, fault)) from fault


class _MarkdownFaults:
    """Turns what Markdown may not hold into a diagnostic, in the data where that brought it in."""

    def __init__(self, leaf: Text, printed: PrintedData) -> None:
        self.leaf = leaf
        self.printed = printed

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, UnsupportedMarkdownError):
            raise HandoutsError(
                Diagnostic(
                    "unsupported-markdown",
                    str(fault),
                    fault.remedy,
                    _printed_fault(self.printed) or line_of(self.leaf, fault.line),
                )
            ) from fault


def _printed_fault(printed: PrintedData) -> Span | None:
    """The place of printed data whose own Markdown is the fault: alone, or where it was put."""
    faulty, unfit = None, None
    for origin in printed.origins:
        if not origin.markup:
            continue
        text = Text(typographic(origin.text).strip(), origin.span)
        try:
            fits = [type(part) for part in parse(laid_out(text))] == [MarkdownParagraph]
        except UnsupportedMarkdownError as fault:
            faulty = faulty or line_of(text, fault.line)
            continue
        unfit = unfit if fits else unfit or origin.span
    return faulty or unfit


@cache
def environment() -> Sandbox:
    """The one environment of all templates."""
    return Sandbox(_Undefined, _printed, _as_text)


def _ran(template: Template, context: LeafContext) -> list[Any]:
    """All that a template yields."""
    try:
        return list(template.root_render_func(context))
    except Exception:
        environment().handle_exception()  # raises it with the lines of the template


@kept(most=4_096)
def alone(leaf: str) -> str | None:
    """The expression of a leaf that is nothing else."""
    whole = _WHOLE.fullmatch(leaf)
    return whole["expression"] if whole else None


@kept(most=4_096)
def _template(source: str) -> Template:
    return compiled(environment(), source)


@kept(most=4_096)
def _expression(source: str) -> Template:
    return expression(environment(), source)
