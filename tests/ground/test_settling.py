"""Whatever serves pages lets the collector look often and at little, or one page in hundreds waits for all that the others left."""

import json
import os
import subprocess
import sys

ASKED = """
import gc, json
{imports}
print(json.dumps([gc.get_threshold()[0], gc.get_freeze_count()]))
"""


def collector_after(imports: str, tmp_path) -> list[int]:
    env = os.environ | {"KITH_SECRET": "s" * 50 + "1234567890", "KITH_DATA": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", ASKED.format(imports=imports)], env=env, check=True, capture_output=True, text=True
    )
    return json.loads(told.stdout)


def test_pages_in_a_process_of_their_own_settle_as_soon_as_they_are_loaded(tmp_path):
    often, frozen = collector_after("import kith.config.wsgi", tmp_path)
    assert often <= 2_000
    assert frozen > 50_000  # everything that was loaded


def test_pages_beside_sockets_settle_before_anyone_is_answered(tmp_path):
    begin = """
import asyncio, sys
from kith.config.asgi import lifespan
async def receive(): return {"type": "lifespan"}
async def send(message): pass
asyncio.run(lifespan(receive, send))
"""
    often, frozen = collector_after(begin, tmp_path)
    assert often <= 2_000
    assert frozen > 50_000
