"""The help page's words and numbers, from a file: the host's own help.toml in the data folder, else Kith's."""

import logging
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

log = logging.getLogger("kith.help")
OURS = Path(__file__).parent / "data" / "help.toml"
GOOD_FOR = timedelta(days=180)
NEEDED = ("title", "intro", "now", "helplines", "can", "cannot", "leave", "tonight", "emergency", "helpline")


@cache
def page() -> dict[str, Any]:
    """Helplines stand under their country. A file that the host has broken is set aside, not shown broken."""
    theirs = settings.DATA / "help.toml"
    words = read(theirs) if theirs.is_file() else None
    return by_country(words or read(OURS) or {})


def read(path: Path) -> dict[str, Any] | None:
    try:
        words = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        log.error("%s cannot be read, so Kith's own help page is shown: %s", path.name, error)
        return None
    missing = [key for key in NEEDED if key not in words]
    if missing:
        log.error("%s misses %s, so Kith's own help page is shown", path.name, ", ".join(missing))
        return None
    return words


def by_country(words: dict[str, Any]) -> dict[str, Any]:
    countries: dict[str, dict[str, Any]] = {}
    for kind in ("emergency", "helpline"):
        for line in words[kind]:
            country = countries.setdefault(line["code"], {"name": line["country"], "code": line["code"], "lines": []})
            country["lines"].append(line | {"dial": dial(line["number"]), "emergency": kind == "emergency"})
    return words | {"countries": sorted(countries.values(), key=lambda country: str(country["name"]))}


def dial(number: str) -> str:
    """What a telephone link wants: digits and a leading plus."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def to_check(*, today: date) -> list[str]:
    """Names of the entries last checked more than half a year ago: the host is asked to look at them again."""
    lines = [*page()["emergency"], *page()["helpline"]]
    return [
        line.get("name", line["country"]) for line in lines if today - date.fromisoformat(line["checked_on"]) > GOOD_FOR
    ]
