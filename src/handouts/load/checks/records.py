"""Roles, comparisons, states and dimensions: codes, addresses, orders of values, own names."""

import re

from handouts.diagnostics import Diagnostic, Span
from handouts.load.checks.instead import rules_of
from handouts.load.checks.references import check_member, repeated
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.places import slug_of
from handouts.load.records.reading import Entry
from handouts.model.addresses import is_web_address
from handouts.model.base import SLUG, SOC_CODE, Fact, Record, Text
from handouts.model.library import (
    CERTIFICATIONS,
    COMPARISONS,
    DIMENSIONS,
    PLACES,
    ROLES,
    SOURCES,
)
from handouts.model.records import (
    Comparison,
    Dimension,
    Editorial,
    Place,
    Role,
    folded_level,
)
from handouts.model.records.places import PlaceAxis
from handouts.model.records.rule_kinds import BUNDLED_RULES
from handouts.wording import folded, listed, quoted, suggestion

_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_OPEN = re.compile(r"\{(?!\w+\})")


def check_addresses(draft: Draft, findings: Findings) -> None:
    """Addresses start with http:// or https:// and name a host."""
    for source in draft.of(SOURCES).values():
        _check_address(source, source.record.url, findings)
    for certification in draft.of(CERTIFICATIONS).values():
        _check_address(certification, certification.record.url, findings)
    for state in draft.of(PLACES).values():
        for authority in state.record.authorities:
            _check_address(state, authority.url, findings)
    if draft.project is not None:
        _check_address(draft.project, draft.project.record.publisher.url, findings)


def _check_address(entry: Entry[Record], url: Text | None, findings: Findings) -> None:
    if url is None or is_web_address(url):
        return
    findings.error(
        entry.key,
        "wrong-url",
        f"{quoted(url)} is not a web address",
        "Write the whole address, such as `https://www.bls.gov/oes/`, or take the line out",
        url.span,
    )


def check_dimensions(draft: Draft, findings: Findings) -> None:
    """Labels, and orders of values: each value has one place in its order, as has each value of a role."""
    for slug, entry in draft.of(DIMENSIONS).items():
        check_placeholders(entry, entry.record.label, ("place",), findings)
        _check_worked_out(slug, entry, findings)
        if entry.record.order:
            _check_order(entry, findings)
            for role in draft.of(ROLES).values():
                _check_value(slug, entry.record, role, findings)


def _check_worked_out(slug: str, entry: Entry[Dimension], findings: Findings) -> None:
    """A dimension that is worked out says so: its name alone is understood for now."""
    if entry.record.computed is not None and "from" not in entry.node:
        findings.warn(
            "worked-out-by-name",
            f"{quoted(slug)} does not say that it is worked out; its name is taken for it",
            f"Add `from: {entry.record.computed}`, or write its value in the roles’ files",
            entry.span,
        )


def _check_order(entry: Entry[Dimension], findings: Findings) -> None:
    seen: set[str] = set()
    for level in entry.record.order:
        for value in level if isinstance(level, tuple) else (level,):
            if folded_level(value) in seen:
                findings.error(
                    entry.key,
                    "duplicate-level",
                    f"{quoted(value)} has two places in the order",
                    "Take one of them out",
                    value.span,
                )
            seen.add(folded_level(value))


def _check_value(slug: str, dimension: Dimension, role: Entry[Role], findings: Findings) -> None:
    value = role.record.dimensions.get(slug)
    if isinstance(value, Fact) and value.known and folded_level(value.text) not in dimension.levels:
        known = [
            str(v)
            for level in dimension.order
            for v in (level if isinstance(level, tuple) else (level,))
        ]
        findings.warn(
            "unordered-value",
            f"{quoted(value.text)} has no place in the order of {quoted(slug)}, so roles cannot be "
            "compared by it",
            suggestion(
                value.text,
                known,
                "Write it as the order in `data/dimensions.yaml` does, or add it there",
            ),
            value.span,
        )


def check_placeholders(
    entry: Entry[Record], text: Text, known: tuple[str, ...], findings: Findings
) -> None:
    """Refuse ``{names}`` that would be printed as they stand, and braces that are never closed."""
    if _OPEN.search(text):
        findings.error(
            entry.key,
            "unknown-placeholder",
            "a `{` stands here without a name and `}` after it",
            f"Write {' or '.join(f'`{{{k}}}`' for k in known)}, or take it out",
            text.span,
        )
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            findings.error(
                entry.key,
                "unknown-placeholder",
                f"`{{{name}}}` stands for nothing here",
                suggestion(name, known, f"Write {' or '.join(f'`{{{k}}}`' for k in known)}"),
                text.span,
            )


