import json
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.batch.pool import Outcome, run
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition
from handouts.fonts import FontBook
from handouts.model.library import Library
from tests.plan.sample import library


def edition(name: str) -> Edition:
    return Edition(name, "school", "ca", "en", "sheet", "comparisons/x", "base", f"{name}.pdf")


EDITIONS = tuple(edition(f"e{n}") for n in range(30))


def task(one: Edition, library: Library, fonts: FontBook) -> str:
    if one.handout == "e3":
        raise HandoutsError(Diagnostic("bad", "it does not fit"))
    if one.handout == "e4":
        raise KeyError("somewhere")
    return f"{library.root}/{one.path}"


def outcomes(jobs: int) -> dict[str, Outcome[str]]:
    found: dict[str, Outcome[str]] = {}

    def receive(outcome: Outcome[str]) -> None:
        found[outcome.edition.handout] = outcome

    run(task, EDITIONS, library(), jobs, receive)
    return found


def test_one_failing_edition_stops_nothing() -> None:
    found = outcomes(1)
    assert len(found) == 30
    assert found["e5"].result == "/somewhere/e5.pdf"
    assert found["e3"].faults == (Diagnostic("bad", "it does not fit"),)


def test_a_bug_in_an_edition_is_said_with_its_place() -> None:
    (fault,) = outcomes(1)["e4"].faults
    assert fault.code == "internal-error"
    assert "KeyError: 'somewhere' (batch/test_pool.py:" in fault.message


OTHER_PROCESS = """
import json, multiprocessing, os, sys
from handouts.batch import pool
from tests.batch import test_pool

def killed(edition, library, fonts):
    if edition.handout == "e7":
        os._exit(9)
    return test_pool.task(edition, library, fonts)

def once(edition, library, fonts):
    if edition.handout == "e7" and not os.path.exists(sys.argv[3]):
        open(sys.argv[3], "w").close()
        os._exit(9)
    return test_pool.task(edition, library, fonts)

if __name__ == "__main__":
    method = sys.argv[1]
    if method == "spawn":
        pool.sys = type("Sys", (), {"platform": "win32"})
    task = {"dies": killed, "once": once}[sys.argv[2]] if sys.argv[2:] else test_pool.task
    found = {}
    said = pool.run(
        task, test_pool.EDITIONS, test_pool.library(), 2,
        lambda o: found.update({o.edition.handout: [o.result, [f.code for f in o.faults]]}))
    if said:
        found["said"] = [f.code for f in said]
    print(json.dumps(found))
"""


def in_another_process(*arguments: str) -> dict[str, list[object]]:
    command = [sys.executable, "-c", OTHER_PROCESS, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_give_what_one_process_gives(method: str) -> None:
    alone = {n: [o.result, [f.code for f in o.faults]] for n, o in outcomes(1).items()}
    assert in_another_process(method) == alone


@pytest.mark.skipif(sys.platform != "linux", reason="the task is sent by forking")
def test_a_worker_that_dies_costs_its_own_edition_only() -> None:
    found = in_another_process("fork", "dies")
    assert found["e7"] == [None, ["worker-died"]]
    assert found.pop("said") == ["worker-ended"]
    assert len(found) == 30
    assert found["e8"][0] == "/somewhere/e8.pdf"


@pytest.mark.skipif(sys.platform != "linux", reason="the task is sent by forking")
def test_what_a_dead_worker_had_is_tried_once_more(tmp_path: Path) -> None:
    found = in_another_process("fork", "once", str(tmp_path / "died"))
    assert found.pop("said") == ["worker-ended"]
    assert found["e7"] == ["/somewhere/e7.pdf", []]
    assert len(found) == 30
