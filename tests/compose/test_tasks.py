"""Tasks that roles share."""

from handouts.compose.views.roles import own_tasks, shared_tasks
from handouts.model.base import Text
from handouts.model.records.work import Task


def _task(text: str, key: str | None = None, short: str | None = None) -> Task:
    return Task(
        text=Text(text), key=Text(key) if key else None, short=Text(short) if short else None
    )


WIDE = (_task("Greet"), _task("Take blood", "draw-blood", "Draw blood"), _task("Test", "tests"))
DEEP = (_task("Draw", "draw-blood"), _task("Greet"))


def test_tasks_with_one_key_are_shared_whatever_their_words() -> None:
    (one,) = shared_tasks([WIDE, DEEP])
    assert (one.key, one.short) == ("draw-blood", "Draw blood")
    assert [str(t) for t in one.tasks] == ["Take blood", "Draw"]


def test_equal_words_without_a_key_are_not() -> None:
    assert [str(t) for t in own_tasks(DEEP, shared_tasks([WIDE, DEEP]))] == ["Greet"]
    assert [str(t) for t in own_tasks(WIDE, shared_tasks([WIDE, DEEP]))] == ["Greet", "Test"]


def test_a_role_alone_shares_nothing() -> None:
    assert shared_tasks([WIDE]) == ()
    assert own_tasks(WIDE, ()) == WIDE


def test_what_not_every_role_does_is_shared_by_none() -> None:
    assert shared_tasks([WIDE, DEEP, (_task("Test", "tests"),)]) == ()
