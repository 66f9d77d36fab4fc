"""The reference for authors of layouts, made from the models: ``python docs/reference.py``.

Writes docs/reference/*.md and draws docs/images/blocks/*.png. What a field means stands in the models, what
a filter does in docs/reference/filters.yaml, and an example of each kind of block in examples.yaml.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import pypdfium2
from gallery import palette_of
from PIL import Image, ImageChops

from handouts.compose import context
from handouts.compose.checking.filters import FILTERS
from handouts.compose.checking.layouts import WANTED
from handouts.compose.templates.markdown import MarkdownParagraph, MarkdownPart
from handouts.compose.templates.slots import Slots, environment
from handouts.compose.values import language
from handouts.compose.values.seen import LOOP_FIELDS, TEXT_METHODS, fields_of, record_of
from handouts.compose.views import choices, pay, roles
from handouts.edition import Edition
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.load.records.findings import Findings
from handouts.load.records.layouts import read_layouts
from handouts.load.schema import field_docs
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.model import base, blocks, decisions, layout, records, styles, wages
from handouts.model.base import Record, Reference, Template, Text
from handouts.model.blocks import BLOCK_KINDS, BlockRecord
from handouts.model.library import Library
from handouts.pipeline import Made, make

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
PAGES, IMAGES = HERE / "reference", HERE / "images" / "blocks"

SUBJECT = "comparisons/medical-assistant-or-phlebotomist"
AUDIENCE, STATE = "school", "ca"
"""For whom and where the examples are built."""

_DPI = 72
_PAGE = "{size: letter, margins: [40pt, 91pt, 40pt, 91pt]}"


# Examples, built


class Example(NamedTuple):
    """Blocks as they are written, and what they are built for."""

    text: str
    subject: str = SUBJECT
    page: str = _PAGE
    in_packet: bool = False


@cache
def project() -> Library:
    """The repository's own project."""
    return load(REPOSITORY)


def examples() -> dict[str, Example]:
    """An example of each kind of block."""
    entries = _yaml("examples.yaml")
    return {
        kind: Example(
            str(entry["example"]),
            str(entry.get("subject", SUBJECT)),
            str(entry.get("page", _PAGE)),
            entry.get("packet") is not None,
        )
        for kind, entry in entries.items()
    }


def built(example: Example) -> Made:
    """A sheet of the blocks alone."""
    indented = "".join(f"  {line}\n" for line in example.text.splitlines())
    return built_layout(f"title: Example\npage: {example.page}\nbody:\n{indented}", example)


def built_layout(text: str, example: Example) -> Made:
    """A sheet of a layout; in a packet if it has to be."""
    own = project().project
    if "notices:" in text:
        notice = records.RequiredNotice(
            text=base.MarkdownText("Ask us for this sheet in large print.")
        )
        publisher = own.publisher.model_copy(update={"notices": (notice,)})
        own = own.model_copy(update={"publisher": publisher})
    layouts = {**project().layouts, "example": read(text)}
    library = replace(project(), layouts=layouts, project=own)
    edition = _edition("example", example.subject)
    if example.in_packet:
        parts = (edition, _edition("duties", SUBJECT), _edition("sources", SUBJECT))
        edition = replace(edition, layout="", subject="", bind=parts)
    return make(edition, library, load_fonts())


