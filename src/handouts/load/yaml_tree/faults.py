"""What the YAML parser says, in the words of someone who has a text editor."""

import re

import yaml

from handouts.diagnostics import Diagnostic, Span
from handouts.frozen import dataclass
from handouts.load.yaml_tree.texts import place_in


@dataclass(frozen=True, slots=True)
class _Wording:
    """How one complaint of the parser is put; ``at_start`` places it where the thing begins."""

    pattern: str
    message: str
    remedy: str
    at_start: bool = False


_QUOTE_IT = 'Put the whole text in double quotes, such as `"…"`'

_WORDINGS = (
    _Wording(
        "mapping values are not allowed",
        "this `:` cannot be a key's here",
        f"If it belongs to the text: {_QUOTE_IT[0].lower()}{_QUOTE_IT[1:]}. "
        "Else check that the line starts in the same column as its neighbors "
        "and that a space stands after every `:`",
    ),
    _Wording(
        "quoted scalar.*unexpected end",
        "the quotes that open here are never closed",
        "Add the same quote mark at the end of the text; "
        "within single quotes write an apostrophe twice or use ’",
        at_start=True,
    ),
    _Wording(
        "quoted scalar.*document (indicator|separator)",
        "the quotes that open here are not closed before `---`",
        "Add the same quote mark at the end of the text",
        at_start=True,
    ),
    _Wording(
        "escape",
        "this `\\` starts no known sign",
        "Write `\\\\` for a backslash, or put the text in single quotes",
    ),
    _Wording(
        "scanning an (alias|anchor)",
        "text that starts with `*` or `&` needs quotes",
        _QUOTE_IT,
        at_start=True,
    ),
    _Wording(
        "cannot start any token",
        "text cannot start with this sign",
        _QUOTE_IT,
    ),
    _Wording(
        r"flow sequence.*(',' or '\]')",
        "the list that opens with `[` goes wrong here",
        "Close it with `]`, write `,` between its items, and put items with `,`, `:` or `#` in quotes",
    ),
    _Wording(
        r"flow mapping.*(',' or '\}')",
        "the group that opens with `{` goes wrong here",
        "Close it with `}`, write `,` between its entries, and put texts with `,`, `:` or `#` in quotes",
    ),
    _Wording(
        "expected node content|expected the node content",
        "a value is missing or a bracket is not closed here",
        "Write the value, or close the bracket",
    ),
    _Wording(
        "could not find expected ':'",
        "a `:` is missing after the key here",
        "Write `key: value`; the lines of a longer text are indented further than their key",
    ),
    _Wording(
        "block scalar",
        "after `|` or `>` the text must start on the next line",
        "Move the text to the next line and indent it",
    ),
    _Wording(
        "block (mapping|collection|sequence)",
        "this does not fit to the lines above it",
        "Start the line in the same column as its neighbors; "
        "text after a closing quote mark goes inside the quotes",
    ),
    _Wording(
        "document start",
        "this stands after the end of the file's content",
        "Start the line in the same column as the lines above it",
    ),
    _Wording(
        "directive",
        "text cannot start with `%`",
        _QUOTE_IT,
    ),
    _Wording(
        "tag",
        "text that starts with `!` needs quotes",
        _QUOTE_IT,
        at_start=True,
    ),
)

_OTHERWISE = _Wording(
    "",
    "the file cannot be understood from here on",
    f"Compare the line with its neighbors. {_QUOTE_IT} if it holds `:`, `#` or quote marks",
)


def syntax_fault(fault: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """The parser's complaint as a diagnostic."""
    said = ""
    if isinstance(fault, yaml.MarkedYAMLError):
        said = f"{fault.context or ''}: {fault.problem or ''}"
    wording = next((w for w in _WORDINGS if re.search(w.pattern, said)), _OTHERWISE)
    span = _place(fault, text, file, wording.at_start)
    return Diagnostic("yaml-syntax", wording.message, wording.remedy, span)


def _place(fault: yaml.YAMLError, text: str, file: str, at_start: bool) -> Span:
    if not isinstance(fault, yaml.MarkedYAMLError):
        position = getattr(fault, "position", 0)
        return place_in(text, min(max(int(position), 0), len(text)), file)
    mark, start = fault.problem_mark, fault.context_mark
    if start is not None and (mark is None or at_start or _past_end(mark.line, text)):
        mark = start
    if mark is None or _past_end(mark.line, text):
        return place_in(text, max(len(text.rstrip()) - 1, 0), file)
    return Span(file, mark.line + 1, mark.column + 1)


def _past_end(line: int, text: str) -> bool:
    """Whether nothing follows from this line on, so that the unfinished part began before it."""
    return not "".join(text.split("\n")[line:]).strip()
