"""Reading what a screen asks: a form or JSON, at most 16 kB, every field checked against the core's shapes, the rest ignored."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest

from kith.circle.core import SHAPES, Field
from kith.companions.forms_kindness import LONGEST
from kith.kit.refs import new_ref
from kith.people.forms import spoken

MOST_BYTES = 16 * 1024
KIND_WORDS = {"to": Field("ref", 40), "text": Field("text", LONGEST)}
MOST_NUMBER = 1_000_000_000
OP = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,79}")
REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,39}")
LINK = URLValidator(schemes=["https"])  # as where a meeting is planned
NO = ("", "0", "false", "off", "no")


class Malformed(ValueError):  # noqa: N818 - an answer: it names the field
    def __init__(self, name: str, *, most: int = 0, is_link: bool = False) -> None:
        """`most`: it was well written but longer than that. `is_link`: it is no address."""
        super().__init__(name)
        self.field, self.most, self.is_link = name, most, is_link


class TooBig(ValueError):  # noqa: N818
    """More than 16 kB."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was sent: understood, but not yet allowed."""

    kind: str
    op: str
    turn: int | None = None
    part: int | None = None
    on_behalf: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def is_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def typed(request: HttpRequest) -> Mapping[str, Any]:
    """The fields as they came. Raises `TooBig` or `Malformed`."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooBig
    if not is_json(request):
        return request.POST.dict()
    return from_json(request.body)


def from_json(body: bytes) -> Mapping[str, Any]:
    """The fields in a body that is JSON. Raises `TooBig` or `Malformed`."""
    if len(body) > MOST_BYTES:
        raise TooBig
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Malformed("body") from error
    if not isinstance(fields, dict):
        raise Malformed("body")
    return fields


def understood(kind: str, fields: Mapping[str, Any], *, needs_op: bool) -> Asked:
    """Check every field by its shape. `op` may be missing only from a plain form, which nobody sends twice by itself."""
    shapes = shapes_of(kind)
    op = fields.get("op")
    if not op and not needs_op:
        op = new_ref()
    if not isinstance(op, str) or not OP.fullmatch(op):
        raise Malformed("op")
    return Asked(
        kind,
        op,
        _number("turn", fields.get("turn"), MOST_NUMBER),
        _number("part", fields.get("part"), MOST_NUMBER),
        _ref("on_behalf", fields.get("on_behalf")),
        {
            name: value
            for name, shape in shapes.items()
            if (value := _checked(name, fields.get(name), shape)) is not None
        },
    )


def shapes_of(kind: str) -> Mapping[str, Field]:
    """The fields of a command, or of the one thing that is sent the same way and is none."""
    return KIND_WORDS if kind == "kind_words" else SHAPES[kind]


def _checked(name: str, value: Any, shape: Field) -> Any:
    found = READ[shape.kind](name, value, shape)
    if found is None and shape.required:
        raise Malformed(name)
    return found


def _words(name: str, value: Any, shape: Field) -> str | None:
    """Any script, up to the limit; nothing that is not writing (null bytes, half characters, controls)."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Malformed(name)
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    kinds = [unicodedata.category(sign) for sign in text]
    if any(kind in ("Cc", "Cs") and sign not in "\n\t" for kind, sign in zip(kinds, text, strict=True)):
        raise Malformed(name)
    if len(text) > shape.limit:
        raise Malformed(name, most=shape.limit)
    return text if any(kind[0] not in "CZ" for kind in kinds) else None  # marks that nobody sees are no words


def _line(name: str, value: Any, shape: Field) -> str | None:
    text = _words(name, value, shape)
    return " ".join(text.split()) if text else None


def _alias(name: str, value: Any, shape: Field) -> str | None:
    """As anyone's alias is read: without marks that turn the writing round."""
    return spoken(_line(name, value, shape) or "") or None


def _link(name: str, value: Any, shape: Field) -> str | None:
    text = _line(name, value, shape)
    try:
        LINK(text or "")
    except ValidationError:
        raise Malformed(name, is_link=True) from None
    return text


def _choice(name: str, value: Any, shape: Field) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or value not in shape.choices:
        raise Malformed(name)
    return value


def _flag(name: str, value: Any, shape: Field) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str) or len(value) > 10:
        raise Malformed(name)
    return value.lower() not in NO


def _number(name: str, value: Any, most: int, least: int = -1) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,10}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Malformed(name)
    return value


def _ref(name: str, value: Any, shape: Field | None = None) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not REF.fullmatch(value):
        raise Malformed(name)
    return value


READ: dict[str, Callable[[str, Any, Field], Any]] = {
    "text": _words,
    "line": _line,
    "alias": _alias,
    "link": _link,
    "ref": _ref,
    "choice": _choice,
    "int": lambda name, value, shape: _number(name, value, shape.limit or MOST_NUMBER, least=1),
    "flag": _flag,
}
