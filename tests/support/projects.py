"""Copies of the repository's own project, to be changed by a test."""

import re
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


_HANDOUTS = {
    "advisor": "[comparison, which-role, state-insert]",
    "career-fair": "[comparison, which-role]",
    "school": "[comparison, which-role, state-insert]",
}
"""What audiences get in copies: counts in tests do not change when the project grows."""

_LINE = re.compile(r"^handouts:.*(\n[ -].*)*", re.MULTILINE)


def copy_project(folder: Path, *, flyer: bool = False) -> Path:
    """A project in a folder, with three handouts, or with the flyer too."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "handouts.yaml", folder)
    for part in ("data", "layouts"):
        shutil.copytree(REPOSITORY / part, folder / part)
    given = _HANDOUTS | ({"career-fair": "[flyer, comparison, which-role]"} if flyer else {})
    for audience, handouts in given.items():
        path = folder / "data" / "audiences" / f"{audience}.yaml"
        text, found = _LINE.subn(f"handouts: {handouts}", path.read_text(encoding="utf-8"))
        assert found == 1, path
        path.write_text(text, encoding="utf-8")
    return folder


def replace_text(path: Path, old: str, new: str) -> None:
    """Change a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


_UNREAD = """\
  medical-assistant:
    credential: unknown
    confidence: none
    verdict: {text: Not reported, sources: [wv_bom], confidence: none}
    short:
      text: "Not reported: ask the state board and the employer."
      sources: [wv_bom]
      confidence: none
    summary:
      text: >-
        What West Virginia asks of medical assistants is not reported here. That does not mean there
        is no rule. Ask the West Virginia Board of Medicine.
      sources: [wv_bom]
      confidence: none
    withheld:
      - {text: Too little was read to print this., sources: [wv_bom], confidence: primary}
"""


def leave_unread(project: Path) -> str:
    """In a copy, nothing usable was read on medical assistants of one state; its code."""
    path = project / "data" / "states" / "wv.yaml"
    said = re.compile(r"^  medical-assistant:\n(?: {4}.*\n|\n)*", re.MULTILINE)
    text, found = said.subn(_UNREAD, path.read_text(encoding="utf-8"))
    assert found == 1, path
    path.write_text(text, encoding="utf-8")
    return "WV"
