"""What someone takes along: each app says what of theirs it has, as files; they become one zip in a file on the disk.

However much it is, memory holds one file of it at a time. The zip has no name on the disk, so nothing of it is left behind.
"""

import json
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings

Shelf = Callable[[Any], "Iterator[Leaf]"]
_shelves: dict[str, Shelf] = {}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file: in which folder, what it is called without its day and its ending, and what is in it."""

    folder: str
    name: str
    ending: str
    body: bytes
    at: datetime


def add(key: str, shelf: Shelf) -> None:
    """Called in `apps.ready()`. `shelf(person)` yields what is theirs, and nothing of anyone else."""
    _shelves[key] = shelf


def pack(owner: Any, *, about: str = "") -> "IO[bytes]":
    """Everything of theirs, ready to be read from the beginning. Whoever gets it closes it."""
    out = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115 - the answer reads it and closes it
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("read-me.md", about)
            _put_all(packed, owner)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def _put_all(packed: zipfile.ZipFile, owner: Any) -> None:
    taken: set[str] = set()
    for shelf in _shelves.values():
        for leaf in shelf(owner):
            info = zipfile.ZipInfo(_free(leaf, taken), leaf.at.timetuple()[:6])
            info.external_attr = 0o600 << 16
            packed.writestr(info, leaf.body, zipfile.ZIP_DEFLATED if leaf.ending == "md" else zipfile.ZIP_STORED)


def _free(leaf: Leaf, taken: set[str]) -> str:
    """A path that no other file in it has, also where small and capital letters are the same."""
    start = f"{leaf.folder}/{leaf.at:%Y-%m-%d}-{safe(leaf.name)}"
    for number in range(1, len(taken) + 2):
        path = f"{start}.{leaf.ending}" if number == 1 else f"{start}-{number}.{leaf.ending}"
        if path not in taken:
            break
    taken.add(path)
    return path


def safe(text: str, *, most: int = 40) -> str:
    """As part of a file's name anywhere: letters, digits and dashes of any script, at most so many."""
    words = re.sub(r"[^\w]+|_+", "-", unicodedata.normalize("NFKC", text).lower())
    return words[:most].strip("-") or "without-a-title"


def markdown(front: dict[str, object], text: str) -> bytes:
    """Front matter that any reader of YAML reads back, an empty line, and the words as they were typed."""
    lines = [f"{key}: {json.dumps(_said(value), ensure_ascii=False)}" for key, value in front.items() if value]
    return "\n".join(["---", *lines, "---", "", text.strip(), ""]).encode()


def _said(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "".join(char for char in value if char.isprintable()) if isinstance(value, str) else value
