"""An edition for each row of a table: of which handout, at which path; files that its cells name exist."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from handouts.diagnostics import (
    Diagnostic,
    HandoutsError,
    Span,
    UsageError,
    by_kind,
    of_whole_table,
)
from handouts.edition import Edition, Recipient, Selection
from handouts.images import find_picture
from handouts.model.addresses import is_web_address, refused_address
from handouts.model.library import Library
from handouts.model.recipients import LOGO, QR_ADDRESS, cell, logo_alternative
from handouts.plan.clashes import clashes
from handouts.plan.names import did_you_mean
from handouts.plan.paths import PLACEHOLDERS, edition_path, placeholders, refuse_pattern
from handouts.plan.places import PlaceNames

PLACE: Final = ("place", "state")
AUDIENCE: Final = "audience"
LANGUAGE: Final = "language"
"""Columns that choose the edition, the place also by the name of its kind; all others only fill it in."""

_Key = tuple[str, str | None, str]
"""Audience, place and language."""


def for_recipients(
    editions: Sequence[Edition], selection: Selection, library: Library
) -> tuple[Edition, ...]:
    """The selected editions as they are made for each recipient.

    A row's ``place``, ``audience`` and ``language`` choose among them; a row without a place gets
    those for the whole; in a table without that column it gets the place that was asked for, if it
    is one. A handout that is made once for the whole goes to rows of any place. Rows of other places
    than those asked for are passed over.

    Raises:
        HandoutsError: on every row for which there is no edition, and on two with one path.
    """
    planned = _Planned(editions, selection, library)
    cells = _Cells(library.root)
    found: list[Edition] = []
    faults: list[Diagnostic] = []
    for recipient in selection.recipients:
        for look in (planned.of, cells.refuse):
            try:
                found += look(recipient)
            except HandoutsError as fault:
                faults += fault.diagnostics
    faults = [*by_kind(faults), *clashes(found, planned.pattern)]
    if faults:
        raise HandoutsError(*dict.fromkeys(faults), *of_whole_table(selection.notices))
    if not found:
        raise UsageError(
            Diagnostic(
                "empty-selection",
                f"nothing to build: no recipient is in the {planned.axis.many} asked for",
                "Leave out `--place`",
            ),
            *of_whole_table(selection.notices),
        )
    return tuple(found)


class _Planned:
    """The editions without recipients, by the columns with which a row chooses among them."""

    def __init__(self, editions: Sequence[Edition], selection: Selection, library: Library) -> None:
        self.axis = library.project.axis
        self._names = PlaceNames(library)
        self._wanted = self._names.wanted(selection.places)
        self._usual = self._wanted[0] if self._wanted and len(self._wanted) == 1 else None
        """The place of a table without the column: the only one that was asked for."""
        self.pattern = selection.pattern or _usual_pattern(selection.recipients[0])
        refuse_pattern(self.pattern, selection.recipients[0].values)
        self._named = tuple(n for n in placeholders(self.pattern) if n not in PLACEHOLDERS)
        self._by_key: dict[_Key, list[Edition]] = {}
        self._for_all: dict[_Key, list[Edition]] = {}
        for edition in editions:
            key = (edition.audience, edition.place, edition.language)
            self._by_key.setdefault(key, []).append(edition)
            if not library.project.handouts[edition.handout].per_place:
                self._for_all.setdefault(key, []).append(edition)
        self._with_places = {e.audience for e in editions if e.place is not None}
        self._audiences = tuple(dict.fromkeys(e.audience for e in editions))
        self._languages = tuple(dict.fromkeys(e.language for e in editions))

    def of(self, recipient: Recipient) -> Iterator[Edition]:
        for column in self._named:
            cell(recipient, column)
        place = self._place(recipient)
        if self._wanted is not None and place not in self._wanted:
            return iter(())
        audiences = self._chosen(recipient, AUDIENCE, self._audiences)
        languages = self._chosen(recipient, LANGUAGE, self._languages)
        found = [
            edition
            for audience in audiences
            for language in languages
            for edition in self._for(audience, place, language)
        ]
        if not found:
            raise HandoutsError(self._none(recipient, place))
        return (self._edition(edition, recipient) for edition in found)

    def _for(self, audience: str, place: str | None, language: str) -> Iterator[Edition]:
        """What a row gets: its place's editions, and those that are made once for the whole.

        An audience without an edition for any place gets the latter alone.
        """
        found = self._by_key.get((audience, place, language), ())
        yield from found
        if place is not None and (found or audience not in self._with_places):
            yield from self._for_all.get((audience, None, language), ())

    def _edition(self, edition: Edition, recipient: Recipient) -> Edition:
        path = edition_path(
            self.pattern,
            edition.audience,
            edition.place,
            edition.handout,
            edition.language,
            str(self.axis.whole.code).lower(),
            recipient.values,
        )
        parts = tuple(replace(part, recipient=recipient) for part in edition.bind)
        return replace(edition, path=path, recipient=recipient, bind=parts)

    def _column(self, recipient: Recipient) -> str | None:
        """The column that names the place."""
        called = (str(self.axis.kind).replace(" ", "_"), *PLACE)
        return next((name for name in called if name in recipient.values), None)

    def _place(self, recipient: Recipient) -> str | None:
        column = self._column(recipient)
        if column is None:
            if self._wanted and self._usual is None and None not in self._wanted:
                raise HandoutsError(self._which(recipient))
            return self._usual
        typed = cell(recipient, column)
        if not typed:
            return None
        try:
            return self._names.one(typed)
        except UsageError as fault:
            place = recipient.place(column)
            raise HandoutsError(*(_placed(d, place) for d in fault.diagnostics)) from None

    def _which(self, recipient: Recipient) -> Diagnostic:
        return Diagnostic(
            "no-edition",
            f"it is not said for which of the {self.axis.many}: the table has no column `{self.axis.kind}`",
            f"Add a column `{self.axis.kind}`, or ask for one with `--place`",
            Span(recipient.file, recipient.line),
        )

    def _chosen(self, recipient: Recipient, column: str, known: tuple[str, ...]) -> tuple[str, ...]:
        typed = str(cell(recipient, column)).strip().lower()
        if not typed:
            return known
        if typed in known:
            return (typed,)
        raise HandoutsError(
            Diagnostic(
                f"unknown-{column}",
                f"there is no {column} `{typed}` in what is to be built",
                did_you_mean(typed, column, known),
                recipient.place(column),
            )
        )

    def _none(self, recipient: Recipient, place: str | None) -> Diagnostic:
        column, kind = self._column(recipient), self.axis.kind
        span = recipient.place(column) if column else Span(recipient.file, recipient.line)
        where = f"for {self._names.name(place)}" if place else f"without a {kind}"
        return Diagnostic(
            "no-edition",
            f"there is no edition {where} of what is to be built",
            f"Fill in the column `{column}` with a {kind} that has one"
            if column
            else f"Add a column `{kind}`, name the one {kind} of all rows with `--place`, or name a "
            "handout that is made once for all",
            span,
        )


def _placed(diagnostic: Diagnostic, place: Span) -> Diagnostic:
    return replace(diagnostic, span=diagnostic.span or place)


def _usual_pattern(recipient: Recipient) -> str:
    """The pattern for a table without one: by the first column, which is a name in most tables."""
    first = next(iter(recipient.values))
    return f"recipients/{{audience}}/{{place}}/{{{first}}}.{{handout}}.{{language}}.pdf"


class _Cells:
    """Looks at cells that name a picture or an address, before anything is made.

    A picture that many rows share is looked for once.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._there: set[tuple[str, str]] = set()

    def refuse(self, recipient: Recipient) -> tuple[Edition, ...]:
        """Look at a row; no edition comes of it.

        Raises:
            HandoutsError: with what is wrong with it, each with its place in the table.
        """
        faults = [*self._logo(recipient), *self._address(recipient)]
        if faults:
            raise HandoutsError(*faults)
        return ()

    def _address(self, recipient: Recipient) -> Iterator[Diagnostic]:
        if QR_ADDRESS in recipient.faults:  # only a sheet with a code minds
            return
        address = cell(recipient, QR_ADDRESS)
        if address and not is_web_address(address):
            yield refused_address(address, recipient.place(QR_ADDRESS))

    def _logo(self, recipient: Recipient) -> Iterator[Diagnostic]:
        logo = str(cell(recipient, LOGO))
        if not logo:
            return
        place = recipient.place(LOGO)
        if (logo, recipient.folder) not in self._there:
            try:
                find_picture(self._root, logo, place, recipient.folder)
            except HandoutsError as fault:
                yield from (_of_table(found, logo) for found in fault.diagnostics)
            else:
                self._there.add((logo, recipient.folder))
        if not logo_alternative(recipient):
            yield Diagnostic(
                "missing-alt",
                f"the picture `{logo}` has no text for people who cannot see it",
                "Fill in the column `school` with a name, or `logo_alt` with what the logo shows",
                place,
            )


def _of_table(found: Diagnostic, logo: str) -> Diagnostic:
    """A fault of a picture that may lie beside the table, too."""
    where = f"the picture `{logo}` lies neither beside the table nor in the project"
    is_placed = found.code in {"picture-outside", "missing-picture"}
    return replace(found, message=where if is_placed else found.message, remedy=_LOGO_REMEDY)


_LOGO_REMEDY: Final = (
    "Name a PNG, JPEG or SVG that lies beside the table, such as `logos/north-high.png`, or in the "
    "project, such as `data/images/north-high.svg`"
)
