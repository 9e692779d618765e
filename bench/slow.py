"""`python -m bench.slow MS serve ...`: the `kith` command with so many milliseconds added to every commit, as a slow disk would."""

import sys
import time

from django.db.backends.base.base import BaseDatabaseWrapper


def main() -> int:
    pause = float(sys.argv.pop(1)) / 1000
    commit = BaseDatabaseWrapper._commit

    def slower(self: BaseDatabaseWrapper) -> None:
        time.sleep(pause)
        commit(self)

    BaseDatabaseWrapper._commit = slower  # type: ignore[method-assign]
    from kith.config.command import main as kith

    return int(kith() or 0)


if __name__ == "__main__":
    sys.exit(main())
