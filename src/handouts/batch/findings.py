"""Faults of many editions, each said once."""

from collections.abc import Iterable

from handouts.diagnostics import Diagnostic, kinds_of
from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, and the editions that it keeps from being made."""

    diagnostic: Diagnostic
    editions: tuple[str, ...] = ()


def gather(
    general: Iterable[Diagnostic], by_edition: Iterable[tuple[str, tuple[Diagnostic, ...]]]
) -> tuple[Finding, ...]:
    """Faults in the order of their places; equal ones of several editions become one."""
    diagnostics: dict[tuple[str, ...], Diagnostic] = {}
    editions: dict[tuple[str, ...], dict[str, None]] = {}
    for diagnostic in general:
        diagnostics.setdefault(_sameness(diagnostic), diagnostic)
    for name, faults in by_edition:
        for fault in faults:
            key = _sameness(fault)
            if diagnostics.setdefault(key, fault).part and not fault.part:
                diagnostics[key] = fault
            editions.setdefault(key, {}).setdefault(name)
    found = [Finding(d, tuple(editions.get(key, ()))) for key, d in diagnostics.items()]
    return tuple(sorted(found, key=lambda f: f.diagnostic.sort_key()))


def of_rows_once(findings: Iterable[Finding], table: str) -> tuple[Finding, ...]:
    """The findings, those of one kind in the cells of a table as one."""
    own: list[Finding] = []
    found: list[Finding] = []
    for one in findings:
        place = one.diagnostic.span
        (own if place is not None and place.file == table else found).append(one)
    editions = {one.diagnostic: one.editions for one in own}
    for told, same in kinds_of(editions):
        names = dict.fromkeys(name for diagnostic in same for name in editions[diagnostic])
        found.append(Finding(told, tuple(names)))
    return tuple(sorted(found, key=lambda f: f.diagnostic.sort_key()))


def _sameness(fault: Diagnostic) -> tuple[str, ...]:
    """Two faults with the same value are one; a full disk is one fault, whatever the file."""
    place = "" if fault.code == "cannot-write" else str(fault.span)
    return (fault.code, fault.message, fault.remedy, fault.severity, place)
