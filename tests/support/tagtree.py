"""A file read as a screen reader does: its structure tree, with the text of its marked content."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .stream_check import instructions


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation that the tree refers to; within the file it leads to a page and a height."""

    uri: str
    contents: str
    page: int | None = None
    """From 0."""
    top: float = 0.0
    """From the foot of that page."""


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element; ``kids`` are nodes, pieces of text and annotations, in order."""

    tag: str
    kids: tuple["Node | str | Annotation", ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    alt: str = ""
    lang: str = ""
    title: str = ""
    actual: str = ""
    """``ActualText``: what is read instead of the content."""
    identifier: str = ""
    """``ID``, as the file has it."""

    @property
    def text(self) -> str:
        """All text beneath, as it would be read."""
        return "".join(k if isinstance(k, str) else k.text for k in self.kids if not isinstance(k, Annotation))  # fmt: skip

    def walk(self) -> Iterator["Node"]:
        """This node and all beneath, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def all(self, tag: str) -> list["Node"]:
        """The nodes with a tag."""
        return [node for node in self.walk() if node.tag == tag]

    def outline(self, depth: int = 0) -> str:
        """Tags, texts and attributes, indented: for people and for comparing."""
        own = [self.tag, *(f"{k}={v}" for k, v in self.attributes.items() if k != "BBox")]
        own += [f"alt={self.alt!r}"] if self.alt else []
        lines = ["  " * depth + " ".join(own)]
        for kid in self.kids:
            inner = "  " * (depth + 1)
            if isinstance(kid, Node):
                lines.append(kid.outline(depth + 1))
            else:
                lines.append(inner + (repr(kid) if isinstance(kid, str) else f"-> {kid.uri}"))
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a file says: its tree, and what stands on its pages outside the tree."""

    root: Node
    artifacts: tuple[str, ...]
    """Text of artifacts, each run on its own."""
    unmarked: tuple[str, ...]
    """Text in neither."""
    faults: tuple[str, ...]
    """Content and annotations that tree and parent tree do not agree on."""


def read(data: bytes) -> Tagged:
    """Read a file that has one structure element at the top."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return _Reader(file).read()


class _Reader:
    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        shown = [_shown(page) for page in file.pages]
        self.marks = [page.marks for page in shown]
        sequences = (text for page in shown for text in page.artifacts)
        self.artifacts = tuple(run for text in sequences for run in text.splitlines())
        self.unmarked = tuple(text for page in shown for text in page.unmarked)
        self.used: dict[tuple[int, int], list[Any]] = {}
        self.annotated: dict[Any, list[Any]] = {}

    def read(self) -> Tagged:
        tree = self.file.Root.StructTreeRoot
        (top,) = _list(tree.K)
        root = self.node(top, None)
        return Tagged(root, self.artifacts, self.unmarked, tuple(self.faults(tree)))

    def node(self, element: Any, page: Any) -> Node:
        page = element.get("/Pg", page)
        kids = tuple(self.kid(kid, element, page) for kid in _list(element.get("/K", [])))
        attributes: dict[str, Any] = {}
        for one in _list(element.get("/A", [])):
            attributes |= {str(k)[1:]: _plain(v) for k, v in one.items() if k != "/O"}
        return Node(
            str(element.S)[1:],
            kids,
            attributes,
            str(element.get("/Alt", "")),
            str(element.get("/Lang", "")),
            str(element.get("/T", "")),
            str(element.get("/ActualText", "")),
            str(element.get("/ID", "")),
        )

    def kid(self, kid: Any, element: Any, page: Any) -> Node | str | Annotation:
        if isinstance(kid, int):
            return self.mark(kid, element, page)
        if kid.get("/Type") == "/MCR":
            return self.mark(int(kid.MCID), element, kid.get("/Pg", page))
        if kid.get("/Type") == "/OBJR":
            self.annotated.setdefault(kid.Obj.objgen, []).append(element.objgen)
            return self.annotation(kid.Obj)
        return self.node(kid, page)

    def annotation(self, link: Any) -> Annotation:
        contents = str(link.get("/Contents", ""))
        if "/Dest" not in link:
            return Annotation(str(link.A.URI), contents)
        page, _, _, top, _ = link.Dest
        return Annotation("", contents, self.pages[page.objgen], float(top))

    def mark(self, mcid: int, element: Any, page: Any) -> str:
        number = self.pages[page.objgen]
        self.used.setdefault((number, mcid), []).append(element.objgen)
        return self.marks[number].get(mcid, "")

    def faults(self, tree: Any) -> Iterator[str]:
        """Each mark and each annotation is in the tree once, and its parent is where it says."""
        parents = _number_tree(tree.ParentTree)
        for number, page in enumerate(self.file.pages):
            own = parents.get(int(page.obj.StructParents), [])
            for mcid in self.marks[number]:
                users = self.used.pop((number, mcid), [])
                parent = own[mcid].objgen if mcid < len(own) else None
                if users != [parent]:
                    yield f"mark {mcid} of page {number + 1}: in {users}, parent {parent}"
            for annotation in page.obj.get("/Annots", []):
                users = self.annotated.pop(annotation.objgen, [])
                parent = parents[int(annotation.StructParent)].objgen
                if users != [parent]:
                    yield f"annotation {annotation.objgen}: in {users}, parent {parent}"
        yield from (f"mark {mcid} of page {page + 1} is not there" for page, mcid in self.used)
        yield from (f"annotation {one} is on no page" for one in self.annotated)


