"""Layouts of a line or two, read as a handout of the repository's project would see them."""

import functools
from dataclasses import replace
from pathlib import Path

from handouts.compose.checking import faults_of
from handouts.diagnostics import Diagnostic
from handouts.load import load
from handouts.load.records.findings import Findings
from handouts.load.records.layouts import read_layouts
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.model.records import Handout
from tests.support.projects import REPOSITORY

SUBJECTS = {
    "comparisons": "comparisons/medical-assistant-or-phlebotomist",
    "decisions": "decisions/which-role",
    "roles": "roles/phlebotomist",
}


@functools.cache
def library() -> Library:
    return load(REPOSITORY)


def faults(folder: Path, body: str, *kinds: str) -> tuple[Diagnostic, ...]:
    """What is found in a layout of a title and a body, used for subjects of these kinds."""
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts/own.yaml").write_text(f"title: T\nbody:\n{body}", encoding="utf-8")
    findings = Findings()
    layouts = {slug: entry.record for slug, entry in read_layouts(folder, findings).items()}
    assert findings.diagnostics == ()
    handouts = {kind: Handout(layout=Text("own"), subject=Text(SUBJECTS[kind])) for kind in kinds}
    project = library().project.model_copy(update={"handouts": handouts})
    (found,) = faults_of(replace(library(), layouts=layouts, project=project))
    return found.faults


def of_text(folder: Path, text: str, kind: str = "comparisons") -> tuple[Diagnostic, ...]:
    """What is found in a text, whose first character stands in line 4 and column 7."""
    return faults(folder, f"  - text: |\n      {text}\n", kind)
