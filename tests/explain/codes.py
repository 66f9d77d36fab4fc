"""Every diagnostic code that the source can make, read from its syntax."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/handouts"

_CODE_IS = {
    "Diagnostic": (0,), "FontError": (2,), "PydanticCustomError": (0,), "loss": (0,), "fault": (0, 2), "warn": (0,),
    "error": (1,), "_refuse": (0,), "_note": (0,), "refuse": (0,),
}  # fmt: skip
"""Functions that make diagnostics, and which argument is the code: the first that is a code."""

_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*(-\*)?")


def codes(source: Path = SOURCE) -> dict[str, set[str]]:
    """Code → the modules that make it."""
    found: dict[str, set[str]] = {}
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for code in _codes_of(tree):
            found.setdefault(code, set()).add(path.relative_to(source).as_posix())
    return found


def _codes_of(tree: ast.Module) -> Iterator[str]:
    names = {n for node in ast.walk(tree) if isinstance(node, ast.Call) for n in _code_names(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            argument = _code_argument(node)
            yield from _constants(argument) if argument is not None else ()
        elif isinstance(node, ast.arguments):
            yield from _usual_code(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from _assigned(target, node.value, names)


def _usual_code(arguments: ast.arguments) -> Iterator[str]:
    """The code of a function that makes diagnostics, where it is called without one."""
    usual = zip(reversed(arguments.args), reversed(arguments.defaults), strict=False)
    for argument, value in usual:
        if argument.arg == "code":
            yield from _constants(value)


def _code_names(call: ast.Call) -> Iterator[str]:
    argument = _code_argument(call)
    if isinstance(argument, ast.Name):
        yield argument.id


def _assigned(target: ast.expr, value: ast.expr | None, names: set[str]) -> Iterator[str]:
    if isinstance(target, ast.Name) and target.id in names and value is not None:
        yield from _constants(value)
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, part in zip(target.elts, value.elts, strict=False):
            yield from _assigned(one, part, names)


def _code_argument(call: ast.Call) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    places = [p for p in _CODE_IS.get(name, ()) if len(call.args) > p]
    codes = (call.args[p] for p in places if list(_constants(call.args[p])))
    return next(codes, call.args[places[0]] if places else None)


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _CODE.fullmatch(node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)


def unresolved(source: Path = SOURCE) -> list[str]:
    """Calls whose code is no constant of its module: ``FILE:LINE EXPRESSION``."""
    found = []
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            argument = _code_argument(node)
            if argument is not None and not list(_constants(argument)):
                found.append(f"{path.name}:{node.lineno} {ast.unparse(argument)}")
    return found


if __name__ == "__main__":
    for code, files in sorted(codes().items()):
        print(f"{code:24} {', '.join(sorted(files))}")
    print(*unresolved(), sep="\n")
