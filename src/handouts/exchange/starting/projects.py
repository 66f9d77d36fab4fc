"""``handouts init``: a project of one's own, as a copy of the bundled one or bare."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import handouts
from handouts import PROJECT_FILE, __version__
from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.exchange.starting.skeletons import place_text
from handouts.exchange.yaml_files.edits import read_tree, with_tree
from handouts.exchange.yaml_files.writing import Tree, scalar
from handouts.images import SUFFIXES
from handouts.load.schema import KINDS, schema
from handouts.model.records.places import STATES_OF_THE_US
from handouts.model.records.rule_kinds import BUNDLED_RULES
from handouts.wording import folded
from handouts.write.files import write

PARTS = (PROJECT_FILE, "data", "layouts")
_IGNORED_OUTPUT = "*\n!.gitignore\n"
_BASE_STYLE = "layouts/styles/base.yaml"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new project starts with; what is empty stays as the bundled project has it."""

    publisher: str = ""
    place: str = ""
    """The state for the first sheet, as typed."""
    logo: Path | None = None
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """How many files a new project has, and the postal code of the state that was asked for."""

    files: int
    state: str = ""


def begin(folder: Path, wish: Beginning, today: date, *, force: bool = False) -> Begun:
    """Write a new project into a folder.

    Raises:
        UsageError: when the folder holds files, the place is no state, or the logo is no picture.
        HandoutsError: when nothing can be written there, or the installation carries no project.
    """
    state = _state(wish.place)
    if wish.logo is not None:
        _refuse_logo(wish.logo)
    bundled = _bundled()
    try:
        _refuse_taken(folder, force=force)
        folder.mkdir(parents=True, exist_ok=True)
        files = (
            _write_bare(folder, bundled, wish, state, today)
            if wish.empty
            else _write_copy(folder, bundled, wish)
        )
        (folder / "output").mkdir(exist_ok=True)
        (folder / "output" / ".gitignore").write_text(_IGNORED_OUTPUT, encoding="utf-8")
        _write_schemas(folder / "schemas")
    except OSError as fault:
        raise HandoutsError(
            Diagnostic(
                "cannot-write",
                f"cannot write the project: {fault.strerror or fault}",
                "Choose a folder that is yours to write",
                Span(str(folder)),
            )
        ) from fault
    return Begun(files, state)


# What was asked for


def _state(typed: str) -> str:
    """The postal code of a state, by code or name; empty when none was typed."""
    if not typed.strip():
        return ""
    known = STATES_OF_THE_US.known
    names = {folded(state.name): code for code, state in known.items()}
    code = typed.strip().upper()
    found = code if code in known else names.get(folded(typed))
    if found is None:
        raise UsageError(
            Diagnostic(
                "unknown-place",
                f"there is no state `{typed.strip()}`",
                "Write a postal code such as `CA`, or a name such as `New York`",
            )
        )
    return found


def _refuse_logo(file: Path) -> None:
    if not file.is_file():
        raise UsageError(
            Diagnostic("missing-picture", f"there is no picture `{file}`", "Correct the name")
        )
    if file.suffix.lower() not in SUFFIXES:
        raise UsageError(
            Diagnostic(
                "unknown-picture",
                f"`{file.name}` is no kind of picture that can be printed",
                f"Name a file that ends in {', '.join(f'`{s}`' for s in SUFFIXES)}",
            )
        )


