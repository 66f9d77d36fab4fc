"""Frozen classes whose methods wait: they are what ``dataclasses`` makes."""

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import sys
from typing import Any

import pytest

import handouts
from handouts import frozen
from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """A class."""

    name: str
    size: int = 1
    parts: tuple[str, ...] = dataclasses.field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Base):
    """One that is built on it."""

    names: list[str] = dataclasses.field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Own:
    """One that says itself how it is shown and compared."""

    name: str
    seen: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen.append(self.name)

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 7


def plain(cls: type, **options: bool) -> Any:
    """The same class as the standard library makes it at once."""
    space = {n: v for n, v in vars(cls).items() if n in {"__qualname__", "__module__", "__doc__"}}
    own = {f.name: f for f in dataclasses.fields(cls)}
    space |= {**own, "__annotations__": {n: f.type for n, f in own.items()}}
    return dataclasses.dataclass(frozen=True, slots=True, **options)(type(cls.__name__, (), space))


@pytest.mark.parametrize("cls", [Base, Derived])
def test_it_is_what_the_library_makes(cls: Any) -> None:
    other = plain(cls)
    one, same, another = cls("a", 2), other("a", 2), cls("b")
    assert repr(one) == repr(same)
    assert hash(one) == hash(same)
    assert one == cls("a", 2, ("x",))
    assert one != another
    assert one != same  # another class
    assert [f.name for f in dataclasses.fields(one)] == [f.name for f in dataclasses.fields(same)]
    assert dataclasses.asdict(one) == dataclasses.asdict(same)
    assert cls.__match_args__ == other.__match_args__
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("first", ["repr", "hash", "eq"])
def test_each_method_may_be_the_first(first: str) -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        """A class none of whose methods was called."""

        name: str

    one = Fresh.__new__(Fresh)
    object.__setattr__(one, "name", "a")
    calls = {
        "repr": lambda: repr(one).endswith("Fresh(name='a')"),
        "hash": lambda: hash(one) == hash(("a",)),
    }
    assert calls.get(first, lambda: one == Fresh("a"))()


def classes() -> list[Any]:
    """Every class of the program whose methods wait."""
    for module in pkgutil.walk_packages(handouts.__path__, "handouts."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {
        value
        for name, module in sys.modules.items()
        if name.startswith("handouts.")
        for value in vars(module).values()
        if isinstance(value, type)
        and dataclasses.is_dataclass(value)
        and "__slots__" in vars(value)
    }
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def test_every_class_is_made_of_the_arguments_that_the_library_asks_for() -> None:
    asked = 0
    for cls in classes():
        made = frozen._init(cls, frozen=True)
        ours = inspect.signature(made).parameters.values()
        other = inspect.signature(plain(cls).__init__).parameters.values()
        assert [(p.name, p.kind) for p in ours] == [(p.name, p.kind) for p in other], cls
        defaults = [(p.default, q.default) for p, q in zip(ours, other, strict=True)]
        named = [f.name for f in dataclasses.fields(cls) if f.default is not dataclasses.MISSING]
        assert sum(p == q != inspect.Parameter.empty for p, q in defaults) == len(
            [n for n in named if n in {p.name for p in ours}]
        ), cls
        asked += 1
    assert asked > 200


def test_it_cannot_be_changed() -> None:
    one = Base("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="size"):
        one.size = 3  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="size"):
        del one.size
    assert dataclasses.replace(one, size=3) == Base("a", 3)
    assert one.size == 1


def test_it_is_copied_and_pickled() -> None:
    one = Derived("a", 2, ("x",), names=["y"])
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert other == one
        assert (other.parts, other.names) == (("x",), ["y"])


def test_wrong_arguments_are_refused_by_its_name() -> None:
    with pytest.raises(TypeError, match=r"Base\.__init__\(\) got an unexpected keyword argument"):
        Base("a", colour="red")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Derived("a", 2, (), [])  # type: ignore[call-arg]


def test_what_a_class_says_itself_holds() -> None:
    one = Own("a")
    assert (repr(one), hash(one), one == Own("b")) == ("<a>", 7, True)
    assert one.seen == ["a"]


def test_methods_are_made_when_they_are_first_called() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        """A class none of whose methods was called."""

        name: str

    waiting: Any = Fresh.__init__
    Fresh("a")
    made: Any = Fresh.__init__
    assert made is not waiting
    assert made.__code__.co_varnames[:2] == ("self", "name")
    Fresh("b")
    assert Fresh.__init__ is made


def test_one_that_may_be_changed_waits_too() -> None:
    @dataclass(slots=True)
    class Open:
        """One that may be changed."""

        name: str = ""

    one = Open()
    one.name = "a"
    assert one == Open("a")
    assert repr(one).endswith("Open(name='a')")
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_others_are_made_at_once() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        """One that has an order."""

        name: str = ""

    @dataclass(frozen=True)
    class Roomy:
        """One without slots."""

        name: str = ""

    assert min([Ordered("b"), Ordered("a")]) == Ordered("a")
    assert hash(Roomy("a")) == hash(Roomy("a"))
    assert vars(Roomy("a")) == {"name": "a"}
