"""An empty file gets its tables in one go; that must be the very database which all migrations, one after the other, would make."""

import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ready import LAY, ROOT, by_migrations


def laid(folder: Path) -> Path:
    env = os.environ | {"KITH_DATA": str(folder), "KITH_DATABASE": "", "KITH_SECRET": secrets.token_urlsafe(40)}
    subprocess.run([sys.executable, "-c", LAY], env=env, cwd=ROOT, check=True)
    return folder / "kith.sqlite3"


def told(file: Path) -> dict[str, Any]:
    """Every table with its columns, keys and first rows; every index with what it is over; every trigger and rule."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        every = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'sqlite_sequence'"  # where numbers go on
        )
        names = [name for (name,) in db.execute(every)]
        return {name: table(db, name) for name in names} | {"triggers": triggers(db)}


def table(db: sqlite3.Connection, name: str) -> dict[str, Any]:
    columns = {row[1:] for row in db.execute(f'PRAGMA table_info("{name}")')}
    keys = {row[2:7] for row in db.execute(f'PRAGMA foreign_key_list("{name}")')}
    indexes = {index(db, *row[1:]) for row in db.execute(f'PRAGMA index_list("{name}")')}
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    rules = sorted(sql.count(word) for word in ("CHECK", "UNIQUE", "VIRTUAL"))
    (rows,) = db.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()
    return {"columns": columns, "keys": keys, "indexes": indexes, "rules": rules, "rows": rows}


def index(db: sqlite3.Connection, name: str, unique: int, origin: str, partial: int) -> tuple[Any, ...]:
    over = tuple(row[2:5] for row in db.execute(f'PRAGMA index_xinfo("{name}")'))
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone() or ("",)
    return (unique, partial, over, (sql or "").partition(" WHERE ")[2])


def triggers(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


@pytest.mark.deep
def test_both_ways_give_the_same_database(tmp_path: Path) -> None:
    one, other = told(laid(tmp_path)), told(by_migrations())
    assert one.keys() == other.keys()
    assert one["groups_theme"]["rows"] > 0  # what comes with the first migrations is there too
    assert {name: (it, other[name]) for name, it in one.items() if it != other[name]} == {}
