"""``handouts import onet``: tasks, job zone and interests of the project's roles, with the credit line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handouts.diagnostics import Diagnostic, Severity, Span, UsageError
from handouts.exchange.onet.database import TYPES, Database, Occupation, read_onet, release_in
from handouts.exchange.onet.drafts import begun, codes_of, head_of, notes_of, soc_of
from handouts.exchange.onet.drafts import named as occupation_of
from handouts.exchange.proposal import Change, FileChange, Proposal
from handouts.exchange.roles.files import (
    SCHEMA_LINE,
    read_roles,
    role_path,
    sources_of,
    text_of,
    with_role,
    with_value,
)
from handouts.exchange.sources import MONTHS, SourceRecord, with_records
from handouts.exchange.yaml_files.edits import read_tree, with_tree
from handouts.exchange.yaml_files.writing import Tree
from handouts.model.base import UNKNOWN
from handouts.wording import listed

MOST_TASKS = 12
DIMENSIONS = {"job-zone": "Job zone", "interests": "Interests"}
"""The dimensions that are filled, with the label that one gets which the project lacks."""

_DIMENSION_FILE = "data/dimensions.yaml"
_OWN_FORM = {
    "job-zone": re.compile(r"[1-5] on a scale from [12] \(least preparation\) to 5"),
    "interests": re.compile(rf"({'|'.join(TYPES)})(, ({'|'.join(TYPES)}))*"),
}
"""How the import writes them: what reads otherwise is the project's own wording, and stays."""

_MERGED_ZONES = (30, 2)
"""From this release on zones 1 and 2 are one, numbered 2 (`samples/README.md`, `occupations.yaml`)."""


@dataclass(frozen=True, slots=True)
class OnetWish:
    """What is to be imported: a folder or zip file, and how far it may go."""

    path: Path
    release: str | None = None
    """As typed, such as ``31.0``; else it is read from the name."""
    replace: bool = False
    """Whether what the project says in its own words gives way to O*NET's."""
    most_tasks: int = MOST_TASKS
    codes: tuple[str, ...] = ()
    """Only these occupations, by their codes; else all of the project's roles."""
    new: bool = False
    """Whether a role is begun for each code that the project has no role for."""


@dataclass(slots=True)
class _Role:
    """One role under way."""

    slug: str
    tree: dict[str, Tree]
    occupation: Occupation
    source: str
    release: tuple[int, ...]
    order: tuple[str, ...]
    place: Span
    head: str = SCHEMA_LINE
    """What a file begins with that is not there yet."""
    changes: list[Change] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)

    @property
    def dimensions(self) -> dict[str, Tree]:
        """Its dimensions; none when there are none yet."""
        found = self.tree.get("dimensions")
        return found if isinstance(found, dict) else {}

    def set(self, key: str, fact: Tree, old: Tree) -> None:
        """Put a fact in, and note what changes."""
        self.tree = with_value(self.tree, key, fact, self.order)
        before, after = text_of(old), text_of(fact)
        if before == after:
            before, after = _dated(old), _dated(fact)
            key = f"{key} (sources and dates)"
        self.changes.append(Change(f"{self.slug} {key}", before, after))

    def keep(self, what: str) -> None:
        """Say that something is left as it is."""
        remedy = "Add `--replace` to take O*NET’s instead"
        message = f"{what} of `{self.slug}` stay as they are, in the project’s own words"
        self.notes.append(Diagnostic("kept", message, remedy, self.place, Severity.WARNING))


