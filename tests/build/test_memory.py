"""What a build keeps of each edition is small, whatever the edition prints."""

import gc
import json
import pickle
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.batch.pool import Outcome
from handouts.build.making import Making, Result
from handouts.build.report import Tally
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.plan import plan
from handouts.write import (
    Journal,
    Record,
    fold,
    read_provenance,
    read_records,
    write_manifest,
    write_provenance,
    write_state,
)
from tests.support.projects import REPOSITORY

MANY = 300
KILOBYTE = 1_000


@pytest.fixture(scope="module")
def edition() -> Edition:
    return plan(Selection(("state-insert",), ("school",), ("WY",)), load(REPOSITORY))[0]


@pytest.fixture(scope="module")
def result(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("made")
    return Making(folder, {})(edition, load(REPOSITORY), load_fonts())


def one_of(result: Result, number: int) -> Result:
    """As a worker makes it for a recipient: its own file, with the facts of its state."""
    assert result.record is not None
    entry = replace(result.record.entry, path=f"{number}.pdf", key=f"{number:064}")
    return replace(result, record=replace(result.record, entry=entry))


def received(result: Result, edition: Edition, many: int = MANY) -> Tally:
    """All of them, each through a pickle of its own."""
    held = Tally("output", many, lambda done, total, last: None, {})
    for number in range(many):
        sent = pickle.dumps(one_of(result, number))
        own = replace(edition, path=f"{number}.pdf")
        held.receive(Outcome(own, pickle.loads(sent)))
    return held


def held_by(make: Callable[[], object]) -> int:
    """Bytes that the result of a call holds."""
    make()
    gc.collect()
    tracemalloc.start()
    try:
        kept = make()
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        del kept
        return size
    finally:
        tracemalloc.stop()


def peak_of(act: Callable[[], object]) -> int:
    """Bytes that a call takes at most."""
    act()
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_editions_that_print_the_same_share_what_is_known_of_it(
    result: Result, edition: Edition
) -> None:
    assert result.record is not None
    facts = result.record.facts or ()
    assert len(json.dumps(facts)) > 3 * KILOBYTE
    held = received(result, edition)
    assert list(held.records) == [f"{n}.pdf" for n in range(MANY)]
    assert held.records["7.pdf"].facts == facts
    assert held.records["7.pdf"].entry.key == f"{7:064}"
    assert held_by(lambda: received(result, edition)) / MANY < 2 * KILOBYTE


@pytest.fixture
def output(tmp_path: Path, result: Result, edition: Edition) -> Path:
    """A folder with the files that a build of many recipients leaves."""
    save(tmp_path, received(result, edition).records)
    return tmp_path


def save(folder: Path, records: dict[str, Record]) -> None:
    write_manifest(folder, "1", {}, records)
    write_provenance(folder, records, {})
    write_state(folder, records)


def test_the_files_of_a_build_are_written_without_being_held_as_a_whole(
    tmp_path: Path, result: Result, edition: Edition
) -> None:
    records = received(result, edition, 5 * MANY).records
    taken = peak_of(lambda: save(tmp_path, records))
    written = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert written > 600 * KILOBYTE
    assert taken < written


def test_what_is_read_again_is_the_same_and_shared(output: Path, result: Result) -> None:
    assert result.record is not None
    known = read_records(output)
    assert len(known) == MANY
    assert known["7.pdf"].entry == one_of(result, 7).record.entry  # type: ignore[union-attr]
    printed = read_provenance(output).artifacts
    assert len(printed) == MANY
    assert len({id(facts) for facts in printed.values()}) == 1
    assert held_by(lambda: read_provenance(output)) / MANY < KILOBYTE
    assert held_by(lambda: read_records(output)) / MANY < KILOBYTE


def test_provenance_laid_out_by_another_program_is_read_all_the_same(output: Path) -> None:
    known = read_provenance(output)
    file = output / "provenance.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")), indent=4))
    assert read_provenance(output) == known


def test_a_journal_says_each_fact_once(tmp_path: Path, result: Result) -> None:
    made = [one_of(result, number).record for number in range(3)]
    journaled = Journal(tmp_path)
    for record in made:
        assert record is not None
        journaled.append(record)
    (journal,) = tmp_path.glob(".journal-*")
    lengths = [len(line) for line in journal.read_text().splitlines()]
    assert lengths[0] > 3 * KILOBYTE
    assert max(lengths[1:]) < KILOBYTE

    records: dict[str, Record] = {}
    fold(tmp_path, records)
    assert [r.facts for r in records.values()] == [r.facts for r in made if r]


def test_a_journal_without_its_first_lines_claims_no_facts(tmp_path: Path, result: Result) -> None:
    journaled = Journal(tmp_path)
    for number in range(2):
        record = one_of(result, number).record
        assert record is not None
        journaled.append(record)
    (journal,) = tmp_path.glob(".journal-*")
    journal.write_text(journal.read_text().splitlines()[1] + "\n")
    records: dict[str, Record] = {}
    fold(tmp_path, records)
    assert records == {}