def check_tasks(draft: Draft, findings: Findings) -> None:
    """Keys that tell which tasks roles share: well formed, once in a role, and in two at least."""
    having: dict[str, set[str]] = {}
    whole = not findings.faulty_slugs("roles")  # else the other role may be the faulty one
    for slug, entry in draft.of(ROLES).items():
        for task in entry.record.tasks:
            if task.key:
                having.setdefault(str(task.key), set()).add(slug)
    for state, _, rule in rules_of(draft):
        for name in rule.instead.tasks:  # a key may be there for a state alone
            having.setdefault(name, set()).add(f"states/{state.slug}")
    for slug, entry in draft.of(ROLES).items():
        keys = [task.key for task in entry.record.tasks if task.key]
        for i in repeated(keys):
            findings.error(
                entry.key,
                "duplicate-task",
                f"two tasks of the role have the key {quoted(keys[i])}",
                "Give each task a key of its own, or none",
                keys[i].span,
            )
        for key in keys:
            sound = _check_form(entry, key, SLUG, "a key, such as `read-plans`", findings)
            if sound and whole:
                _check_shared(slug, key, having, findings)


def _check_shared(slug: str, key: Text, having: dict[str, set[str]], findings: Findings) -> None:
    if having[str(key)] == {slug}:
        others = [name for name, roles in having.items() if roles != {slug}]
        findings.warn(
            "unshared-task",
            f"no other role has a task with the key {quoted(key)}",
            suggestion(key, others, "Give the same key to a task of another role, or take it out"),
            key.span,
        )


def check_roles(draft: Draft, findings: Findings) -> None:
    """Other names, and SOC codes."""
    _check_aliases(draft, findings)
    by_code: dict[str, str] = {}
    project = draft.project
    is_oews = project is not None and project.record.wages.columns is None
    for entry in draft.of(ROLES).values():
        if entry.record.draft:
            findings.warn(
                "draft-role",
                f"{quoted(entry.slug)} is a draft, not reviewed; its sheets say so",
                "Read it through, correct it, then take out the line `draft: true`",
                entry.place("draft"),
            )
        if entry.record.soc:
            if is_oews:
                _check_form(
                    entry, entry.record.soc, SOC_CODE, "a SOC code, such as `51-4121`", findings
                )
            _check_twice(entry, entry.record.soc, by_code, findings)


def _check_aliases(draft: Draft, findings: Findings) -> None:
    """What a role is called too is the name of no other: whoever typed it would get the wrong one.

    No sheet is wrong for that, so no role is left out.
    """
    roles = draft.of(ROLES)
    taken = {folded(slug): (slug, entry.span) for slug, entry in roles.items()}
    taken |= {folded(e.record.title): (s, e.record.title.span or e.span) for s, e in roles.items()}
    for slug, entry in roles.items():
        for alias in entry.record.aliases:
            other, place = taken.setdefault(folded(alias), (slug, alias.span or entry.span))
            if other != slug:
                findings.add(
                    Diagnostic(
                        "duplicate-alias",
                        f"{quoted(alias)} names {quoted(other)} already, in {place}",
                        "Take it out of one of the two roles",
                        alias.span,
                    )
                )


def _check_twice(
    entry: Entry[Role], soc: Text, by_code: dict[str, str], findings: Findings
) -> None:
    other = by_code.setdefault(str(soc), entry.slug)
    if other != entry.slug:
        findings.warn(
            "duplicate-soc",
            f"{quoted(other)} has the SOC code {quoted(soc)} too, so both print the same pay",
            "Look the code up again, unless the two share one on purpose",
            soc.span,
        )


def _check_form(
    entry: Entry[Record], text: Text, form: re.Pattern[str], what: str, findings: Findings
) -> bool:
    if form.fullmatch(text):
        return True
    findings.error(
        entry.key, "wrong-value", f"{quoted(text)} is not {what}", f"Write {what}", text.span
    )
    return False


