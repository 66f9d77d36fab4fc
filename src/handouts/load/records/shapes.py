"""What keys a record knows at a path, read from the types of the model."""

import types
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel


def keys_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that are known at a path of a record, in the order of the schema.

    Steps of the path that name a form of a value, and not a key, are passed over.
    """
    forms = _forms(model)
    for step in path:
        forms = [f for form in forms for f in _inner(form, step)] or forms
    return [key for form in forms if _is_record(form) for key in _keys(form)]


def _forms(annotation: Any) -> list[Any]:
    """What a type can be: the members of a union, without `None` and what annotates."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _forms(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        members = (m for m in get_args(annotation) if m is not type(None))
        return [f for m in members for f in _forms(m)]
    return [annotation]


def _inner(form: Any, step: int | str) -> list[Any]:
    """The types of what stands at one step within a type."""
    if _is_record(form) and isinstance(step, str):
        names = {field.alias or name: name for name, field in form.model_fields.items()}
        # Type hints, not the fields' annotations: in those, names of later classes stay names.
        return _forms(get_type_hints(form)[names[step]]) if step in names else []
    arguments = get_args(form)
    if get_origin(form) is dict and isinstance(step, str):
        return _forms(arguments[1])
    if get_origin(form) is tuple and isinstance(step, int):
        return _forms(arguments[0])
    return []


def _is_record(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel)


def _keys(form: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in form.model_fields.items()]
