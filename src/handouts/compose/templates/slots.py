"""Jinja2 in the leaf strings of a layout: sandboxed, strict, every fault with its place."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from math import isfinite

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.environment import Template, TemplateExpression
from jinja2.runtime import Context

from handouts.characters import INVISIBLE, invisible
from handouts.compose.templates.faults import (
    failed,
    line_of,
    syntax_error,
    too_much,
    undefined_error,
    undefined_name,
)
from handouts.compose.templates.formats import FILTERS
from handouts.compose.templates.markdown import (
    MarkdownList,
    MarkdownParagraph,
    UnsupportedMarkdownError,
    literal,
    one_line,
    parse,
    rich,
)
from handouts.compose.templates.marks import signs, signs_in, without_signs
from handouts.compose.templates.meter import LimitError, Meter
from handouts.compose.templates.recorder import Recorder
from handouts.compose.templates.sandbox import Sandbox, compiled, expression
from handouts.compose.templates.typography import typographic, typographic_template
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import RichText, Run, plain
from handouts.kept import kept
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Text, VerbatimText

_WHOLE = re.compile(r"\s*\{\{(?P<expression>(?:(?!\{\{|\}\}|\{%).)*)\}\}\s*", re.DOTALL)


class _Undefined(StrictUndefined):
    """An undefined name that can say what it was and what stands near it."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name that is not there."""
        return str(self._undefined_name)

    @property
    def neighbours(self) -> list[str]:
        """The names that are there; empty when the name itself stands at the top."""
        thing = self._undefined_obj
        if isinstance(thing, Mapping):
            return [str(k) for k in thing]
        return [n for n in dir(thing) if not n.startswith("_")]


