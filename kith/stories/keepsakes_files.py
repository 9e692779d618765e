"""The pictures of keepsakes on the disk: a folder each, under a name that is in no address. Whole, or not there."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kith.kit.pictures import SIZES, Picture

NAME = re.compile(r"[0-9a-f]{32}")
UNFINISHED = ".coming-"
GONE = ".gone-"


def place() -> Path:
    return Path(settings.PICTURES)


def keep(made: Mapping[str, Picture]) -> str:
    """The name of a new folder with these in it. It has its name only once everything in it is on the disk."""
    name = secrets.token_hex(16)
    coming = place() / f"{UNFINISHED}{name}"
    coming.mkdir(parents=True, mode=0o700)
    for size in SIZES:
        with (coming / f"{size}.webp").open("xb") as file:
            file.write(made[size].webp)
            file.flush()
            os.fsync(file.fileno())
    coming.rename(place() / name)
    _sync(place())
    return name


def read(name: str, size: str) -> bytes | None:
    """The bytes; None where there are none, or no longer."""
    if not NAME.fullmatch(name) or size not in SIZES:
        return None
    try:
        return (place() / name / f"{size}.webp").read_bytes()
    except OSError:
        return None


def remove(name: str) -> None:
    """Gone at once for whoever asks, then from the disk. Twice is harmless."""
    if not NAME.fullmatch(name):
        return
    gone = place() / f"{GONE}{name}"
    try:
        (place() / name).rename(gone)
    except FileNotFoundError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def all_there(*, before: datetime) -> Iterator[str]:
    """Names of folders that have not changed since then, the unfinished and half-removed ones with their marks."""
    for one in place().iterdir() if place().is_dir() else ():
        try:
            if one.is_dir() and one.stat().st_mtime < before.timestamp():
                yield one.name
        except FileNotFoundError:  # it was taken back meanwhile
            continue


def clear(name: str) -> None:
    """A folder that nothing knows of."""
    if NAME.fullmatch(name.removeprefix(UNFINISHED).removeprefix(GONE)):
        shutil.rmtree(place() / name, ignore_errors=True)


def _sync(folder: Path) -> None:
    there = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(there)
    finally:
        os.close(there)
