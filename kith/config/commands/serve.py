"""`kith serve`: pages and sockets in one process on one port, and the worker beside it."""

import argparse
import socket
from collections.abc import Callable
from typing import Any

from kith.config.commands import beside, ground

HELP = "serve pages and the live circle on one port"
# Sockets carry nothing upwards, and pages frames of a few kilobytes downwards: no compression state a seat.
SOCKET_OPTIONS: dict[str, Any] = {"ws_max_size": 4096, "ws_max_queue": 4, "ws_per_message_deflate": False}


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.port_arguments(one)
    ground.data_argument(one)
    beside.argument(one)


def run(args: argparse.Namespace) -> int:
    folder = ground.data_folder(args)
    listening = ground.bound(args.host, args.port)
    ground.prepare(folder)
    where = address(args.host, listening)
    with beside.worker(folder, args) as worker:
        ready = announce({"url": where}, args.json, [f"Kith is at {where}"], worker)
        serve(listening, "kith.config.asgi:application", ready=ready)
    return 0


def address(host: str, listening: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    named = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1", "localhost"} else host  # noqa: S104
    return f"http://{named}:{listening.getsockname()[1]}"


def announce(
    facts: dict[str, Any], as_json: bool, lines: list[str], worker: beside.Beside | None = None
) -> Callable[[], None]:
    """Said once it serves: one line of JSON for a program, a few words for a person. Then the worker starts."""

    def ready() -> None:
        if as_json:
            ground.say_json(facts)
        else:
            for line in lines:
                ground.say(line)
        if worker:
            worker.start()

    return ready


def serve(listening: socket.socket, app: str, *, ready: Callable[[], None]) -> None:
    """Runs until told to stop; then gives requests three seconds to end."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    config = uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # KITH_PROXIES says whom to believe, in one place
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32_768,
        **SOCKET_OPTIONS,
    )
    Server(config).run([listening])
