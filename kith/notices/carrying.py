"""Letters are carried at most once: a letter is marked as handed over, for good, before the mail server hears a word of it.

Killed before that mark, it is free again and goes later; killed after it, nobody can know, so it never goes again: it is told
as unsure, and what it was about stands in Kith. It is tried again only when the server itself said that it was not taken.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction

from kith.kit import faults
from kith.notices import post, sorting, writing
from kith.notices.models import Letter, Notice
from kith.notices.post import Fate
from kith.notices.walking import where
from kith.people.models import Mailbox, Person

log = logging.getLogger("kith.notices")
POINTS = ("letters_claimed", "letter_offered", "letter_handed", "letter_taken", "letter_noted")
at = faults.points(POINTS)
BATCH = 50
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 720)
)  # after the first, second, ... "later"
NOTING = 10  # times; each waits two seconds for a busy database
AWAY = (OperationalError, InterfaceError)  # the database is busy or gone for a moment
# Asked once a letter, and by hand: the ORM took a quarter of all a letter costs to put these words together.
HANDING = f"""UPDATE {Letter._meta.db_table} SET handed_at = %s
    WHERE id = %s AND "by" = %s AND outcome = '' AND handed_at IS NULL AND EXISTS (
        SELECT 1 FROM {Notice._meta.db_table} n
        JOIN {Person._meta.db_table} p ON p.id = n.person_id JOIN {Mailbox._meta.db_table} m ON m.person_id = p.id
        WHERE n.id = {Letter._meta.db_table}.notice_id
        AND n.withdrawn_at IS NULL AND p.suspended_at IS NULL AND m.address = %s)"""  # noqa: S608 - our tables
Outcome = Letter.Outcome
Clock = Callable[[], datetime]


def carry_due(clock: Clock, *, me: str, stop: Callable[[], bool] = lambda: False) -> int:
    """Carries what is due, until nothing is or `stop()`. Returns how many were ended. Raises Away; then no letter was lost."""
    if not (settings.MAIL and Letter.objects.free(clock()).exists()):
        return 0
    ended = 0
    with post.line() as line:
        while not stop() and not line.cut and (batch := claim(me, clock(), BATCH)):
            ended += _carry_all(batch, line, clock=clock, me=me, stop=stop)
    release(me)
    return ended


@transaction.atomic
def claim(me: str, now: datetime, most: int) -> list[Letter]:
    """Takes some in hand: no other worker sees them while this one breathes."""
    free = Letter.objects.free(now) | Letter.objects.waiting().filter(by=me, after__lte=now)
    pks = list(
        free.select_for_update(no_key=True, skip_locked=True)
        .order_by("after", "pk")
        .values_list("pk", flat=True)[:most]
    )
    Letter.objects.filter(pk__in=pks).update(by=me)
    found = Letter.objects.filter(pk__in=pks).order_by("after", "pk")
    return list(found.select_related("notice__person__mailbox", "notice__person__wishes"))


def release(me: str) -> None:
    """What was in hand and not handed over is free again."""
    Letter.objects.waiting().filter(by=me).update(by="")


def _carry_all(batch: list[Letter], line: post.Line, *, clock: Clock, me: str, stop: Callable[[], bool]) -> int:
    at("letters_claimed")
    ended = 0
    for letter in batch:
        if stop() or line.cut:
            break
        ended += _carry(letter, line, now=clock(), me=me)
    return ended


def _carry(letter: Letter, line: post.Line, *, now: datetime, me: str) -> int:
    """1 if the letter's way has ended, however it did."""
    if why := not_to_go(letter, now):
        end(letter, why, now)
        return 1
    fate = _offer(letter, line, now=now, me=me)
    at("letter_taken")
    for _ in range(NOTING):
        try:
            note(letter, fate, now)
            break
        except AWAY:  # what is not noted would be unsure: it is worth waiting for
            close_old_connections()
            time.sleep(0.1)
    at("letter_noted")
    if fate is Fate.UNSURE:
        raise post.Away("cut while a letter was handed over")
    return int(fate is not Fate.LATER)


def _offer(letter: Letter, line: post.Line, *, now: datetime, me: str) -> Fate:
    """A letter that cannot be written holds up no other."""
    try:
        mail = writing.written(letter, now=now)
    except AWAY:
        raise
    except Exception as error:
        log.warning("a letter could not be written: %s", where(error))
        return Fate.LATER
    return line.carry(mail, hand=lambda: hand(letter, me=me, now=now))


def not_to_go(letter: Letter, now: datetime) -> Outcome | None:
    """Why it does not go after all; None: it goes."""
    if letter.notice.withdrawn_at or not sorting.wants_mail(letter.notice.person, letter.notice.kind):
        return Outcome.UNWANTED
    return None if letter.notice.is_of_use(now) else Outcome.LATE


def hand(letter: Letter, *, me: str, now: datetime) -> bool:
    """The mark that it is handed over. False: it is in other hands by now, withdrawn, or its person gone or suspended."""
    at("letter_offered")
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(HANDING, [moment, letter.pk, me, letter.notice.person.mailbox.address])
        done = bool(cursor.rowcount == 1)
    at("letter_handed")
    return done


def note(letter: Letter, fate: Fate, now: datetime) -> None:
    """What became of it. A letter whose person was erased meanwhile is gone, and nothing is written."""
    ends = {Fate.TAKEN: Outcome.SENT, Fate.NEVER: Outcome.REFUSED, Fate.UNSURE: Outcome.UNSURE}
    if fate in ends:
        end(letter, ends[fate], now)
    elif fate is Fate.KEPT:
        Letter.objects.waiting().filter(pk=letter.pk).update(by="")
    else:
        _again_later(letter, now)


def _again_later(letter: Letter, now: datetime) -> None:
    """The server said so itself, so it has not taken it: the mark is taken back."""
    if letter.tries >= len(PAUSES):
        end(letter, Outcome.REFUSED, now)
        return
    after = now + PAUSES[letter.tries]
    facts = {"tries": letter.tries + 1, "after": after, "handed_at": None, "by": ""}
    Letter.objects.filter(pk=letter.pk, outcome="").update(**facts)


def end(letter: Letter, outcome: Outcome, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk, outcome="").update(outcome=outcome, ended_at=now, by="")
