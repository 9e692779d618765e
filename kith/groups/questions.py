"""A question before joining, with or without an account: its answer is found at an address that only who asked is given."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.urls import reverse

from kith.groups import asking_in
from kith.groups.models import FirstVisit, Group, Membership, Question
from kith.groups.words import Reason
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling
from kith.people.models import Person

BYTES = 20  # 160 random bits
KEPT = timedelta(days=60)
A_DAY = 3  # questions of one session
MOST_OPEN = 40  # of people without an account, in one group: more nobody could answer
ASKED = "questions"  # in the session: the days on which this browser asked


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(group: Group, *, words: str, by: Person | None, now: datetime) -> tuple[Question, str]:
    """The question, and the token of its answer's address. The token is told this once: only its hash stays."""
    if by is None and Question.objects.open().filter(group=group, person=None).count() >= MOST_OPEN:
        raise Refused(Reason.MANY_WAITING)
    token = secrets.token_urlsafe(BYTES)
    question = Question.objects.create(group=group, hash=digest(token), person=by, words=words, asked_at=now)
    asking_in.tell_facilitators(group, key=f"question:{question.ref}")
    return question, token


@transaction.atomic
def answer(question: Question, *, words: str, by: Membership, now: datetime) -> Question:
    """The first answer stands. Who asked is told, if they were signed in; else they look at their address."""
    if not words.strip():
        raise Refused(Reason.NO_WORDS, field="own")
    question = Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=question.pk, group=by.group_id)
    if question.answered_at:
        raise Refused(Reason.ANSWERED)
    question.answer, question.answered_by, question.answered_at = words.strip(), by, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    outbox.withdraw(f"question:{question.ref}", now=now)
    if question.person:
        path, key = reverse("groups:own_question", args=[question.ref]), f"reply:{question.ref}"
        outbox.put(Telling(question.person, Notice.Kind.ANSWERED, key, path, zone=by.group.zone))
    return question


@transaction.atomic
def put_away(question: Question, *, by: Membership, now: datetime) -> None:
    """Not one to answer: it goes, and its address leads to a page that says it is not kept any more."""
    outbox.withdraw(f"question:{question.ref}", now=now)
    Question.objects.filter(pk=question.pk, group=by.group_id).delete()


def count(session: SessionBase, *, now: datetime) -> None:
    """One browser asks a few questions a day. It is counted in its own session and nowhere else."""
    today = [day for day in session.get(ASKED, []) if day == f"{now:%Y-%m-%d}"]
    if len(today) >= A_DAY:
        raise Refused(Reason.MANY_QUESTIONS)
    session[ASKED] = [*today, f"{now:%Y-%m-%d}"]


def clear(now: datetime) -> None:
    """The round: after sixty days questions go, and plans for a first visit that nobody touched."""
    Question.objects.filter(asked_at__lt=now - KEPT).delete()
    FirstVisit.objects.filter(kept_at__lt=now - KEPT).delete()
