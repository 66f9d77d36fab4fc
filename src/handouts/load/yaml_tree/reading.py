"""YAML to nodes: every scalar is text, nothing is constructed, nothing recurses."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span
from handouts.frozen import dataclass
from handouts.load.yaml_tree.faults import syntax_fault
from handouts.load.yaml_tree.nodes import NOTHING, Node, NodeFault, Parsed, PlacedDict, PlacedList
from handouts.load.yaml_tree.spaces import (
    MEANT_AS_STRUCTURE,
    ODD_SPACE,
    odd_space,
    odd_space_fault,
)
from handouts.load.yaml_tree.stretches import stretches
from handouts.load.yaml_tree.texts import place_of_sign, read_text, refuse_tabs
from handouts.model.base import Text
from handouts.wording import quoted

DEEPEST = 50
MOST_EXPANDED = 10_000
"""How many nodes aliases may add to one file."""

MOST_VALUES = 100_000
"""Values of one file; the largest of the project has under 10,000."""

MOST_FAULTS = 1_000
"""Faults after which a file is not read on."""

LONGEST_VALUE = 50_000
"""Characters of one value: some fifteen full pages."""

_CUT = re.compile(r"[ \t]+(#\w[^\n]*)")
"""A comment without a space before its words: as people write numbers, `#1`, and seldom remarks."""

_JOINED = re.compile(r"\n *(?P<item>(?P<mark>[-*+]|1[.)]) +\S[^\n]*)")
"""A line of a text that begins as an item of a list does."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Frame:
    """A container that is still open."""

    node: PlacedDict | PlacedList
    anchor: str | None
    counted: int
    key: str | None = None
    key_place: Span | None = None
    ignored: bool = False
    """Whether the entry under way repeats a key."""
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


def read_yaml(path: Path, file: str) -> Parsed:
    """Read a file whose top level is a mapping.

    Raises:
        HandoutsError: when it cannot be read at all.
    """
    text = read_text(path, file)
    refuse_tabs(text, file)
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> Parsed:
    """Read text whose top level is a mapping.

    Raises:
        HandoutsError: on a syntax error, and on YAML that is refused.
    """
    builder = _Builder(text, file)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as fault:
        noted = (f.diagnostic for f in builder.faults)
        found = dict.fromkeys([*noted, *_syntax_faults(fault, text, file)])
        raise HandoutsError(*found) from fault
    if not builder.started:
        raise HandoutsError(
            Diagnostic(
                "empty-file", "the file is empty", "Fill it in, or delete it", Span(file, 1, 1)
            )
        )
    root = builder.root
    if not isinstance(root, PlacedDict):
        odd = odd_space(text, file, None, _LOADER)
        raise HandoutsError(odd[0] if odd and odd[1] else _not_a_mapping(root, file))
    return Parsed(root, tuple(builder.faults))


def _syntax_faults(fault: yaml.YAMLError, text: str, file: str) -> Iterator[Diagnostic]:
    """What the parser says, or the space at which it stumbled, if that is all."""
    found = syntax_fault(fault, text, file)
    odd = None if text.isascii() else odd_space(text, file, found.span, _LOADER)
    if odd is not None:
        yield odd[0]
    if odd is None or not odd[1]:
        yield found


def _not_a_mapping(root: Node, file: str) -> Diagnostic:
    place = root.span if root is not None else None
    found = "a list" if isinstance(root, PlacedList) else "text"
    return Diagnostic(
        "not-a-mapping",
        f"the file should hold lines of the form `key: value`, and {found} stands here",
        "Start every line with its key, such as `title: …`",
        place or Span(file, 1, 1),
    )


