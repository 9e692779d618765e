"""What a person reads in Kith of what they were told: newest first, on their own clock, and it ends."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kith.kit import by_heart
from kith.notices import clocks, naming, sorts, words
from kith.notices.models import Letter, Notice
from kith.notices.sorting import wishes_of
from kith.people.models import Person

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Line:
    """`about` is what its page is about, for who may see that page; else nothing. `unsure`: the mail may not have arrived."""

    sentence: words.Words
    moment: clocks.Moment | None
    path: str
    about: str
    is_new: bool
    unsure: bool


def lines(person: Person, *, now: datetime) -> list[Line]:
    """Reading them marks them as seen: the next look shows them without the mark that they are new."""
    found = Notice.objects.of(person).told(now).exclude(kind__in=sorts.silent(wishes_of(person).how))
    notices = list(found.select_related("letter", "person").order_by("-due_at", "-pk")[:SHOWN])
    about = naming.names(person, [one.path for one in notices])
    told = [_line(one, about.get(one.path, "")) for one in notices]
    seen(person, [one for one in notices if one.seen_at is None], now=now)
    return told


def seen(person: Person, notices: list[Notice], *, now: datetime) -> None:
    if notices:
        Notice.objects.of(person).unseen().filter(pk__in=[one.pk for one in notices]).update(seen_at=now)


def _line(notice: Notice, about: str) -> Line:
    letter = getattr(notice, "letter", None)
    return Line(
        sentence=words.sentence(notice.kind),
        moment=clocks.moment(notice),
        path=notice.path,
        about=about,
        is_new=notice.seen_at is None,
        unsure=letter is not None and letter.outcome == Letter.Outcome.UNSURE,
    )


def something_waits(person: Person, *, now: datetime) -> bool:
    """Whether there is something unread, by one small question: it is asked on most pages."""
    return any(sorts.how(wished, kind) != sorts.How.NONE for kind, wished in _unread(person, now))


@by_heart.question
def _unread(person: Person, now: datetime) -> "QuerySet[Notice, tuple[str, dict[str, str]]]":
    unread = Notice.objects.of(person).unseen().told(now)
    return unread.values_list("kind", "person__wishes__how")[:SHOWN]
