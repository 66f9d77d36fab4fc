"""The commands that bring facts in and out: ``import``, ``export``, ``new`` and ``diff``."""

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import options
from handouts.cli.running import finish

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
All = Annotated[bool, typer.Option("--list", help="Show every change, however many there are.")]

_HELP = {"help_option_names": ["--help", "-h"], "max_content_width": 100}
importing = typer.Typer(
    name="import", rich_markup_mode=None, no_args_is_help=True, context_settings=_HELP
)
exporting = typer.Typer(
    name="export", rich_markup_mode=None, no_args_is_help=True, context_settings=_HELP
)


def add_to(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.add_typer(
        importing,
        name="import",
        help="Bring official data or a filled-in spreadsheet into the project.",
    )
    app.add_typer(exporting, name="export", help="Write the project's facts into a spreadsheet.")
    app.command("new")(new)
    app.command("diff")(diff)


@importing.command()
def oews(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="BLS's .xlsx, .csv or .zip, nation or states.")
    ],
    soc: Annotated[
        list[str] | None,
        typer.Option("--soc", metavar="CODE", help="Only this occupation; repeat it for more."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every occupation of the file, not the project's only.")
    ] = False,
    release: Annotated[
        str | None,
        typer.Option(
            "--release", metavar="RELEASE", help='Such as "May 2025". [default: from the name]'
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help="When BLS published it: wages grow old from there."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Even if the project has a later release.")
    ] = False,
    dry_run: DryRun = False,
    show_all: All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Import wages and employment of a BLS OEWS release.

    The figures of the project's occupations and states go to data/wages, the release to
    data/sources.yaml. What BLS marks as not released stays marked.

    \b
    Examples:
      handouts import oews oesm25st.zip --dry-run
      handouts import oews state_M2025_dl.xlsx --published 2026-05-15
      handouts import oews national_M2025_dl.xlsx --soc 31-9092 --soc 31-9097
    """
    from handouts.cli.commands import exchanging

    finish(
        "import",
        lambda: exchanging.oews(
            file, tuple(soc or ()), release, published, project, everything=everything,
            force=force, show=exchanging.Show(dry_run, show_all, as_json),
        ),
        as_json=as_json,
    )  # fmt: skip


@importing.command()
def onet(
    path: Annotated[
        Path, typer.Argument(metavar="DIR|ZIP", help="The text files of the O*NET database.")
    ],
    release: Annotated[
        str | None,
        typer.Option("--release", metavar="N.N", help="Such as 31.0. [default: from the name]"),
    ] = None,
    tasks: Annotated[
        int, typer.Option("--tasks", min=1, metavar="N", help="At most so many tasks a role.")
    ] = 12,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also replace tasks that are there already.")
    ] = False,
    dry_run: DryRun = False,
    show_all: All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Import tasks, job zones and interests of the O*NET database.

    Text in the project's own words stays as it is. The credit line that the license asks for goes
    to data/sources.yaml and prints on every sheet that uses the data.

    \b
    Examples:
      handouts import onet db_31_0_text.zip --dry-run
      handouts import onet db_31_0_text --replace
    """
    from handouts.cli.commands import exchanging

    finish(
        "import",
        lambda: exchanging.onet(
            path, release, tasks, project, replace=replace,
            show=exchanging.Show(dry_run, show_all, as_json),
        ),
        as_json=as_json,
    )  # fmt: skip


@importing.command("roles")
def import_roles(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv file.")],
    dry_run: DryRun = False,
    show_all: All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Import roles from a spreadsheet, one row a role.

    `handouts export roles FILE` writes one to start from. What a row says as before is not
    touched; every fault is named with its cell, and nothing is written until there is none.

    \b
    Examples:
      handouts import roles roles.xlsx --dry-run
      handouts import roles roles.csv
    """
    from handouts.cli.commands import exchanging

    finish(
        "import",
        lambda: exchanging.import_roles(
            file, project, show=exchanging.Show(dry_run, show_all, as_json)
        ),
        as_json=as_json,
    )


@exporting.command("roles")
def export_roles(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv file.")],
    project: options.Project = None,
) -> None:
    """Write every role into a spreadsheet, one row a role.

    \b
    Example:
      handouts export roles roles.xlsx
    """
    from handouts.cli.commands import exchanging

    finish("export", lambda: exchanging.export_roles(file, project), as_json=False)


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="role, comparison, decision, state, audience, layout or style."
        ),
    ],
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Its name: small letters and `-`.")],
    project: options.Project = None,
) -> None:
    """Start a new file that explains itself.

    \b
    Examples:
      handouts new role dental-assistant
      handouts new state pr
    """
    from handouts.cli.commands import exchanging

    finish("new", lambda: exchanging.new(kind, slug, project), as_json=False)


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="An output folder, its manifest, or a project.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, later.")],
    show_all: All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Show which facts changed, and which sheets must be printed again.

    \b
    Examples:
      handouts diff last-year/output output
      handouts diff ../handouts-2025/data data --json
    """
    from handouts.cli.commands import exchanging

    finish(
        "diff",
        lambda: exchanging.diff(old, new, project, show_all=show_all, as_json=as_json),
        as_json=as_json,
    )
