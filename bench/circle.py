"""From one press to the last of eight screens: 200 circles of eight, one command a second each, sockets from this process.

Once with `kith serve` alone, once with `kith live` beside it for the sockets. The same frames are then broadcast by a bare
server, as the floor; and everything once more with 5 ms added to each commit.
"""

import asyncio
import os
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import psutil
import uvloop

from bench.report import Figure, percentile
from bench.serving import Bench, bare, fsync_ms, served
from bench.wire import Presser, Screen

CIRCLES = int(os.environ.get("BENCH_CIRCLES", "200"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "20"))
WAIT_FOR_SCREENS = 10.0


@dataclass
class Room:
    """One circle as the load sees it."""

    port: int
    ref: str
    sessions: dict[str, str]
    screens: list[Screen] = field(default_factory=list)
    pressed: list[tuple[int, float]] = field(default_factory=list)  # the seq it became, and when it was pressed
    answered: list[float] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    view: dict[str, Any] = field(default_factory=dict)
    thanked: int = -1

    def next_press(self) -> tuple[str, str, dict[str, Any]]:
        """Someone says they heard, the holder passes on, the next accepts; home again, the question goes round once more."""
        seats = list(self.sessions)
        piece = self.view.get("piece") or {"holder": seats[0], "offered_to": None, "turn": None}
        turn = piece["turn"]
        if piece["offered_to"]:
            return piece["offered_to"], "accept", {"turn": turn}
        if not piece["holder"]:
            return seats[0], "set_prompt", {"text": "And once more?"}
        if self.thanked != turn:
            other = seats[(seats.index(piece["holder"]) + 3) % len(seats)]
            return other, "acknowledge", {"kind": "hear_you", "turn": turn}
        return piece["holder"], "pass_on", {"turn": turn}

    async def press(self, presser: Presser) -> None:
        actor, kind, data = self.next_press()
        data = {name: value for name, value in data.items() if value is not None}
        began = time.perf_counter()
        path = f"/circle/{self.ref}/do/{kind}/"
        status, answer = await presser.post(path, self.sessions[actor], {"op": secrets.token_hex(8), **data})
        self.answered.append(time.perf_counter() - began)
        if "circle" in answer:
            self.view = answer["circle"]
        if "piece" in self.view:
            self.thanked = self.view["piece"]["turn"] if kind == "acknowledge" else self.thanked
        if status == 200:
            self.pressed.append((answer["seq"], began))
        else:
            self.odd.append(f"{status} {kind} {answer.get('refused', '')}")

    async def evening(self, seconds: float) -> None:
        presser = Presser(self.port)
        await asyncio.sleep(random.random())
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until:
            await self.press(presser)
            await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - began)))

    def to_last_screen(self) -> list[float]:
        """Milliseconds from each press to the last of its screens; a screen that never saw it counts as the whole wait."""
        never = WAIT_FOR_SCREENS
        return [
            max((screen.seen.get(seq, began + never) - began) * 1000 for screen in self.screens)
            for seq, began in self.pressed
        ]


async def open_screens(rooms: list[Room], port: int) -> list[asyncio.Task[None]]:
    tasks = []
    for room in rooms:
        ready = []
        for session in room.sessions.values():
            screen, shown = Screen(), asyncio.Event()
            room.screens.append(screen)
            ready.append(shown.wait())
            tasks.append(asyncio.create_task(screen.watch(port, room.ref, session, shown)))
        await asyncio.wait_for(asyncio.gather(*ready), 60)
    return tasks


async def settled(rooms: list[Room]) -> float:
    """Waits until every seat is known to be here and no screen is told anything new; how many seconds that took."""
    began, last, quiet = time.perf_counter(), -1, 0
    while quiet < 20 and time.perf_counter() - began < 90:
        await asyncio.sleep(0.1)
        told = sum(screen.latest for room in rooms for screen in room.screens)
        quiet, last = (quiet + 1 if told == last else 0), told
    return time.perf_counter() - began - 2


