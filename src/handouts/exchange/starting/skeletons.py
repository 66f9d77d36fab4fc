"""New files that explain themselves, with names that the project has, so that they load as they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handouts.exchange.roles.columns import WORKED_OUT
from handouts.exchange.yaml_files.writing import scalar
from handouts.model.library import Library


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A kind of file: its folder (that of places is the project's), and what a new one says."""

    folder: str
    text: Callable[[str, Library], str]
    least_roles: int = 0


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _role(slug: str, library: Library) -> str:
    title = _title(slug)
    rows = "\n".join(
        f"  {name}: unknown  # {library.dimensions[name].label}"
        for name in library.dimensions
        if name not in WORKED_OUT
    )
    dimensions = f"dimensions:\n{rows}" if rows else "dimensions: {}"
    return f"""\
title: {scalar(title)}
plural: {scalar(f"{title.lower()}s")}
# The code of the Standard Occupational Classification, from bls.gov/soc: the wages are found by it.
# `handouts import oews FILE` brings them, `handouts import onet DIR` brings tasks.
soc: "00-0000"
# What every fact of this file rests on, unless it says otherwise; sources are ids of data/sources.yaml.
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # such as [ooh-2025]
# What the role is, in a sentence of grade 8. A fact may also be written in full:
#   summary:
#     text: Looks after …
#     sources: [ooh-2025]
#     as_of: "2025"      # the date that the data speak of
summary: unknown
# What sheets compare, in the order of data/dimensions.yaml. `unknown` prints as “not reported”:
# it is a good answer as long as nothing was read.
{dimensions}
# What the role does, most important first.
tasks: []
"""


def _comparison(slug: str, library: Library) -> str:
    first, second = list(library.roles)[:2]
    return f"""\
title: {scalar(f"{_title(slug)}?")}
# Two to four roles, by the names of their files.
roles: [{first}, {second}]
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml
# All that follows is editorial and may be left out. **Bold**, *italic* and [links](https://…) work.
lead: What is the one question that decides it?
core:
  {first}: What is at the core of this job?
  {second}: And of this one?
overlap: Where do they meet?
differences:
  - title: Settings
    text: Where does each work?
fits:
  {first}:
    - Whom does it suit, one line each
  {second}:
    - Whom does this one suit
caveat: What should a reader keep in mind?
# wording:               # what reads differently for one audience
#   school:
#     lead: …
"""


def _decision(slug: str, library: Library) -> str:
    first, second = list(library.roles)[:2]
    return f"""\
title: {scalar(f"{_title(slug)}?")}
lead: Start at 1 and follow the arrows.
roles: [{first}, {second}]
start: first  # the node where the reader starts
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml
# Every node is a question with answers, a step that leads on with `then`, or an outcome.
# `when: {{states: [CA]}}` keeps a node to some states; else `otherwise` tells where to go.
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
    known = library.project.axis.known.get(slug.upper())
    name = known.name if known else _title(slug)
    rules = "\n".join(
        f"""\
  {role}:
    # required · conditional (with large exemptions) · none-reported · unknown (nothing was read)
    credential: unknown
    verdict: unknown    # the rule in a few words; never more than the source says
    summary: unknown    # the rule in two or three sentences"""
        for role in library.roles
    )
    return f"""\
name: {name}
code: {slug.upper()}
defaults:
  checked: 2000-01-01  # the day on which you looked
  sources: []          # ids of data/sources.yaml
# Whom to ask. The address prints as a link only if it was seen.
authorities: []
#  - name: Name of the office
#    about: what to ask it about
#    url: https://…
#    seen: true
#    sources: [id]
# What the {library.project.axis.kind} asks of each role. “Not reported” is not “none”.
rules:{f"{chr(10)}{rules}" if rules else " {}"}
"""


def _audience(slug: str, library: Library) -> str:
    handouts = ", ".join(library.project.handouts)
    return f"""\
name: {scalar(_title(slug))}
# Which handouts of handouts.yaml it gets, and for which states: all, national, or [CA, NY].
handouts: [{handouts}]
states: national
# style: large-print          # another style of layouts/styles
# page: {{size: letter, orientation: portrait}}
reading_level: 8              # the highest school grade that texts may need
notices: []                   # small print that must stand on every sheet
"""


def _layout(slug: str, library: Library) -> str:
    del slug, library
    return """\
# A layout is a list of blocks. What stands in {{ … }} comes from the data; text is Markdown.
title: "{{ comparison.title }} {{ place }}"
page: {size: letter, margins: [34pt, 45pt, 34pt, 45pt]}
# What to do when it is too full: white space shrinks, then blocks with `optional` go, lowest number
# first, then type shrinks to the floor.
fit: {pages: 1, smallest: 9pt}
footer:
  left: "**{{ publisher.name }}** · {{ edition.date_text }}"
  right: "Page {page} of {pages}"
body:
  - heading: {text: "{{ comparison.title }}", level: 1}
  - text: "{% if comparison.lead %}{{ comparison.lead }}{% endif %}"
    optional: 1
  - columns:
      each: "{{ roles }}"
      as: role
      column:
        - heading: {text: "{{ role.title }}", role: "{{ role }}"}
        - text: "{{ role.summary }}"
  - comparison_table:
      roles: "{{ roles }}"
      dimensions: [pay]        # names of data/dimensions.yaml
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


SKELETONS: Mapping[str, Skeleton] = {
    "role": Skeleton("data/roles", _role),
    "comparison": Skeleton("data/comparisons", _comparison, least_roles=2),
    "decision": Skeleton("data/decisions", _decision, least_roles=2),
    "place": Skeleton("", _place),
    "audience": Skeleton("data/audiences", _audience),
    "layout": Skeleton("layouts", _layout),
    "style": Skeleton("layouts/styles", _style),
}