def read(text: str) -> layout.Layout:
    """A layout that is written in a text."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "layouts").mkdir()
        (Path(folder) / "layouts" / "example.yaml").write_text(text, encoding="utf-8")
        findings = Findings()
        found = read_layouts(Path(folder), findings)
    assert not findings.diagnostics, findings.diagnostics
    return found["example"].record


def _edition(name: str, subject: str) -> Edition:
    return Edition(name, AUDIENCE, STATE, "en", name, subject, "base", f"{name}.pdf")


def draw(kind: str, example: Example) -> None:
    """A picture of an example, without the white around it."""
    document = pypdfium2.PdfDocument(built(example).data)
    page = document[0].render(scale=2 * _DPI / 72).to_pil().convert("RGB")
    document.close()
    white = Image.new("RGB", page.size, "white")
    box = ImageChops.difference(page, white).getbbox() or (0, 0, *page.size)
    left, top, right, bottom = box
    part = page.crop((left - 12, top - 12, right + 12, bottom + 12))
    small = part.resize((part.width // 2, part.height // 2), Image.Resampling.LANCZOS)
    palette = palette_of(project().styles["base"])
    target = IMAGES / f"{kind}.png"
    small.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)


def _yaml(name: str) -> dict[str, Any]:
    return dict(parse_yaml((PAGES / name).read_text(encoding="utf-8"), name).root)


# Fields of files, in words


@dataclass(frozen=True)
class Field:
    """One key of a file: what it takes, its default, what it means."""

    key: str
    takes: str
    default: str
    means: str


def fields(record: type[Record]) -> Iterator[Field]:
    """The keys of a record."""
    hints = get_type_hints(record, include_extras=True)
    means = dict(
        text for part in reversed(record.__mro__) if _is_record(part) for text in field_docs(part)
    )
    for name, info in record.model_fields.items():
        default = "required" if info.is_required() else _default(info.default)
        yield Field(info.alias or name, _takes(name, hints[name]), default, plain(means.get(name, info.description or "")))  # fmt: skip


def _is_record(part: type) -> bool:
    return issubclass(part, Record) and part.__module__.startswith("handouts.model")


def _default(value: object) -> str:
    if value is None or value in ("", (), {}) or isinstance(value, Record):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _takes(name: str, hint: Any) -> str:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(name, parts[0], parts[1:])
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_takes(name, p) for p in parts if p is not NoneType))
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        inner = _takes(name, parts[0])
        return f"list: {inner}" if Ellipsis in parts else f"{len(parts)} times {inner}"
    if origin is dict:
        return f"names, each with {_takes(name, parts[1])}"
    return _plain_takes(name, hint)


def _marked(name: str, hint: Any, marks: tuple[Any, ...]) -> str:
    kinds = [mark.kind for mark in marks if isinstance(mark, Reference)]
    if kinds:
        return f"name of a {kinds[0].removesuffix('s')}"
    limits = {n: getattr(m, n) for mark in marks for m in getattr(mark, "metadata", ()) for n in ("ge", "le") if hasattr(m, n)}  # fmt: skip
    if "ge" in limits and "le" in limits:
        return f"{limits['ge']} to {limits['le']}"
    return f"{limits['ge']} or more" if "ge" in limits else _takes(name, hint)


def _plain_takes(name: str, hint: Any) -> str:
    if isinstance(hint, type) and issubclass(hint, Template):
        wanted = WANTED.get(name)
        return wanted[0] if wanted else "a condition" if name == "when" else "text"
    if isinstance(hint, type) and issubclass(hint, BlockRecord):
        return "blocks"
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{title(hint)}](#{title(hint).replace(' ', '-')})"
    return _PLAIN.get(hint, "plain text")


_PLAIN = {bool: "`true` or `false`", int: "number", float: "number"}


def title(kind: type) -> str:
    """What a class is called in a heading."""
    return _TITLES.get(kind.__name__) or record_of(kind).name


_TITLES = {
    "PageSetup": "page set-up", "Role": "role as written", "Decision": "decision as written", "Colours": "colors", "RoleLookRecord": "role look",
}  # fmt: skip


def table_of(record: type[Record], *, skip: Iterable[str] = ()) -> str:
    """The fields of a record as a Markdown table."""
    rows = [
        (f"`{f.key}`", f.takes, f.default, f.means) for f in fields(record) if f.key not in {*skip}
    ]
    return _table(("key", "takes", "default", "meaning"), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (heads, tuple("---" for _ in heads), *rows)
    return "".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in lines
    )


def plain(text: str) -> str:
    """A docstring as Markdown on one line, in American spelling where it is prose."""
    parts = " ".join(text.replace("``", "`").split()).split("`")
    parts[::2] = [part.replace("olour", "olor") for part in parts[::2]]
    return "`".join(parts)


# What templates see, in words


def said_of(name: str, kind: type) -> str:
    """What a visible field means: its docstring, that of the property, or of the record behind a view."""
    found = getattr(kind, name, None)
    if isinstance(found, property):
        return plain((found.__doc__ or "").partition("\n")[0])
    behind = getattr(records, kind.__name__.removesuffix("View"), None)
    behind = behind or getattr(decisions, kind.__name__.removesuffix("View"), None)
    docs: dict[str, str] = {}
    for part in (*(reversed(behind.__mro__) if behind else ()), *reversed(kind.__mro__)):
        if part.__module__.startswith("handouts."):
            docs.update(field_docs(part))
    known = {**getattr(behind, "model_fields", {}), **getattr(kind, "model_fields", {})}
    described = known[name].description if name in known else None
    return plain(docs.get(name) or described or "")


VIEWS: Final = (context, choices, pay, roles)
"""The modules with what templates see beside the records themselves."""


@cache
def classes() -> Mapping[language.RecordType, type]:
    """The class of each record that a template can see."""
    modules = (base, records, records.places, records.choices, decisions, wages, *VIEWS)
    found = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    kinds = (one for one in found if issubclass(one, Record) or is_dataclass(one))
    return {record_of(kind): kind for kind in (*kinds, context.DataDates)}


def reachable() -> list[language.RecordType]:
    """The records that a template can come to, in the order in which it meets them."""
    found: dict[language.RecordType, None] = {}
    waiting: list[language.Type] = list(fields_of(context.Names).values())
    while waiting:
        one = waiting.pop(0)
        match one:
            case language.RecordType() if one not in found:
                found[one] = None
                waiting += one.fields.values()
            case language.ListType() | language.MappingType():
                waiting.append(one.item)
            case language.UnionType():
                waiting += one.members
    return list(found)


def in_words(one: language.Type) -> str:
    """A type, with a link to what it is."""
    match one:
        case language.RecordType():
            name = title(classes()[one])
            return f"[{name}](#{name.replace(' ', '-')})"
        case language.ListType():
            return f"list: {in_words(one.item)}"
        case language.MappingType():
            by = f"by {one.kind.removesuffix('s')}" if one.kind else "by name"
            return f"{in_words(one.item)} {by}"
        case language.UnionType():
            some = " or ".join(in_words(m) for m in one.members if m is not language.NOTHING)
            return f"{some}, or nothing" if language.NOTHING in one.members else some
        case language.TextType() if one.options:
            return ", ".join(f"`{option}`" for option in one.options)
        case _:
            return language.in_words(one).removeprefix("a ")


# The pages


def page_of_layouts() -> str:
    """What a layout file holds."""
    parts = [
        "# Layouts\n",
        (
            "A layout is a file in `layouts/`. It says what stands on a sheet and in which order; the words come from "
            "the data.\n"
        ),
        (
            "1. `handouts new layout NAME` writes a beginning; or begin with the one below.\n"
            "2. Name it in `handouts.yaml`, with a subject: `mine: {layout: NAME, subject: comparisons/…}`, and add "
            "`mine` to the `handouts` of an audience.\n"
            "3. `handouts check` names each mistake with its line and column, and what you may have meant.\n"
            "4. `handouts build mine` makes the sheets.\n"
        ),
        f"```yaml\n{WHOLE}```\n",
        (
            "See also: [blocks](blocks.md), [names](names.md) for `{{ … }}`, [filters](filters.md) for `{{ … | … }}`, "
            "[styles](styles.md).\n"
        ),
        f"## Keys of a layout\n\n{table_of(layout.Layout)}",
    ]
    parts += map(_section, (layout.Fit, layout.RunningLine, layout.Moved, records.PageSetup))
    return "\n".join(parts)


def _section(record: type[Record]) -> str:
    return f"### {title(record)}\n\n{plain(record.__doc__ or '')}\n\n{table_of(record)}"


WHOLE = """\
title: "{{ comparison.title }} {{ place }}"
page: {size: letter}
fit: {pages: 1, at_most: 2}
header: {left: "**{{ publisher.name }}**", right: "{{ place }}"}
footer: {left: "Printed {{ edition.date_text }}", right: "Page {page} of {pages}"}
body:
  - heading: {text: "{{ comparison.title }}", level: 1}
  - text: {text: "{{ comparison.lead }}", variant: lead}
    when: comparison.lead
  - heading: {text: "{{ role.title }}", role: "{{ role }}"}
    each: "{{ roles }}"
    as: role
  - comparison_table:
      roles: "{{ roles }}"
      dimensions: [entry-education, pay]
