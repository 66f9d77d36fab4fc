"""New files that explain themselves, with names that the project has, so that they load as they are."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from handouts.exchange.yaml_files.writing import Tree, scalar
from handouts.model.library import DIMENSIONS, SOURCES, Library
from handouts.model.records import Role
from handouts.model.records.places import PlaceAxis
from handouts.model.records.rule_kinds import RuleKind
from handouts.wording import conjunction, within_sentence


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A kind of file: its folder (that of places is the project's), and what a new one says."""

    folder: str
    text: Callable[[str, Library], str]
    least_roles: int = 0


@dataclass(frozen=True, slots=True)
class EntrySkeleton:
    """A kind of which all records stand in one file: that file, and what a new entry says."""

    file: str
    entry: Callable[[str], dict[str, Tree]]


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _role(slug: str, library: Library) -> str:
    title = _title(slug)
    rows = "\n".join(
        f"  {name}: unknown  # {dimension.label}"
        for name, dimension in library.dimensions.items()
        if not dimension.of_wages
    )
    dimensions = f"dimensions:\n{rows}" if rows else "dimensions: {}"
    return f"""\
title: {scalar(title)}
plural: {scalar(f"{title.lower()}s")}
# aliases: [{_initials(slug)}]  # what people call it too, and may type
# The code of the Standard Occupational Classification, from bls.gov/soc: U.S. wages are found by it.
# `handouts import oews FILE` brings them, `handouts import onet DIR` brings tasks. Without it there is no pay.
# soc: "00-0000"
# What every fact of this file rests on, unless it says otherwise.
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml{_such_as(library.sources)}
# What the role is, in a sentence of grade 8. A fact may also be written in full:
#   summary:
#     text: What people in it do
#     sources: [{next(iter(library.sources), "id")}]
#     as_of: "2025"      # the date that the data speak of
summary: unknown
# What sheets compare, in the order of data/dimensions.yaml. `unknown` prints as “not reported”:
# it is a good answer as long as nothing was read.
{dimensions}
# What the role does, most important first.
tasks: []
"""


def _such_as(names: Iterable[str]) -> str:
    first = next(iter(names), None)
    return f", such as [{first}]" if first else ""


def _initials(slug: str) -> str:
    """``LPN`` for ``licensed-practical-nurse``."""
    return "".join(word[0] for word in slug.split("-")).upper()


MOST_COMPARED = 4


def named_roles(slug: str, library: Library) -> list[str]:
    """The roles that a slug such as ``welder-or-plumber`` names, in its order; fewer than two are none."""
    names = {name: role for role, record in library.roles.items() for name in _names(role, record)}
    found: list[str] = []
    rest = slug
    while rest:
        here = [n for n in names if rest == n or rest.startswith(f"{n}-")]
        longest = max(here, key=len, default="")
        if longest and names[longest] not in found:
            found.append(names[longest])
        rest = rest[len(longest) + 1 :] if longest else rest.partition("-")[2]
    return found[:MOST_COMPARED] if len(found) > 1 else []


def _compared(slug: str, library: Library) -> list[str]:
    return named_roles(slug, library) or list(library.roles)[:2]


def _names(slug: str, role: Role) -> Iterable[str]:
    """What a role may be called within a slug; what has no letters there is no name."""
    called = (re.sub(r"[^a-z0-9]+", "-", alias.lower()).strip("-") for alias in role.aliases)
    return (slug, *filter(None, called))


def _question(slug: str, library: Library) -> str:
    """``Welder or plumber?`` where the slug names the roles, else the slug's own words."""
    titles = [str(library.roles[role].title) for role in named_roles(slug, library)]
    if not titles:
        return f"{_title(slug)}?"
    return f"{conjunction([titles[0], *map(within_sentence, titles[1:])], 'or')}?"


def _comparison(slug: str, library: Library) -> str:
    roles = _compared(slug, library)
    core = "\n".join(f"  {role}: What is at the core of this job?" for role in roles)
    fits = "\n".join(f"  {role}:\n    - Whom does it suit, one line each" for role in roles)
    return f"""\
title: {scalar(_question(slug, library))}
# Two to four roles, by the names of their files.
roles: [{", ".join(roles)}]
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml
# All that follows is editorial and may be left out. **Bold**, *italic* and [links](https://…) work.
lead: What is the one question that decides it?
core:
{core}
overlap: Where do they meet?
differences:
  - title: Settings
    text: Where does each work?
fits:
{fits}
caveat: What should a reader keep in mind?
# wording:               # what reads differently for one audience
#   {next(iter(library.audiences), "audience")}:
#     lead: …
"""


def _decision(slug: str, library: Library) -> str:
    first, second, *_ = _compared(slug, library)
    return f"""\
title: {scalar(f"{_title(slug)}?")}
lead: Start at 1 and follow the arrows.
roles: [{first}, {second}]
start: first  # the node where the reader starts
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml
# Every node is a question with answers, a step that leads on with `then`, or an outcome.
# `when: {{places: [{next(iter(library.places), "ca").upper()}]}}` keeps a node to some places; else `otherwise` tells where to go.
nodes:
  first:
    kind: question
    text: What would you rather do?
    answers:
      - {{label: "Yes", to: look}}
      - {{label: "No", to: {second}}}
  look:
    kind: step
    text: Watch someone do the job for a day.
    then: {first}
  {first}:
    kind: outcome
    title: {scalar(str(library.roles[first].title))}
    text: Why it fits, in a few words
    roles: [{first}]
  {second}:
    kind: outcome
    title: {scalar(str(library.roles[second].title))}
    text: And why this one does
    roles: [{second}]
"""


