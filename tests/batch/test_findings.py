from handouts.batch.findings import gather
from handouts.diagnostics import Diagnostic, Span


def fault(message: str, line: int, code: str = "bad") -> Diagnostic:
    return Diagnostic(code, message, span=Span("data/x.yaml", line, 1))


def test_a_fault_of_many_editions_is_said_once_and_in_the_order_of_places() -> None:
    found = gather(
        [fault("late", 9)],
        [("a", (fault("early", 1), fault("late", 9))), ("b", (fault("early", 1),)), ("c", ())],
    )
    assert [(f.diagnostic.message, f.editions) for f in found] == [
        ("early", ("a", "b")),
        ("late", ("a",)),
    ]


def test_a_full_disk_is_one_fault_wherever_it_strikes() -> None:
    found = gather(
        (),
        [
            (name, (Diagnostic("cannot-write", "the disk is full", span=Span(name)),))
            for name in ("a", "b")
        ],
    )
    assert [f.editions for f in found] == [("a", "b")]
