"""A handout whose subject is all records of a kind, ``roles/*``, is a handout for each of them."""

from collections.abc import Mapping
from dataclasses import replace

from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.base import SLUG, Record, Text
from handouts.model.library import AUDIENCES, HANDOUTS
from handouts.model.records import Audience, Handout
from handouts.wording import quoted

SUBJECTS = ("comparisons", "decisions", "roles")
"""The kinds of records that a handout may be about."""

ALL = "*"

Series = Mapping[str, tuple[str, ...]]
"""What stands in ``handouts.yaml`` → the handouts that it stands for, in the order of their subjects."""


def spread(draft: Draft, findings: Findings) -> tuple[Draft, Series]:
    """The draft with a handout in place of each name that stands for several, and these names.

    A handout of a series is called by its series and its subject: ``profile-welder``. One that is
    written out by that name stands instead.
    """
    written = draft.of(HANDOUTS)
    series = {n: _members(n, e, draft, findings) for n, e in written.items() if _kind_of(e.record)}
    if not series:
        return draft, {}
    names = {name: tuple(members) for name, members in series.items()}
    handouts: dict[str, Entry[Handout]] = {}
    for name, entry in written.items():
        if name in series:
            handouts |= {member: e for member, e in series[name].items() if member not in written}
        else:
            bind = _spread_names(entry.record.bind, names)
            record = entry.record.model_copy(update={"bind": bind})
            handouts[name] = replace(entry, record=record)
    records: dict[str, Mapping[str, Entry[Record]]] = dict(draft.records)
    records[HANDOUTS.name] = handouts
    records[AUDIENCES.name] = {s: _spread(e, names) for s, e in draft.of(AUDIENCES).items()}
    known = {**draft.known, HANDOUTS.name: draft.known[HANDOUTS.name] | set(handouts)}
    project = draft.project
    if project is not None:
        own = {name: entry.record for name, entry in handouts.items()}
        project = replace(project, record=project.record.model_copy(update={"handouts": own}))
    return replace(draft, project=project, records=records, known=known), names


def _kind_of(handout: Handout) -> str:
    """The kind of records that the handout is made for all of; empty when it is about one."""
    kind, _, slug = handout.subject.partition("/")
    return kind if slug == ALL and kind in SUBJECTS else ""


def _members(
    name: str, entry: Entry[Handout], draft: Draft, findings: Findings
) -> dict[str, Entry[Handout]]:
    """A handout for each record, faulty ones too: their sheets fail and say why."""
    kind = _kind_of(entry.record)
    subject = entry.record.subject
    slugs = sorted(slug for slug in draft.known[kind] if SLUG.fullmatch(slug))
    if not slugs:
        findings.warn(
            "no-subjects",
            f"{quoted(subject)} stands for no handout: there are no {kind}",
            f"Start with `handouts new {kind[:-1]} NAME`",
            subject.span,
        )
    found = {}
    for slug in slugs:
        about = Text(f"{kind}/{slug}", subject.span)
        record = entry.record.model_copy(update={"subject": about})
        found[f"{name}-{slug}"] = replace(entry, slug=f"{name}-{slug}", record=record)
    return found


def _spread(entry: Entry[Audience], names: Series) -> Entry[Audience]:
    handouts = _spread_names(entry.record.handouts, names)
    return replace(entry, record=entry.record.model_copy(update={"handouts": handouts}))


def _spread_names(written: tuple[Text, ...], names: Series) -> tuple[Text, ...]:
    """Each name, or those that it stands for, at its place."""
    return tuple(Text(n, one.span) for one in written for n in names.get(str(one), (str(one),)))
