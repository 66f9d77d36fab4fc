"""``handouts trace``: for each fact on a built sheet, its place in the data and its sources.

Everything is read from ``provenance.json`` and ``manifest.json``; nothing is composed again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handouts.audit.builds import read_build
from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span, UsageError
from handouts.edition import edition_name
from handouts.plan.names import did_you_mean, one_of
from handouts.wording import folded
from handouts.write import (
    MANIFEST,
    PROVENANCE,
    CitedSource,
    Entry,
    Manifest,
    PrintedFact,
    digest_of,
    remembered_in,
)

WHOLE: Final = ""
"""The code that stands for editions without a place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be traced: a file or a handout; ``place`` is a code in lower case, or ``WHOLE``."""

    subject: str
    text: str = ""
    audience: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The printed facts of one file, and the sources that they name."""

    entry: Entry
    facts: tuple[PrintedFact, ...]
    sources: Mapping[str, CitedSource]
    notes: tuple[Diagnostic, ...] = ()


def trace(wanted: Wanted, output: Path, root: Path | None = None) -> Trace:
    """The facts that a sheet of the output folder prints; if a text is given, only those with the text.

    ``root`` is the project, if there is one: its files that changed since are named.

    Raises:
        UsageError: when there is no build, no such sheet, more than one, or no such text.
        HandoutsError: when the file has changed since it was built, or its facts were not recorded.
    """
    folder = _remembered(wanted.subject, output) or _folder(wanted.subject, output)
    build = read_build(folder)
    if build is None:
        raise UsageError(_not_built(folder))
    entry = _entry(wanted, folder, build.manifest)
    known = build.provenance
    facts = known.artifacts.get(entry.path)
    if facts is None:
        raise HandoutsError(_not_recorded(folder, entry))
    found = _holding(facts, wanted.text)
    if not found:
        raise UsageError(_no_text(entry, wanted.text))
    cited = dict.fromkeys(source for fact in found for source in fact.sources or ())
    sources = {name: known.sources[name] for name in cited if name in known.sources}
    return Trace(entry, found, sources, tuple(_moved(found, build.manifest, root)))


def _remembered(subject: str, output: Path) -> Path | None:
    """Where it is kept what a sheet of ``compare`` prints: it is known by its bytes."""
    file = Path(subject)
    digest = digest_of(file) if file.is_file() else None
    folder = remembered_in(output, digest) if digest else None
    return folder if folder is not None and (folder / MANIFEST).is_file() else None


def _folder(subject: str, output: Path) -> Path:
    """The output folder that a file lies in, else the one that is given."""
    file = Path(subject)
    if file.is_file() and not (output / MANIFEST).is_file():
        around = (f for f in file.absolute().parents if (f / MANIFEST).is_file())
        return next(around, output)
    return output


# Which sheet is meant


def _entry(wanted: Wanted, folder: Path, manifest: Manifest) -> Entry:
    file = Path(wanted.subject)
    if file.is_file():
        return _of_file(file, folder, manifest)
    by_name = {e.path: e for e in manifest.entries.values()}
    by_name |= {_name(e): e for e in manifest.entries.values()}
    inside = _inside(folder, file)
    for name in (wanted.subject, inside, f"{wanted.subject}.pdf"):
        if name in by_name:
            return by_name[name]
    if file.suffix.lower() == ".pdf" or "/" in wanted.subject:
        raise UsageError(_no_file(wanted.subject, tuple(by_name)))
    return _of_handout(wanted, manifest)


def _name(entry: Entry) -> str:
    """The name of an entry's edition in messages."""
    if entry.table:
        return entry.path.removesuffix(".pdf")
    return edition_name(entry.audience, entry.place, entry.handout, entry.language)


def _inside(folder: Path, file: Path) -> str:
    whole, base = file.absolute(), folder.absolute()
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else ""


def _of_file(file: Path, folder: Path, manifest: Manifest) -> Entry:
    """The entry of a file, found by its path and bytes; for a copy elsewhere, by its bytes alone."""
    digest = digest_of(file)
    entry = manifest.entries.get(_inside(folder.resolve(), file.resolve()))
    if entry is not None:
        if entry.sha256 != digest:
            raise HandoutsError(_changed(file))
        return entry
    same = [e for e in manifest.entries.values() if e.sha256 == digest]
    if not same:
        raise UsageError(_unknown_file(file, folder))
    return same[0]