foot:
  - sources: {closing: "{{ edition.dates }}"}
"""


def page_of_blocks() -> str:
    """Each kind of block."""
    common = [n for n in BlockRecord.model_fields if n not in BLOCK_KINDS]
    keys = [
        (f"`{f.key}`", f.takes, f.means) for f in fields(BlockRecord) if f.key not in BLOCK_KINDS
    ]
    assert len(keys) == len(common)
    means = {f.key: f.means for f in fields(BlockRecord)}
    rows = [(f"[`{kind}`](#{kind})", means[kind]) for kind in BLOCK_KINDS]
    parts = [
        "# Blocks\n",
        (
            "A block is an item of `body` or `foot`: `- KIND: …`. What is left out takes its default. *Text* may hold "
            '`{{ … }}` and Markdown; *a list*, *a role* and the like are expressions, such as `"{{ roles }}"`.\n'
        ),
        _table(("block", "what it is"), rows),
        "## Keys beside the kind\n",
        _table(("key", "takes", "meaning"), keys),
    ]
    found = examples()
    parts += (_block(kind, found[kind]) for kind in BLOCK_KINDS)
    return "\n".join(parts)


def _block(kind: str, example: Example) -> str:
    record = next(
        p for p in get_args(BlockRecord.model_fields[kind].annotation) if p is not NoneType
    )
    parts = [f"## {kind}\n", f"{plain(record.__doc__ or '')}\n"]
    if issubclass(record, blocks.PlainForm):
        parts.append(f"May be written as its `{record.plain}` alone: `- {kind}: …`.\n")
    if example.subject != SUBJECT:
        parts.append(f"For sheets whose `subject` is `{example.subject.partition('/')[0]}/…`.\n")
    if record.model_fields:
        parts.append(table_of(record))
    parts += map(_section, _inner(record))
    parts.append(f"```yaml\n{example.text}```\n\n![{kind}](../images/blocks/{kind}.png)\n")
    return "\n".join(parts)


def _inner(record: type[Record]) -> list[type[Record]]:
    """The records that a block's fields hold, other than blocks."""
    waiting = list(get_type_hints(record).values())
    found: dict[type[Record], None] = {}
    while waiting:
        hint = waiting.pop(0)
        waiting += get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Record) and hint is not BlockRecord:
            found[hint] = None
    return list(found)


