"""`kith work`: what is done outside of pages: rounds, tasks, notices and letters. `kith serve` runs one beside itself."""

import argparse
import os
import signal
import sys
import threading
from types import FrameType

from kith.config.commands import ground

HELP = "walk rounds, do tasks, carry letters (`kith serve` runs one beside itself)"
PATIENCE = 15.0  # seconds for what is in hand, when the server it belongs to has gone


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.data_argument(one)
    one.add_argument("--once", action="store_true", help="do what is due now, and end")
    one.add_argument("--child", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    folder = ground.data_folder(args)
    ground.load_django()
    ground.good_secret()
    ground.database_answers()
    with ground.alone(folder):
        ground.migrate()
    ground.close_connections()
    from kith.notices import working

    if args.once:
        working.once()
        return 0
    stop = threading.Event()
    if args.child:
        os.nice(5)  # the server beside it answers people who wait
    listen(stop, child=args.child)
    working.work(stop)
    return 0


def listen(stop: threading.Event, *, child: bool) -> None:
    """Ends when told to; as a child, when the pipe from its server ends. Ctrl+C then is the server's affair."""

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, signal.SIG_IGN if child else told)
    if child:
        threading.Thread(target=until_alone, args=(stop,), name="kith-parent", daemon=True).start()


def until_alone(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):  # not by its buffer: its lock would be held while the interpreter closes
        pass
    stop.set()
    threading.Event().wait(PATIENCE)
    os._exit(1)  # a round that does not end must not outlive its server
