"""The elements of a drawing as a tree: nothing is fetched, nothing is expanded, and all is counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from handouts.images.faults import PictureError
from handouts.images.remedies import EXPORT, PNG

NAMESPACE: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink href"
_MOST_ELEMENTS: Final = 20_000
"""The logos that were measured have under 1,000; maps drawn by hand some thousands."""
_DEEPEST: Final = 50
"""Groups within groups: drawing programs make ten or so."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with where it stands; of another namespace than SVG's its tag is empty."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    parent: "Element | None" = None
    children: list["Element"] = field(default_factory=list)
    text: str = ""
    name: str = ""
    """What it is called, for messages."""

    def walk(self) -> Iterator["Element"]:
        """It and all within it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def place(self) -> str:
        """Where it stands, for messages."""
        return f"line {self.line}, column {self.column}"

    @property
    def href(self) -> str | None:
        """What it refers to."""
        return self.attributes.get("href")


def read_elements(data: bytes) -> Element:
    """The outermost element.

    Raises:
        PictureError: when it is no XML, or could do harm.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 - the interface of expat
    except expat.ExpatError as fault:
        raise PictureError(
            f"it is no drawing that can be read, from line {fault.lineno} on",
            "Save it again as SVG",
        ) from None
    except (LookupError, ValueError):  # of an encoding that there is not
        raise PictureError("its encoding is not known", "Save it again as SVG, in UTF-8") from None
    assert reader.root is not None  # expat refuses a file without an element
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        # the name of a standard is no reference that anybody follows
        del name, system, public
        if internal:
            self._entity()

    def _entity(self, *parts: object) -> None:
        del parts
        raise PictureError("it defines entities", EXPORT)

    def _instruction(self, target: str, data: str) -> None:
        del data
        raise PictureError(f"it has an instruction to programs, `{target}`", EXPORT)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST:
            raise PictureError("its groups are nested too deeply", PNG)
        if self._count > _MOST_ELEMENTS:
            raise PictureError(f"it has more than {_MOST_ELEMENTS:,} elements", PNG)
        namespace, _, tag = name.rpartition(" ")
        known = namespace in {"", NAMESPACE}
        own = {("href" if key == _XLINK else key): value for key, value in attributes.items()}
        element = Element(
            tag if known else "",
            {key: value for key, value in own.items() if " " not in key},
            self.parser.CurrentLineNumber,
            self.parser.CurrentColumnNumber + 1,
            self._open[-1] if self._open else None,
            name=tag,
        )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, name: str) -> None:
        del name
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open[-1].tag == "style":
            self._open[-1].text += text
