"""What only a process of its own shows: imports, pipes, signals."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HANDOUTS = [sys.executable, "-m", "handouts"]

HEAVY = {"jinja2", "reportlab", "rich", "uharfbuzz", "yaml", "markdown_it", "pyphen"}
"""pydantic is not among them: typer reads the options of a command with it."""

ASIDE = {
    "babel",
    "fontTools",
    "handouts.audit",
    "handouts.exchange",
    "handouts.flowchart",
    "handouts.load.checks",
    "handouts.load.records",
    "handouts.load.whole",
    "handouts.load.yaml_tree",
    "openpyxl",
    "packaging",
    "rich",
    "segno",
    "yaml",
}
"""What one sheet without a code or a chart of a decision does not need, once the project was read."""

_TOLD = "import sys; from handouts.cli.running import run; run(sys.argv[1:]); print(*sys.modules)"


def modules_of(*command: str) -> set[str]:
    """The modules that a command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", _TOLD, *command], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "command",
    [
        ["compare", "medical-assistant", "phlebotomist", "--place", "CA"],
        ["build", "comparison", "--place", "CA", "--audience", "school"],
    ],
    ids=["compare", "build"],
)
def test_one_sheet_waits_for_nothing_that_it_does_not_need(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("HANDOUTS_STORE", str(tmp_path / "store"))
    whole = [*command, "--project", str(project), "--output", str(tmp_path / "made")]
    first = modules_of(*whole)
    assert "handouts.load.whole" in first
    second = modules_of(*whole[:-1], str(tmp_path / "again"))
    assert "handouts.typeset" in second
    assert second & ASIDE == set()


def test_a_list_waits_for_nothing_that_sets_sheets(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_STORE", str(tmp_path / "store"))
    for _ in range(2):
        found = modules_of("list", "roles", "--project", str(project))
    assert found & {*ASIDE - {"handouts.audit"}, "handouts.typeset", "handouts.pdf"} == set()


@pytest.mark.parametrize("command", [[], ["build"], ["list"]])
def test_help_waits_for_no_heavy_module(command: list[str]) -> None:
    whole = [sys.executable, "-X", "importtime", "-m", "handouts", *command, "--help"]
    done = subprocess.run(whole, capture_output=True, text=True, check=True)
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "handouts" in imported
    assert imported & (HEAVY if command else {*HEAVY, "pydantic"}) == set()
    assert "handouts build" in done.stdout or "handouts list" in done.stdout


def test_the_bare_command_teaches_how_to_start() -> None:
    done = subprocess.run(HANDOUTS, capture_output=True, text=True, check=True)
    assert "handouts build --place CA" in done.stdout


def test_in_a_pipe_there_is_no_bar_and_no_colour(project: Path) -> None:
    command = [*HANDOUTS, "build", "-s", "WY", "-a", "school", "-p", str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
@pytest.mark.parametrize("no_colour", [True, False])
def test_on_a_terminal_there_is_colour_unless_it_is_unwanted(
    project: Path, *, no_colour: bool
) -> None:
    import pty

    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    if no_colour:
        environment["NO_COLOR"] = "1"
    command = [*HANDOUTS, "build", "--state", "Kalifornia", "-p", str(project)]
    subprocess.run(command, stderr=slave, stdout=slave, env=environment, check=False)
    os.close(slave)
    said = os.read(master, 10_000).decode()
    os.close(master)
    assert "there is no state `Kalifornia`" in said
    assert ("\x1b[1;31m" in said) is not no_colour


def test_a_reader_that_leaves_early_ends_it_quietly(project: Path) -> None:
    command = f"{' '.join(HANDOUTS)} list editions -p {project} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_control_c_stops_cleanly_and_the_next_run_goes_on(project: Path) -> None:
    command = [*HANDOUTS, "build", "-p", str(project), "-j", "2"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    output = project / "output"
    for _ in range(600):
        if len(list(output.rglob("*.pdf"))) > 2:
            break
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "run it again to make the rest" in said
    assert "Traceback" not in said
    assert not list(output.glob(".journal*"))
    assert not (output / ".lock").exists()
    kept = len(list(output.rglob("*.pdf")))
    again = subprocess.run(
        [*command, "--dry-run"], capture_output=True, text=True, check=False
    ).stdout
    assert f"{kept} reused" in again


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("command", [["--help"], ["--version"], ["explain"], ["explain", "--json"]])
def test_a_result_that_cannot_be_written_is_a_fault(command: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*HANDOUTS, *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "[cannot-write]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "[internal-error]" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="descriptors of a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_stop_nothing(closed: str, project: Path) -> None:
    command = [*HANDOUTS, "build", "state-insert", "-s", "WY", "-a", "school", "-p", str(project)]
    done = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command], check=False)
    assert done.returncode == 0
    assert (project / "output/school/wy/state-insert.en.pdf").is_file()