class Slots:
    """Fills the leaves of one edition: the names that they see, and what they print."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = dict(names)
        self.recorder = Recorder()
        self._context: Context | None = None
        self._alone = False
        """Whether what is printed next is all that its leaf says."""
        self._said: RichText | None = None

    def let(self, name: str, value: object) -> None:
        """Let templates see another value under a name."""
        self.names[name] = value
        if self._context is not None:
            self._context.parent[name] = value

    def start(self) -> Recorder:
        """Note what is printed from now on in a new recorder."""
        self.recorder = Recorder()
        return self.recorder

    def value(self, leaf: Text) -> object:
        """A leaf's value: of an expression alone its own type, else text.

        Raises:
            HandoutsError: with the place in the layout.
        """
        whole = _alone(str(leaf))
        if whole is None:
            return without_signs(self.markdown(leaf))
        with _TemplateFaults(leaf, self):
            value = _expression(whole)(self.names)
        if isinstance(value, _Undefined):
            raise HandoutsError(self._undefined(leaf, value))
        return value

    def holds(self, leaf: Text) -> bool:
        """Whether a ``when`` is true; without braces it is read as an expression too."""
        whole = _alone(str(leaf))
        with _TemplateFaults(leaf, self):
            value = _expression(str(leaf) if whole is None else whole)(self.names)
        if isinstance(value, _Undefined):
            raise HandoutsError(self._undefined(leaf, value))
        return bool(value)

    def markdown(self, leaf: Text) -> str:
        """The leaf as Markdown: data printed literally, Markdown fields as such."""
        if "{" not in leaf:
            return typographic(str(leaf))
        return self._filled(leaf)

    def _filled(self, leaf: Text, *, alone: bool = False) -> str:
        with _TemplateFaults(leaf, self):
            _environment().finalize = self._printed
            self._alone = False  # while the compiler prints constants
            template = _template(typographic_template(str(leaf)))
            self._alone = alone
            if "{%" in leaf:
                return template.render(self.names)
            return self._rendered(template)

    def _rendered(self, template: Template) -> str:
        """A template that sets no names: its context is that of every other one."""
        if self._context is None:
            self._context = template.new_context(self.names)
        try:
            return "".join(template.root_render_func(self._context))
        except Exception:
            _environment().handle_exception()

    def rich(self, leaf: Text) -> RichText:
        """The leaf as the text of one paragraph, white space at its ends dropped."""
        with _MarkdownFaults(leaf, self.recorder):
            if _alone(str(leaf)) is None:
                markdown = self.markdown(leaf)
            else:
                self._said = None
                markdown = self._filled(leaf, alone=True)
                if self._said is not None:
                    return self._said
            text = rich(markdown.strip())
            return text if any(run.text for run in text) else ()

    def blocks(self, leaf: Text) -> tuple[MarkdownParagraph | MarkdownList, ...]:
        """The leaf as paragraphs and lists."""
        with _MarkdownFaults(leaf, self.recorder):
            return parse(_undented(self.markdown(leaf)))

    def plain(self, leaf: Text) -> str:
        """The leaf as text without any manner."""
        return "".join(run.text for run in self.rich(leaf))

    def shown(self, value: object) -> RichText:
        """A value of the data as rich text, noted as printed."""
        self.recorder.note(value)
        if isinstance(value, MarkdownFact | MarkdownText):
            text = str(value) if isinstance(value, MarkdownFact) else value
            with _MarkdownFaults(Text(text, value.span), self.recorder):
                return (*rich(typographic(text).strip()), *_basis(value))
        text = _in_type(value)
        return (Run(text), *_basis(value)) if text else ()

    def count_block(self, place: Span | None) -> None:
        """Count one more block.

        Raises:
            HandoutsError: when there are more than a handout needs.
        """
        try:
            _environment().meter.note_block()
        except LimitError as fault:
            raise HandoutsError(too_much(Text("", place), fault)) from fault

    def _printed(self, value: object) -> str:
        """What ``{{ value }}`` prints within a leaf (Jinja's ``finalize``)."""
        self.recorder.note(value)
        if isinstance(value, str | Fact) and (forged := signs_in(str(value))):
            raise UndefinedError(f"holds {invisible(forged)}")
        said = _literally(value) if self._alone else None
        if said is not None:
            self._said = said
            _environment().meter.note_printed(len(plain(said)))
            return ""
        text = self._as_markdown(value)
        _environment().meter.note_printed(len(text))
        return text

    def _as_markdown(self, value: object) -> str:
        match value:
            case _Undefined():
                return str(value)
            case MarkdownFact():
                return typographic(str(value)).strip() + signs(_sources(value))
            case MarkdownText():
                return typographic(str(value)).strip()
            case Fact():
                return literal(_in_type(value)) + signs(_sources(value))
            case Text():
                return literal(_in_type(value))
            case float() | Decimal() if not isfinite(value):
                raise UndefinedError("is no number that can be printed")
            case str() | int() | float() | Decimal():
                return literal(str(value))
            case None:
                raise UndefinedError("has no value in this edition")
            case _:
                raise UndefinedError(f"is {_kind(value)}, which cannot be printed as it is")

    def _undefined(self, leaf: Text, value: _Undefined) -> Diagnostic:
        known = [str(n) for n in self.names]
        top = value.name not in known and f".{value.name}" not in str(leaf)
        return undefined_name(leaf, value.name, known if top else value.neighbours)


def _literally(value: object) -> RichText | None:
    """What Markdown would make of a value that is printed literally, alone; ``None`` for others."""
    if isinstance(value, MarkdownFact | MarkdownText) or not isinstance(value, Fact | str):
        return None
    text = one_line(_in_type(value))
    if INVISIBLE.search(text):
        return None
    basis = _basis(value)
    text = text.lstrip() if basis else text.strip()
    return (Run(text), *basis) if text else ()


def _in_type(value: object) -> str:
    """A value's words with the quotes and dashes of good type, where they are the project's own."""
    own = isinstance(value, Fact | Text) and not isinstance(value, VerbatimText)
    return typographic(str(value)) if own else str(value)


def _sources(fact: Fact) -> tuple[str, ...]:
    """What a printed fact rests on; that nothing is known of it rests on nothing."""
    return fact.sources if fact.known else ()


def _basis(value: object) -> RichText:
    sources = _sources(value) if isinstance(value, Fact) else ()
    return (Run("", cites=tuple(map(str, sources))),) if sources else ()


def _kind(value: object) -> str:
    """What a value of a template is, in words."""
    if isinstance(value, Mapping):
        return "a group of named values"
    if isinstance(value, list | tuple):
        return "a list"
    return "a record of the data"


def _undented(text: str) -> str:
    """Without the indentation that loops and conditions leave, which Markdown would read as code."""
    return "\n".join(line.strip() for line in text.splitlines())


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
            _environment().meter.charge()
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

    def __init__(self, leaf: Text, recorder: Recorder) -> None:
        self.leaf = leaf
        self.recorder = recorder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, UnsupportedMarkdownError):
            raise HandoutsError(
                Diagnostic(
                    "unsupported-markdown",
                    str(fault),
                    "Use paragraphs, lists, **bold**, *italic* and [links](https://…) only",
                    _printed_fault(self.recorder) or line_of(self.leaf, fault.line),
                )
            ) from fault


def _printed_fault(recorder: Recorder) -> Span | None:
    """The place of printed data whose own Markdown is the fault: alone, or where it was put."""
    faulty, unfit = None, None
    for origin in recorder.origins:
        if not origin.markup:
            continue
        text = Text(typographic(origin.text).strip(), origin.span)
        try:
            fits = [type(part) for part in parse(text)] == [MarkdownParagraph]
        except UnsupportedMarkdownError as fault:
            faulty = faulty or line_of(text, fault.line)
            continue
        unfit = unfit if fits else unfit or origin.span
    return faulty or unfit


@cache
def _environment() -> Sandbox:
    return Sandbox(_Undefined, FILTERS)


def start_meter() -> None:
    """Begin to count anew what templates do: with every edition."""
    _environment().meter = Meter()


@kept(most=4_096)
def _alone(leaf: str) -> str | None:
    """The expression of a leaf that is nothing else."""
    whole = _WHOLE.fullmatch(leaf)
    return whole["expression"] if whole else None


@kept(most=4_096)
def _template(source: str) -> Template:
    return compiled(_environment(), source)


@kept(most=4_096)
def _expression(source: str) -> TemplateExpression:
    return expression(_environment(), source)
