"""Hearing the pokes of other processes through Redis. When Redis is away or lies, the hub is only slower."""

import asyncio
import logging
from typing import Protocol

from django.conf import settings

from kith.circle import pokes

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
