"""Thirty roles with wages and profiles in five commands, none of them as if somebody had reviewed it."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
import pytest

from handouts.cli.running import run
from handouts.exchange.onet.drafts import titles_of
from handouts.load import load
from tests.exchange.support import DATA
from tests.support.projects import replace_text

ONET, OEWS = DATA / "onet", DATA / "oews"
TITLES = (
    "Welders", "Electricians", "Plumbers", "Roofers", "Bakers", "Butchers", "Carpenters", "Glaziers",
    "Machinists", "Painters", "Tilers", "Tailors", "Upholsterers", "Locksmiths", "Riggers", "Millwrights",
    "Boilermakers", "Masons", "Plasterers", "Drywall Installers", "Solar Installers", "Crane Operators",
    "Bus Mechanics", "Jewelers", "Cabinetmakers", "Sheet Metal Workers", "Insulation Workers",
    "Brickmasons and Blockmasons", "Elevator Installers and Repairers", "Cooks, Restaurant",
)  # fmt: skip
CODES = [f"47-{2000 + number}" for number in range(1, len(TITLES) + 1)]

Run = Callable[..., str]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command as it is typed; what it says."""

    def ran(*words: object, code: int = 0) -> str:
        assert run([str(word) for word in words]) == code, capsys.readouterr().err
        said = capsys.readouterr()
        return said.out + said.err

    return ran


def _rows(file: Path, sign: str, code: str) -> list[str]:
    """The lines of a file about one occupation of the cut."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if f"{sign}{code}" in f"{sign}{line}"]


def _database(folder: Path) -> Path:
    """A cut of the O*NET database in which thirty trades have the data of one occupation."""
    folder.mkdir()
    for source in (*(ONET / "db_30_2_text").iterdir(), *(ONET / "db_29_3_text").iterdir()):
        head, *_ = source.read_text(encoding="utf-8").splitlines()
        rows = _rows(source, "", "31-9097.00")
        made = [row.replace("31-9097.00", f"{c}.00") for c in CODES for row in rows]
        if source.name.startswith("Occupation"):
            made = [
                f"{c}.00\t{t}\tWork as {t.lower()}." for c, t in zip(CODES, TITLES, strict=True)
            ]
        (folder / source.name).write_text("\n".join([head, *made, ""]), encoding="utf-8")
    return folder


def _wages(source: Path, target: Path, kept: Iterable[str]) -> Path:
    head, *lines = source.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if ",31-9097," in line and any(k in line for k in kept)]
    made = [row.replace("31-9097", code) for code in CODES for row in rows]
    target.write_text("\n".join([head, *made, ""]), encoding="utf-8")
    return target


def _text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_thirty_roles_with_wages_and_profiles_in_five_commands(typed: Run, tmp_path: Path) -> None:
    root, onet = tmp_path / "jobs", _database(tmp_path / "db_30_2_text")
    nation = _wages(
        OEWS / "national_M2025_dl.sample.csv", tmp_path / "national_M2025_dl.csv", ["US"]
    )
    states = _wages(
        OEWS / "state_M2025_dl.reconstructed.csv", tmp_path / "state_M2025_dl.csv", [",CA,"]
    )
    typed("init", root, "--empty", "--publisher", "Riverside High", "--place", "CA")
    typed("import", "onet", onet, "--new", "--soc", ",".join(CODES), "-p", root)
    typed("import", "oews", nation, "-p", root)
    typed("import", "oews", states, "-p", root)
    assert "31 built" in typed("build", "-p", root, "-j", "1")

    library = load(root)
    drafts = {slug: role for slug, role in library.roles.items() if role.draft}
    assert len(drafts) == 30
    welder = drafts["welder"]
    assert (str(welder.title), str(welder.plural), welder.code) == ("Welder", "welders", "47-2001")
    assert len(welder.tasks) > 5
    assert {"job-zone", "interests"} <= set(welder.dimensions)
    written = (root / "data/roles/welder.yaml").read_text(encoding="utf-8")
    assert "# A draft from O*NET 30.2 (47-2001.00, Welders): nobody has reviewed it." in written
    sheet = _text(root / "output/everyone/ca/profile-welder.en.pdf")
    assert "Work as welders." in sheet
    assert sheet.count("$") == 2
    assert "O*NET 30.2 Database by the U.S. Department of Labor" in sheet
    assert "CC BY 4.0" in sheet


def test_a_draft_says_so_until_somebody_has_reviewed_it(typed: Run, tmp_path: Path) -> None:
    root, onet = tmp_path / "jobs", _database(tmp_path / "db_30_2_text")
    typed("init", root, "--empty", "--publisher", "Riverside High")
    typed("import", "onet", onet, "--new", "--soc", CODES[0], "--soc", f"{CODES[1]}.00", "-p", root)
    typed("build", "-p", root, "-j", "1")
    sheet = root / "output/everyone/profile-welder.en.pdf"
    said = "Draft: nobody has reviewed what this sheet says of welders."
    assert said in _text(sheet)
    assert "draft, not reviewed" in typed("check", "-p", root, "-j", "1", "--strict", code=1)
    for name in ("welder", "electrician"):
        replace_text(root / f"data/roles/{name}.yaml", "draft: true\n", "")
    typed("build", "-p", root, "-j", "1")
    assert said not in _text(sheet)
    assert "not reviewed" not in typed("check", "-p", root, "-j", "1")


def test_a_role_that_is_there_stays_and_what_is_not_there_is_said(
    typed: Run, tmp_path: Path
) -> None:
    root, onet = tmp_path / "jobs", _database(tmp_path / "db_30_2_text")
    typed("init", root, "--empty", "--publisher", "Riverside High")
    typed("import", "onet", onet, "--new", "--soc", CODES[0], "-p", root)
    replace_text(root / "data/roles/welder.yaml", "title: Welder", "title: Metal joiner")
    said = typed("import", "onet", onet, "--new", "--soc", f"{CODES[0]},99-9999.00", "-p", root)
    assert "there is a role with the code `47-2001` already" in said
    assert "no role is made of `99-9999.00`" in said
    assert str(load(root).roles["welder"].title) == "Metal joiner"
    assert "Name them with `--soc`" in typed("import", "onet", onet, "--new", "-p", root, code=2)
    assert "is no code" in typed("import", "onet", onet, "--soc", "welder", "-p", root, code=2)


@pytest.mark.parametrize(
    ("official", "title", "plural"),
    [
        ("Welders", "Welder", "welders"),
        ("Medical Assistants", "Medical assistant", "medical assistants"),
        ("HVAC Technicians", "HVAC technician", "HVAC technicians"),
        ("Secretaries", "Secretary", "secretaries"),
        ("Cooks, Restaurant", "Cooks, restaurant", "cooks, restaurant"),
        (
            "Installers and Repairers",
            "Installers and repairers",
            "installers and repairers",
        ),
    ],
)
def test_a_title_is_made_of_the_official_one(official: str, title: str, plural: str) -> None:
    assert titles_of(official) == (title, plural)
