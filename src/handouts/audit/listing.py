"""What a project holds, kind by kind."""

from collections.abc import Callable, Mapping
from typing import Any

from handouts.edition import Selection
from handouts.images.icons import known_icons
from handouts.model.base import Fact
from handouts.model.library import Library
from handouts.model.records.collections import Collected
from handouts.plan import plan

Items = list[dict[str, Any]]


def items(kind: str, library: Library, selection: Selection) -> Items:
    """The items of a kind, each with its ``id``; a selection narrows editions only."""
    if kind == "editions":
        return _editions(library, selection)
    if kind in library.collections:
        return _records(library.collections[kind])
    return LISTS[kind](library)


def kinds_of(library: Library) -> tuple[str, ...]:
    """The kinds that a project can list: those of every project, and its own collections."""
    return (*KINDS, *library.collections)


def _records(collected: Collected) -> Items:
    """Each with its fields as they print; lists as lists."""
    naming = collected.collection.naming
    return [
        {
            "id": slug,
            "title": str(item.values.get(naming, "")),
            **{
                n: str(v) if isinstance(v, Fact) else [*map(str, v)] for n, v in item.values.items()
            },
        }
        for slug, item in collected.records.items()
    ]


def about(item: Mapping[str, Any]) -> str:
    """The text beside an id in a list for people."""
    first = next((item[k] for k in ("title", "name", "path", "subject") if item.get(k)), "")
    rest = (
        item[k]
        for k in ("aliases", "soc", "code", "layout", "bind", "places", "date")
        if item.get(k)
    )
    more = ", ".join(r if isinstance(r, str) else " ".join(r) for r in rest)
    return f"{first} ({more})".strip() if more else str(first)


def _editions(library: Library, selection: Selection) -> Items:
    return [
        {
            "id": e.name,
            "path": e.path,
            "handout": e.handout,
            "audience": e.audience,
            "place": e.place,
            "language": e.language,
            "bind": [part.handout for part in e.bind],
        }
        for e in plan(selection, library)
    ]


def _handouts(library: Library) -> Items:
    return [
        {
            "id": name,
            "layout": str(record.layout),
            "subject": str(record.subject),
            "bind": [str(part) for part in record.bind],
            "per": record.per,
            "audiences": [a for a, r in library.audiences.items() if name in r.handouts],
        }
        for name, record in library.project.handouts.items()
    ]


def _roles(library: Library) -> Items:
    return [
        {
            "id": slug,
            "title": str(r.title),
            "soc": r.code or None,
            "aliases": [str(alias) for alias in r.aliases],
        }
        for slug, r in library.roles.items()
    ]


def _certifications(library: Library) -> Items:
    roles = library.roles.items()
    return [
        {
            "id": slug,
            "name": str(c.name),
            "abbreviation": str(c.abbreviation) if c.abbreviation else None,
            "certifier": str(c.certifier),
            "roles": [role for role, record in roles if slug in record.certifications],
        }
        for slug, c in library.certifications.items()
    ]


def _comparisons(library: Library) -> Items:
    return [
        {"id": slug, "title": str(c.title), "roles": [str(r) for r in c.roles]}
        for slug, c in library.comparisons.items()
    ]


def _decisions(library: Library) -> Items:
    return [
        {
            "id": slug,
            "title": str(d.title),
            "roles": [str(r) for r in d.roles],
            "nodes": len(d.nodes),
        }
        for slug, d in library.decisions.items()
    ]


def _places(library: Library) -> Items:
    return [
        {"id": code, "name": str(s.name), "code": str(s.code)} for code, s in library.places.items()
    ]


def _audiences(library: Library) -> Items:
    return [
        {
            "id": slug,
            "name": str(a.name),
            "handouts": [str(h) for h in a.handouts],
            "places": a.places if isinstance(a.places, str) else [str(p) for p in a.places],
            "style": str(a.style) if a.style else None,
        }
        for slug, a in library.audiences.items()
    ]


def _layouts(library: Library) -> Items:
    return [
        {
            "id": slug,
            "blanks": {str(n): str(label) for n, label in record.blanks.items()},
            "pages": record.fit.pages,
            "handouts": [n for n, h in library.project.handouts.items() if h.layout == slug],
        }
        for slug, record in library.layouts.items()
    ]


def _styles(library: Library) -> Items:
    return [{"id": slug, "smallest": style.smallest} for slug, style in library.styles.items()]


def _sources(library: Library) -> Items:
    return [
        {
            "id": slug,
            "title": str(s.title),
            "publisher": str(s.publisher),
            "date": str(s.date),
            "kind": s.kind,
            "url": str(s.url) if s.url else None,
        }
        for slug, s in library.sources.items()
    ]


def _icons(library: Library) -> Items:
    """Those of the project, and of the set that every project has."""
    return [{"id": name} for name in known_icons(library.root)]


LISTS: Mapping[str, Callable[[Library], Items]] = {
    "handouts": _handouts,
    "roles": _roles,
    "certifications": _certifications,
    "comparisons": _comparisons,
    "decisions": _decisions,
    "places": _places,
    "audiences": _audiences,
    "layouts": _layouts,
    "styles": _styles,
    "sources": _sources,
    "icons": _icons,
}
KINDS = (*LISTS, "editions")
