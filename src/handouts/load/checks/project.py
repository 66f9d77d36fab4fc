"""Audiences and `handouts.yaml`: states, page set-ups, output pattern, sheets and packets."""

import re

from handouts.diagnostics import Diagnostic
from handouts.load.checks.layouts import check_page
from handouts.load.checks.references import References, repeated
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.load.series import SUBJECTS
from handouts.model.base import Text
from handouts.model.library import AUDIENCES, PLACES
from handouts.model.records import NO_SUBJECT, Audience, Handout, Place, Project
from handouts.model.records.places import PlaceAxis, calls, name_alone
from handouts.wording import listed, quoted, suggestion

_PLACEHOLDERS = ("audience", "place", "state", "handout", "language")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_audiences(draft: Draft, findings: Findings) -> None:
    """The places of an audience, and its page."""
    records = [e.record for e in draft.of(PLACES).values()]
    names = {_folded(n) for r in records for n in calls(r.name, r.code, r.within, draft.axis)}
    names |= {_folded(code) for code in draft.place_codes}
    larger = {str(r.within) for r in records if r.within}
    names |= {_folded(name) for name in larger}
    names |= {_folded(draft.axis.larger[n].name) for n in larger & draft.axis.larger.keys()}
    for entry in draft.of(AUDIENCES).values():
        _check_places(entry, names, draft, findings)
        check_page(entry.key, entry.record.page, findings)


def _check_places(
    entry: Entry[Audience], names: set[str], draft: Draft, findings: Findings
) -> None:
    places, axis = entry.record.places, draft.axis
    for place in places if isinstance(places, tuple) else ():
        if _folded(place) in names:
            continue
        records = [e.record for e in draft.of(PLACES).values()]
        known = [str(r.name) for r in records]
        same = [r.name for r in records if _is_alone(place, r, axis)]
        findings.error(
            entry.key,
            "one-place" if same else "unknown-place",
            f"{quoted(place)} is more than one {axis.kind}: {listed(same, 'and', 4)}"
            if same
            else f"there is no {axis.kind} {quoted(place)}",
            f"Write `{same[0]}`, or the code of one"
            if same
            else suggestion(place, known, f"Write a code that has a file in `{axis.folder}`"),
            place.span,
        )


def _is_alone(typed: str, place: Place, axis: PlaceAxis) -> bool:
    """Whether it is a place's name without what tells it from others."""
    return _folded(typed) == _folded(name_alone(place.name, place.within, axis))


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def check_project(draft: Draft, references: References, findings: Findings) -> None:
    """The project's style, its output pattern and glossary, its sheets and packets."""
    if draft.project is None:
        return
    record = draft.project.record
    # Blamed on the style itself, so that only the editions fail that are set in it.
    references.check(("styles", str(record.style)), "styles", record.style, record.style.span)
    for dimension in (one for rows in record.rows.values() for one in rows):
        references.check(("dimensions", str(dimension)), "dimensions", dimension, dimension.span)
    _check_output(record, findings)
    _check_glossary(record, findings)
    for name, handout in record.handouts.items():
        if not handout.bind:
            _check_handout(name, handout, references, findings)
    _check_packets(record, findings)


def _check_output(project: Project, findings: Findings) -> None:
    pattern = project.output
    fault = _pattern_fault(pattern)
    if fault:
        findings.add(
            Diagnostic(
                "output-pattern",
                f"the output pattern `{pattern}` {fault}",
                "Write it as `{audience}/{place}/{handout}.{language}.pdf`",
                pattern.span,
            )
        )


def _pattern_fault(pattern: Text) -> str | None:
    unknown = [n for n in _PLACEHOLDER.findall(pattern) if n not in _PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"`{{{p}}}`" for p in _PLACEHOLDERS)
        return f"has the placeholder `{{{unknown[0]}}}`; known are {known}"
    if {"{", "}"} & set(_PLACEHOLDER.sub("", pattern)):
        return "has a brace that does not belong to a placeholder"
    return None


def _check_glossary(project: Project, findings: Findings) -> None:
    for word in project.glossary:
        if len(word.split()) != 1:
            findings.add(
                Diagnostic(
                    "not-one-word",
                    f"{quoted(word)} in the glossary is not one word",
                    "Write each word by itself, one a line",
                    word.span,
                )
            )


def _check_handout(name: str, handout: Handout, references: References, findings: Findings) -> None:
    key = ("handouts", name)
    check_page(key, handout.page, findings)
    if handout.subject == NO_SUBJECT:
        return
    kind, _, slug = handout.subject.partition("/")
    if kind not in SUBJECTS or not slug:
        findings.error(
            key,
            "wrong-subject",
            f"{quoted(handout.subject)} is not a subject",
            "Write `comparisons/NAME`, `decisions/NAME` or `roles/NAME`, `*` for all of a kind, or `none`",
            handout.subject.span,
        )
        return
    references.check(key, kind, slug, handout.subject.span)


def _check_packets(project: Project, findings: Findings) -> None:
    """A packet binds each handout once, no other packet, and only handouts for the same states.

    A packet that binds a faulty handout shares its faults; called after all handouts were checked.
    """
    for name, handout in project.handouts.items():
        for bound in handout.bind:
            _check_bound(name, handout, bound, project, findings)
        for i in repeated(handout.bind):
            findings.error(
                ("handouts", name),
                "bound-twice",
                f"{quoted(handout.bind[i])} is bound twice",
                "Take one of the two out",
                handout.bind[i].span,
            )


def _check_bound(
    name: str, packet: Handout, bound: Text, project: Project, findings: Findings
) -> None:
    key = ("handouts", name)
    findings.blame(*key, *findings.of("handouts", str(bound)))
    other = project.handouts.get(str(bound))
    if other is None:
        return
    if other.bind:
        findings.error(
            key,
            "packet-in-packet",
            f"{quoted(bound)} is a packet itself",
            f"Name the handouts that it binds: {', '.join(other.bind)}",
            bound.span,
        )
    elif other.per_place and not packet.per_place:
        findings.error(
            key,
            "packet-without-place",
            f"{quoted(bound)} is made for each place, and the packet is not",
            "Write `per: place` for the packet too, or bind another handout",
            bound.span,
        )