def page_of_names() -> str:
    """What expressions see."""
    docs = dict(field_docs(context.Names))
    rows = []
    for name, found in fields_of(context.Names).items():
        on = [kind for kind, own in context.SUBJECT_NAMES.items() if own == name]
        where = f" Only where the `subject` is `{on[0]}/…`." if on else ""
        rows.append((f"`{name}`", in_words(found), plain(docs[name]) + where))
    parts = [
        "# Names\n",
        (
            "What `{{ … }}` and `when` see. A field of a record stands behind a dot: `{{ role.title }}`; a value by "
            "its name in brackets: `{{ role.dimensions['pay'] }}`. *Or nothing* asks for a guard: "
            "`{% if role.rule %}{{ role.rule.verdict }}{% endif %}`. A record or a list cannot be printed; a fact "
            "can, and brings its sources with it.\n"
        ),
        "## On every sheet\n",
        _table(("name", "is", "meaning"), rows),
        (
            "Blocks give more names to what stands in them: `each` with `as`, a `table` to its cells, `columns` to its "
            "`column`, and `overlap_diagram` and `emblem` `role` to theirs (`deep` is true for the role of the stem).\n"
        ),
    ]
    for one in reachable():
        kind = classes()[one]
        fields_ = [(f"`{n}`", in_words(t), said_of(n, kind)) for n, t in one.fields.items()]
        parts.append(f"## {title(kind)}\n\n{plain((kind.__doc__ or '').partition(chr(10) * 2)[0])}\n\n{_table(('field', 'is', 'meaning'), fields_)}")  # fmt: skip
    return "\n".join(parts)


def one_line_of(part: MarkdownPart) -> str:
    """A paragraph as it reads, or a list with its marks."""
    if isinstance(part, MarkdownParagraph):
        return "".join(run.text for run in part.text)
    marks = (f"{n}." if part.ordered else "–" for n in range(1, len(part.items) + 1))
    said = ("".join(run.text for run in item.text) for item in part.items)
    return " ".join(f"{mark} {text}" for mark, text in zip(marks, said, strict=True))


