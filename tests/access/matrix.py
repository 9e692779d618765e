"""The access matrix read: every route x method x role x state to one outcome."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.access.world import ROLES, STATES

PATH = Path(__file__).parent / "matrix.toml"
METHODS = ("GET", "POST")
REFUSALS = {"sign-in", "401", "404", "403", "405"}
OUTCOMES = REFUSALS | {"200", "204", "goes", "400", "409", "ends"}


class Hole(LookupError):  # noqa: N818 - it is a thing that is missing
    """A cell that nobody has thought about."""


@dataclass(frozen=True)
class Row:
    """One way to ask one route: "circle:do" may be asked in several, "circle:do#lock" is one of them."""

    name: str
    said: dict[str, Any]

    @property
    def route(self) -> str:
        return self.name.partition("#")[0]

    @property
    def thing(self) -> str:
        """Of what kind the object behind it is; its states are in world.STATES."""
        return str(self.said.get("thing", ""))

    @property
    def states(self) -> tuple[str, ...]:
        return STATES[self.thing]

    def outcomes(self, method: str, state: str) -> dict[str, str]:
        """Role -> outcome. A role that no word of the row covers is a hole."""
        said = self.said.get(method)
        if said is None:
            raise Hole(f"{self.name} says nothing of {method}")
        if isinstance(said, dict) and set(said) & set(self.states) - {""}:
            if state not in said:
                raise Hole(f"{self.name} {method} says nothing of {state}")
            said = said[state]
        return {role: self.outcome(said, role, method) for role in ROLES}

    def outcome(self, said: str | dict[str, str], role: str, method: str) -> str:
        if isinstance(said, str):
            return said
        for word in (role, *(name for name, roles in sets().items() if role in roles), "others"):
            if word in said:
                return said[word]
        raise Hole(f"{self.name} {method} says nothing of {role}")


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text("utf-8"))


@cache
def sets() -> dict[str, list[str]]:
    return dict(table()["sets"])


def rows() -> list[Row]:
    return [Row(name, said) for name, said in table()["route"].items()]


def sockets() -> list[Row]:
    return [Row(name, said) for name, said in table()["socket"].items()]


def holes(row: Row, methods: tuple[str, ...] = METHODS) -> Iterator[str]:
    """What is missing from a row, or has no meaning in it."""
    for method in methods:
        for state in row.states:
            try:
                said = set(row.outcomes(method, state).values())
            except Hole as hole:
                yield str(hole)
                continue
            if said - OUTCOMES:
                yield f"{row.name} {method}: {said - OUTCOMES} is no outcome"
