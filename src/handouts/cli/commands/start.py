"""``init``, ``new`` and ``schema``: what a project, and a file of it, starts from."""

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

import handouts
from handouts import PROJECT_FILE
from handouts.cli import console, options
from handouts.cli.exits import FINE
from handouts.cli.options import root_of
from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError

PARTS = (PROJECT_FILE, "data", "layouts")
IGNORED_OUTPUT = "*\n!.gitignore\n"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that holds files already.")
    ] = False,
) -> int:
    """Start a project of your own.

    It begins as a copy of the one that comes with the program.

    \b
    Example:
      handouts init my-handouts
      cd my-handouts
      handouts build
    """
    bundled = _bundled()
    try:
        if folder.exists() and not folder.is_dir():
            raise UsageError(_taken(folder, "is a file"))
        if folder.is_dir() and any(folder.iterdir()) and not force:
            raise UsageError(_taken(folder, "holds files already"))
        folder.mkdir(parents=True, exist_ok=True)
        files = sum(_copy(bundled / part, folder / part) for part in PARTS)
        (folder / "output").mkdir(exist_ok=True)
        (folder / "output" / ".gitignore").write_text(IGNORED_OUTPUT, encoding="utf-8")
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
    where = console.from_here(folder)
    console.result(f"A project with {console.counted(files, 'file')} is in {where}/")
    console.talk(f"Next: change `{where}/handouts.yaml`, then run `handouts build -p {where}`")
    return FINE


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="role, comparison, decision, place, audience, layout or style."
        ),
    ],
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Its name: small letters and `-`.")],
    project: options.Project = None,
) -> int:
    """Start a new file that explains itself.

    \b
    Examples:
      handouts new role dental-assistant
      handouts new state pr
    """
    from handouts.exchange.starting.new import start

    root = root_of(project)
    path = start(root, kind, slug)
    console.result(console.from_here(root / path))
    console.talk("Next: fill it in, then run `handouts check`")
    return FINE


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Such as role, place, layout or project.")
    ],
) -> int:
    """Print the JSON schema of a kind of file.

    An editor that knows it completes and checks as you type.

    \b
    Example:
      handouts schema role > schemas/role.schema.json
    """
    from handouts.load.schema import KINDS
    from handouts.load.schema import schema as schema_of
    from handouts.plan import one_of

    console.result(json.dumps(schema_of(one_of(kind, "kind", tuple(KINDS))), indent=2))
    return FINE


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
    from handouts.load.schema import KINDS, schema

    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        text = json.dumps(schema(kind), indent=2)
        (folder / f"{kind}.schema.json").write_text(f"{text}\n", encoding="utf-8")


def _taken(folder: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "folder-taken",
        f"`{folder}` {why}",
        "Name a new folder, or add `--force` to write into this one",
    )
