"""Codes of imports, exports and comparisons that no other test brings about."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.cli.running import run
from tests.load.projects import small_project
from tests.support.projects import replace_text


def _archive(root: Path) -> None:
    with zipfile.ZipFile(root / "oesm25st.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")


def _binary(root: Path) -> None:
    (root / "roles.csv").write_bytes(b"a\x00b\x00,c\n")


def _manifest(root: Path) -> None:
    (root / "one").mkdir()
    (root / "one/manifest.json").write_text(json.dumps([]), encoding="utf-8")


def _built(root: Path) -> None:
    assert run(["build", "comparison", "-a", "school", "-s", "CA"]) == 0


def _long(root: Path) -> None:
    replace_text(
        root / "data/roles/phlebotomist.yaml", "plural: phlebotomists", f"plural: {'x ' * 17_000}"
    )


def _nothing(root: Path) -> None:
    pass


def _without_roles(root: Path) -> None:
    for path in (root / "data/roles").iterdir():
        path.unlink()
    for folder in ("comparisons", "decisions"):
        for path in (root / "data" / folder).iterdir():
            path.unlink()


@pytest.mark.parametrize(
    ("typed", "code", "prepare"),
    [
        ("import oews oesm25st.zip", "not-one-table", _archive),
        ("import roles roles.csv", "not-a-table", _binary),
        ("import onet db_31_0 --release 2026", "bad-release", _nothing),
        ("export roles out.xlsx", "cell-too-long", _long),
        ("new comparison a-or-b", "too-few-roles", _without_roles),
        ("diff one one", "not-a-manifest", _manifest),
        ("diff output .", "not-alike", _built),
        ("diff data/roles data/states", "not-comparable", _nothing),
    ],
)
def test_what_cannot_be_exchanged_or_compared(
    typed: str,
    code: str,
    prepare: Callable[[Path], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = small_project(tmp_path)
    monkeypatch.chdir(root)
    prepare(root)
    capsys.readouterr()
    assert run(typed.split()) in {1, 2}
    assert f"[{code}]" in capsys.readouterr().err
