"""What a room's rows say, read from the database itself, past Kith: for tests that do not take a server's word."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kith.circle import core

ROWS = "SELECT seq, op, actor, kind, events FROM circle_entry ORDER BY seq"
STATE = "SELECT seq, state FROM circle_room ORDER BY meeting_id DESC LIMIT 1"


@dataclass(frozen=True)
class Ledger:
    """The newest room: its number, its circle, and every entry since the start."""

    seq: int
    circle: core.Circle
    entries: list[dict[str, Any]]

    def carried_out(self, actor: str, op: str) -> int:
        return sum(entry["actor"] == actor and entry["op"] == op for entry in self.entries)

    def words(self) -> Counter[str]:
        """How often each sentence was said, in all events."""
        said: Counter[str] = Counter()
        for entry in self.entries:
            said.update(event["text"] for event in json.loads(entry["events"]) if event["is"] == "Said")
        return said

    def replayed_from(self, before: "Ledger") -> core.Circle:
        """The circle as its log tells it, from an earlier look on."""
        circle = before.circle
        for entry in self.entries:
            if entry["seq"] > before.seq:
                circle = core.replay(circle, core.load_events(entry["events"]))
        return circle


def read(server: Any) -> Ledger:
    """Looks straight into the server's database, whether or not it runs."""
    address = server.env.get("KITH_DATABASE", "")
    rows, state = _postgres(address) if address else _sqlite(server.data / "kith.sqlite3")
    names = ("seq", "op", "actor", "kind", "events")
    return Ledger(state[0], core.load(state[1]), [dict(zip(names, row, strict=True)) for row in rows])


def _sqlite(path: Path) -> tuple[list[Any], Any]:
    with sqlite3.connect(path, timeout=10) as one:
        one.execute("BEGIN")
        return one.execute(ROWS).fetchall(), one.execute(STATE).fetchone()


def _postgres(address: str) -> tuple[list[Any], Any]:
    import psycopg

    with psycopg.connect(address) as one:
        one.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return one.execute(ROWS).fetchall(), one.execute(STATE).fetchone()