def check_comparisons(draft: Draft, findings: Findings) -> None:
    """The roles that a comparison compares, and the texts that it has for them."""
    for entry in draft.of(COMPARISONS).values():
        record = entry.record
        check_role_list(entry, record.roles, findings)
        _check_editorial(entry, record, (), findings)
        for audience, wording in record.wording.items():
            _check_editorial(entry, wording, ("wording", audience), findings)


def check_role_list(entry: Entry[Record], roles: tuple[Text, ...], findings: Findings) -> None:
    """A list of roles has each once."""
    for i in repeated(roles):
        findings.error(
            entry.key,
            "duplicate-role",
            f"{quoted(roles[i])} stands in the list twice",
            "Take one of the two out",
            roles[i].span,
        )


def _check_editorial(
    entry: Entry[Comparison], texts: Editorial, path: tuple[str, ...], findings: Findings
) -> None:
    what = ("unknown-role", "one of the roles that are compared here")
    for field in ("core", "fits"):
        for role in getattr(texts, field):
            place = entry.place(*path, field, role)
            check_member(entry.key, role, entry.record.roles, what, place, findings)


def check_places(draft: Draft, findings: Findings) -> None:
    """Codes of places, and what the bundled set says of them."""
    # A file that has the name of its code owns it, wherever it stands in the order of names.
    entries = draft.of(PLACES)
    by_code = {s.upper(): s for s, e in entries.items() if slug_of(e.record.code) == s}
    for entry in entries.values():
        if _check_code(entry, by_code, draft.axis, findings):
            _check_known(entry, draft.axis, findings)
        for rule in entry.record.rules.values():
            check_rule_kind(entry, rule.credential, draft, findings)


def check_rule_kind(entry: Entry[Record], named: Text, draft: Draft, findings: Findings) -> None:
    """What a place asks is one of the things that the project names."""
    kinds = draft.project.record.rule_kinds if draft.project else BUNDLED_RULES
    if named not in kinds:
        message = f"{quoted('credential')} cannot be {quoted(named)}"
        remedy = suggestion(named, kinds, f"Write {listed(kinds)}")
        _refuse(entry, message, remedy, named.span, findings)


def _check_code(
    entry: Entry[Place], by_code: dict[str, str], axis: PlaceAxis, findings: Findings
) -> bool:
    """Whether a code is written well, is the file's name, and is no other place's."""
    code, known = entry.record.code, axis.known
    place = code.span or entry.span
    if code == axis.whole.code:
        what = (
            f"`{code}` stands for {axis.whole.in_sentence} and cannot be the code of a {axis.kind}"
        )
        _refuse(entry, what, f"Write the code of the {axis.kind}", place, findings)
    elif known and code not in known:
        what = f"a code of `set: {axis.set}`, such as `{next(iter(known))}`"
        remedy = suggestion(code, known, f"Write {what}, or leave `set` out of `places`")
        _refuse(entry, f"{quoted(code)} is not {what}", remedy, place, findings)
    elif not _CODE.fullmatch(code):
        what = "a code: capital letters, digits and hyphens"
        _refuse(entry, f"{quoted(code)} is not {what}", f"Write {what}", place, findings)
    elif (other := by_code.setdefault(slug_of(code).upper(), entry.slug)) != entry.slug:
        findings.error(
            entry.key,
            "duplicate-code",
            f"`{other}.yaml` has the code {quoted(code)} already",
            "Correct the code, or delete one of the two files",
            place,
        )
    elif slug_of(code) != entry.slug:
        findings.error(
            entry.key,
            "wrong-name",
            f"the file of {quoted(code)} is called {quoted(f'{entry.slug}.yaml')}",
            f"Rename the file to `{slug_of(code)}.yaml`, or correct the code",
            place,
        )
    return not findings.is_faulty(*entry.key)


def _check_known(entry: Entry[Place], axis: PlaceAxis, findings: Findings) -> None:
    """What a file says of a place of a bundled set is what the set says."""
    record, known = entry.record, axis.known.get(entry.record.code)
    if known is not None and record.fips is not None and record.fips != known.fips:
        what = f"{quoted(record.fips)} is not the FIPS code of {record.name}"
        remedy = f'Write `"{known.fips}"`, or take the line out'
        _refuse(entry, what, remedy, record.fips.span, findings)


def _refuse(
    entry: Entry[Record], message: str, remedy: str, place: Span | None, findings: Findings
) -> None:
    findings.error(entry.key, "wrong-value", message, remedy, place)
