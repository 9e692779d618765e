"""`kith web`: only the pages, by granian, for installs where `kith live` serves the sockets."""

import argparse
import os
import sys

from kith.config.commands import ground

HELP = "serve only the pages (larger installs)"


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.port_arguments(one)
    ground.data_argument(one)
    one.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    one.add_argument("--threads", type=int, default=4, help="threads a process (default: 4)")


def run(args: argparse.Namespace) -> int:
    if args.workers < 1 or args.threads < 1:
        raise ground.Stop("It takes at least one worker, and one thread a worker.", 2)
    folder = ground.data_folder(args)
    ground.bound(args.host, args.port).close()
    ground.prepare(folder)
    if args.json:
        ground.say_json({"url": f"http://{args.host}:{args.port}"})
    os.execv(sys.executable, [sys.executable, "-m", "granian", *options(args), "kith.config.wsgi:application"])


def options(args: argparse.Namespace) -> list[str]:
    """granian's own words for what was asked."""
    sizes = ["--workers", str(args.workers), "--blocking-threads", str(args.threads), "--backpressure", "64"]
    return [
        "--interface",
        "wsgi",
        "--host",
        args.host,
        "--port",
        str(args.port),
        *sizes,
        "--no-ws",
        "--log-level",
        "warning",
    ]
