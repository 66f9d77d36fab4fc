"""Each kind of mistake in an expression: where it is found, and what is said of it."""

from pathlib import Path

import pytest

from tests.compose.checking.samples import faults, of_text

FACTS = "roles[0].dimensions"

MISTAKES = [
    # names and fields: the nearest name, else what is known there
    ("{{ plaice }}", "plaice", "`plaice` is not defined", "Did you mean `place`?"),
    ("{{ zzz }}", "zzz", "`zzz` is not defined", "Known here: audience, blank, called, comparison, confirm"),
    ("{{ role.title }}", "role", "`role` is not defined", "take one of `roles`"),
    ("{{ loop.index }}", "loop", "`loop` is not defined", "It is there between `{% for … %}`"),
    ("{{ roles[0].titel }}", "titel", "a role has no `titel`", "Did you mean `title`?"),
    ("{{ roles[0]['titel'] }}", "titel", "a role has no `titel`", "Did you mean `title`?"),
    ("{{ state.zip }}", "zip", "a place has no `zip`", "A place has: authorities, code, in_sentence, name"),
    ("{{ edition.nosuch }}", "nosuch", "an edition has no `nosuch`", "An edition has: data, date, date_text"),
    ("{{ roles[0].rule.zip }}", "zip", "a rule has no `zip`", "A rule has: citation, confidence, confirm"),
    ("{{ roles[0].summary.value }}", "value", "a fact has no `value`", "A fact has: as_of"),
    ("{{ place.nosuch }}", "nosuch", "a text has no `nosuch`", "A text has: capitalize"),
    ("{{ roles.title }}", "title", "a list has no `title`", "Take one of it, such as `[0]`"),
    ("{{ (1 + 1).title }}", "title", "a number has no `title`", "Print it as it is"),
    ("{{ decision.title }}", "title", "`title` is not there: `decision` has no value on this sheet", "Look at the `subject`"),
    ("{% for r in roles %}{{ r.titel }}{% endfor %}", "titel", "a role has no `titel`", "`title`"),
    ("{% for r in roles %}{{ loop.idx }}{% endfor %}", "idx", "a loop has no `idx`", "`index`"),
    ("{% set r = roles[0] %}{{ r.titel }}", "titel", "a role has no `titel`", "`title`"),
    ("{% set r = roles[0].wage or roles[0].national_wage %}{{ r.anual_mean | money }}", "anual_mean", "a wage has no `anual_mean`", "`annual_mean`"),
    # keys
    (f"{{{{ {FACTS}['tols'] }}}}", "tols", "there is no dimension `tols`", "Known here: before-clinic, certification"),
    (f"{{{{ {FACTS}.setings }}}}", "setings", "there is no dimension `setings`", "`settings`"),
    ("{{ comparison.core['phlebotomst'] }}", "phlebotomst", "there is no role `phlebotomst`", "`phlebotomist`"),
    ("{{ blank.note }}", "note", "there is no blank `note`", "Declare it under `blanks`"),
    # filters
    ("{{ place | uppr }}", "uppr", "there is no filter `uppr`", "Did you mean `upper`?"),
    ("{{ place | money }}", "money", "`money` takes a figure or a fact, and it is given a text", "figure"),
    (f"{{{{ {FACTS}['settings'] | money }}}}", "money", "`money` takes a figure or a fact, and it is given a fact in words", "figure"),
    ("{{ roles | upper }}", "upper", "`upper` takes a text, and it is given a list", "Give it a text"),
    ("{{ roles[0] | in_brief }}", "in_brief", "`in_brief` takes a fact, and it is given a role", "fact"),
    ("{{ roles | join(', ') }}", "join", "`join` takes a list of texts, and each item is given a role", "map(attribute"),
    ("{{ roles | map(attribute='titel') | join }}", "titel", "a role has no `titel`", "`title`"),
    ("{{ roles | map('uppr') | join }}", "uppr", "there is no filter `uppr`", "`upper`"),
    ("{{ roles | selectattr('rul') | list | length }}", "rul", "a role has no `rul`", "`rule`"),
    ("{{ roles | selectattr('rule.confrm') | list | length }}", "confrm", "a rule has no `confrm`", "`confirm`"),
    ("{{ roles | sort(attribute='titl') | length }}", "titl", "a role has no `titl`", "`title`"),
    # tests and operators
    ("{% if place is evn %}x{% endif %}", "evn", "there is no test `evn`", "Did you mean `even`?"),
    ("{% if roles is even %}x{% endif %}", "even", "`even` takes a number, and it is given a list", "number"),
    ("{% if roles[0].wage.annual_median > 9 %}x{% endif %}", "roles", "`>` takes two numbers or two texts, and one side is given a figure", "its `value`"),
    ("{{ place + roles[0].summary }}", "place", "`+` takes two numbers or two texts, and one side is given a fact", "`~` joins"),
    ("{{ roles[0][0] }}", "roles", "`[…]` takes a list or a text, and it is given a role", "list"),
    ("{{ whole | default('x') }}", "whole", "a value of the template is a whole, which", "fields: code"),
    ("{{ place ~ roles }}", "roles", "`~` takes texts, and one side is given a list", "Give it texts"),
    ("{{ place() }}", "place", "the template fails: `place` is a text, and no function", "without brackets"),
    ("{% if roles[0].summary.confidence == 'primry' %}x{% endif %}", "primry", "it is never `primry`", "`primary`"),
    ("{{ place.__class__ }}", "__class__", "the template reaches for what it may not use", "fields of the data"),
    # what has no words
    ("{{ roles }}", "roles", "`roles` is a list, which cannot be printed as it is", "{% for"),
    ("{{ roles[0] }}", "roles", "a value of the template is a role, which", "Print one of its fields: certifications"),
    ("{{ comparison }}", "comparison", "`comparison` is a comparison, which", "address, caveat, core"),
    ("{{ place.upper }}", "place", "`place.upper` is a function, which", "fields"),
    ("{{ decision }}", "decision", "`decision` has no value here", "`| if_any`"),
    ("{% for x in comparison %}{% endfor %}", "comparison", "`for` takes a list, and it is given a comparison", "list"),
    # what cannot be read
    ("{% macro m() %}{% endmacro %}", "macro", "the template cannot be read: `macro` cannot stand", "{{ name }}"),
    ("{{ place place }}", "place }}", "the template cannot be read: expected token", "{{ name }}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "message", "remedy"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(
    text: str, at: str, message: str, remedy: str, tmp_path: Path
) -> None:
    (found,) = of_text(tmp_path, f"So it is: {text}")
    column = len("      So it is: ") + text.index(at) + 1
    assert (str(found.span), found.message[: len(message)]) == (
        f"layouts/own.yaml:4:{column}",
        message,
    )
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ('  - table: {rows: ^"{{ place }}", columns: [{head: A, cell: B}]}\n', "`{{ place }}` does not give a list"),
        ('  - wage_chart: ^"{{ shared_tasks }}"\n', "`{{ shared_tasks }}` does not give a list of roles"),
        ('  - heading: {text: A, role: ^"{{ roles }}"}\n', "`{{ roles }}` does not give a role"),
        ('  - flowchart: ^"{{ comparison }}"\n', "`{{ comparison }}` does not give a decision"),
        ('  - text: A\n    each: ^"{{ comparison }}"\n', "`{{ comparison }}` does not give a list"),
        ('  - text: A\n    when: ^stat and not audience.id\n', "`stat` is not defined"),
        ('  - text: "{{ r.^titel }}"\n    each: "{{ roles }}"\n    as: r\n', "a role has no `titel`"),
        ('  - text: A\n    when: r.^rul\n    each: "{{ roles }}"\n    as: r\n', "a role has no `rul`"),
        ('  - table: {rows: "{{ roles }}", as: r, columns: [{head: A, cell: "{{ r.^titel }}"}]}\n', "a role has no `titel`"),
        ('  - table: {rows: "{{ roles }}", as: r, columns: [{head: "{{ ^r.title }}", cell: A}]}\n', "`r` is not defined"),
        ('  - columns: {each: "{{ roles }}", as: r, column: [{text: "{{ r.^titel }}"}]}\n', "a role has no `titel`"),
        ('  - overlap_diagram: {roles: "{{ roles }}", column: [{text: "{{ role.^titel }}", when: not deep}]}\n', "a role has no `titel`"),
        ('  - emblem: {roles: "{{ roles }}", text: "{{ role.^titel }}"}\n', "a role has no `titel`"),
        ('  - emblem: {roles: "{{ roles }}", beside: [{heading: "{{ ^role.title }}"}]}\n', "`role` is not defined"),
        ('  - image: {file: a.png, alt: "{{ ^plaice }}", width: 1in}\n', "`plaice` is not defined"),
        ('  - tile_map: {value: "{{ place.^rule }}"}\n', "a place has no `rule`"),
        ('  - tile_map: {value: A, highlight: ^"{{ roles }}"}\n', "`{{ roles }}` does not give a place"),
        ('  - tile_map: {value: A, as: p, role: "{{ ^p }}"}\n', "`p` is not defined"),
        ('  - chart: {kind: bar, roles: "{{ roles }}", value: "{{ role.^titel }}"}\n', "a role has no `titel`"),
        ('  - chart: {kind: bar, rows: "{{ roles }}", as: r, value: A, label: "{{ r.^titel }}"}\n', "a role has no `titel`"),
        ('  - chart: {kind: bar, rows: ^"{{ place }}", value: A}\n', "`{{ place }}` does not give a list"),
        ('  - facts: {items: [{label: A, value: "{{ ^plaice }}"}]}\n', "`plaice` is not defined"),
    ],
)  # fmt: skip
def test_each_block_gives_its_leaves_their_names(marked: str, message: str, tmp_path: Path) -> None:
    found = faults(tmp_path, marked.replace("^", ""), "comparisons")
    before = marked[: marked.index("^")]
    place = f"{before.count(chr(10)) + 3}:{len(before) - before.rfind(chr(10))}"
    assert [(str(one.span), one.message[: len(message)]) for one in found] == [
        (f"layouts/own.yaml:{place}", message)
    ]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('"One\\n\\ntwo {{ plaice }}"', "3:26"),
        ("'It''s {{ plaice }}'", "3:21"),
        ("One\n      two {{ plaice }}", "4:14"),
        (">-\n      One\n      two {{ plaice }}", "5:14"),
        ("|\n      One\n      two {{ plaice }}", "5:14"),
        ('"One\n\n      two é {{ plaice }}"', "5:16"),
    ],
)
def test_the_place_is_that_in_the_file_however_the_text_is_written(
    written: str, place: str, tmp_path: Path
) -> None:
    (found,) = faults(tmp_path, f"  - text: {written}\n", "comparisons")
    assert str(found.span) == f"layouts/own.yaml:{place}"


def test_a_layout_is_read_for_every_kind_of_subject_that_handouts_give_it(tmp_path: Path) -> None:
    body = '  - text: "{{ role.title }} {{ comparison.title }}"\n'
    found = faults(tmp_path, body, "roles", "comparisons")
    assert [(str(one.span), one.message.split(":")[0]) for one in found] == [
        ("layouts/own.yaml:3:43", "`title` is not there"),
        ("layouts/own.yaml:3:15", "`role` is not defined"),
    ]


def test_a_layout_that_nobody_uses_is_read_for_the_kind_with_the_fewest_faults(
    tmp_path: Path,
) -> None:
    body = '  - text: "{{ decision.title }} {{ decision.titel }} {{ decision.lead }}"\n'
    (found,) = faults(tmp_path, body)
    assert found.message == "a decision has no `titel`"


def test_one_that_nests_too_deeply_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (found,) = of_text(tmp_path, "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}")
    assert found.code == "template-failed"
