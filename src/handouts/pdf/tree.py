"""The structure tree as objects of the file (ISO 32000-1, 14.7)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple
from urllib.parse import quote

from handouts.characters import SOFT_HYPHEN
from handouts.document.references import FIRST
from handouts.pages import Link, Region, TextRun, in_file
from handouts.pdf.container import Packed, text_string
from handouts.pdf.destinations import Destinations
from handouts.pdf.drawing import PageContent
from handouts.pdf.operators import numbers
from handouts.pdf.structure import Attribute, Element

_UNQUOTED: Final = "%/:=&?~#+!$,;'@()*[]"
"""Characters that an address holds unquoted, beside letters and digits (RFC 3986)."""


class _Place(NamedTuple):
    """A marked-content sequence: index of its page, MCID, link and note of its leaf that it is in."""

    page: int
    mcid: int
    link: int | None
    run: int
    """The run of the leaf that it begins with; -1 where it is no text."""


class _Annotation(NamedTuple):
    """A link annotation: index of its page, object number, key in the parent tree."""

    page: int
    number: int
    key: int


class StructureTree:
    """Writes structure elements and remembers for the parent tree which content is whose."""

    def __init__(
        self,
        packed: Packed,
        page_numbers: Sequence[int],
        contents: Sequence[PageContent],
        targets: Destinations,
        names: Mapping[str, str],
    ) -> None:
        self._targets = targets
        self._names = names
        self._packed = packed
        self._pages = page_numbers
        self._contents = contents
        self._part = ""
        self._places: dict[str, list[_Place]] = {}
        self._parents = [[0] * len(content.marks) for content in contents]
        self._annotations: dict[tuple[str, int], list[_Annotation]] = {}
        self._annotation_parents: list[int] = []
        self._identified: dict[str, int] = {}
        self._said: dict[tuple[str, int], str] = {}
        """The whole text of each link, on however many lines and pages it stands."""
        addresses: dict[tuple[str, int], str] = {}
        for page, content in enumerate(contents):
            for link, first_run in content.links:
                key = in_file(link.block, content.page.part), first_run
                self._said[key] = self._said.get(key, "") + link.text
                if not link.target.startswith("#"):
                    addresses[key] = link.target
            for mcid, mark in enumerate(content.marks):
                run = mark.first.run if isinstance(mark.first, TextRun) else -1
                name = in_file(mark.leaf, content.page.part)
                self._places.setdefault(name, []).append(_Place(page, mcid, mark.link, run))

        self._leads: dict[str, set[str]] = {}
        """Text of links to addresses → where they lead."""
        for key, target in addresses.items():
            self._leads.setdefault(_spoken(self._said[key]), set()).add(target)

    def add_annotations(self, page: int) -> list[int]:
        """Add the links of a page, one annotation each; returns their numbers.

        Their keys in the parent tree follow those of the pages.
        """
        content = self._contents[page]
        areas: dict[tuple[str, int], list[Link]] = {}
        for link, first_run in content.links:
            areas.setdefault((link.block, first_run), []).append(link)
        added = []
        for (block, first_run), lines in areas.items():
            key = len(self._pages) + len(self._annotation_parents)
            target, part = lines[0].target, content.page.part
            name = in_file(block, part)
            said = self._called(target, part, _spoken(self._said[name, first_run]))
            annotation = _link_annotation(lines, said, content.page.height, key)
            number = self._packed.add(f"{annotation}{self._action(target, part)}>>")
            self._annotation_parents.append(0)
            self._annotations.setdefault((name, first_run), []).append(
                _Annotation(page, number, key)
            )
            added.append(number)
        return added

    def _called(self, target: str, part: str, text: str) -> str:
        """What a link is called: by its text, if that says to a listener where it leads.

        A figure for a source does not; nor does an address that was cut, ``example.org/…``, or a
        text that leads to several addresses.
        """
        if target.endswith(FIRST):
            return f"Back to the first mention of source {text.strip('[] ')}"
        if not target.startswith("#"):
            is_clear = not text.endswith("…") and len(self._leads.get(text, ())) < 2
            return text if is_clear else target
        return self._names.get(in_file(target[1:], part), text)

    def _action(self, target: str, part: str) -> str:
        """Where a link in a part leads: to a leaf of the file (12.3.2), else to an address."""
        place = self._targets.get(in_file(target[1:], part)) if target.startswith("#") else None
        if place is not None:
            return f"/Dest{place}"
        return f"/A<</S/URI/URI{text_string(quote(target, safe=_UNQUOTED))}>>"

    def write(self, root: Element) -> int:
        """Add the tree, after the annotations; returns the number of its root.

        Raises:
            AssertionError: when an element that must have content has none.
        """
        number = self._packed.reserve()
        document = self._element(root, number)
        if self._annotations:
            leaf, run = next(iter(self._annotations))
            raise AssertionError(f"the link at run {run} of `{leaf}` has an area but no text")
        parents = self._packed.add(self._parent_tree())
        following = len(self._pages) + len(self._annotation_parents)
        self._packed.set(
            number,
            f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {following}{self._identifiers()}>>",
        )
        return number

    def _element(self, element: Element, parent: int) -> int:
        number = self._packed.reserve()
        places = self._places.get(in_file(element.leaf or "", self._part), ())
        plain = not (element.links or element.notes or element.identifier)
        if len(places) == 1 and plain:  # nearly every leaf
            page, mcid = places[0].page, places[0].mcid
            self._parents[page][mcid] = number
            self._packed.set(
                number,
                f"<</S/{element.tag}/P {parent} 0 R{_attributes(element.attributes)}"
                f"/Pg {self._pages[page]} 0 R/K[{mcid}]>>",
            )
            return number
        if element.leaf is None:
            outer, self._part = self._part, element.part or self._part
            kids = " ".join(f"{kid} 0 R" for kid in self._kids(element, number))
            self._part = outer
            content = f"/K[{kids}]"
        else:
            content = self._leaf(element, element.leaf, number)
        attributes = _attributes(element.attributes)
        title = f"/T{text_string(element.title)}" if element.title else ""
        name = self._identify(element.identifier, number) if element.identifier else ""
        self._packed.set(
            number, f"<</S/{element.tag}/P {parent} 0 R{name}{title}{attributes}{content}>>"
        )
        return number

    def _identify(self, name: str, number: int) -> str:
        """The entry ``ID`` of an element.

        Raises:
            AssertionError: when another one has it (ISO 14289-1, 7.9).
        """
        name = in_file(name, self._part)
        if self._identified.setdefault(name, number) != number:
            raise AssertionError(f"two notes are called `{name}`")
        return f"/ID{text_string(name)}"

    def _identifiers(self) -> str:
        """The name tree of the elements with an ``ID`` (ISO 32000-1, 14.7.2)."""
        names = sorted((text_string(name), number) for name, number in self._identified.items())
        entries = " ".join(f"{name} {number} 0 R" for name, number in names)
        return f"/IDTree<</Names[{entries}]>>" if names else ""

    def _kids(self, element: Element, number: int) -> Iterator[int]:
        for kid in element.kids:
            if kid.tag == "Figure":
                yield from self._figures(kid, kid.leaf or "", number)
            else:
                yield self._element(kid, number)

    def _figures(self, element: Element, leaf: str, parent: int) -> Iterator[int]:
        """A figure on each of its pages, as a bounding box is on one page (14.8.5.4.3)."""
        if not element.alternative:
            raise AssertionError(f"the figure `{leaf}` has no alternative text")
        parts = [list(part) for _, part in groupby(self._drawn(element, leaf), lambda p: p.page)]
        for count, places in enumerate(parts, 1):
            content = self._contents[places[0].page]
            if leaf not in content.regions:
                raise AssertionError(f"the figure `{leaf}` has no bounding box")
            part = f" ({count}/{len(parts)})" if len(parts) > 1 else ""
            box = _bounding_box(content.regions[leaf], content.page.height)
            number = self._packed.reserve()
            self._packed.set(
                number,
                f"<</S/Figure/P {parent} 0 R/Alt{text_string(element.alternative + part)}"
                f"/A<</O/Layout/Placement/Block/BBox[{box}]>>{self._marks(places, number)}>>",
            )
            yield number

    def _drawn(self, element: Element, leaf: str) -> list[_Place]:
        places = self._places.get(in_file(leaf, self._part), [])
        if element.required and not places:
            raise AssertionError(f"`{leaf}` was not drawn")
        return places

    def _leaf(self, element: Element, leaf: str, number: int) -> str:
        """The entries for the content of a leaf: its marks, and elements for its links and notes."""
        places = self._drawn(element, leaf)
        if not element.links and not element.notes:
            return self._marks(places, number)
        if not element.notes or not places:
            return self._linked(element, leaf, places, number)
        kids = self._listed(element, leaf, places, number)
        return f"/K[{' '.join(f'{kid} 0 R' for kid in kids)}]"

    def _listed(
        self, element: Element, leaf: str, places: list[_Place], parent: int
    ) -> Iterator[int]:
        """A list of sources: its title as a heading, an item for each entry, what is said behind.

        What stands between two entries belongs to the one before it.
        """
        noted = [n for n, place in enumerate(places) if element.notes.get(place.run)]
        first, last = noted[0], noted[-1] + 1
        level = "H3" if self._part else "H2"  # in a packet the parts have the second level
        if first:
            yield self._simple(level, places[:first], parent)
        entries: list[tuple[str, list[_Place], list[_Place]]] = []
        for name, own in groupby(places[first:last], lambda p: element.notes.get(p.run, "")):
            if name:
                entries.append((name, list(own), []))
            else:
                entries[-1][2].extend(own)
        root = self._packed.reserve()
        items = [self._entry(element, leaf, entry, root) for entry in entries]
        kids = " ".join(f"{item} 0 R" for item in items)
        numbering = _attributes((("List", "ListNumbering", "Decimal"),))
        self._packed.set(root, f"<</S/L/P {parent} 0 R{numbering}/K[{kids}]>>")
        yield root
        if places[last:]:
            yield self._simple("P", places[last:], parent)

    def _simple(self, tag: str, places: list[_Place], parent: int) -> int:
        number = self._packed.reserve()
        self._packed.set(number, f"<</S/{tag}/P {parent} 0 R{self._marks(places, number)}>>")
        return number

    def _entry(
        self,
        element: Element,
        leaf: str,
        entry: tuple[str, list[_Place], list[_Place]],
        parent: int,
    ) -> int:
        """An item: its number as a label, and a note that holds what it says."""
        name, (label, *rest), behind = entry
        item, lbl, body = (self._packed.reserve() for _ in range(3))
        content = self._linked(element, leaf, [label], lbl)
        self._packed.set(lbl, f"<</S/Lbl/P {item} 0 R{content}>>")
        note = self._packed.reserve()
        said = self._linked(element, leaf, rest, note)
        identity = self._identify(name, note)
        self._packed.set(note, f"<</S/Note/P {body} 0 R{identity}{said}>>")
        page = (behind or [label])[0].page
        marks = " ".join([f"{note} 0 R", *(self._mark(p, page, body) for p in behind)])
        self._packed.set(body, f"<</S/LBody/P {item} 0 R/Pg {self._pages[page]} 0 R/K[{marks}]>>")
        self._packed.set(item, f"<</S/LI/P {parent} 0 R/K[{lbl} 0 R {body} 0 R]>>")
        return item

    def _linked(self, element: Element, leaf: str, places: list[_Place], number: int) -> str:
        if not places:
            return ""
        page = places[0].page
        kids = self._linked_kids(element, leaf, places, number, page)
        return f"/Pg {self._pages[page]} 0 R/K[{' '.join(kids)}]"

    def _linked_kids(
        self, element: Element, leaf: str, places: list[_Place], number: int, page: int
    ) -> list[str]:
        """Marks, and elements for links: within a ``Reference`` where they lead to a source."""
        kids: dict[str, None] = {}
        links: dict[int, str] = {}
        for place in places:
            link = place.link
            if link is None:
                kids[self._mark(place, page, number)] = None
                continue
            if link not in links:
                inside = [p for p in places if p.link == link]
                to_note = link in element.references
                parent = self._packed.reserve() if to_note else number
                made = self._link(leaf, link, inside, parent)
                if to_note:
                    self._packed.set(parent, f"<</S/Reference/P {number} 0 R/K[{made} 0 R]>>")
                links[link] = f"{parent if to_note else made} 0 R"
            kids[links[link]] = None
        return list(kids)

    def _link(self, leaf: str, link: int, places: list[_Place], parent: int) -> int:
        """A Link element: its text, then its annotations (ISO 14289-1, 7.18.5)."""
        annotations = self._annotations.pop((in_file(leaf, self._part), link), None)
        if not annotations:
            raise AssertionError(f"the link at run {link} of `{leaf}` has no area")
        number = self._packed.reserve()
        for annotation in annotations:
            self._annotation_parents[annotation.key - len(self._pages)] = number
        references = "".join(
            f"<</Type/OBJR/Pg {self._pages[annotation.page]} 0 R/Obj {annotation.number} 0 R>>"
            for annotation in annotations
        )
        content = self._marks(places, number, references)
        self._packed.set(number, f"<</S/Link/P {parent} 0 R{content}>>")
        return number

    def _marks(self, places: list[_Place], number: int, more: str = "") -> str:
        if not places:
            return ""
        page = places[0].page
        kids = " ".join([self._mark(place, page, number) for place in places])
        return f"/Pg {self._pages[page]} 0 R/K[{kids}{more}]"

    def _mark(self, place: _Place, page: int, number: int) -> str:
        """A mark as its element names it: by its number alone on the page of the element."""
        self._parents[place.page][place.mcid] = number
        if place.page == page:
            return str(place.mcid)
        return f"<</Type/MCR/Pg {self._pages[place.page]} 0 R/MCID {place.mcid}>>"

    def _parent_tree(self) -> str:
        """Keys in order: the pages, then the annotations (7.9.7)."""
        entries = [
            f"{key}[{' '.join([f'{parent} 0 R' for parent in parents])}]"
            for key, parents in enumerate(self._parents)
        ]
        entries += [
            f"{key} {parent} 0 R"
            for key, parent in enumerate(self._annotation_parents, len(self._pages))
        ]
        return f"<</Nums[{' '.join(entries)}]>>"


def _attributes(attributes: tuple[Attribute, ...]) -> str:
    """The entry ``A``: a dictionary for each owner (14.7.5)."""
    if not attributes:
        return ""
    owners: dict[str, str] = {}
    for owner, key, value in attributes:
        owners[owner] = f"{owners.get(owner, '')}/{key}{_value(key, value)}"
    dictionaries = "".join(f"<</O/{owner}{entries}>>" for owner, entries in owners.items())
    return f"/A[{dictionaries}]" if len(owners) > 1 else f"/A{dictionaries}"


def _value(key: str, value: str | int) -> str:
    if isinstance(value, int):
        return f" {value}"
    return text_string(value) if key == "Summary" else f"/{value}"


def _bounding_box(region: Region, page_height: float) -> str:
    bottom = page_height - region.y - region.height
    return numbers(region.x, bottom, region.x + region.width, bottom + region.height)


def _spoken(text: str) -> str:
    """A text without what only its line needed."""
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def _link_annotation(lines: Sequence[Link], said: str, page_height: float, key: int) -> str:
    """A link's annotation but for where it leads; on several lines with an area for each (12.5.6.5)."""
    left, right = min(a.x for a in lines), max(a.x + a.width for a in lines)
    top, foot = min(a.y for a in lines), max(a.y + a.height for a in lines)
    box = numbers(left, page_height - foot, right, page_height - top)
    areas = " ".join(_corners(area, page_height) for area in lines) if lines[1:] else ""
    quads = f"/QuadPoints[{areas}]" if areas else ""
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{box}]{quads}/Border[0 0 0]/F 4/StructParent {key}"
        f"/Contents{text_string(said)}"
    )


def _corners(area: Link, page_height: float) -> str:
    """As readers expect them: both upper corners, then both lower ones."""
    right, top = area.x + area.width, page_height - area.y
    low = top - area.height
    return numbers(area.x, top, right, top, area.x, low, right, low)
