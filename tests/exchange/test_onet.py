"""O*NET's text files fill roles; the project's own words stay, and the credit line prints by itself."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

from handouts.compose import compose
from handouts.edition import Selection
from handouts.exchange.onet.database import read_onet, release_in
from handouts.exchange.onet.importing import OnetWish, propose_onet
from handouts.exchange.proposal import Proposal, carry_out
from handouts.load import load
from handouts.plan import plan
from tests.exchange.support import DATA, TODAY, changes, faults, files_of
from tests.support.projects import replace_text

NEW, TEXT, OLD = (DATA / "onet" / name for name in ("db_31_0_text", "db_30_2_text", "db_29_3_text"))
PHLEBOTOMIST = "data/roles/phlebotomist.yaml"


def import_onet(project: Path, path: Path, **more: object) -> Proposal:
    proposal = propose_onet(project, OnetWish(path, **more), TODAY)  # type: ignore[arg-type]
    carry_out(project, proposal)
    return proposal


def bare_role(project: Path) -> None:
    """A phlebotomist whom nobody has described yet."""
    (project / PHLEBOTOMIST).write_text(
        'title: Phlebotomist  # ours\nplural: phlebotomists\nsoc: "31-9097"\nsummary: unknown\n'
        "dimensions:\n  job-zone: unknown\n",
        encoding="utf-8",
    )


def test_importing_twice_changes_nothing_the_second_time(project: Path) -> None:
    for path in (NEW, TEXT, OLD):
        import_onet(project, path)
    before = files_of(project)
    for path in (NEW, TEXT, OLD):
        assert propose_onet(project, OnetWish(path), date(2027, 1, 1)).files == ()
    assert files_of(project) == before


def test_what_the_project_says_in_its_own_words_stays(project: Path) -> None:
    proposal = import_onet(project, NEW)
    assert {f.path for f in proposal.files} == {"data/sources.yaml"}
    assert {n.code for n in proposal.notes} == {"kept"}
    assert "--replace" in proposal.notes[0].remedy


def test_an_empty_role_is_filled_and_its_comments_stay(project: Path) -> None:
    bare_role(project)
    import_onet(project, NEW)
    import_onet(project, OLD)
    import_onet(project, TEXT)
    assert (
        (project / PHLEBOTOMIST)
        .read_text(encoding="utf-8")
        .startswith("title: Phlebotomist  # ours\n")
    )
    role = load(project).roles["phlebotomist"]
    zone, interests = role.dimensions["job-zone"], role.dimensions["interests"]
    assert str(zone) == "3 on a scale from 2 (least preparation) to 5"
    assert str(interests) == "Realistic, Conventional, Investigative"
    assert str(role.summary).startswith("Draw blood for tests, transfusions, donations")
    assert [str(s) for s in role.summary.sources] == ["onet-30.2"]
    assert len(role.tasks) == 12
    assert role.tasks[0].as_of == "August 2026"
    assert not str(role.tasks[0]).endswith(".")
    assert not [d for d in load(project).diagnostics if d.is_error]


def test_an_older_release_does_not_go_back(project: Path) -> None:
    bare_role(project)
    import_onet(project, NEW)
    assert "job-zone" not in str(changes(import_onet(project, OLD)))
    (zone,) = {str(f) for f in [load(project).roles["phlebotomist"].dimensions["job-zone"]]}
    assert zone.startswith("3 on a scale from 2 ")


def test_replace_takes_onets_words(project: Path) -> None:
    proposal = import_onet(project, NEW, replace=True, most_tasks=3)
    assert {c.place for c in changes(proposal)} >= {"phlebotomist tasks", "medical-assistant tasks"}
    assert len(load(project).roles["phlebotomist"].tasks) == 3


def test_ratings_decide_the_order(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "db_31_0_text"
    shutil.copytree(NEW, folder)
    lines = (NEW / "Task Statements.txt").read_text(encoding="utf-8").splitlines()
    last = [
        line.split("\t") for line in lines if line.startswith("31-9097") and "\tCore\t" in line
    ][-1]
    (folder / "Task Ratings.txt").write_text(
        "O*NET-SOC Code\tTask ID\tScale ID\tCategory\tData Value\n"
        f"31-9097.00\t{last[1]}\tIM\tn/a\t4.90\n31-9097.00\t{last[1]}\tRT\tn/a\t99.0\n",
        encoding="utf-8",
    )
    database = read_onet(folder, lambda soc: soc == "31-9097")
    assert database.occupations["31-9097.00"].tasks[0].text == last[2]
    assert set(database.occupations) == {"31-9097.00"}


def test_a_zip_file_says_the_same_as_its_folder(tmp_path: Path) -> None:
    packed = tmp_path / "db_29_3_text.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in OLD.iterdir():
            archive.write(path, f"db_29_3_text/{path.name}")
    assert read_onet(packed, bool).occupations == read_onet(OLD, bool).occupations
    assert release_in(packed.name) == "29.3"


def test_the_credit_line_is_printed_on_a_sheet_that_uses_the_data(project: Path) -> None:
    bare_role(project)
    text = (project / "data/sources.yaml").read_text(encoding="utf-8")
    start = text.index("onet-31.0:")
    end = text.index("\nonet-", start) + 1
    (project / "data/sources.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    replace_text(project / "data/roles/medical-assistant.yaml", "onet-31.0", "onet-30.2")
    import_onet(project, NEW)
    replace_text(
        project / "handouts.yaml", "  comparison: [settings, ", "  comparison: [job-zone, "
    )
    library = load(project)
    (edition,) = plan(Selection(("comparison",), ("school",), ("CA",)), library)
    document = compose(edition, library)
    assert "O*NET 31.0 Database by the U.S. Department of Labor" in repr(document)
    assert "CC BY 4.0 license" in repr(document)


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "db_31_0_text"
    folder.mkdir()
    lines = (NEW / "Job Zones.txt").read_text(encoding="utf-8").splitlines()[:5]
    lines[1] = lines[1].replace("\t4\t", "\t7\t")
    lines[2] = lines[2].replace("08/2025", "2025")
    lines[3] = lines[3].replace("\tAnalyst", "")
    lines[4] = lines[4].replace("29-", "2-9")
    (folder / "Job Zones.txt").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    found = faults(lambda: read_onet(folder, bool))
    assert [str(d.span) for d in found] == [
        f"Job Zones.txt:{n}" for n in ("2:2", "3:3", "4:4", "5:1")
    ]
    assert "`Job Zone` cannot be `7`" in found[0].message


def test_what_is_not_the_database_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "db_31_0_text").mkdir()
    (found,) = faults(lambda: import_onet(project, tmp_path / "db_31_0_text"))
    assert found.code == "not-onet"
    (found,) = faults(lambda: import_onet(project, tmp_path / "db_31_0_text.zip"))
    assert found.code == "no-file"
    (found,) = faults(lambda: import_onet(project, DATA / "onet"))
    assert (found.code, found.remedy) == ("no-release", "Add it, such as `--release 31.0`")
    broken = tmp_path / "db_30_2_text.zip"
    broken.write_bytes(b"PK\x03\x04 broken")
    (found,) = faults(lambda: import_onet(project, broken))
    assert found.code == "not-a-zip"
    (tmp_path / "db_31_0_text" / "Job Zones.txt").write_text("Code\tZone\n", encoding="utf-8")
    (found,) = faults(lambda: import_onet(project, tmp_path / "db_31_0_text"))
    assert (found.code, str(found.span)) == ("missing-column", "Job Zones.txt:1:1")


def test_a_dimension_that_the_project_lacks_is_added(project: Path) -> None:
    path = project / "data/dimensions.yaml"
    path.write_text("# Rows.\nscope:\n  label: Scope\n", encoding="utf-8")
    proposal = propose_onet(project, OnetWish(OLD), TODAY)
    (file,) = [f for f in proposal.files if f.path == "data/dimensions.yaml"]
    assert file.data is not None
    assert file.data.decode() == (
        "# Rows.\nscope:\n  label: Scope\n"
        "job-zone:\n  label: Job zone\n  kind: text\ninterests:\n  label: Interests\n  kind: text\n"
    )


def test_a_first_guess_is_said_and_what_the_defaults_say_is_not_repeated(project: Path) -> None:
    (project / PHLEBOTOMIST).write_text(
        'title: EMT\nplural: EMTs\nsoc: "29-2042"\ndefaults: {sources: [onet-31.0]}\n'
        "summary: unknown\ndimensions:\n  job-zone:\n    text: 2 on a scale from 2 (least preparation) to 5\n",
        encoding="utf-8",
    )
    import_onet(project, NEW)
    assert (project / PHLEBOTOMIST).read_text(encoding="utf-8").splitlines()[-2:] == [
        "    text: 3 on a scale from 2 (least preparation) to 5",
        "    as_of: November 2021 (preliminary)",
    ]
    assert propose_onet(project, OnetWish(NEW), TODAY).files == ()
