"""Styles: tokens in points, and colors that can be read."""

from pathlib import Path

from handouts.load import load
from handouts.style import MINIMUM_TEXT_CONTRAST, RoleLook, Style, Type, contrast
from tests.load.projects import REPOSITORY


def _style(project: Path, text: str) -> Style:
    (project / "layouts/styles/other.yaml").write_text(text, encoding="utf-8")
    library = load(project)
    assert library.diagnostics == ()
    return library.styles["other"]


def test_the_base_style_has_the_tokens_of_the_design() -> None:
    base = load(REPOSITORY).styles["base"]
    assert base.type["title"] == Type(30, 32, "700", -0.2)
    assert base.type["small"] == Type(9, 11.5, colour="muted")
    assert base.type["body"] == Type(10.5, 14)
    assert base.colours["ink"] == "#000000"
    assert base.rules["edge"] == 1.1
    assert base.roles[0] == RoleLook("#0F4C5C", "solid", "blocks")
    assert base.roles[1] == RoleLook("#B5401A", "hatch", "disc")
    assert base.smallest == 9


def test_every_role_of_the_base_style_is_told_apart_on_a_photocopy() -> None:
    base = load(REPOSITORY).styles["base"]
    assert len(base.roles) == 4
    assert len({look.mark for look in base.roles}) == 4
    assert len({look.fill for look in base.roles}) == 4
    paper = base.colours["paper"]
    assert all(contrast(look.colour, paper) >= MINIMUM_TEXT_CONTRAST for look in base.roles)


def test_a_style_takes_what_it_leaves_out_from_another(project: Path) -> None:
    style = _style(
        project,
        "extends: base\ntype:\n  body: {size: 18pt, leading: 25pt}\nspace: {block: 1in}\n"
        "smallest: 9\none_column: true\nlifts_page_limit: yes\n",
    )
    base = load(project).styles["base"]
    assert style.type["body"] == Type(18, 25)
    assert style.type["title"] == base.type["title"]
    assert style.space == {**base.space, "block": 72}
    assert style.name == "other"
    assert (style.one_column, style.lifts_page_limit) == (True, True)


def test_one_field_of_a_step_may_change_alone(project: Path) -> None:
    style = _style(project, 'extends: base\ntype: {title: {face: "600"}}\n')
    assert style.type["title"] == Type(30, 32, "600", -0.2)


def test_muted_that_sets_no_text_may_be_as_light_as_a_graphic(project: Path) -> None:
    step = "{colour: ink}"
    style = _style(
        project,
        f"extends: base\ntype: {{small: {step}, running: {step}}}\n"
        'colours: {muted: "#8A8A8A", hairline: "#FAFAFA"}\n',
    )
    assert 3 <= contrast(style.colours["muted"], style.colours["paper"]) < 4.5


def test_light_text_on_dark_paper_is_as_good(project: Path) -> None:
    look = '{{colour: "#FFD8A0", fill: {}, mark: {}}}'
    style = _style(
        project,
        'extends: base\ncolours: {ink: "#FFFFFF", muted: "#DDDDDD", link: "#FFFF99", paper: "#111111"}\n'
        f"roles: [{look.format('solid', 'disc')}, {look.format('dots', 'ring')}]\n",
    )
    assert style.colours["paper"] == "#111111"


def test_more_roles_on_a_sheet_than_looks_in_a_style_are_refused(project: Path) -> None:
    roles = project / "data/roles"
    text = (roles / "phlebotomist.yaml").read_text(encoding="utf-8")
    for slug, soc in (("third", "31-9092"), ("fourth", "31-9097")):
        (roles / f"{slug}.yaml").write_text(text.replace("31-9097", soc), encoding="utf-8")
    (project / "data/comparisons/four.yaml").write_text(
        "title: Four\nroles: [medical-assistant, phlebotomist, third, fourth]\n", encoding="utf-8"
    )
    (project / "layouts/styles/two.yaml").write_text(
        'extends: base\nroles:\n  - {colour: "#0F4C5C", fill: solid, mark: blocks}\n'
        '  - {colour: "#B5401A", fill: hatch, mark: disc}\n',
        encoding="utf-8",
    )
    library = load(project)
    (fault,) = library.faulty["styles", "two"]
    assert fault.code == "too-few-looks"
    assert fault.span is not None
    assert (fault.span.file, fault.span.line) == ("layouts/styles/two.yaml", 2)
    assert "base" in library.styles


def test_a_mark_that_nobody_drew_gives_way_to_one_that_no_other_look_has(project: Path) -> None:
    base = project / "layouts/styles/base.yaml"
    text = base.read_text(encoding="utf-8").replace("mark: disc", "mark: wrench")
    base.write_text(text, encoding="utf-8")
    library = load(project)
    assert [d.code for d in library.diagnostics] == ["unknown-mark"]
    marks = [look.mark for look in library.styles["base"].roles]
    assert marks == ["blocks", "disc", "diamond", "ring"]


def test_a_style_that_knows_no_numerals_has_them_by_its_running_text(project: Path) -> None:
    """A file that was written before there were any."""
    base = project / "layouts/styles/base.yaml"
    lines = base.read_text(encoding="utf-8").splitlines(keepends=True)
    base.write_text("".join(one for one in lines if "  figure:" not in one), encoding="utf-8")
    style = _style(project, "extends: base\ntype: {body: {size: 20pt, leading: 26pt}}\n")
    assert style.type["figure"] == Type(48, 52, "700")
