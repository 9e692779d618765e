"""Where a bench fills its databases. KITH_BENCH_KEEP=FOLDER fills once and measures again and again."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder() -> Iterator[Path]:
    if kept := os.environ.get("KITH_BENCH_KEEP"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="kith-bench-", dir=os.environ.get("KITH_BENCH_DIR")) as made:
        yield Path(made)


@contextmanager
def postgres(beside: Path) -> Iterator[str]:
    """The address of a database of its own. One that is kept is written down in `beside`."""
    from tests.serving import drop_database, new_database

    kept = beside / "postgres.address"
    address = kept.read_text() if kept.exists() else new_database()
    kept.write_text(address)
    yield address
    if not os.environ.get("KITH_BENCH_KEEP"):
        drop_database(address)
