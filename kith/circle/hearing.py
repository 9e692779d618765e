"""Hearing the pokes of other processes: of this machine by datagrams, of all by Redis. Without either the hub is slower."""

import asyncio
import logging
from typing import Any, Protocol

from django.conf import settings

from kith.circle import neighbours, pokes

log = logging.getLogger("kith.circle")


class Hears(Protocol):
    redis_well: bool

    def poked(self, room: int, seq: int) -> None: ...
    def look_at_everything(self) -> None: ...


async def listen(hub: Hears) -> None:
    """Listen for ever. Each time the line is there again, look at everything: we do not know what was missed."""
    wait = 0.5
    while True:
        try:
            await _listen_once(hub)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.warning("redis away: %s", type(error).__name__)
        if hub.redis_well:
            wait = 0.5
        hub.redis_well = False
        await asyncio.sleep(wait)
        wait = min(wait * 2, 5)


async def _listen_once(hub: Hears) -> None:
    import redis.asyncio as redis

    async with (
        redis.Redis.from_url(
            settings.REDIS, socket_connect_timeout=2, socket_timeout=5, health_check_interval=5
        ) as there,
        there.pubsub() as channel,
    ):
        await channel.subscribe(pokes.CHANNEL)
        hub.redis_well = True
        hub.look_at_everything()
        while True:
            message = await channel.get_message(ignore_subscribe_messages=True, timeout=3)
            if message and (poke := pokes.understood(message["data"])):
                hub.poked(*poke)


async def listen_here(hub: Hears) -> None:
    """Hear the other processes of this machine for ever. Where that cannot be, the hub looks by itself."""
    try:
        neighbours.folder().mkdir(exist_ok=True)
        line, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: Ear(hub), local_addr=(neighbours.HERE, 0)
        )
    except OSError as error:
        log.warning("cannot hear the others here: %s", type(error).__name__)
        return
    try:
        with neighbours.known_as(line.get_extra_info("sockname")[1]):
            await asyncio.Event().wait()
    finally:
        line.close()


class Ear(asyncio.DatagramProtocol):
    def __init__(self, hub: Hears) -> None:
        self.hub = hub

    def datagram_received(self, data: bytes, addr: Any) -> None:
        if poke := pokes.understood(data):
            self.hub.poked(*poke)
