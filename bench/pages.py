"""Pages: server time, queries and bytes on the wire of sign-in, home, group, meeting and circle."""

import gzip
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.report import Figure, percentile
from bench.serving import ROOT, Bench, served
from bench.visitor import Visitor
from kith.config.settling import settle_memory

TIMES = 300
CIRCLES = 20


def figures() -> list[Figure]:
    with served(CIRCLES) as bench:
        weight = first_page_bytes(bench)
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as data:
        env = os.environ | {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATA": data, "KITH_DATABASE": ""}
        subprocess.run([sys.executable, "-m", "bench.community", data, str(CIRCLES)], cwd=ROOT, env=env, check=True)
        told = subprocess.run(
            [sys.executable, "-m", "bench.pages", data], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        ).stdout
    rows = [line.split() for line in told.splitlines()]
    return [
        figure
        for name, queries, p50, p99 in rows
        for figure in (
            Figure(f"page.{name}.p50", float(p50), "ms", 15),
            Figure(f"page.{name}.p99", float(p99), "ms", 60),
            Figure(f"page.{name}.queries", float(queries), "", 10),
        )
    ] + [Figure("page.circle.first_visit", weight / 1000, "kB", 60)]


def first_page_bytes(bench: Bench) -> int:
    """The circle's page and everything it links, compressed as a browser asks for it."""
    room = bench.rooms[0]
    base, cookie = f"http://localhost:{bench.port}", f"kith_session={room['seats'][3]['session']}"
    page = _get(f"{base}/circle/{room['ref']}/", cookie)
    total, waiting, seen = len(gzip.compress(page)), _links(page.decode()), set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith("/static/"):
            continue
        seen.add(address)
        body, on_wire = _get_static(base + address)
        total += on_wire
        if address.endswith(".js"):
            waiting |= {
                address.rsplit("/", 1)[0] + "/" + name for name in re.findall(r'from\s*"\./([^"]+)"', body.decode())
            }
            waiting |= set(re.findall(r'from\s*"(/static/[^"]+)"', body.decode()))
    return total


def _links(page: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))


def _get(address: str, cookie: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})) as answer:
        return bytes(answer.read())


def _get_static(address: str) -> tuple[bytes, int]:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        raw = bytes(answer.read())
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(raw) if packed else raw), len(raw)


def measure(data: str) -> None:
    """Runs in a process of its own, with the real middleware and templates; prints name, queries, p50 and p99 in ms."""
    import json

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    room = json.loads((Path(data) / "bench.json").read_text())[0]
    from kith.meetings.models import Meeting

    group = Meeting.objects.get(ref=room["ref"]).group.ref
    member, stranger = Visitor(room["seats"][3]["session"]), Visitor()
    pages = {
        "sign_in": (stranger, "/sign-in/"),
        "home": (member, "/"),
        "group": (member, f"/groups/{group}/"),
        "meeting": (member, f"/meetings/{room['ref']}/"),
        "circle": (member, f"/circle/{room['ref']}/"),
        "circle_state": (member, f"/circle/{room['ref']}/state"),
    }
    for name, (visitor, address) in pages.items():
        print(name, *_timed(visitor, address))


def _timed(visitor: Visitor, address: str) -> tuple[int, float, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(5):
        status = visitor.get(address)
        if status != 200:
            raise SystemExit(f"{address} answered {status}")
    with CaptureQueriesContext(connection) as asked:
        visitor.get(address)
    queries = len(asked)  # now: the next request empties the log
    settle_memory()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        visitor.get(address)
        took.append((time.perf_counter() - began) * 1000)
    return queries, round(percentile(took, 0.5), 3), round(percentile(took, 0.99), 3)


if __name__ == "__main__":
    measure(sys.argv[1])