def _of_handout(wanted: Wanted, manifest: Manifest) -> Entry:
    entries = tuple(manifest.entries.values())
    handout = one_of(wanted.subject, "handout", tuple(dict.fromkeys(e.handout for e in entries)))
    audience = wanted.audience
    if audience is not None:
        audience = one_of(audience, "audience", tuple(dict.fromkeys(e.audience for e in entries)))
    found = [
        e
        for e in entries
        if e.handout == handout
        and audience in (None, e.audience)
        and wanted.place in (None, e.place or WHOLE)
    ]
    if not found:
        raise UsageError(_not_among(wanted))
    if len(found) > 1:
        raise UsageError(_which_one(found))
    return found[0]


# What it prints


def _holding(facts: tuple[PrintedFact, ...], text: str) -> tuple[PrintedFact, ...]:
    """The facts with the text; without a text, all but names and labels."""
    if not text:
        return tuple(fact for fact in facts if fact.sources is not None)
    wanted = _plain(text)
    return tuple(fact for fact in facts if wanted in _plain(fact.text))


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())


def _moved(
    facts: Iterable[PrintedFact], manifest: Manifest, root: Path | None
) -> Iterable[Diagnostic]:
    """A warning for each file of the project that has changed since the sheet was built."""
    for file in dict.fromkeys(fact.file for fact in facts):
        if root is not None and digest_of(root / file) != manifest.inputs.get(file):
            yield Diagnostic(
                "changed-since",
                f"`{file}` has changed since the sheet was built: lines may have moved",
                "Run `handouts build` and trace again",
                Span(file),
                Severity.WARNING,
            )


# Refusals


def _not_built(folder: Path) -> Diagnostic:
    return Diagnostic(
        "not-built",
        f"nothing was built in `{folder}`: it has no `{MANIFEST}`",
        "Run `handouts build` first, or name the output folder with `--output`; a sheet of `compare` is "
        "traced as a file, in its project",
    )


def _not_recorded(folder: Path, entry: Entry) -> Diagnostic:
    return Diagnostic(
        "no-provenance",
        f"it is not recorded what `{entry.path}` prints: `{folder / PROVENANCE}` does not say",
        "Run `handouts build` again, which writes it",
    )


def _changed(file: Path) -> Diagnostic:
    return Diagnostic(
        "changed-file",
        f"`{file}` is not the file that was built: it was changed since",
        "Run `handouts build --verify`, which makes it again",
    )


def _unknown_file(file: Path, folder: Path) -> Diagnostic:
    return Diagnostic(
        "unknown-file",
        f"`{file}` is no sheet of the build in `{folder}`, and no copy of one",
        "Name the folder in which it was built with `--output`; if it was built again since, the "
        "older sheet is no longer known",
    )


def _no_file(typed: str, known: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "unknown-file",
        f"there is no sheet `{typed}` in the build",
        did_you_mean(typed, "sheet", known),
    )


def _not_among(wanted: Wanted) -> Diagnostic:
    asked = " ".join(part for part in (wanted.audience, wanted.place) if part)
    return Diagnostic(
        "not-built",
        f"`{wanted.subject}` was not built for {asked}",
        "Build it first, or name another audience or place",
    )


def _which_one(entries: list[Entry]) -> Diagnostic:
    names = ", ".join(f"`{_name(entry)}`" for entry in entries[:3])
    return Diagnostic(
        "more-than-one",
        f"that is {len(entries)} editions: {names}, …",
        "Name one with `--audience` and `--place`, such as `--audience school --place CA`",
    )


def _no_text(entry: Entry, text: str) -> Diagnostic:
    if folded(text):
        return Diagnostic(
            "no-such-text",
            f"no fact that `{entry.path}` prints has the text “{text}”",
            "Leave the text out to see all of them",
        )
    return Diagnostic(
        "no-such-text",
        f"`{entry.path}` prints no fact",
        "Trace a sheet that does; `handouts list editions` names them all",
    )
