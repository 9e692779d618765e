"""What is shown: two questions to those who were there; to those who facilitate, a year of months in words."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.groups import cupboards, lines
from kith.groups import places as on_group
from kith.groups.models import Group, Membership
from kith.insights import saying
from kith.insights.models import CUPBOARD, Month, Said
from kith.insights.words import ANSWERS, NEITHER, QUESTIONS, SHORT, TOLD
from kith.kit import drawing, together
from kith.kit.together import Word
from kith.meetings import places as on_meeting
from kith.meetings import rhythm
from kith.meetings.models import Meeting

YEAR = 12
HEIGHT = {Word.FEW: 0, Word.SOME: 1, Word.MOST: 2}
LEVELS = (SHORT[Word.MOST], SHORT[Word.SOME], SHORT[Word.FEW])


def asked(me: Membership, meeting: Meeting, *, now: datetime) -> dict[str, Any]:
    """The two questions with what this one said so far, and whether it can still be said."""
    said = Said.objects.of(me.person).filter(meeting=meeting, membership=me).first()
    questions = [(name, words, _answered(getattr(said, name, None))) for name, words in QUESTIONS.items()]
    open_ = saying.may_be_asked(me) and now < saying.until(meeting, me.group.tz)
    facts = {"group": me.group, "me": me, "meeting": meeting, "questions": questions, "answers": list(ANSWERS.items())}
    return facts | {"said": said, "can_say": open_ and not saying.is_over(me.group, meeting, now)}


def _answered(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def after_meeting(request: HttpRequest, meeting: Meeting, me: Membership) -> str:
    """On the page of a meeting or a circle that is over. On someone's quiet day nothing asks anything of them."""
    now = timezone.now()
    if not cupboards.is_open(me.group, CUPBOARD) or not saying.asked_of(me, now=now).filter(pk=meeting.pk).exists():
        return ""
    facts = asked(me, meeting, now=now) | {"back": _where(request)}
    return render_to_string("insights/piece.html", facts, request) if facts["can_say"] else ""


def _where(request: HttpRequest) -> str:
    """So that a press leads back to the page it was made on."""
    match = request.resolver_match
    return "circle" if match and match.app_name == "circle" else "meeting"


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """To those who facilitate, the way to the months."""
    if me is None or not me.runs or not cupboards.is_open(group, CUPBOARD):
        return ""
    return render_to_string("insights/beside.html", {"group": group, "me": me}, request)


def may_be_asked(me: Membership) -> bool:
    return saying.may_be_asked(me) and cupboards.is_open(me.group, CUPBOARD)


def find_lately(me: Membership, now: datetime, *known: Any) -> lines.Rows:
    """For one small line on the group's page: the last meeting that can still be answered."""
    last = lines.first(saying.asked_where(me, now, *known).order_by("-starts_at"), 1)
    return lines.rows(last, CUPBOARD, name="ref", at="starts_at")


def say_lately(me: Membership, row: lines.Row) -> lines.Line:
    return lines.Line(
        _("How was the last meeting for you? Two questions, if you like."),
        reverse("insights:after", args=[row.ref]),
        _("Answer them"),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A month as the page tells it. `met` and `usually` come from who came, which those who facilitate know already."""

    month: date
    heard: Word
    myself: Word
    met: int = 0
    usually: int = 0

    @property
    def sentences(self) -> list[Any]:
        if self.heard == self.myself == Word.TOO_FEW:
            return [NEITHER]
        return [TOLD["heard"][self.heard], TOLD["myself"][self.myself]]

    @property
    def cells(self) -> list[Any]:
        return [(QUESTIONS[name], SHORT[getattr(self, name)]) for name in QUESTIONS]

    @property
    def is_hard(self) -> bool:
        return Word.FEW in (self.heard, self.myself)


def months(me: Membership, *, now: datetime) -> dict[str, Any]:
    """The newest first. Which months there are hangs on nobody's answer."""
    group, zone = me.group, me.group.tz
    rows = list(Month.objects.run_by(me.person).filter(group=group).order_by("-month")[:YEAR])
    told: list[Told] = []
    if rows:
        since, until = (datetime.combine(day, time(0), zone) for day in (rows[-1].month, together.after(rows[0].month)))
        met = rhythm.by_month(group.pk, since=since, until=until, zone=zone)
        told = [Told(one.month, Word(one.heard), Word(one.myself), *met.get(one.month, (0, 0))) for one in rows]
    following = together.after(together.last_due(now, zone))
    facts = {"me": me, "group": group, "told": told, "last": told[0] if told else None}
    return facts | {"pictures": _pictures(told[::-1]), "next_told": together.decided_at(following, zone).date()}


def _pictures(told: list[Told]) -> list[tuple[Any, drawing.Line]]:
    """One for each question, from the second month on that is told."""
    heights = {name: [HEIGHT.get(getattr(one, name)) for one in told] for name in QUESTIONS}
    if max((sum(y is not None for y in those) for those in heights.values()), default=0) < 2:
        return []
    first, last = (date_format(one.month, "M Y") for one in (told[0], told[-1]))
    steps = max(1, len(told) - 1)
    return [
        (
            words,
            drawing.line([(n / steps, y) for n, y in enumerate(heights[name])], levels=LEVELS, first=first, last=last),
        )
        for name, words in QUESTIONS.items()
    ]


def fill_places() -> None:
    on_meeting.afterwards.fill(after_meeting)
    on_group.beside.fill(on_the_groups_page)
    lines.tell(CUPBOARD, find=find_lately, say=say_lately, when=may_be_asked, given=saying.asked_with)