@dataclass(slots=True)
class _Builder:
    """Builds nodes from parser events, without recursion."""

    text: str
    file: str
    started: bool = False
    root: Node = None
    faults: list[NodeFault] = field(default_factory=list)
    _open: list[_Frame] = field(default_factory=list)
    _anchors: dict[str, _Anchored] = field(default_factory=dict)
    _count: int = 0
    _expanded: int = 0
    _lines: list[str] | None = None
    _unused: dict[str, NodeFault] = field(default_factory=dict)
    """Marks before plain text that no alias has named yet: they may be words, as in `&c and more`."""

    def build(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._start(PlacedDict(self._place(event)), event)
                case yaml.SequenceStartEvent():
                    self._start(PlacedList(self._place(event)), event)
                case yaml.CollectionEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.DocumentStartEvent():
                    self._document(event)
        for unused in self._unused.values():
            self._hold(unused)

    def _count_value(self, place: Span) -> None:
        self._count += 1
        if self._count - self._expanded > MOST_VALUES:
            self._refuse(
                "too-many-values",
                f"the file holds more than {MOST_VALUES:,} values; the next one stands here",
                "Split it into several files, or take out what does not belong to it",
                place,
            )

    def _document(self, event: yaml.Event) -> None:
        if self.started:
            self._refuse(
                "several-documents",
                "a second document starts here",
                "Delete the line `---`, or move what follows into a file of its own",
                self._place(event),
            )
        self.started = True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        self._count_value(place)
        if len(event.value) > LONGEST_VALUE:
            self._refuse(
                "too-long",
                f"a text of {len(event.value):,} characters starts here; {LONGEST_VALUE:,} are the most",
                "Shorten it, or close the quote marks or the bracket before it",
                place,
            )
        if self._expects_key():
            self._key(event, place)
            return
        self._note_tag(event, place)
        self._note_anchor(event, place)
        if not event.style:
            self._note_cut(event)
        if not event.style and MEANT_AS_STRUCTURE.match(event.value):
            self._note_odd_space(event.value, place)
        elif event.style != "|":
            self._note_joined(event)
        node: Node = None
        if event.style or event.value not in NOTHING:
            node = self._read(event, place)
        self._keep(event.anchor, _Anchored(node, 1, 0))
        self._put(node, place)

    def _read(self, event: yaml.ScalarEvent, place: Span) -> Text:
        value = event.value
        if event.style == '"':
            self._note_unprintable(value, place)
        ascii_only = value.isascii()
        if not ascii_only:
            value = unicodedata.normalize("NFC", value)
        found = stretches(self._written(event), event.style, place, value)
        if event.style in {"|", ">"} and value.strip():
            place = self._block_place(place)
        signs = () if ascii_only else tuple(self._signs(event, value))
        return Text(value, replace(place, signs=signs, stretches=found))

    def _written(self, event: yaml.ScalarEvent) -> str:
        """The value as it stands in the file, with its quotes or its ``|``."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        return self.text[start.index : end.index]

    def _signs(self, event: yaml.ScalarEvent, value: str) -> Iterator[tuple[str, Span]]:
        """The characters beyond ASCII of a value, each with its first place in the file."""
        start, written = event.start_mark, self._written(event)
        assert start is not None
        for sign in dict.fromkeys(value):
            found = -1 if sign.isascii() else place_of_sign(written, sign)
            if found >= 0:
                lines = written.count("\n", 0, found)
                column = (
                    found - written.rfind("\n", 0, found) if lines else start.column + found + 1
                )
                yield sign, Span(self.file, start.line + lines + 1, column)

    def _block_place(self, place: Span) -> Span:
        """The first line of the text itself, under the line with ``|`` or ``>``."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        below = (self._lines[n] for n in range(place.line, len(self._lines)))
        first = next((line for line in below if line.strip()), "")
        column = len(first) - len(first.lstrip()) + 1
        return Span(self.file, place.line + 1, column)

    def _key(self, event: yaml.ScalarEvent, place: Span) -> None:
        key = event.value
        if not key.isascii():
            key = unicodedata.normalize("NFC", key)
        if not event.style and key != key.strip():
            self._note_odd_space(key, place)
        if not key.strip():
            self._refuse(
                "wrong-key", "there is no key before the `:`", "Write a key before it", place
            )
        if key == "<<" and not event.style:
            self._refuse(
                "merge-key",
                "`<<` does not merge mappings here",
                "Write the lines out, or use `defaults` or `extends`",
                place,
            )
        frame = self._open[-1]
        assert isinstance(frame.node, PlacedDict)
        frame.key, frame.key_place = key, place
        self._note_tag(event, place)
        self._note_anchor(event, place)
        self._note_unprintable(key, place)
        first = frame.node.places.get(key)
        frame.ignored = first is not None
        if first is not None:
            self._note(
                "duplicate-key",
                f"{quoted(key)} stands in line {first.line} already",
                "Keep one of the two lines",
                place,
            )

    def _start(self, node: PlacedDict | PlacedList, event: yaml.CollectionStartEvent) -> None:
        if self._expects_key():
            self._refuse_complex_key(node.span)
        if len(self._open) >= DEEPEST:
            self._refuse_depth(node.span)
        self._note_tag(event, node.span)
        self._open.append(_Frame(node, event.anchor, self._count))
        self._count_value(node.span)

    def _end(self) -> None:
        frame = self._open.pop()
        size = self._count - frame.counted
        self._keep(frame.anchor, _Anchored(frame.node, size, frame.height))
        self._put(frame.node, frame.node.span, frame.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        place, name = self._place(event), str(event.anchor)
        if self._expects_key():
            self._refuse_complex_key(place)
        anchored = self._anchors.get(name)
        if anchored is None:
            self._refuse(
                "unknown-alias",
                f"`*{name}` repeats something that is not marked with `&{name}` above it",
                "Write the value out, or put the text in quotes if the `*` is meant",
                place,
            )
        self._unused.pop(name, None)
        self._count += anchored.size
        self._expanded += anchored.size
        if self._expanded > MOST_EXPANDED:
            self._refuse(
                "alias-explosion",
                f"`*{name}` and the ones before it repeat more than {MOST_EXPANDED:,} values",
                "Write the values out instead of repeating them with `*`",
                place,
            )
        if len(self._open) + anchored.height > DEEPEST:
            self._refuse_depth(place)
        self._put(anchored.node, place, anchored.height)

    def _put(self, node: Node, place: Span, height: int = 0) -> None:
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        frame.height = max(frame.height, height + 1)
        if isinstance(frame.node, PlacedList):
            frame.node.put(node, place)
            return
        assert frame.key is not None
        assert frame.key_place is not None
        if not frame.ignored:
            frame.node.put(frame.key, node, frame.key_place)
        frame.key = None

    def _keep(self, anchor: str | None, anchored: _Anchored) -> None:
        if anchor is not None:
            self._anchors[anchor] = anchored

    def _expects_key(self) -> bool:
        return bool(self._open) and self._open[-1].key is None and self._in_mapping()

    def _in_mapping(self) -> bool:
        return isinstance(self._open[-1].node, PlacedDict)

    def _note_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Span) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(
                "explicit-tag",
                f"the tag {quoted(tag)} is not read here",
                "Delete it; put the value in quotes if it should start with `!`",
                place,
            )

    def _note_anchor(self, event: yaml.ScalarEvent, place: Span) -> None:
        """Remember a mark before plain text; it is a fault unless an alias repeats it."""
        if event.anchor is None:
            return
        mark = f"&{event.anchor}"
        earlier = self._unused.pop(event.anchor, None)
        if earlier is not None:
            self._hold(earlier)
        if event.style:
            return
        fault = Diagnostic(
            "unused-anchor",
            f"{quoted(mark)} is read as the name of what follows it, and is not printed; nothing repeats "
            "it by this name",
            f'Put all in double quotes if it belongs to the text: `"{f"{mark} {event.value}".strip()}"`; '
            "else delete it",
            place,
        )
        self._unused[event.anchor] = NodeFault(self._path(), fault)

    def _note_unprintable(self, value: str, place: Span) -> None:
        found = INVISIBLE.search(value) or ("\t" in value and "\t") or ("\r" in value and "\r")
        if found:
            self._note(
                "control-character",
                f"the text holds {invisible(found[0])}",
                "Delete the `\\` and the letters after it",
                place,
            )

    def _note_odd_space(self, text: str, place: Span) -> None:
        """Note a space at the end of a key, or behind what was meant for one."""
        found = ODD_SPACE.search(text)
        if found:
            column = place.column + found.start()
            self._note_fault(odd_space_fault(found[0], replace(place, column=column)))

    def _note_cut(self, event: yaml.ScalarEvent) -> None:
        """Note a `#` behind a text that reads like part of it, as in `We are #1`."""
        end = event.end_mark
        assert end is not None
        found = _CUT.match(self.text, end.index)
        if found is None:
            return
        cut, column = found[1], end.column + found.start(1) - end.index + 1
        whole = f"{event.value} {cut}".strip()
        fault = Diagnostic(
            "cut-by-comment",
            f"{quoted(cut)} is taken for a comment, and only {quoted(event.value)} is read"
            if event.value
            else f"{quoted(cut)} is taken for a comment, and nothing is read",
            f'If it belongs to the text, put all in double quotes: `"{whole}"`; else write a space after the `#`',
            Span(self.file, end.line + 1, column),
            Severity.WARNING,
        )
        self._note_fault(fault)

    def _note_joined(self, event: yaml.ScalarEvent) -> None:
        """Note items of a list that YAML makes one line of, as in a text after `>`."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if start.line == end.line:
            return
        written = self.text[start.index : end.index]
        for found in _JOINED.finditer(written):
            item = found["item"].strip().rstrip("\"'")
            if not re.search(rf"\S {re.escape(item)}", event.value):
                continue  # it stayed a line, or was written with signs that mean others
            at = found.start("item")
            fault = Diagnostic(
                "joined-list",
                f"this line is joined to the one above it, and {quoted(found['mark'])} begins no item",
                "If it is a list, write `|` behind the key and the text under it, each item in a line",
                Span(
                    self.file,
                    start.line + 1 + written.count("\n", 0, at),
                    at - written.rfind("\n", 0, at),
                ),
                Severity.WARNING,
            )
            self._note_fault(fault)
            return

    def _note(self, code: str, message: str, remedy: str, place: Span) -> None:
        self._note_fault(Diagnostic(code, message, remedy, place))

    def _note_fault(self, fault: Diagnostic) -> None:
        self._hold(NodeFault(self._path(), fault))

    def _path(self) -> tuple[str, ...]:
        return tuple(f.key for f in self._open if f.key is not None)

    def _hold(self, fault: NodeFault) -> None:
        self.faults.append(fault)
        if len(self.faults) > MOST_FAULTS:
            self._refuse(
                "more-faults",
                f"the file has more than {MOST_FAULTS:,} faults, and is not read on from here",
                "Mend the ones that are shown first",
                fault.diagnostic.span or Span(self.file),
            )

    def _refuse(self, code: str, message: str, remedy: str, place: Span) -> NoReturn:
        raise HandoutsError(
            *(f.diagnostic for f in self.faults), Diagnostic(code, message, remedy, place)
        )

    def _refuse_depth(self, place: Span) -> NoReturn:
        self._refuse(
            "too-deep",
            f"lists and groups stand more than {DEEPEST} deep in one another here",
            "Close the brackets before it, or write the values less nested",
            place,
        )

    def _refuse_complex_key(self, place: Span) -> NoReturn:
        line = self.text.split("\n")[place.line - 1]
        if "{{" in line[max(place.column - 2, 0) :]:
            self._refuse(
                "unquoted-template",
                "a template without quotes is read as a group of keys",
                'Put it in double quotes: `"{{ … }}"`',
                Span(place.file, place.line, max(place.column - 1, 1)),
            )
        self._refuse(
            "wrong-key",
            "a list or a group stands where a key should be",
            "Write a word before the `:`; put text that starts with `[`, `{` or `?` in quotes",
            place,
        )

    def _place(self, event: yaml.Event) -> Span:
        mark = event.start_mark
        assert mark is not None
        return Span(self.file, mark.line + 1, mark.column + 1)
