"""Layouts: pages, lengths, columns and blanks. Templates are left to compose."""

import re
from collections.abc import Iterator
from pathlib import Path

from handouts.diagnostics import Span
from handouts.load.checks.pictures import check_picture_block
from handouts.load.checks.records import check_placeholders
from handouts.load.checks.references import check_member
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings, RecordKey
from handouts.load.records.lengths import length
from handouts.load.records.reading import Entry
from handouts.load.yaml_tree.nodes import Node, PlacedDict, PlacedList, walk
from handouts.model.base import Text
from handouts.model.blocks import BlockRecord, FactsBlock, FillInBlock
from handouts.model.layout import Layout, RunningLine
from handouts.model.library import COMPARISONS, LAYOUTS, STYLES
from handouts.model.records.paper import PageSetup
from handouts.units import FOLDS, PAGE_SIZES, page_size
from handouts.wording import listed, quoted, suggestion

_SHARE = re.compile(r"([0-9]+(\.[0-9]+)?)?\*")
_FIELD = re.compile(r"[^=]+(=(?P<share>[0-9]+(\.[0-9]+)?\*?|\*)?(:(?P<blank>.+))?)?")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LINE_END = re.compile(r"(?<!\\)(?<!  )\n")
"""A line's end that Markdown takes for a blank."""

_AROUND_TAGS = re.compile(rf"\s*\{{%.*?%\}}\s*|{_TEMPLATE.pattern}", re.DOTALL)
"""Templates, with the line ends at tags: these are often put on lines of their own."""

HIGHEST_LOGO = 24.0
"""In points: what the white around a running line can take."""

_LEAST_TEXT = 72.0
"""The least width and height that margins must leave, in points."""

_MOST_BLEED = 72.0
"""In points: printers ask for an eighth of an inch, or 3 mm; an inch is a slip."""

_LEAST_SIDE = 144.0
"""The least width and height of a page, in points: a bookmark is two inches wide."""


def check_layouts(draft: Draft, root: Path, findings: Findings) -> None:
    """Check every layout."""
    for entry in draft.of(LAYOUTS).values():
        record = entry.record
        check_page(entry.key, record.page, findings)
        _check_fit(entry, findings)
        for line in (record.header, record.footer):
            _check_running(entry, line, findings)
        for place in _inner_breaks(entry.node):
            findings.error(
                entry.key,
                "inner-page-break",
                "a page cannot end within another block, or at the foot of the page",
                "Move `page_break` out, between two blocks of `body`",
                place,
            )
        for block in _blocks((*record.body, *record.foot)):
            _check_block(entry, block, findings)
            check_picture_block(entry, block, str(root), findings)


def _inner_breaks(layout: PlacedDict) -> Iterator[Span]:
    """The places of page breaks inside other blocks or at the foot, where no page can start."""
    body = layout.get("body")
    blocks = [*_between(body)] if isinstance(body, PlacedList) else []
    inner = [node for block in blocks for _, node in walk(block) if node is not block]
    foot = [node for _, node in walk(layout.get("foot"))]
    for node in (*inner, *foot):
        if isinstance(node, PlacedDict) and "page_break" in node:
            yield node.places["page_break"]


def _between(blocks: PlacedList) -> Iterator[Node]:
    """The blocks that stand one after the other: those of a section too, unless it is kept together."""
    for block in blocks:
        section = block.get("section") if isinstance(block, PlacedDict) else None
        within = section.get("body") if isinstance(section, PlacedDict) else None
        if isinstance(block, PlacedDict) and isinstance(within, PlacedList) and "keep" not in block:
            yield from _between(within)
        else:
            yield block


def _check_fit(entry: Entry[Layout], findings: Findings) -> None:
    fit = entry.record.fit
    if fit.smallest is not None:
        length(fit.smallest, entry.key, findings)
    if fit.at_most is not None and fit.at_most < (fit.pages or 1):
        findings.error(
            entry.key,
            "out-of-range",
            f"`at_most` is {fit.at_most}, less than `pages`",
            f"Write a number of pages that is at least {fit.pages or 1}",
            entry.place("fit", "at_most"),
        )


def check_page(key: RecordKey, page: PageSetup, findings: Findings) -> None:
    """A known size, and margins that leave room."""
    size = _size(key, page, findings)
    _check_folds(key, page.folds, findings)
    if page.bleed is not None:
        length(page.bleed, key, findings, longest=_MOST_BLEED)
    if size is None or page.margins is None:
        return
    top, right, bottom, left = (length(m, key, findings) for m in page.margins)
    width, height = size
    if width - left - right < _LEAST_TEXT or height - top - bottom < _LEAST_TEXT:
        findings.error(
            key,
            "wide-margins",
            "the margins leave no room for text",
            "Write smaller margins: top, right, bottom, left",
            page.margins[0].span,
        )


def _check_folds(key: RecordKey, folds: Text | tuple[Text, ...] | None, findings: Findings) -> None:
    if isinstance(folds, Text) and folds not in FOLDS:
        findings.error(
            key,
            "wrong-folds",
            f"there is no way to fold {quoted(folds)}",
            suggestion(folds, FOLDS, f"Write {listed(FOLDS)}, or the widths of the panels"),
            folds.span,
        )
    for panel in folds if isinstance(folds, tuple) else ():
        before = len(findings.of(*key))
        if length(panel, key, findings) < _LEAST_TEXT and len(findings.of(*key)) == before:
            findings.error(
                key,
                "wrong-folds",
                f"a panel of {quoted(panel)} has no room for text",
                f"Write `{_LEAST_TEXT / 72:g}in` or more, with its unit",
                panel.span,
            )


