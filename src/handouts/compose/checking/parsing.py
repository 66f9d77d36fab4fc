"""Templates as Jinja's syntax trees, whose nodes know the character at which they start."""

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from handouts.compose.templates.sandbox import refuse_long
from handouts.compose.templates.slots import environment
from handouts.kept import kept

_NAME: Final = re.compile(r"\w+")


class _PlacedParser(Parser):
    """A parser that takes characters for lines: the ``lineno`` of a node is its place, from 1."""

    def __init__(self, source: str, state: str | None) -> None:
        super().__init__(environment(), source, state=state)
        self.stream = TokenStream(
            environment().lexer.wrap(_placed(source, state)), self.name, self.filename
        )


def _placed(source: str, state: str | None) -> Iterator[tuple[int, str, str]]:
    """The tokens of a source, with their places; white space that Jinja drops is passed over."""
    at = 0
    try:
        for _, token, text in environment().lexer.tokeniter(source, None, state=state):
            at = max(source.find(text, at), at)
            yield at + 1, token, text
            at += len(text)
    except TemplateSyntaxError as fault:
        fault.lineno = at + 1
        raise


@kept(most=4_096)
def template(source: str) -> nodes.Template:
    """The tree of a template; raises ``TemplateSyntaxError`` with a character as its line."""
    refuse_long(source)
    return _PlacedParser(source, None).parse()


@kept(most=4_096)
def expression(source: str) -> nodes.Expr:
    """The tree of an expression alone; raises as ``template`` does."""
    refuse_long(source)
    parser = _PlacedParser(source, "variable")
    found = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
    return found


def place_of_name(source: str, node: nodes.Node, name: str) -> int:
    """The character, from 0, at which a name of a node stands: it is the first such word from there on."""
    start = node.lineno - 1
    words = (word.start() for word in _NAME.finditer(source, start) if word[0] == name)
    return next(words, start)