def propose_onet(root: Path, wish: OnetWish, today: date) -> Proposal:
    """What importing the database would change.

    Raises:
        UsageError: when the files or their release are not known.
        HandoutsError: when a file has faults, each with its line.
    """
    release = _release(wish)
    trees = read_roles(root)
    named = _named(wish)
    codes = {slug: str(tree.get("soc") or "") for slug, tree in trees.items()}
    wanted = frozenset(map(soc_of, named)) or frozenset(codes.values())
    database = read_onet(wish.path, wanted.__contains__)
    order = tuple(read_tree(root, _DIMENSION_FILE))
    roles, notes, missing = [], [], []
    for slug, soc in codes.items():
        if soc not in wanted or not soc:
            continue
        exact = next((code for code in named if soc_of(code) == soc), soc)
        occupation = occupation_of(database, exact)
        place = Span(role_path(root, slug), 1, 1)
        if occupation is None:
            missing.append(f"{soc} {slug}")
            continue
        role = _Role(
            slug, trees[slug], occupation, f"onet-{release}", _number(release), order, place
        )
        _fill(role, wish)
        roles.append(role)
        notes += role.notes
    drafts = _drafts(root, named, database, codes, release, order, wish) if wish.new else []
    roles += drafts
    made = {role.occupation.code for role in drafts}
    made |= {code for code in named if any(one.startswith(code) for one in made)}
    notes += notes_of(named, made, set(codes.values()), new=wish.new)
    if not named:
        notes += _without_code(slug for slug, soc in codes.items() if not soc)
    if missing:
        notes.append(_not_there(missing))
    files = [with_role(root, r.slug, r.tree, r.changes, r.head) for r in roles if r.changes]
    files.append(_with_dimensions(root, order, roles))
    used = any(f"onet-{release}" in _all_sources(r.tree) for r in roles)
    if used:
        record = _record(release, database, today, changed=any(r.changes for r in roles))
        files.append(with_records(root, (record,)))
    return Proposal(tuple(f for f in files if f is not None), tuple(notes))


def _release(wish: OnetWish) -> str:
    if wish.release is not None and not re.fullmatch(r"[0-9]{2}\.[0-9]", wish.release):
        raise UsageError(
            Diagnostic("bad-release", f"`{wish.release}` is no release", "Write it as `31.0`")
        )
    release = wish.release or release_in(wish.path.resolve().name)
    if release is None:
        raise UsageError(
            Diagnostic(
                "no-release",
                f"the name `{wish.path.name}` does not tell the release",
                "Add it, such as `--release 31.0`",
            )
        )
    return release


def _number(release: str) -> tuple[int, ...]:
    return tuple(int(n) for n in release.split("."))


def _named(wish: OnetWish) -> tuple[str, ...]:
    named = codes_of(wish.codes)
    if wish.new and not named:
        message = "`--new` begins roles, and no occupation is named"
        raise UsageError(
            Diagnostic("bad-soc", message, "Name them with `--soc`, such as `--soc 51-4121.00`")
        )
    return named


def _drafts(
    root: Path,
    named: tuple[str, ...],
    database: Database,
    codes: dict[str, str],
    release: str,
    order: tuple[str, ...],
    wish: OnetWish,
) -> list[_Role]:
    """Roles for the codes that the project has none for, filled like the others."""
    made = []
    for slug, occupation, tree in begun(named, database, codes):
        place = Span(role_path(root, slug), 1, 1)
        source, head = f"onet-{release}", head_of(occupation, release)
        role = _Role(slug, tree, occupation, source, _number(release), order, place, head)
        role.changes.append(Change(f"{slug} title", None, str(tree["title"])))
        _fill(role, wish)
        if "summary" not in role.tree:
            role.tree["summary"] = UNKNOWN
        made.append(role)
    return made


def _without_code(slugs: Iterable[str]) -> Iterator[Diagnostic]:
    """The roles that O*NET cannot have anything about."""
    roles = list(slugs)
    if roles:
        yield Diagnostic(
            "no-soc",
            f"nothing is imported of {listed(roles, 'and', 5)}, which have no SOC code",
            "Write `soc:` into the files of these roles, if O*NET knows them",
            severity=Severity.WARNING,
        )


def _not_there(missing: list[str]) -> Diagnostic:
    return Diagnostic(
        "not-in-file",
        f"the database has nothing about {listed(missing, 'and', 5)}",
        "What the project has of them stays; O*NET has no data on codes that combine occupations",
        None,
        Severity.WARNING,
    )


def _fill(role: _Role, wish: OnetWish) -> None:
    occupation = role.occupation
    if occupation.description and text_of(role.tree.get("summary")) in {None, UNKNOWN}:
        fact: Tree = {"text": occupation.description, "sources": [role.source]}
        role.set("summary", fact, role.tree.get("summary"))
    if occupation.zone:
        lowest = 2 if role.release >= _MERGED_ZONES else 1
        text = f"{occupation.zone} on a scale from {lowest} (least preparation) to 5"
        month = _month(occupation.zone_date) + (" (preliminary)" if occupation.preliminary else "")
        _dimension(role, "job-zone", text, month, wish)
    interests = _interests(occupation)
    if interests:
        _dimension(role, "interests", interests, _month(occupation.interests_date), wish)
    _tasks(role, wish)