def page_of_filters() -> str:
    """Filters, tests and what else an expression can hold."""
    entries = _yaml("filters.yaml")
    names = context.resolve(_edition("example", SUBJECT), replace(project(), layouts={"example": read(WHOLE)})).names  # fmt: skip
    rows = []
    for name in sorted(FILTERS):
        example = str(entries[name]["example"])
        slots = Slots({**names, "share": base.Fact(text=Text("12.9"))})
        result = " ".join(map(one_line_of, slots.blocks(Text(example))))
        rows.append(
            (f"`{name}`", FILTERS[name].wanted, str(entries[name]["does"]), f"`{example}`", result)
        )
    tests = ", ".join(f"`{name}`" for name in sorted(environment().tests) if name.isidentifier())
    return "\n".join(
        [
            "# Expressions\n",
            (
                "Templates are [Jinja](https://jinja.palletsprojects.com/en/stable/templates/), shut in: they read data "
                "and print. What is made of a fact keeps its sources.\n"
            ),
            (
                "| | |\n|---|---|\n"
                "| print | `{{ role.title }}` |\n"
                "| decide | `{% if state %}…{% elif role %}…{% else %}…{% endif %}`, `{{ 'a' if state else 'b' }}` |\n"
                "| repeat | `{% for role in roles %}…{% endfor %}` |\n"
                "| keep | `{% set wage = role.wage or role.national_wage %}` |\n"
                "| join texts | `{{ place ~ '!' }}` |\n"
                "| compare | `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not`, `and`, `or` |\n"
                "| reckon | `+`, `-`, `*`, `/`, `//`, `%`, `**`, with numbers: of a figure its `value` |\n"
                "| part of a list | `{{ roles[0].title }}`, `{% for line in lines[:4] %}` |\n"
            ),
            f"Within a loop: {', '.join(f'`loop.{n}`' for n in LOOP_FIELDS)}.\n",
            f"Behind `is` stands a test: {tests}.\n",
            f"A text has: {', '.join(f'`{n}()`' for n in TEXT_METHODS)}.\n",
            "## Filters\n",
            _table(("filter", "takes", "gives", "example", "prints"), rows),
        ]
    )


def page_of_styles() -> str:
    """Every token of a style, with the value that it has in ``base``."""
    tokens = parse_yaml((REPOSITORY / "layouts/styles/base.yaml").read_text("utf-8"), "base").root
    parts = [
        "# Style tokens\n",
        (
            "A style is a file in `layouts/styles/`; [styles, paper and typing](../styles.md) tells how one is made. "
            "*In base* is what the project's usual style has.\n"
        ),
        _tokens(styles.StyleFile, tokens),
    ]
    groups: Mapping[str, type[Record]] = {
        "type": styles.TypeScale, "colours": styles.Colours, "space": styles.Spaces, "rules": styles.RuleWidths, "radii": styles.Radii,
    }  # fmt: skip
    for name, record in groups.items():
        parts.append(
            f"## {name}\n\n{plain(record.__doc__ or '')}\n\n{_tokens(record, tokens[name])}"
        )
        if name == "type":
            parts.append(f"### type step\n\n{table_of(styles.TypeStep)}")
    parts.append(
        f"## roles\n\n{plain(styles.RoleLookRecord.__doc__ or '')}\n\n{table_of(styles.RoleLookRecord)}"
    )
    for name, font in (("fonts", styles.Fonts), ("font choice", styles.FontChoice)):
        parts.append(f"## {name}\n\n{plain(font.__doc__ or '')}\n\n{table_of(font)}")
    return "\n".join(parts)


def _tokens(record: type[Record], values: Any) -> str:
    rows = []
    for one in fields(record):
        value = values.get(one.key)
        usual = "" if value is not None or one.default == "required" else one.default
        here = f"`{value}`" if isinstance(value, str) else _step(value) or usual
        rows.append((f"`{one.key}`", here, one.means))
    return _table(("token", "in base", "meaning"), rows)


def _step(value: Any) -> str:
    """A step of the type scale in one line."""
    flat = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return (
        f"`{', '.join(f'{k}: {v}' for k, v in value.items())}`" if flat and "size" in value else ""
    )


BUILT: Mapping[str, Callable[[], str]] = {
    "layouts.md": page_of_layouts,
    "blocks.md": page_of_blocks,
    "names.md": page_of_names,
    "filters.md": page_of_filters,
    "styles.md": page_of_styles,
}
"""Page → what it holds."""

if __name__ == "__main__":
    for page, write in BUILT.items():
        (PAGES / page).write_text(write(), encoding="utf-8")
    IMAGES.mkdir(exist_ok=True)
    for block, shown in examples().items():
        draw(block, shown)
