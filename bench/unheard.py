"""No story unheard: a year of fifty groups, answered as the literature has it, with and without putting stories before people.

What is known, and used:
- Under a quarter of those who come ever write; one in a hundred writes three quarters of it, the next nine a quarter, the rest
  hardly anything (van Mierlo 2014, J Med Internet Res 16(2):e33: four health networks, 63,990 people). In a group of eight that is
  one or two who write, one of them most: readiness to write is drawn from a lognormal so wide that 22 in 100 write in a year.
- Two of five first messages never get any answer (Burke, Joyce, Kim, Anand and Kraut 2007, C&T: 40,931 messages of 99 Usenet
  groups). How readily people answer of themselves is set so that about this comes out without the rule.

What is not known, and so varied: how many say "I can listen this week", and how readily someone answers who is asked. Reading is
a visit every few days for most, daily for a few. Nobody has measured small groups that meet each week; these are numbers about the
rule, not about people.
"""

import math
import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bench.report import Figure
from kith.stories import unheard
from kith.stories.unheard import Listener, Put, Waiting

GROUPS, SEATS, DAYS, SEEDS = 50, 8, 365, 6
BEGINS = datetime(2027, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORIES_A_WEEK = 0.7  # a group
ANSWERS = (
    0.073  # who writes at all answers an open story at a visit, unasked: set so that two of five are never answered
)
IF_WARM = 0.5  # of that, for whoever did not say that they can listen and only answered lately
PASSES = 0.5  # of those who are asked and do not answer press "let it pass"
LISTENS = (0.05, 0.15, 0.30)  # of members, who say in a week that they can listen
IF_ASKED = (0.15, 0.30, 0.50)  # answers a story that was put before them, once they come by


@dataclass(slots=True)
class Member:
    """`readiness` to write (of all who are in the group), and visits a day."""

    key: int
    readiness: float
    visits: float
    quiet: frozenset[int]  # days of the year around one hard date
    leaves_out: frozenset[str]
    listens_until: float = -1.0
    asked: list[tuple[datetime, int]] = field(default_factory=list)  # when, which story
    answered_at: datetime | None = None
    let_pass_at: datetime | None = None


@dataclass(slots=True)
class Told:
    key: int
    writer: int
    at: datetime
    notes: frozenset[str]
    answered_at: datetime | None = None
    put: list[Put] = field(default_factory=list)
    met: set[tuple[int, datetime]] = field(default_factory=set)  # who came by while it was before them


def figures() -> list[Figure]:
    """Shares in percent, mean over the seeds; the spread beside them. "only_who_said_so": as the rule was."""
    found = []
    without = [year(seed, listens=0, if_asked=0) for seed in range(SEEDS)]
    found += _told("without", without)
    for listens, if_asked in ((0.15, 0.30), (0.30, 0.50)):
        name = f"only_who_said_so.{listens:.0%}_listen.{if_asked:.0%}_answer_if_asked"
        found += _told(name, [year(seed, listens=listens, if_asked=if_asked, warm=False) for seed in range(SEEDS)])
    for listens in LISTENS:
        for if_asked in IF_ASKED:
            name = f"with.{listens:.0%}_listen.{if_asked:.0%}_answer_if_asked"
            found += _told(name, [year(seed, listens=listens, if_asked=if_asked) for seed in range(SEEDS)])
    return found


def _told(name: str, years: list[dict[str, float]]) -> list[Figure]:
    rows = []
    for what in years[0]:
        seen = [one[what] for one in years]
        rows.append(Figure(f"unheard.{name}.{what}", round(statistics.mean(seen), 1), "%" if "after" in what else ""))
        rows.append(Figure(f"unheard.{name}.{what}.spread", round(statistics.stdev(seen), 2), "sd"))
    return rows


def year(seed: int, *, listens: float, if_asked: float, warm: bool = True) -> dict[str, float]:
    """The same people tell the same stories with and without: what is drawn for telling and reading has its own dice."""
    told: list[Told] = []
    members: list[Member] = []
    for group in range(GROUPS):
        some, theirs = one_group(random.Random(f"{seed}-{group}"), listens=listens, if_asked=if_asked, warm=warm)
        told += some
        members += theirs
    asked = [len(one.asked) for one in members]
    return {
        "after_48_hours": 100 * _unheard(told, timedelta(hours=48)),
        "after_72_hours": 100 * _unheard(told, timedelta(hours=72)),
        "after_a_week": 100 * _unheard(told, timedelta(days=7)),
        "after_all": 100 * _unheard(told, timedelta(days=999)),
        "stories": float(len(told)),
        "asked_most_in_a_year": float(max(asked)),
        "ever_write": 100 * sum(one.readiness > 1 for one in members) / len(members),
    }


def _unheard(told: list[Told], within: timedelta) -> float:
    over = [one for one in told if one.at <= BEGINS + timedelta(days=DAYS - 14)]  # the last had no time to be answered
    return sum(one.answered_at is None or one.answered_at - one.at > within for one in over) / len(over)


def people(rnd: random.Random) -> list[Member]:
    """Readiness above 1 writes in a year: 22 in 100. Visits: most come by every two or three days, who writes daily."""
    found = []
    for key in range(1, SEATS + 1):
        readiness = math.exp(rnd.gauss(-2.3, 3.0))
        visits = rnd.uniform(0.7, 2.0) if readiness > 1 else rnd.uniform(0.1, 0.7)
        hard = rnd.randrange(DAYS)
        out = frozenset({"loss"}) if rnd.random() < 0.1 else frozenset[str]()
        found.append(Member(key, readiness, visits, frozenset((hard + away) % DAYS for away in range(-6, 7)), out))
    return found


def one_group(rnd: random.Random, *, listens: float, if_asked: float, warm: bool) -> tuple[list[Told], list[Member]]:
    members, told = people(rnd), list[Told]()
    life, answers, wishes = (random.Random(rnd.random()) for _ in range(3))
    writers = [one for one in members if one.readiness > 1]
    for hour in range(DAYS * 24):
        now = BEGINS + hour * HOUR
        if hour % (7 * 24) == 0:
            _who_listens(members, wishes, hour, listens)
        if writers and life.random() < STORIES_A_WEEK / (7 * 24):
            writer = life.choices(writers, [min(one.readiness, 60.0) for one in writers])[0]
            notes = frozenset({"loss"}) if life.random() < 0.2 else frozenset[str]()
            told.append(Told(len(told) + 1, writer.key, now, notes))
        fresh = [one for one in told[-12:] if now - one.at < unheard.GIVES_UP]
        if listens:
            _round(fresh, members, hour, now, warm=warm)
        for one in members:
            comes = 7 <= hour % 24 < 23 and life.random() < one.visits / 16
            if comes:
                _reads(one, fresh, now, answers, if_asked if one.listens_until > hour else IF_WARM * if_asked)
    return told, members


def _who_listens(members: list[Member], wishes: random.Random, hour: int, listens: float) -> None:
    """Whoever comes by more often says so more often; the share over all members is `listens`."""
    usual = statistics.mean(one.visits for one in members)
    for one in members:
        if wishes.random() < min(1.0, listens * one.visits / usual):
            one.listens_until = hour + 7 * 24


def _round(fresh: list[Told], members: list[Member], hour: int, now: datetime, *, warm: bool) -> None:
    """What `kith work` does each quarter of an hour, here each hour: the rule itself, not a copy of it."""
    open_ones = {one.key: one for one in fresh if one.answered_at is None}
    if not any(now - one.at >= unheard.AFTER for one in open_ones.values()):
        return
    lately = now - unheard.WARM_SINCE
    who = {one.key: one for one in members if one.listens_until > hour}
    who |= {one.key: one for one in members if warm and one.answered_at and one.answered_at > lately}
    listeners = [_listener(one, open_ones, hour, now) for one in who.values()]
    waiting = [Waiting(one.key, one.writer, one.at, one.notes, put=tuple(one.put)) for one in open_ones.values()]
    for story, listener in unheard.choose(waiting, listeners, now=now):
        open_ones[story].put.append(Put(listener, now))
        who[listener].asked.append((now, story))


def _listener(one: Member, open_ones: dict[int, Told], hour: int, now: datetime) -> Listener:
    lately = [at for at, _story in one.asked if now - at < unheard.LATELY]
    holds = sum(story in open_ones and now - at < unheard.STAYS for at, story in one.asked)
    near = hour // 24 % DAYS in one.quiet
    passed = one.let_pass_at is not None and now - one.let_pass_at < unheard.LATELY
    facts = {"warm": one.listens_until <= hour, "let_pass": passed}
    return Listener(one.key, one.leaves_out, near_quiet_day=near, holds=holds, asked=lately, **facts)


def _reads(one: Member, fresh: list[Told], now: datetime, answers: random.Random, if_asked: float) -> None:
    """At each visit, for each story that is not old; what is put before them counts once, at the first visit after that."""
    for story in fresh:
        if story.answered_at or story.writer == one.key or one.leaves_out & story.notes:
            continue
        card = next((put for put in story.put if put.listener == one.key and now - put.at < unheard.STAYS), None)
        met = card is not None and (one.key, card.at) not in story.met
        willing = if_asked if met else ANSWERS if one.readiness > 1 else ANSWERS / 12
        if answers.random() < willing:
            story.answered_at = one.answered_at = now
        elif met and card:
            story.met.add((one.key, card.at))
            if answers.random() < PASSES:
                story.put[story.put.index(card)] = Put(one.key, card.at, passed=True)
                one.let_pass_at = now


def lines(found: list[Figure]) -> Iterator[str]:
    told = {one.what: one.value for one in found}
    for name in dict.fromkeys(one.what.rsplit(".", 1)[0] for one in found if "spread" not in one.what):
        parts = [
            f"{told[f'{name}.{what}']:5.1f} ± {told[f'{name}.{what}.spread']:.1f}"
            for what in ("after_48_hours", "after_72_hours", "after_a_week", "after_all")
        ]
        yield f"| {name.removeprefix('unheard.')} | " + " | ".join(parts) + " |"


if __name__ == "__main__":
    print("\n".join(lines(figures())))