def _place(slug: str, library: Library) -> str:
    kinds = library.project.rule_kinds
    return place_text(slug, library.project.axis, library.roles, kinds)


def place_text(
    slug: str, axis: PlaceAxis, roles: Mapping[str, Role], kinds: Mapping[str, RuleKind]
) -> str:
    """A place's file, with a rule for each role, of one of the kinds that the project names."""
    asked = " · ".join(f"{name} ({kind.label})" for name, kind in kinds.items())
    known = axis.known.get(slug.upper())
    name = known.name if known else _title(slug)
    rules = "\n".join(
        f"""\
  {role}:
    # {asked}
    credential: unknown
    verdict: unknown    # the rule in a few words; never more than the source says
    summary: unknown    # the rule in two or three sentences"""
        for role in roles
    )
    about = next((str(role.plural) for role in roles.values()), "what to ask it about")
    return f"""\
name: {name}
code: {slug.upper()}
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml
# Whom to ask. The address prints as a link only if it was seen.
authorities: []
#  - name: Name of the office
#    about: {about}
#    url: https://…
#    seen: true
#    sources: [id]
# What the {axis.kind} asks of each role. “Not reported” is not “none”.
rules:{f"{chr(10)}{rules}" if rules else " {}"}
"""


def _audience(slug: str, library: Library) -> str:
    handouts = ", ".join(library.project.handouts)
    return f"""\
name: {scalar(_title(slug))}
# Which handouts of handouts.yaml it gets, and for which places: all, national, or a list of codes.
handouts: [{handouts}]
places: national
# style: large-print          # another style of layouts/styles
# page: {{size: letter, orientation: portrait}}
reading_level: 8              # the highest school grade that texts may need
notices: []                   # small print that must stand on every sheet
"""


def _layout(slug: str, library: Library) -> str:
    del slug
    rows = ", ".join([*library.dimensions][:3])
    table = f"""\
  - comparison_table:
      roles: "{{{{ roles }}}}"
      dimensions: [{rows}]        # names of data/dimensions.yaml
"""
    return _LAYOUT.replace("TABLE\n", table if rows else "")


_LAYOUT = """\
# A layout is a list of blocks. What stands in {{ … }} comes from the data; text is Markdown.
title: "{{ comparison.title }} {{ place }}"
page: {size: letter, margins: [34pt, 45pt, 34pt, 45pt]}
# What to do when it is too full: white space shrinks, then blocks with `optional` go, lowest number
# first, then type shrinks to the floor.
fit: {pages: 1, smallest: 9pt}
footer:
  left: "**{{ publisher.name }}** · {{ edition.printed }}"
  right: "Page {page} of {pages}"
body:
  - heading: {text: "{{ comparison.title }}", level: 1}
  - text: "{{ comparison.lead | if_any }}"
    optional: 1
  - columns:
      each: "{{ roles }}"
      as: role
      column:
        - heading: {text: "{{ role.title }}", role: "{{ role }}"}
        - text: "{{ role.summary }}"
TABLE
  - sources: {}
"""


def _style(slug: str, library: Library) -> str:
    parent = "base" if "base" in library.styles else next(iter(library.styles), "base")
    del slug
    return f"""\
# A style says only what it changes; the rest is taken from the style that it extends.
extends: {parent}
# type:                 # size, leading and weight by the name of the text
#   body: {{size: 12pt, leading: 16pt}}
# colours:
#   ink: "#000000"      # contrast is checked: 4.5 to 1 for text
# roles:                # the looks of the first, second, third and fourth role: color, fill and mark
#   - {{colour: "#0F4C5C", fill: solid, mark: blocks}}
"""


def _dimension(slug: str) -> dict[str, Tree]:
    return {"label": _title(slug), "kind": "text"}


def _source(slug: str) -> dict[str, Tree]:
    return {
        "title": _title(slug),
        "publisher": "Who publishes it",
        "date": "undated",
        "checked": "2000-01-01",
        "kind": "official",
    }


ENTRIES: Mapping[str, EntrySkeleton] = {
    "dimension": EntrySkeleton(DIMENSIONS.home, _dimension),
    "source": EntrySkeleton(SOURCES.home, _source),
}

SKELETONS: Mapping[str, Skeleton] = {
    "role": Skeleton("data/roles", _role),
    "comparison": Skeleton("data/comparisons", _comparison, least_roles=2),
    "decision": Skeleton("data/decisions", _decision, least_roles=2),
    "place": Skeleton("", _place),
    "audience": Skeleton("data/audiences", _audience),
    "layout": Skeleton("layouts", _layout),
    "style": Skeleton("layouts/styles", _style),
}
