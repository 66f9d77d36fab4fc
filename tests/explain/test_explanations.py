"""Codes, explanations, documentation and messages, kept together."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.audit.explanations import as_markdown, explain, explanations
from handouts.cli.running import run
from handouts.diagnostics import UsageError
from tests.explain.codes import SOURCE, codes

REPOSITORY = Path(__file__).parents[2]


def _is_made(code: str, made: set[str]) -> bool:
    """Whether the source makes a code; ``unknown-*`` stands for codes put together of a kind."""
    return code in made or any("*" in m and code.startswith(m.partition("*")[0]) for m in made)


def test_every_code_is_explained_and_no_other() -> None:
    made, explained = set(codes()), set(explanations())
    missing = {c for c in made if "*" not in c} - explained
    assert not missing, "write an entry for each in src/handouts/audit/explanations/*.md"
    stale = {c for c in explained if not _is_made(c, made)}
    assert not stale, "no module makes these codes any more"


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_says_what_why_and_how(code: str) -> None:
    one = explanations()[code]
    assert one.what.endswith((".", "…"))
    assert one.why.endswith(".")
    assert one.mend
    said = f"{one.what} {one.why} {one.mend}"
    assert not _JARGON.search(said)
    assert len(said) < 900


def test_the_documentation_is_the_same() -> None:
    written = (REPOSITORY / "docs/diagnostics.md").read_text(encoding="utf-8")
    assert written == as_markdown(), "run `python docs/diagnostics.py`"


def test_a_typo_is_answered_with_the_nearest() -> None:
    assert explain("[Missing_Glyph]").code == "missing-glyph"
    with pytest.raises(UsageError) as caught:
        explain("mising-glyf")
    (fault,) = caught.value.diagnostics
    assert "missing-glyph" in fault.remedy
    assert fault.code in explanations()


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "overflow"]) == 0
    said = capsys.readouterr().out
    assert "Why:" in said
    assert "Mend:" in said
    assert run(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(explanations())
    assert run(["explain", "overflow", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "overflow"
    assert run(["explain", "overflo"]) == 2
    assert "overflow" in capsys.readouterr().err


_JARGON = re.compile(
    r"pydantic|validat|traceback|exception|\bdict\b|\bstr\b|\btuple\b|\bbool\b|scalar"
    r"|\btoken\b|regex|\bparser\b|unicode|sandbox|jinja|\bAST\b|\bnull\b|stack|iterable|callable",
    re.IGNORECASE,
)


def _texts(node: ast.expr) -> str:
    """The words of a message, `…` for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_texts(v) if isinstance(v, ast.Constant) else "…" for v in node.values)
    if isinstance(node, ast.BinOp):
        return _texts(node.left) + _texts(node.right)
    return ""


def _messages() -> Iterator[tuple[str, str, ast.expr]]:
    """Every message that is written out where a diagnostic is made, and its remedy."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic":
                arguments = node.args
                if len(arguments) >= 2 and _texts(arguments[1]):
                    yield f"{path.name}:{node.lineno}", _texts(arguments[1]), node


def test_messages_are_sentences_for_people() -> None:
    found = list(_messages())
    assert len(found) > 60
    for place, message, node in found:
        assert not message.endswith("."), place
        assert not _JARGON.search(re.sub(r"`[^`]*`", "", message)), (place, message)
        assert message[:1] == message[:1].lower() or message.startswith("…"), (place, message)
        assert isinstance(node, ast.Call)
        remedies = [_texts(a) for a in node.args[2:3]] + [
            _texts(k.value) for k in node.keywords if k.arg == "remedy"
        ]
        assert remedies, f"{place} has no remedy"


def test_every_code_is_reached_by_a_test() -> None:
    """By the tests' own text: a case of ``tests/bad``, or an assertion."""
    texts = "\n".join(
        p.read_text(encoding="utf-8", errors="replace")
        for p in sorted((REPOSITORY / "tests").rglob("*"))
        if p.is_file() and p.suffix in {".py", ".yaml", ".yml", ".expected", ".append", ".csv"}
    )
    made = {c for c in codes() if "*" not in c}
    unreached = {c for c in made if not re.search(rf"\b{re.escape(c)}(?![\w-])", texts)}
    assert unreached <= UNREACHED


UNREACHED = {"not-bundled", "no-sheet"}
"""What only a broken installation, or a workbook that no program writes, brings about."""