def _refuse_taken(folder: Path, *, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(_taken(folder, "is a file"))
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise UsageError(_taken(folder, "holds files already"))


def _taken(folder: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "folder-taken",
        f"`{folder}` {why}",
        "Name a new folder, or add `--force` to write into this one",
    )


# A copy of the bundled project


def _bundled() -> Path:
    """The project that comes with the program: in the wheel, or around a checkout's sources."""
    package = Path(handouts.__file__).parent
    for place in (package / "_bundled", package.parent.parent):
        if (place / PROJECT_FILE).is_file():
            return place
    raise HandoutsError(
        Diagnostic(
            "not-bundled",
            "this installation carries no project to copy",
            "Install it anew with `pip install --force-reinstall handouts`",
        )
    )


def _write_copy(folder: Path, bundled: Path, wish: Beginning) -> int:
    files = sum(_copy(bundled / part, folder / part) for part in PARTS)
    tree = read_tree(folder, PROJECT_FILE)
    new = {key: value for key, value in tree.items() if key != "edition_date"}
    publisher = new.get("publisher")
    if wish.publisher or wish.logo:
        logo = publisher.get("logo") if isinstance(publisher, dict) else None
        if isinstance(logo, dict):  # it is the bundled publisher's
            (folder / str(logo["file"])).unlink(missing_ok=True)
            files -= 1
        new["publisher"] = _publisher(folder, wish, publisher)
        files += wish.logo is not None
    changed = with_tree(folder, PROJECT_FILE, new, ())
    if changed is not None and changed.data is not None:
        write(folder / PROJECT_FILE, changed.data)
    return files


def _publisher(folder: Path, wish: Beginning, bundled: Tree) -> dict[str, Tree]:
    """The publisher that was named; nothing of the bundled one may be printed for it."""
    old = bundled if isinstance(bundled, dict) else {}
    name = wish.publisher or str(old.get("name") or "")
    made: dict[str, Tree] = {"name": name}
    if wish.logo is not None:
        made["logo"] = {"file": _copied_logo(folder, wish.logo), "alt": name}
    return made


def _copied_logo(folder: Path, logo: Path) -> str:
    home = folder / "data" / "images"
    home.mkdir(parents=True, exist_ok=True)
    name = f"logo{logo.suffix.lower()}"
    shutil.copyfile(logo, home / name)
    return f"data/images/{name}"


def _copy(source: Path, target: Path) -> int:
    """Copy a file or folder; how many files it has."""
    if source.is_file():
        shutil.copyfile(source, target)
        return 1
    target.mkdir(exist_ok=True)
    return sum(
        _copy(entry, target / entry.name)
        for entry in sorted(source.iterdir())
        if entry.name[0] != "."
    )


def _write_schemas(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        text = json.dumps(schema(kind), indent=2)
        (folder / f"{kind}.schema.json").write_text(f"{text}\n", encoding="utf-8")


# A bare project


def _write_bare(folder: Path, bundled: Path, wish: Beginning, state: str, today: date) -> int:
    name = wish.publisher or "Name of your organization"
    logo = ""
    if wish.logo is not None:
        logo = (
            f"  logo: {{file: {_copied_logo(folder, wish.logo)}, alt: {scalar(name, flow=True)}}}\n"
        )
    texts = _bare(name, logo, state, today)
    for path, text in texts.items():
        kind = _KINDS.get(path.rpartition("/")[0], Path(path).stem)
        up = "../" * path.count("/")
        head = f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json\n"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write(folder / path, (head + text).encode())
    (folder / _BASE_STYLE).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundled / _BASE_STYLE, folder / _BASE_STYLE)
    return len(texts) + 1 + bool(logo)


_KINDS = {
    "": "project",
    "data/roles": "role",
    "data/audiences": "audience",
    "data/states": "place",
    "layouts": "layout",
}


def _bare(publisher: str, logo: str, state: str, today: date) -> Mapping[str, str]:
    """The files of a bare project: one role, one audience, one source, one layout."""
    per = "    per: place\n" if state else ""
    states = "all" if state else "national"
    text = place_text(state.lower(), STATES_OF_THE_US, {}, BUNDLED_RULES)
    places = {f"data/states/{state.lower()}.yaml": text} if state else {}
    return places | {
        PROJECT_FILE: f"""\
requires: "handouts>={__version__}"
publisher:
  name: {scalar(publisher)}
{logo}handouts:
  # A sheet for every role of data/roles: `handouts new role NAME` adds one.
  profile:
    layout: profile
    subject: roles/*
{per}""",
        "data/sources.yaml": f"""\
# Where every fact comes from. Each is checked on a day, and named on the sheets.
own-notes:
  {{title: Our own notes, publisher: {scalar(publisher, flow=True)}, date: undated, checked: {today}, kind: project}}
""",
        "data/audiences/everyone.yaml": f"""\
name: Everyone
handouts: [profile]
places: {states}
""",
        "data/roles/first-role.yaml": """\
title: First role
plural: people in the first role
defaults: {sources: [own-notes]}
summary: Write here in a sentence what people in this role do.
tasks: [The most important thing that they do, Another one]
""",
        "layouts/profile.yaml": """\
# A layout is a list of blocks. What stands in {{ … }} comes from the data; text is Markdown.
title: "{{ role.title }}"
page: {size: letter, margins: [0.6in, 0.75in, 0.6in, 0.75in]}
fit: {pages: 1, smallest: 9pt}
footer:
  logo: 18pt
  left: "**{{ publisher.name }}** · {{ edition.printed }}"
  right: "Page {page} of {pages}"
body:
  - heading: {text: "{{ role.title }}", level: 1}
  - text: "{{ role.summary }}"
  - heading: {text: What they do, level: 2}
  - text: "{% for task in role.tasks %}- {{ task }}\\n{% endfor %}"
  - facts:
      items:
        - {label: "Middle pay a year, {{ place }}", value: "{% if role.wage %}{{ role.wage.annual_median | money }}{% endif %}"}
        - {label: "Middle pay a year, {{ whole.in_brief }}", value: "{{ role.national_wage.annual_median | money }}"}
    when: role.national_wage
  - text: "{% if role.rule %}**{{ place }}:** {{ role.rule.verdict }}{% endif %}"
  - sources: {}
""",
    }