async def load(port: int, rooms: list[Room], seconds: float) -> None:
    await asyncio.gather(*(room.evening(seconds) for room in rooms))
    until = time.perf_counter() + WAIT_FOR_SCREENS
    while time.perf_counter() < until and not all(_arrived(room) for room in rooms):
        await asyncio.sleep(0.05)


def _arrived(room: Room) -> bool:
    last = room.pressed[-1][0] if room.pressed else -1
    return all(screen.latest >= last for screen in room.screens)


async def lateness(late: list[float]) -> None:
    """How many milliseconds after its time this process gets to run: if it is late itself, so is every screen it reads."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.02)
        late.append((time.perf_counter() - began - 0.02) * 1000)


@dataclass
class Load:
    """What it cost, on both sides of the line."""

    used: float  # % of a core, the server
    seconds: float  # of CPU, the server
    by_us: float  # % of a core, this process
    stolen: float  # % of the machine, which others on the same host had while this one wanted to work
    late: list[float]


async def counted(bench: Bench, rooms: list[Room]) -> Load:
    late: list[float] = []
    watch = asyncio.create_task(lateness(late))
    cpu, ours, began, machine = bench.cpu(), time.process_time(), time.perf_counter(), psutil.cpu_times()
    await load(bench.port, rooms, SECONDS)
    took, seconds, by_us = time.perf_counter() - began, bench.cpu() - cpu, time.process_time() - ours
    watch.cancel()
    stolen = getattr(psutil.cpu_times(), "steal", 0.0) - getattr(machine, "steal", 0.0)
    return Load(seconds / took * 100, seconds, by_us / took * 100, stolen / took / psutil.cpu_count() * 100, late)


@dataclass
class Run:
    figures: list[Figure]
    frame_bytes: int
    p99: float


async def evenings(bench: Bench, name: str, budgets: bool) -> Run:
    rooms = [Room(bench.port, one["ref"], {s["ref"]: s["session"] for s in one["seats"]}) for one in bench.rooms]
    at_rest = bench.memory()
    tasks = await open_screens(rooms, bench.live)
    arrived = await settled(rooms)
    seated = bench.memory()
    await load(bench.port, rooms, 3)  # until caches are warm; not counted
    for room in rooms:
        room.pressed.clear()
        room.answered.clear()
    cost = await counted(bench, rooms)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return _told(rooms, name, budgets, cost=cost, at_rest=at_rest, seated=seated, after=bench.memory(), arrived=arrived)


def _told(
    rooms: list[Room],
    name: str,
    budgets: bool,
    *,
    cost: Load,
    at_rest: float,
    seated: float,
    after: float,
    arrived: float,
) -> Run:
    all_ms = [ms for room in rooms for ms in room.to_last_screen()]
    answers = [seconds * 1000 for room in rooms for seconds in room.answered]
    odd = [what for room in rooms for what in room.odd]
    if odd:
        print("  not carried out:", {what: odd.count(what) for what in sorted(set(odd))})
    frames = [screen.bytes / max(1, screen.frames) for room in rooms for screen in room.screens]
    seats = sum(len(room.screens) for room in rooms)
    p50, p99 = percentile(all_ms, 0.5), percentile(all_ms, 0.99)
    figures = [
        Figure(f"circle.{name}.presses", len(all_ms), ""),
        Figure(f"circle.{name}.post_to_last_screen.p50", p50, "ms", 15 if budgets else None),
        Figure(f"circle.{name}.post_to_last_screen.p99", p99, "ms", 80 if budgets else None),
        Figure(f"circle.{name}.post_to_answer.p50", percentile(answers, 0.5), "ms"),
        Figure(f"circle.{name}.post_to_answer.p99", percentile(answers, 0.99), "ms"),
        Figure(f"circle.{name}.cpu", cost.used, "% of a core"),
        Figure(f"circle.{name}.cpu_a_press", cost.seconds * 1000 / max(1, len(all_ms)), "ms"),
        Figure(f"circle.{name}.bench_cpu", cost.by_us, "% of a core"),
        Figure(f"circle.{name}.bench_late.p99", percentile(cost.late, 0.99), "ms"),
        Figure(f"circle.{name}.stolen", cost.stolen, "% of the machine"),
        Figure(f"circle.{name}.memory_at_rest", at_rest, "MB", 160 if name == "200x8" else None),
        Figure(f"circle.{name}.memory_after", after, "MB"),
        Figure(f"circle.{name}.memory_a_seat", (seated - at_rest) * 1000 / seats, "kB", 40),
        Figure(f"circle.{name}.all_came_in_at_once", arrived, "s"),
        Figure(f"circle.{name}.refused", len(odd), "", 0),
    ]
    return Run(figures, int(sum(frames) / len(frames)), p99)


async def floor(port: int, frame_bytes: int) -> list[float]:
    """The same presses and screens against a server that only broadcasts."""
    rooms = [Room(port, f"r{number}", {f"s{place}": "x" for place in range(8)}) for number in range(CIRCLES)]
    tasks = await open_screens(rooms, port)
    await load(port, rooms, SECONDS / 2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return [ms for room in rooms for ms in room.to_last_screen()]


async def hammered(bench: Bench, rooms: int, pressers: int = 4, seconds: float = 5) -> float:
    """Commands a second when each of so many rooms is pressed as fast as it answers."""
    chosen = [
        Room(bench.port, one["ref"], {s["ref"]: s["session"] for s in one["seats"]}) for one in bench.rooms[:rooms]
    ]

    async def hammer(room: Room) -> int:
        presser, done, until = Presser(bench.port), 0, time.perf_counter() + seconds
        seats = list(room.sessions.items())
        while time.perf_counter() < until:
            body = {"op": secrets.token_hex(8), "text": "A question without a name?"}
            kind = "just_listen"
            status, _ = await presser.post(f"/circle/{room.ref}/do/{kind}/", seats[1 + done % 7][1], body)
            done += status == 200
        return done

    counted = await asyncio.gather(*(hammer(room) for room in chosen for _ in range(pressers)))
    return sum(counted) / seconds


def figures() -> list[Figure]:
    fsync = fsync_ms()
    with served(CIRCLES) as bench:
        run = uvloop.run(evenings(bench, "200x8", budgets=True))
        one_room = uvloop.run(hammered(bench, rooms=1))
        process = uvloop.run(hammered(bench, rooms=4, pressers=1))
    with served(CIRCLES, apart=True) as bench:
        apart = uvloop.run(evenings(bench, "200x8_live_apart", budgets=True))
    with bare(run.frame_bytes) as port:
        bare_ms = uvloop.run(floor(port, run.frame_bytes))
    with served(CIRCLES, commit_ms=5) as bench:
        slow = uvloop.run(evenings(bench, "200x8_slow_disk", budgets=False))
    floor_p99 = percentile(bare_ms, 0.99)
    return [
        *run.figures,
        Figure("circle.200x8.frame", run.frame_bytes, "bytes"),
        Figure("circle.bare_broadcast.p50", percentile(bare_ms, 0.5), "ms"),
        Figure("circle.bare_broadcast.p99", floor_p99, "ms"),
        Figure("circle.200x8.p99_over_bare", run.p99 / floor_p99, "x"),
        *apart.figures,
        Figure("circle.200x8_live_apart.p99_over_bare", apart.p99 / floor_p99, "x"),
        *slow.figures,
        Figure("circle.most_commands.one_room", one_room, "a second"),
        Figure("circle.most_commands.one_process", process, "a second"),
        Figure("disk.fdatasync_4kB", fsync, "ms"),
    ]
