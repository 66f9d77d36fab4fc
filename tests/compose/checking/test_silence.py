"""What may work is not complained of: a false alarm is worse than silence."""

from pathlib import Path

import pytest

from handouts.compose.checking import faults_of
from handouts.compose.checking.filters import FILTERS
from handouts.compose.templates.filters import filters
from handouts.load import load
from tests.compose.checking.samples import of_text
from tests.soak.projects import write_project
from tests.support.projects import REPOSITORY

SOUND = [
    "{{ publisher.name }} {{ audience.name | lower }} {{ edition.date | long_date }}",
    "{% if recipient %}{{ recipient.any_column }}{% endif %}",
    "{% if state %}{{ state.name }}{% else %}{{ place }}{% endif %}",
    "{{ roles[0].rule.verdict }}",  # may have no value, but in another state it has
    "{% if decision %}{{ decision.title }}{% else %}{{ comparison.title }}{% endif %}",
    "{{ decision.title if decision else comparison.title }}",
    "{{ (decision and decision.title) or comparison.title }}",
    "{% if role is defined %}{{ role.title }}{% endif %}",
    "{% if nowhere is not defined %}x{% else %}{{ nowhere.x }}{% endif %}",
    "{{ nowhere | default('x') }} {{ roles[0].nowhere | d('x') }}",
    "{% if 'tols' in roles[0].dimensions %}{{ roles[0].dimensions['tols'] }}{% endif %}",
    "{{ roles[0].dimensions[place] }}",
    "{{ roles[0].dimensions['settings'] | conjunction }}",
    "{{ roles[0].wage.annual_median | money }} {{ roles[0].wage.annual_median.value | about }}",
    "{{ roles | map(attribute='title') | conjunction }} {{ roles | map(attribute='title') | map('upper') | join }}",
    "{{ roles | selectattr('rule') | selectattr('rule.confirm') | list | length }}",
    "{{ roles | selectattr('nowhere', 'defined') | list | length }}",
    "{{ roles | map(attribute='nowhere', default='x') | join }}",
    "{{ roles | sort(attribute='title') | map(attribute='title') | first | upper }}",
    "{{ roles[0].summary | upper }} {{ roles[0].summary ~ place }} {{ roles[0].summary.text.upper() }}",
    "{{ place.split(' ')[0] }} {{ place[:3] }} {{ place.upper()[0] }}",
    "{% for slug, lines in comparison.fits.items() %}{{ slug }}{{ lines[0] }}{% endfor %}",
    "{% for a, b in comparison.core | dictsort %}{{ a }}{{ b }}{% endfor %}",
    "{% for r in roles %}{% if loop.previtem %}{{ loop.previtem.title }}{% endif %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}",
    "{% set x %}{{ place }}{% endset %}{{ x | upper }}",
    "{% if state %}{% set who = state.name %}{% endif %}{{ who }}",
    "{% with a = roles[0], b = place %}{{ a.title }}{{ b }}{% endwith %}",
    "{% for n in range(3) %}{{ n + 1 }}{{ n * 2 / 3 }}{{ '-' * n }}{% endfor %}",
    "{% for x in [] %}{{ x.anything }}{% endfor %}{{ ([] or roles)[0].title }}",
    "{{ {'a': 1}['a'] }} {{ [1, 2] | sum }} {{ ['a', 'b'] | join }} {{ 'a' in ['a'] }}",
    "{{ 1 < 2 <= 3 }} {{ 'a' < place }} {{ not roles }} {{ -1 }} {{ place == roles[0] }}",
    "{{ roles[0].rule.credential == 'required' }} {{ audience.id == 'anybody' }}",
    "{{ roles[0].record.soc }} {{ roles[0].certifications | map(attribute='name') | join(', ') }}",
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_what_may_work_is_let_be(text: str, tmp_path: Path) -> None:
    assert of_text(tmp_path, text) == ()


def test_every_filter_of_a_template_is_known() -> None:
    assert set(FILTERS) == {name for name in filters() if name.isidentifier()}


@pytest.mark.parametrize("seed", range(4))
def test_made_up_projects_have_no_faults(seed: int, tmp_path: Path) -> None:
    write_project(tmp_path, seed)
    library = load(tmp_path)
    assert {"own", "side-by-side"} <= library.layouts.keys()
    assert [fault for one in faults_of(library) for fault in one.faults] == []


@pytest.mark.parametrize(
    "example", sorted((REPOSITORY / "examples").iterdir()), ids=lambda p: p.name
)
def test_the_examples_have_no_faults(example: Path) -> None:
    assert [fault for one in faults_of(load(example)) for fault in one.faults] == []