@dataclass(slots=True)
class _Shown:
    marks: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)


def _shown(page: pikepdf.Page) -> _Shown:
    """The text of a page, by marked-content sequence."""
    shown = _Shown()
    fonts = {name: _Decoder(font) for name, font in page.obj.Resources.Font.items()}
    decode: _Decoder | None = None
    open_: list[int | str | None] = [None]
    for operands, operator in instructions(page):
        match operator:
            case "BMC":
                open_.append("artifact")
                shown.artifacts.append("")
            case "BDC":
                open_.append(_opened(shown, open_[-1], operands[1]))
            case "EMC":
                open_.pop()
            case "Tm" if open_[-1] == "artifact" and shown.artifacts[-1]:
                shown.artifacts[-1] += "\n"
            case "Tf":
                decode = fonts[str(operands[0])]
            case "Tj" | "TJ" if decode:
                _keep(shown, open_[-1], decode.text(_list(operands[0])))
    return shown


def _opened(shown: _Shown, outer: int | str | None, properties: Any) -> int | str | None:
    """What a mark with properties opens: a sequence, or content that says how it reads."""
    if "/MCID" in properties:
        mcid = int(properties.MCID)
        if mcid in shown.marks:
            raise ValueError(f"MCID {mcid} twice on a page")
        shown.marks[mcid] = ""
        return mcid
    if "/ActualText" in properties:
        _keep(shown, outer, str(properties.ActualText))
        return "said"
    return None


def _keep(shown: _Shown, open_: int | str | None, text: str) -> None:
    if isinstance(open_, int):
        shown.marks[open_] += text
    elif open_ == "artifact":
        shown.artifacts[-1] += text
    elif open_ != "said":
        shown.unmarked.append(text)


class _Decoder:
    """Strings of one font to text, by its ToUnicode map; a code without an entry is an error."""

    def __init__(self, font: Any) -> None:
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        (lowest,) = re.findall(r"begincodespacerange\s*<(\w+)>", cmap)
        self.size = len(lowest) // 2
        self.map = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for section in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
            for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", section)
        }

    def text(self, pieces: list[Any]) -> str:
        """What an operand of ``Tj`` or ``TJ`` says; adjustments are no text."""
        data = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
        return "".join(
            self.map[int.from_bytes(one[start : start + self.size], "big")]
            for one in data
            for start in range(0, len(one), self.size)
        )


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (pikepdf.Array, list)) else [value]


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return tuple(float(number) for number in value)
    if isinstance(value, int):
        return value
    return str(value).removeprefix("/")


def _number_tree(tree: Any) -> dict[int, Any]:
    flat = list(tree.Nums)
    keys = [int(key) for key in flat[::2]]
    if keys != sorted(keys):
        raise ValueError("the keys of the parent tree are not in order")
    return dict(zip(keys, flat[1::2], strict=True))
