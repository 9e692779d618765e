"""Frozen facts, made and changed without their constructors, and written down.

A frozen dataclass sets its fields one by one through `object.__setattr__`. Nothing in the evening checks or works out anything when
it is made, so its fields may be laid down at once, in a quarter of the time.
"""

from dataclasses import MISSING, fields
from typing import Any, TypeVar

import orjson

T = TypeVar("T")
_defaults: dict[type, dict[str, Any]] = {}


def replace(fact: T, **changes: Any) -> T:
    """As `dataclasses.replace`: a copy with these fields changed, and nothing of what was remembered beside the fields."""
    was = vars(fact)
    return _laid_down(type(fact), {name: was[name] for name in _fields_of(type(fact))} | changes)


def made(kind: type[T], values: dict[str, Any]) -> T:
    """The fact with these values; for a field that is not among them its default, as for what was written by an older Kith."""
    return _laid_down(kind, _fields_of(kind) | values)


def written(fact: Any) -> str:
    """The fact as JSON, without what it leaves at its default: `made` puts that back.

    A seat that did not change since the last press is not written anew: its text lies beside its fields.
    """
    return orjson.dumps(_said(fact), default=_written_once, option=orjson.OPT_PASSTHROUGH_DATACLASS).decode()


def _written_once(fact: Any) -> orjson.Fragment:
    known = vars(fact)
    if "_written" not in known:
        known["_written"] = orjson.Fragment(written(fact))
    found: orjson.Fragment = known["_written"]
    return found


def _said(fact: Any) -> dict[str, Any]:
    known = vars(fact)
    return {name: known[name] for name, default in _fields_of(type(fact)).items() if known[name] != default}


def _laid_down(kind: type[T], values: dict[str, Any]) -> T:
    if len(values) != len(_fields_of(kind)) or MISSING in values.values():
        raise TypeError(f"{kind.__name__} has other fields")
    fact = object.__new__(kind)
    vars(fact).update(values)
    return fact


def _fields_of(kind: Any) -> dict[str, Any]:
    """Its fields in their order, with their defaults."""
    if kind not in _defaults:
        _defaults[kind] = {field.name: field.default for field in fields(kind)}
    return _defaults[kind]
