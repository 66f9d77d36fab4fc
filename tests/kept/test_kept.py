"""What is kept from one edition to the next changes no byte, and is kept in one way."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator

from handouts.kept import kept, uses
from tests.support.projects import REPOSITORY

SOURCES = REPOSITORY / "src" / "handouts"

EDITIONS = (
    "school/ak/comparison",
    "advisor/az/certifications",
    "advisor/ca/pathway",
    "school/ca/comparison-large-print",
    "advisor/az/comparison",
    "school/az/packet",
    "advisor/ak/which-role",
    "school/tx/which-role",
    "advisor/tx/certifications",
    "advisor/ny/pathway",
    "school/ny/state-insert",
    "advisor/mn/duties",
    "advisor/mn/pay",
    "advisor/me/profile-phlebotomist",
    "advisor/me/profile-medical-assistant",
    "school/wy/which-health-job",
    "career-fair/flyer",
    "career-fair/flyer-two-up",
    "school/ak/comparison-large-print",
    "advisor/wy/state-insert",
)
"""Of every layout and style. When set blocks were keyed by the address of their style, six of them came
out in other type with nothing kept."""


def digests(caches: str) -> list[str]:
    command = [sys.executable, "-m", "tests.kept.digests", *EDITIONS]
    made = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "HANDOUTS_CACHES": caches},
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.splitlines()


def test_twenty_editions_have_the_same_bytes_with_nothing_kept() -> None:
    with_caches = digests("1")
    assert [line.split()[0] for line in with_caches] == list(EDITIONS)
    assert digests("0") == with_caches


def test_uses_are_counted() -> None:
    @kept(most=2)
    def doubled(number: int) -> int:
        return 2 * number

    assert [doubled(n) for n in (1, 2, 1, 3, 2)] == [2, 4, 2, 6, 4]
    name = next(name for name in uses() if name.endswith("doubled"))
    assert uses()[name] == (1, 4, 2, 2)


# One way to keep results: a rule for every file but kept.py

STATE = {
    "write/lock.py _held": "the folders that this process has locked",
}
"""What begins empty in a module, and is filled while the program runs."""

GROWING = {"dict", "list", "set", "defaultdict", "Counter", "OrderedDict", "count", "deque"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCES.rglob("*.py")):
        if path != SOURCES / "kept.py":
            yield str(path.relative_to(SOURCES)), ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.expr) -> str:
    """The last name of what is called or named: ``cache`` of ``functools.cache``."""
    match node:
        case ast.Call():
            return called(node.func)
        case ast.Attribute():
            return node.attr
        case ast.Name():
            return node.id
    return ""


def begins_empty(value: ast.expr | None) -> bool:
    match value:
        case ast.Dict(keys=elements) | ast.List(elts=elements):
            return not elements
        case ast.Call():
            return called(value) in GROWING and (not value.args or called(value) == "count")
    return False


def test_no_function_with_arguments_keeps_results_by_itself() -> None:
    found = []
    for file, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef):
                names = {called(decorator) for decorator in node.decorator_list}
                given = node.args.args or node.args.kwonlyargs or node.args.posonlyargs
                if "lru_cache" in names or ("cache" in names and given):
                    found.append(f"{file} {node.name}")
            elif isinstance(node, ast.Call) and called(node.func) in {"lru_cache", "cache"}:
                found.append(f"{file}:{node.lineno}")
    assert not found


def test_no_module_holds_what_grows_while_the_program_runs() -> None:
    found = set()
    for file, module in modules():
        for node in module.body:
            match node:
                case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                    if begins_empty(node.value):
                        found.add(f"{file} {called(target)}")
    assert found == set(STATE)


def test_no_key_is_an_address() -> None:
    found = {
        file
        for file, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and called(node.func) == "id"
        if isinstance(node.func, ast.Name)
    }
    assert not found


def test_every_bound_is_a_number() -> None:
    """A function that keeps everything would fill a worker in a batch of ten thousand."""
    for file, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node.func) == "kept":
                bounds = {k.arg: k.value for k in node.keywords}
                bound = bounds["most"]
                assert isinstance(bound, ast.Constant), f"{file}:{node.lineno}"
                assert isinstance(bound.value, int), f"{file}:{node.lineno}"
