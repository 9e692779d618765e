"""What Kith holds, told from the data register (D6): one list for the tests, for erasing and for the page."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "data" / "register.toml"
CLASSES = {"identity", "secret", "words", "standing", "rhythm", "setting", "link", "machine"}


@dataclass(frozen=True)
class Held:
    """One field of one table: what it is for, how long it is kept, and what becomes of it."""

    name: str  # "people.Person.zone"
    kind: str
    what: str  # empty where its neighbours say it
    why: str
    keep: str
    export: bool
    on_erase: str
    shelf: str

    @property
    def model(self) -> str:
        return self.name.rpartition(".")[0]


@cache
def register() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text("utf-8"))


def fields() -> Iterator[Held]:
    """Every field that is declared, with what its shelf says where it says nothing itself."""
    for shelf in register()["shelf"]:
        for name, said in shelf["field"].items():
            yield held(name, shelf, said)


def held(name: str, shelf: dict[str, Any], said: dict[str, Any]) -> Held:
    whole = shelf | register().get(said["class"], {}) | said
    return Held(
        name=name,
        kind=said["class"],
        what=said.get("what", ""),
        why=whole["why"],
        keep=whole["keep"],
        export=whole["export"],
        on_erase=whole["on_erase"],
        shelf=shelf["title"],
    )


def shelves() -> list[dict[str, Any]]:
    """What the page shows, shelf by shelf: each thing once, how long it is kept, what becomes of it."""
    return [
        {
            "title": shelf["title"],
            "about": shelf["about"],
            "things": [thing(one, shelf) for one in fields() if one.what and one.shelf == shelf["title"]],
            "until": register()["keep"][shelf["keep"]],
            "erased": register()["on_erase"][shelf["on_erase"]],
        }
        for shelf in register()["shelf"]
    ]


def thing(one: Held, shelf: dict[str, Any]) -> dict[str, str]:
    """One line of a shelf; it adds what differs from the shelf's own last line."""
    differs = [
        register()[about][said]
        for about, said in (("keep", one.keep), ("on_erase", one.on_erase))
        if said != shelf[about]
    ]
    return {"what": one.what, "why": one.why, "differs": " ".join(differs)}