def _size(key: RecordKey, page: PageSetup, findings: Findings) -> tuple[float, float] | None:
    """Width and height of a page, Letter's if it does not say; nothing where they are faulty."""
    size = page.size or Text("letter")
    if isinstance(size, tuple):
        before = len(findings.of(*key))
        sides = [(length(side, key, findings), side) for side in size]
        if len(findings.of(*key)) == before:
            _refuse_small(key, sides, findings)
        if len(findings.of(*key)) > before:
            return None
        return page_size(size, page.orientation)
    if size in PAGE_SIZES:
        return page_size(str(size), page.orientation)
    findings.error(
        key,
        "unknown-page-size",
        f"there is no page size {quoted(size)}",
        suggestion(
            size, PAGE_SIZES, f"Write {listed(PAGE_SIZES)}, or a width and a height: `[5in, 7in]`"
        ),
        size.span,
    )
    return None


def _refuse_small(key: RecordKey, sides: list[tuple[float, Text]], findings: Findings) -> None:
    for points, side in sides:
        if points < _LEAST_SIDE:
            findings.error(
                key,
                "out-of-range",
                f"{quoted(side)} is too short for a side of a page",
                f"Write `{_LEAST_SIDE / 72:g}in` or more, with its unit",
                side.span,
            )


def _blocks(blocks: tuple[BlockRecord, ...]) -> Iterator[BlockRecord]:
    for block in blocks:
        yield block
        yield from _blocks(block.inner)


def _check_running(entry: Entry[Layout], line: RunningLine | None, findings: Findings) -> None:
    if line is None:
        return
    for logo in (line.logo, line.recipient_logo):
        if logo is not None and length(logo, entry.key, findings) > HIGHEST_LOGO:
            findings.error(
                entry.key,
                "out-of-range",
                f"a logo of {quoted(logo)} is too tall for a running line",
                f"Write `{HIGHEST_LOGO:g}pt` or less, or place it with an `image` block",
                logo.span,
            )
    for text in (line.left, line.right):
        plain = Text(_TEMPLATE.sub("", text), text.span)
        check_placeholders(entry, plain, ("page", "pages"), findings)
        _check_lines(text, "a running line", findings)


def _check_lines(text: Text, what: str, findings: Findings) -> None:
    """Say it where lines were typed that Markdown joins: a title has none that go on below it."""
    above, *below = _LINE_END.split(_AROUND_TAGS.sub(_without_lines, text.strip()))
    if below:
        findings.warn(
            "joined-lines",
            f"{what} joins its lines, and a second one was typed after {quoted(above.strip())}",
            "Write all of it in one line, or a `\\` at the end of each but the last to keep them apart",
            text.span,
        )


def _without_lines(template: re.Match[str]) -> str:
    return template[0].replace("\n", " ")


def _check_block(entry: Entry[Layout], block: BlockRecord, findings: Findings) -> None:
    if block.comparison_table is not None:
        for width in block.comparison_table.widths:
            _check_width(entry, width, findings)
    if block.facts is not None:
        _check_facts(entry, block.facts, findings)
    if block.table is not None:
        for column in block.table.columns:
            _check_width(entry, column.width, findings)
    if block.fill_in is not None:
        _check_fill_in(entry, block.fill_in, findings)
    if block.callout is not None:
        _check_lines(block.callout.title, "the title of a callout", findings)


def _check_facts(entry: Entry[Layout], facts: FactsBlock, findings: Findings) -> None:
    named = facts.dimensions
    if named and facts.role is None:
        findings.error(
            entry.key,
            "facts-without-role",
            "`dimensions` are a role's, and the block names no role",
            'Add `role: "{{ role }}"` to the block',
            named[0].span if isinstance(named, tuple) else named.span,
        )
    _check_width(entry, facts.width, findings)


def _check_width(entry: Entry[Layout], width: Text | None, findings: Findings) -> None:
    """A width is a length, or a share such as ``2*`` that is not zero."""
    if width is None or (_SHARE.fullmatch(width) and width.strip("0.") != "*"):
        return
    length(width, entry.key, findings)


def _check_fill_in(entry: Entry[Layout], block: FillInBlock, findings: Findings) -> None:
    if block.blank is not None:
        _check_blank(entry, str(block.blank), block.blank, findings)
    for field in block.fields:
        match = _FIELD.fullmatch(field)
        if match is None or (match["share"] or "1").strip("0.*") == "" != match["share"]:
            findings.error(
                entry.key,
                "wrong-field",
                f"{quoted(field)} is not a field to fill in",
                "Write its label, a share of the width and a blank, such as `Name=2*:student`",
                field.span,
            )
        elif match["blank"]:
            _check_blank(entry, match["blank"], field, findings)


def _check_blank(entry: Entry[Layout], name: str, text: Text, findings: Findings) -> None:
    what = ("unknown-blank", "one of the layout's `blanks`")
    check_member(entry.key, name, entry.record.blanks, what, text.span, findings)


def check_looks(draft: Draft, findings: Findings) -> None:
    """A style has a look for every role that a comparison shows.

    A decision with more roles is drawn without looks, its outcomes told by letter and title.
    """
    most = max((len(e.record.roles) for e in draft.of(COMPARISONS).values()), default=0)
    for entry in draft.of(STYLES).values():
        if len(entry.record.roles) < most:
            findings.error(
                entry.key,
                "too-few-looks",
                f"the style has {len(entry.record.roles)} looks, and a sheet shows {most} roles",
                "Add a line to `roles` with a color, a fill and a mark of its own",
                entry.place("roles"),
            )
