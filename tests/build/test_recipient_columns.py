"""Name, contact, logo and QR address of a recipient, from its table to its sheet."""

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handouts.build import build
from handouts.compose import compose
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import Picture, QrCode, walk
from handouts.document.text import plain
from handouts.edition import Edition, Recipient, Selection
from handouts.exchange.recipients import read_recipients
from handouts.load import load
from handouts.plan import plan
from tests.support import tagtree, verapdf
from tests.support.projects import REPOSITORY, copy_project, replace_text

EXAMPLE = REPOSITORY / "docs" / "examples" / "schools.csv"
LOGO = "data/images/north-high.svg"
NORTH = {"school": "North High School", "state": "CA"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project", flyer=True)


def asked(
    *rows: dict[str, str], handout: str = "flyer", audience: str = "career-fair"
) -> Selection:
    recipients = tuple(Recipient("schools.csv", line, row) for line, row in enumerate(rows, 2))
    return Selection((handout,), (audience,), recipients=recipients)


def faults(selection: Selection) -> list[tuple[str, str]]:
    with pytest.raises(HandoutsError) as caught:
        plan(selection, load(REPOSITORY))
    return [(d.code, str(d.span)) for d in caught.value.diagnostics]


def one(*rows: dict[str, str], project: Path = REPOSITORY) -> Edition:
    return plan(asked(*rows), load(project))[0]


def code(edition: Edition, project: Path = REPOSITORY) -> QrCode:
    document = compose(edition, load(project))
    (found,) = (block for block in walk(document.body) if isinstance(block, QrCode))
    return found


def texts(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def links(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note]


def test_the_example_of_the_documentation(project: Path) -> None:
    selection = Selection(
        ("flyer", "comparison"),
        ("career-fair", "school"),
        recipients=read_recipients(EXAMPLE).rows,
        pattern="{state}/{school}.{handout}.pdf",
    )
    report = build(project, selection, jobs=1)
    assert [d for d in report.diagnostics if d.is_error] == []
    made = {a.edition.path: project / "output" / a.edition.path for a in report.artifacts}
    assert len(made) == 6
    north, brien, norte = (
        made[f"{name}.flyer.pdf"] for name in ("north-high-school", "obrien-academy", "escuela-pena-norte")
    )  # fmt: skip
    line = "Prepared for North High School by Lakeside Career Center. Contact: Ms. Rivera, room 12"
    assert line in texts(north)
    assert line in texts(made["ca/north-high-school.comparison.pdf"])
    assert "Prepared for O'Brien Academy. Contact: careers@obrien.example.org" in texts(brien)
    assert "Prepared for Escuela Peña *Norte*" in texts(norte)
    assert "Contact" not in texts(norte)
    assert "https://north-high.example.org/careers" in links(north)
    assert "https://pena-norte.example.org/jobs?from=flyer" in links(norte)
    assert "https://lakeside.example.org/ma-or-phlebotomist" in links(brien)
    assert not any("lakeside" in link for link in (*links(north), *links(norte)))
    alternatives = [n.alt for n in tagtree.read(north.read_bytes()).root.walk() if n.alt]
    assert any("https://north-high.example.org/careers" in words for words in alternatives)
    for path in made.values():
        data = path.read_bytes()
        assert verapdf.failures(data, "ua1") == verapdf.failures(data, "2a") == ()


def test_lines_of_a_running_line_are_kept_apart(project: Path) -> None:
    layout = project / "layouts" / "state-insert.yaml"
    text = layout.read_text(encoding="utf-8")
    header = 'header: {left: "{{ recipient.contact }}", right: "Kept\\\\\\napart"}\n'
    layout.write_text(re.sub(r"^header:.*\n(?: .*\n)*", "", text, flags=re.MULTILINE) + header)
    row = {**NORTH, "contact": "Ms. Rivera\nRoom 12"}
    library = load(project)
    (edition,) = plan(asked(row, handout="state-insert", audience="school"), library)
    line = compose(edition, library).header
    assert [plain(line.left), plain(line.right)] == ["Ms. Rivera · Room 12", "Kept · apart"]


def test_a_logo_stands_for_the_publishers(project: Path) -> None:
    library = load(project)
    own = compose(one({**NORTH, "logo": LOGO}), library).header
    usual = compose(one(NORTH), library).header
    assert own.logo is not None
    assert own.logo != usual.logo
    assert own.left == ()
    assert "Lakeside" in usual.left[0].text
    sheets = (
        compose(plan(asked(row, handout="comparison", audience="school"), library)[0], library)
        for row in ({**NORTH, "logo": LOGO}, NORTH)
    )
    assert [sheet.header.logo for sheet in sheets] == [own.logo, None]


def test_without_recipients_nothing_speaks_of_them(project: Path) -> None:
    build(project, Selection(("flyer",)), jobs=1)
    assert "Prepared for" not in texts(project / "output/career-fair/flyer.en.pdf")


def test_a_layout_places_the_logo_with_words_for_it(project: Path) -> None:
    replace_text(
        project / "layouts/fair-flyer.yaml",
        "body:\n",
        'body:\n  - image: {file: "{{ recipient.logo }}", alt: "{{ recipient.logo_alt }}", height: 20pt}\n',
    )
    library = load(project)
    for row, words in (({}, "North High School"), ({"logo_alt": "A peak"}, "A peak")):
        document = compose(one({**NORTH, "logo": LOGO, **row}), library)
        assert [b.alternative for b in walk(document.body) if isinstance(b, Picture)] == [words]


def test_of_two_columns_with_one_picture_the_printed_one_is_named(project: Path) -> None:
    replace_text(
        project / "layouts/fair-flyer.yaml",
        "body:\n",
        'body:\n  - image: {file: "{{ recipient.photo }}", alt: A school, height: 20pt}\n',
    )
    row = {**NORTH, "poster": "data/images/none.png", "photo": "data/images/none.png"}
    library = load(project)
    with pytest.raises(HandoutsError) as caught:
        compose(one(row, project=project), library)
    assert [str(d.span) for d in caught.value.diagnostics] == ["schools.csv:2:4"]


def test_a_code_that_is_fixed_keeps_its_address(project: Path) -> None:
    row = {**NORTH, "qr_address": "https://north.example.org/?a={{1}}"}
    assert code(one(row)).address == "https://north.example.org/?a={{1}}"
    replace_text(project / "layouts/fair-flyer.yaml", "  - qr:\n", "  - qr:\n      fixed: true\n")
    assert code(one(row), project).address == "https://lakeside.example.org/ma-or-phlebotomist"


def test_logos_and_addresses_are_looked_at_before_anything_is_made() -> None:
    assert faults(
        asked(
            {**NORTH, "logo": "data/images/none.png", "qr_address": ""},
            {**NORTH, "logo": "../logo.png", "qr_address": "north.example.org"},
            {**NORTH, "logo": "data/images/logo.bmp", "qr_address": "ftp://example.org"},
            {"school": "", "state": "CA", "logo": LOGO, "qr_address": "https://a b.example.org"},
        )
    )[:5] == [
        ("missing-picture", "schools.csv:2:3"),
        ("picture-outside", "schools.csv:3:3"),
        ("wrong-url", "schools.csv:3:4"),
        ("unknown-picture", "schools.csv:4:3"),
        ("missing-alt", "schools.csv:5:3"),
    ]


def test_a_fault_of_many_rows_is_told_once_with_all_of_them() -> None:
    rows = ({**NORTH, "school": f"S{n}", "logo": f"logos/s{n}.png"} for n in range(103))
    with pytest.raises(HandoutsError) as caught:
        plan(asked(*rows), load(REPOSITORY))
    (fault,) = caught.value.diagnostics
    assert "`logos/s0.png`" in fault.message
    assert fault.message.endswith("and so in 102 more rows: 3–104")
    assert "beside the table" in fault.remedy


@pytest.mark.parametrize("place", ["lists", "project", "project/data"])
def test_a_logo_may_lie_beside_the_table(project: Path, tmp_path: Path, place: str) -> None:
    folder = tmp_path / place
    (folder / "logos").mkdir(parents=True)
    table = folder / "schools.csv"
    table.write_text("school,state,logo\nA,CA,logos/a.png\nB,CA,logos\\b.png\n", encoding="utf-8")
    pixels = {}
    for colour in ("navy", "maroon"):
        for name in "ab":
            Image.new("RGB", (40, 40), colour if name == "a" else "olive").save(
                folder / f"logos/{name}.png"
            )
        selection = Selection(("flyer",), recipients=read_recipients(table).rows)
        report = build(project, selection, jobs=1)
        assert [d for d in report.diagnostics if d.is_error] == []
        pixels[colour] = report.counts["built"]
    assert pixels == {"navy": 2, "maroon": 1}
    again = build(project, Selection(("flyer",), recipients=read_recipients(table).rows), jobs=1)
    assert again.counts["reused"] == 2


def test_a_cell_that_cannot_be_read_stops_nobody_who_does_not_print_it(project: Path) -> None:
    fault = Diagnostic("number-format", "not known", "", Span("schools.csv", 2, 4))
    row = {"school": "A", "state": "CA", "room": "", "contact": ""}
    unprinted = Recipient("schools.csv", 2, row, {"room": fault})
    printed = Recipient("schools.csv", 3, {**row, "school": "B"}, {"contact": fault})
    other = Diagnostic("number-format", "not known", "", Span("schools.csv", 5, 4))
    again = Recipient("schools.csv", 5, {**row, "school": "C"}, {"contact": other})
    rows = (unprinted, printed, again)
    report = build(project, Selection(("flyer",), recipients=rows), jobs=1)
    assert [a.status for a in report.artifacts] == ["built", "failed", "failed"]
    (said,) = (f for f in report.findings if f.diagnostic.is_error)
    assert said.diagnostic.message == "not known; and so in one more row: 5"
    assert len(said.editions) == 2


def test_the_advice_for_two_rows_with_one_path_can_be_followed() -> None:
    rows = (
        {"school": "North High", "state": "CA", "zip": "1234", "phone": "555"},
        {"school": "North High", "state": "CA", "zip": "1234", "phone": ""},
    )
    with pytest.raises(HandoutsError) as caught:
        plan(asked(*rows), load(REPOSITORY))
    (fault,) = caught.value.diagnostics
    (pattern,) = re.findall("`([^`]*phone[^`]*)`", fault.remedy)
    found = plan(replace(asked(*rows), pattern=pattern), load(REPOSITORY))
    assert len({e.path for e in found}) == 2
    alike = ({**rows[0], "phone": "5-5"}, {**rows[0], "phone": "5 5"})
    with pytest.raises(HandoutsError) as caught:
        plan(asked(*alike), load(REPOSITORY))
    assert "--pattern" not in caught.value.diagnostics[0].remedy


def test_one_state_serves_a_table_without_that_column() -> None:
    library = load(REPOSITORY)
    asked_for = replace(
        asked({"school": "A"}, handout="comparison", audience="school"), places=("OH",)
    )
    assert {e.place for e in plan(asked_for, library)} == {"oh"}
    two = replace(asked_for, places=("OH", "CA"))
    with pytest.raises(HandoutsError) as caught:
        plan(two, library)
    assert [d.code for d in caught.value.diagnostics] == ["no-edition"]


def test_a_row_with_what_is_made_for_the_nation_refuses_no_table(project: Path) -> None:
    selection = asked({"school": "A", "state": "TX"}, {"school": "B", "state": "CA"})
    audiences = ("career-fair", "school")
    both = replace(selection, handouts=("flyer", "comparison"), audiences=audiences)
    rows = tuple(
        replace(row, values={**row.values, "audience": audience})
        for row, audience in zip(both.recipients, audiences, strict=True)
    )
    found = plan(replace(both, recipients=rows), load(project))
    assert [(e.handout, e.audience, e.place) for e in found] == [
        ("flyer", "career-fair", None),
        ("comparison", "school", "ca"),
    ]


def test_a_broken_logo_fails_its_own_sheet_at_its_cell(project: Path) -> None:
    (project / "data/images/broken.png").write_bytes(b"\x89PNG\r\n\x1a\n no picture")
    Image.new("RGB", (40, 40), "navy").save(project / "data/images/good.png")
    rows = (
        {"school": "A", "logo": "data/images/broken.png"},
        {"school": "B", "logo": "data/images/good.png"},
    )
    report = build(project, asked(*rows), jobs=1)
    assert [a.status for a in report.artifacts] == ["failed", "built"]
    assert {str(d.span) for d in report.diagnostics if d.is_error} == {"schools.csv:2:2"}


def test_a_changed_picture_makes_its_sheets_anew(project: Path) -> None:
    rows = ({"school": "A", "logo": "data/images/own.png"}, {"school": "B", "logo": ""})
    for colour, built in (("navy", 2), ("maroon", 1)):
        Image.new("RGB", (40, 40), colour).save(project / "data/images/own.png")
        assert build(project, asked(*rows), jobs=1).counts["built"] == built


def test_what_is_made_for_the_nation_goes_to_rows_of_any_state() -> None:
    rows = ({"school": "A", "state": "CA"}, {"school": "B", "state": ""})
    assert [e.place for e in plan(asked(*rows), load(REPOSITORY))] == [None, None]
    comparison = asked(rows[0], handout="comparison")
    assert faults(comparison) == [("no-edition", "schools.csv:2:2")]
