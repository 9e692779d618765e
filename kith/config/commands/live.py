"""`kith live`: only the sockets of the circle, for installs where `kith web` serves the pages."""

import argparse

from kith.config.commands import ground, serve

HELP = "serve only the live circle's sockets (larger installs)"


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.port_arguments(one)
    ground.data_argument(one)
    one.set_defaults(port=8001)


def run(args: argparse.Namespace) -> int:
    folder = ground.data_folder(args)
    listening = ground.bound(args.host, args.port)
    ground.prepare(folder)
    where = serve.address(args.host, listening)
    ready = serve.announce({"url": where}, args.json, [f"Kith's sockets are at {where}"])
    serve.serve(listening, "kith.config.asgi:live", ready=ready)
    return 0
