"""``dataclass`` as the standard library has it, but a class with slots gets its methods when one is first called.

Of the modules that one sheet needs, a third of the time went into compiling methods of 220 frozen classes, and
a sheet calls those of a few dozen. So ``__init__``, ``__repr__``, ``__eq__`` and ``__hash__`` wait, each by itself, as
a small function that puts the real one in its place: the one that ``dataclasses`` makes, or for ``__init__`` the same
with one compilation instead of three. From its second call on a method costs what it always did. What is built on
such a class is made by the same decorator.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

T = TypeVar("T")

_ASKED: Final[Mapping[str, Mapping[str, bool]]] = {
    "__init__": {},
    "__repr__": {"init": False, "eq": False},
    "__eq__": {"init": False, "repr": False},
    "__hash__": {"init": False, "repr": False, "eq": False, "unsafe_hash": True},
}
"""Method → how ``dataclasses`` is asked for it and for little else."""

_LEFT_OUT: Final = object()
"""Stands for an argument whose default is made anew each time."""


def _dataclass(**options: bool) -> Callable[[type[T]], type[T]]:
    kw_only = options.pop("kw_only", False)
    frozen = options.pop("frozen", False)
    if options != {"slots": True}:
        as_usual: Any = dataclasses.dataclass
        return as_usual(kw_only=kw_only, frozen=frozen, **options)  # type: ignore[no-any-return]

    def make(cls: type[T]) -> type[T]:
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
        return _waits(bare(cls), frozen=frozen)

    return make


def _waits(cls: type[T], *, frozen: bool) -> type[T]:
    own: Mapping[str, object] = vars(cls)
    for name in _ASKED:
        if own.get(name) is None:  # Python itself says None for the hash of what has an __eq__
            waits = frozen or name != "__hash__"
            setattr(cls, name, _waiting(cls, name, frozen=frozen) if waits else None)
    for name, method in _ALIKE.items() if frozen else ():
        if name not in own:
            setattr(cls, name, method)
    return cls


def _waiting(cls: type, name: str, *, frozen: bool) -> Callable[..., Any]:
    def method(self: object, *args: object, **named: object) -> Any:
        made = _made(cls, name, frozen=frozen)
        setattr(cls, name, made)
        return made(self, *args, **named)

    return method


def _made(cls: Any, name: str, *, frozen: bool) -> Callable[..., Any]:
    """The method that ``dataclasses`` makes for a class of the same fields."""
    if name == "__init__":
        return _init(cls, frozen=frozen)
    fields = {field.name: field for field in dataclasses.fields(cls)}
    space: dict[str, Any] = {
        **fields,
        "__annotations__": {name: field.type for name, field in fields.items()},
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
    }
    ask: Any = dataclasses.dataclass
    made: Callable[..., Any] = vars(ask(**_ASKED[name])(type(cls.__name__, (), space)))[name]
    return made


def _init(cls: Any, *, frozen: bool) -> Callable[..., Any]:
    """``__init__`` with the parameters, defaults and order that ``dataclasses`` gives it."""
    space: dict[str, Any] = {"_set": object.__setattr__, "_left_out": _LEFT_OUT}
    positional, named = ["self"], list[str]()
    lines: list[str] = []
    for field in dataclasses.fields(cls):
        value, default = field.name, ""
        if field.default is not dataclasses.MISSING:
            space[f"_of_{field.name}"] = field.default
            default = f"=_of_{field.name}"
        elif field.default_factory is not dataclasses.MISSING:
            space[f"_of_{field.name}"] = field.default_factory
            default = "=_left_out"
            value = f"_of_{field.name}() if {value} is _left_out else {value}"
        if field.init:
            (named if field.kw_only else positional).append(f"{field.name}{default}")
        elif default:
            value = f"_of_{field.name}" if default != "=_left_out" else f"_of_{field.name}()"
        else:
            continue
        lines.append(
            f"_set(self, {field.name!r}, {value})" if frozen else f"self.{field.name} = {value}"
        )
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join([*positional, *(["*", *named] if named else [])])
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__({parameters}):\n    {body}", space)  # noqa: S102 names of fields, nothing else
    made: Callable[..., Any] = space["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _set(self: object, name: str, value: object) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: object, name: str) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_ALIKE: Final[Mapping[str, Callable[..., Any]]] = {
    "__setattr__": _set,
    "__delattr__": _delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""Methods that are the same for every frozen class."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass
