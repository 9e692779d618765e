"""What Kith holds, told from the data register (D6): one list for the tests, for erasing and for the page."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "data" / "register.toml"


@cache
def register() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text("utf-8")) if PATH.is_file() else {"shelf": []}


def shelves() -> list[dict[str, Any]]:
    """What the page shows, shelf by shelf."""
    return list(register()["shelf"])