def _interests(occupation: Occupation) -> str:
    """O*NET's high points; without them the types that score 4 of 7 or more, at most three."""
    if occupation.high_points:
        return ", ".join(occupation.high_points.values())
    high = [name for name, score in occupation.scores.items() if score >= 4]
    return ", ".join(sorted(high, key=lambda n: -occupation.scores[n])[:3])


def _dimension(role: _Role, name: str, text: str, month: str, wish: OnetWish) -> None:
    """Fill a dimension that is empty, or that an O*NET release not later than this one filled."""
    old = role.dimensions.get(name)
    fact: dict[str, Tree] = {"text": text, "sources": [role.source], "as_of": month}
    before = text_of(old)
    if before is not None and before != UNKNOWN:
        if _is_later(_sources(role, old), role):
            return
        if not (wish.replace or _OWN_FORM[name].fullmatch(before)):
            role.keep(f"the words for `{name}`")
            return
        if isinstance(old, dict):
            if "sources" not in old and _sources(role, old) == (role.source,):
                del fact["sources"]  # the defaults of the file say it
            fact = {**old, **fact}
    if old != fact:
        role.set(name, fact, old)


def _sources(role: _Role, fact: Tree) -> tuple[str, ...]:
    return sources_of(fact, role.tree.get("defaults"))


def _is_later(sources: tuple[str, ...], role: _Role) -> bool:
    """Whether a fact rests on a later release of O*NET than the one that is imported."""
    releases = (re.fullmatch(r"onet-([0-9]+\.[0-9]+).*", s) for s in sources)
    return any(_number(found[1]) > role.release for found in releases if found)


def _tasks(role: _Role, wish: OnetWish) -> None:
    tasks = [t for t in role.occupation.tasks if t.kind != "Supplemental"][: wish.most_tasks]
    if not tasks:
        return
    facts: list[Tree] = [
        {"text": t.text.rstrip("."), "sources": [role.source], "as_of": _month(t.date)}
        for t in tasks
    ]
    old = role.tree.get("tasks")
    if old == facts or (old and _is_later(sources_of(old), role)):
        return
    if old and not wish.replace:
        role.keep("the tasks")
        return
    role.set("tasks", facts, old)


def _month(written: str) -> str:
    """``08/2021`` in words."""
    month, year = written.split("/")
    return f"{MONTHS[int(month) - 1]} {year}"


def _dated(fact: Tree) -> str | None:
    facts = fact if isinstance(fact, list) else [fact]
    dates = dict.fromkeys(str(f.get("as_of") or "") for f in facts if isinstance(f, dict))
    return ", ".join([*dict.fromkeys(sources_of(fact)), *dates]) or None


def _with_dimensions(root: Path, order: tuple[str, ...], roles: list[_Role]) -> FileChange | None:
    """The dimensions with those that the roles now have, and the project had not."""
    missing = [n for n in DIMENSIONS if n not in order and any(n in r.dimensions for r in roles)]
    if not missing:
        return None
    added: dict[str, Tree] = {n: {"label": DIMENSIONS[n], "kind": "text"} for n in missing}
    changes = [Change(name, None, DIMENSIONS[name]) for name in missing]
    tree = read_tree(root, _DIMENSION_FILE) | added
    return with_tree(root, _DIMENSION_FILE, tree, changes)


def _all_sources(tree: Tree) -> set[str]:
    """Every source that something in a role names."""
    if isinstance(tree, dict):
        inner = {s for value in tree.values() for s in _all_sources(value)}
        return inner | set(sources_of(tree))
    return {s for item in tree for s in _all_sources(item)} if isinstance(tree, list) else set()


def _record(release: str, database: Database, today: date, *, changed: bool) -> SourceRecord:
    """The source's entry, with the credit line that CC BY 4.0 and O*NET's terms ask for."""
    return SourceRecord(
        f"onet-{release}",
        {
            "title": f"O*NET {release} Database",
            "short": f"O*NET {release} Database",
            "publisher": "U.S. Department of Labor, Employment and Training Administration",
            "url": "https://www.onetcenter.org/database.html",
            "date": f"release {release}",
            "checked": today.isoformat(),
            "kind": "data",
            "licence": "CC BY 4.0",
            "origin": database.origin,
            "credit": (
                f"Includes information from the O*NET {release} Database by the U.S. Department of "
                "Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY "
                "4.0 license. O*NET is a trademark of USDOL/ETA. The information was shortened "
                "here; USDOL/ETA has not approved, endorsed or tested these modifications."
            ),
        },
        "onet-",
        changed,
    )
