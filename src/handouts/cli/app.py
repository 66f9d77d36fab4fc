"""The commands and their options; what they do stands in ``commands``."""

from pathlib import Path
from typing import Annotated

import typer

from handouts import __version__
from handouts.cli import console, exchanging, options, tracing
from handouts.cli.running import finish

app = typer.Typer(
    name="handouts",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
exchanging.add_to(app)
tracing.add_to(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        console.result(f"handouts {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def top(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Facts written once, printed as accessible handouts for every audience and state.

    \b
    Start here:
      handouts build                      every handout of the project, into output/
      handouts build --state CA           California's only
      handouts compare medical-assistant phlebotomist --state CA
      handouts ask which-role --state CA  the flowchart, question by question
      handouts init my-handouts           a project of your own to change
    """
    if context.invoked_subcommand is None:
        console.result(context.get_help())


@app.command()
def build(
    handouts: Annotated[
        list[str] | None,
        typer.Argument(metavar="HANDOUT", help="Which handouts. [default: all]"),
    ] = None,
    audience: options.Audiences = None,
    state: options.States = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where to write. [default: output/]"),
    ] = None,
    jobs: options.Jobs = None,
    date: options.Date = None,
    blanks: options.Blanks = None,
    recipients: options.Recipients = None,
    pattern: options.Pattern = None,
    force: Annotated[
        bool, typer.Option("--force", help="Make everything anew, changed or not.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read every file to see whether it is whole.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove built files that the project no longer has.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be built; write nothing.")
    ] = False,
    strict: options.Strict = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Show the time of each phase, and what was kept.")
    ] = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Build handouts as tagged PDFs.

    What is unchanged and whole on disk is left as it is.

    \b
    Examples:
      handouts build                                 everything
      handouts build state-insert --state "New York"
      handouts build -a school -s CA,NV,AZ -o west/
      handouts build comparison -a advisor -s CA --set student="Ana R." -o for-ana/
      handouts build comparison -a school --recipients schools.csv --pattern "{state}/{school}.pdf"

    Exit code: 0 all is well, 1 a handout failed or the data has errors (the other handouts are
    written), 2 something typed does not exist, 3 there is no project.
    """
    from handouts.cli.commands import building

    asked = building.Asked(
        handouts, audience, state, output, jobs, date, blanks, recipients, pattern, project,
        force=force, verify=verify, prune=prune, dry_run=dry_run,
        strict=strict, profile=profile, as_json=as_json,
    )  # fmt: skip
    finish("build", lambda: building.build(asked), as_json=as_json)


@app.command()
def compare(
    roles: Annotated[list[str], typer.Argument(metavar="ROLE", help="Two to four.")],
    state: options.State = None,
    audience: options.Audience = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write. [default: in output/custom/]"
        ),
    ] = None,
    blanks: options.Blanks = None,
    date: options.Date = None,
    strict: options.Strict = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Make one comparison sheet of two to four roles.

    \b
    Examples:
      handouts compare medical-assistant phlebotomist --state CA
      handouts compare phlebotomist medical-assistant -a school -o sheet.pdf
      handouts compare medical-assistant phlebotomist -s CA --set student="Ana R."

    `handouts list roles` shows the roles. The audience is advisor, if the project has it.
    """
    from handouts.cli.commands import building

    finish(
        "compare",
        lambda: building.compare(
            roles, state, audience, output, blanks, date, project, strict=strict, as_json=as_json
        ),
        as_json=as_json,
    )


@app.command()
def check(
    strict: options.Strict = False,
    jobs: options.Jobs = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The day to judge by. [default: today]"),
    ] = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Find every fault of the project.

    Every edition is laid out, nothing is written. Then come the facts that are stale, unsourced,
    disputed, or rules that rest on one source, and what the data covers: in how many states
    each row of each role is reported, unknown, or known but not to be printed.

    How old a fact may be stands under `maximum_age` in handouts.yaml. With --strict, warnings and
    stale, unsourced or disputed facts fail the check; a single source is only listed.

    \b
    Examples:
      handouts check
      handouts check --strict          for a build server
      handouts check --date 2027-09-01 what will be stale by then
      handouts check --json
    """
    from handouts.cli.commands import looking

    finish(
        "check",
        lambda: looking.check(project, jobs, date, strict=strict, as_json=as_json),
        as_json=as_json,
    )


@app.command("list")
def list_(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="handouts, roles, comparisons, decisions, states, audiences, layouts, styles, "
            "sources or editions.",
        ),
    ],
    audience: options.Audiences = None,
    state: options.States = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """List what the project holds, kind by kind.

    \b
    Examples:
      handouts list handouts
      handouts list editions --state CA
      handouts list states --json
    """
    from handouts.cli.commands import looking

    finish(
        "list",
        lambda: looking.list_items(kind, audience, state, project, as_json=as_json),
        as_json=as_json,
    )


@app.command()
def inspect(
    handout: Annotated[str, typer.Argument(metavar="HANDOUT", help="Which handout.")],
    audience: options.Audience = None,
    state: options.State = None,
    blanks: options.Blanks = None,
    date: options.Date = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Show one edition's pages as data.

    What stands where, in which type, and what was done to make it fit.

    \b
    Examples:
      handouts inspect state-insert --audience school --state CA
      handouts inspect which-role -a school -s CA --json
    """
    from handouts.cli.commands import looking

    finish(
        "inspect",
        lambda: looking.inspect(handout, audience, state, blanks, date, project, as_json=as_json),
        as_json=as_json,
    )


@app.command()
def ask(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Such as `which-role`.")],
    state: options.State = None,
    audience: options.Audience = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Ask a decision's questions, then say the outcome and why.

    For an adviser with a student beside the screen: the same questions, numbers and state rules as
    on the sheet. Answer with the number, the answer or its beginning; `back` and `quit` work too.

    \b
    Examples:
      handouts ask which-role --state CA
      printf 'yes\nyes\nno\n' | handouts ask which-role -s TX --json

    `handouts list decisions` shows the decisions.
    """
    from handouts.cli.commands import interviewing

    finish(
        "ask",
        lambda: interviewing.ask(decision, state, audience, project, as_json=as_json),
        as_json=as_json,
    )


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that holds files already.")
    ] = False,
) -> None:
    """Start a project of your own.

    It begins as a copy of the one that comes with the program.

    \b
    Example:
      handouts init my-handouts
      cd my-handouts
      handouts build
    """
    from handouts.cli.commands import starting

    finish("init", lambda: starting.init(folder, force=force), as_json=False)


@app.command()
def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Such as role, state, layout or project.")
    ],
) -> None:
    """Print the JSON schema of a kind of file.

    An editor that knows it completes and checks as you type.

    \b
    Example:
      handouts schema role > schemas/role.schema.json
    """
    from handouts.cli.commands import starting

    finish("schema", lambda: starting.schema(kind), as_json=False)


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="As it stands in brackets. [default: all]")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Explain a diagnostic: what it says, why it is a fault, how to mend it.

    \b
    Examples:
      handouts explain missing-glyph
      handouts explain                 every code, a line each
    """
    from handouts.cli.commands import explaining

    finish("explain", lambda: explaining.explain(code, as_json=as_json), as_json=as_json)
