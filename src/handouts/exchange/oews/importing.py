"""``handouts import oews``: a release's figures for the project's occupations and states."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span, UsageError
from handouts.exchange.oews.bls_files import NATION, OewsFile, read_oews
from handouts.exchange.oews.wage_tables import (
    Imported,
    Table,
    newest_release,
    read_tables,
    release_order,
    with_rows,
)
from handouts.exchange.proposal import Proposal
from handouts.exchange.sources import SourceRecord, with_records
from handouts.exchange.tables.csv_files import digest
from handouts.load import load
from handouts.model.base import SOC_CODE
from handouts.model.library import Library
from handouts.model.records import wage_area
from handouts.wording import listed

_IN_NAME = re.compile(r"_M(20[0-9]{2})_|oesm([0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OewsWish:
    """What is to be imported: a file, and occupations of it; if none is named, the project's."""

    path: Path
    codes: tuple[str, ...] = ()
    everything: bool = False
    release: str | None = None
    """As typed; else it is read from the file's name."""
    force: bool = False
    """Whether to import even if the project has a later release."""
    published: date | None = None
    """The day on which BLS published it, from which wages grow old; no file tells it."""


def propose_oews(root: Path, wish: OewsWish, today: date) -> Proposal:
    """What importing the file would change.

    Raises:
        UsageError: when the file or its release is not known.
        HandoutsError: when the file has faults, each with its cell.
    """
    library = load(root)
    _refuse_faulty(library)
    release = release_of(wish.path, wish.release)
    wanted = _wanted(wish, library)
    tables = read_tables(root)
    areas = _areas(library, tables)
    _refuse_older(release, newest_release(tables), wish)
    file = read_oews(wish.path, wanted, areas)
    _refuse_empty(file, wish, wanted, library)
    year = release.split()[1]
    sources = [f"oews-{year}-{kind}" for kind in ("nat", "st", "ma")]
    imported = Imported(file, release, sources[0], sources[1], sources[2], _names(library))
    files = with_rows(root, tables, imported)
    records = tuple(_records(file, release, wish, today, changed=bool(files)))
    changed = with_records(root, records)
    return Proposal((*files, *((changed,) if changed else ())), _notes(file, wanted, library))


def release_of(path: Path, typed: str | None) -> str:
    """The release, such as ``May 2025``: OEWS files are named after its year.

    Raises:
        UsageError: when it is neither typed nor in the name.
    """
    if typed is not None:
        release = " ".join(typed.split()).title()
        if release_order(release) == (0, 0):
            raise UsageError(
                Diagnostic("bad-release", f"`{typed}` is no release", "Write it as `May 2025`")
            )
        return release
    found = _IN_NAME.search(path.name)
    if found is None:
        raise UsageError(
            Diagnostic(
                "no-release",
                f"the name `{path.name}` does not tell the release",
                'Add it, such as `--release "May 2025"`',
            )
        )
    return f"May {found[1] or f'20{found[2]}'}"


def _wanted(wish: OewsWish, library: Library) -> frozenset[str] | None:
    if wish.everything:
        return None
    wrong = [code for code in wish.codes if not SOC_CODE.fullmatch(code)]
    if wrong:
        raise UsageError(
            Diagnostic("bad-soc", f"{listed(wrong)} is no SOC code", "Write it as `31-9092`")
        )
    return frozenset(wish.codes or filter(None, (role.code for role in library.roles.values())))


def _areas(library: Library, tables: list[Table]) -> frozenset[str]:
    """The nation, the areas of the project's places, and what else it has wages of already."""
    known = {area for table in tables for _, area in table.rows}
    return frozenset({NATION, *known, *map(wage_area, library.places.values())})


def _refuse_faulty(library: Library) -> None:
    faults = [f for (kind, _), found in library.faulty.items() if kind == "wages" for f in found]
    if faults:
        raise HandoutsError(*faults)


def _refuse_older(release: str, newest: str | None, wish: OewsWish) -> None:
    if newest is None or wish.force or release_order(release) >= release_order(newest):
        return
    raise HandoutsError(
        Diagnostic(
            "older-release",
            f"the project has wages of {newest}, and this file is of {release}",
            "Import the newer file, or add `--force` to go back to the older figures",
            Span(wish.path.name),
        )
    )


def _refuse_empty(
    file: OewsFile, wish: OewsWish, wanted: frozenset[str] | None, library: Library
) -> None:
    if file.rows:
        return
    raise HandoutsError(
        Diagnostic(
            "nothing-to-import",
            f"the file has no row of the project’s {library.project.axis.many} for "
            + (listed(sorted(wanted), limit=5) if wanted else "any occupation"),
            "Use BLS’s file of the nation, the states or the metropolitan areas, such as `state_M2025_dl.xlsx`, "
            "say in the places which `wage_area` they lie in, or name other codes with `--soc`",
            Span(wish.path.name),
        )
    )


def _names(library: Library) -> Mapping[str, str]:
    return {role.code: slug for slug, role in library.roles.items() if role.code}


def _notes(
    file: OewsFile, wanted: frozenset[str] | None, library: Library
) -> tuple[Diagnostic, ...]:
    return (*_not_there(file, wanted, library), *_without_code(library))


def _without_code(library: Library) -> Iterator[Diagnostic]:
    """The roles that no file of wages can have anything about."""
    roles = [slug for slug, role in library.roles.items() if not role.code]
    if roles:
        yield Diagnostic(
            "no-soc",
            f"no wages are imported of {listed(roles, 'and', 5)}, which have no SOC code",
            "Write `soc:` into the files of these roles, if they should have wages",
            severity=Severity.WARNING,
        )


def _not_there(
    file: OewsFile, wanted: frozenset[str] | None, library: Library
) -> tuple[Diagnostic, ...]:
    names = _names(library)
    missing = sorted((wanted or frozenset()) - {soc for soc, _ in file.rows})
    if not missing:
        return ()
    shown = listed((f"{soc} {names[soc]}" if soc in names else soc for soc in missing), "and", 5)
    return (
        Diagnostic(
            "not-in-file",
            f"the file has no row of {shown}",
            "What the project has of them stays; look a code up again if it should be there",
            None,
            Severity.WARNING,
        ),
    )


def _records(
    file: OewsFile, release: str, wish: OewsWish, today: date, *, changed: bool
) -> list[SourceRecord]:
    """The records of what the file holds: the nation, the states, or both."""
    year = release.split()[1]
    kinds = (
        (file.national, "nat", "national estimates", "national"),
        (file.states, "st", "state estimates", "states"),
        (file.metropolitan, "ma", "metropolitan area estimates", "metropolitan areas"),
    )
    published = {"published": wish.published.isoformat()} if wish.published else {}
    return [
        SourceRecord(
            f"oews-{year}-{short}",
            {
                "title": f"OEWS {release}, {what}",
                "short": f"BLS OEWS, {of}, {release}",
                "publisher": "U.S. Bureau of Labor Statistics",
                "url": f"https://www.bls.gov/oes/special-requests/oesm{year[2:]}{short}.zip",
                "date": release,
                **published,
                "checked": today.isoformat(),
                "kind": "data",
                "licence": "U.S. public domain",
                "origin": f"{wish.path.name}, SHA-256 {digest(wish.path)}",
            },
            "oews-",
            changed or bool(published),
        )
        for there, short, what, of in kinds
        if there
    ]
