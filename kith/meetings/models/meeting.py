"""A meeting: when a group gathers, in which format and where."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Person

KETTLE = timedelta(minutes=15)  # the room is open this long before, and again after
LATE = timedelta(minutes=30)  # past the planned end; if nobody came by then, nobody will


class MeetingSet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person) -> Self:
        """Meetings of the groups this person is a member of, cancelled and past ones too."""
        return self.filter(group__in=Group.objects.visible_to(person))

    def run_by(self, person: Person) -> Self:
        """Meetings this person may plan, change and cancel: they facilitate the group."""
        return self.filter(group__in=Group.objects.run_by(person))

    def standing(self) -> Self:
        """Not cancelled."""
        return self.filter(cancellation=None)

    def not_over(self, now: datetime) -> Self:
        """Not cancelled; its circle has not closed, and may still be entered."""
        return self.ahead(now).standing()

    def ahead(self, now: datetime) -> Self:
        """The same with the cancelled ones, so that nobody waits at a closed door. Who came is written when a circle closes;
        what is ticked by hand at the door of a hall closes nothing before its end."""
        from kith.meetings.models.attendance import Attendance, NotHeld

        seen = Attendance.objects.filter(meeting=models.OuterRef("pk"), by_hand=False)
        ticked = Attendance.objects.filter(meeting=models.OuterRef("pk"), by_hand=True)
        unheld = NotHeld.objects.filter(meeting=models.OuterRef("pk"))
        recent = self.filter(starts_at__gt=now - timedelta(minutes=LONGEST) - LATE).alias(ends=ENDS)
        over = models.Exists(seen) | models.Exists(unheld) | (models.Q(ends__lte=now) & models.Exists(ticked))
        return recent.filter(~over, ends__gt=now - LATE)

    def held(self, now: datetime) -> Self:
        """Not cancelled, and over: its end has passed, or its circle closed sooner."""
        from kith.meetings.models.attendance import Attendance

        closed = models.Exists(Attendance.objects.filter(meeting=models.OuterRef("pk"), by_hand=False))
        return self.standing().alias(ends=ENDS).filter(models.Q(ends__lte=now) | closed, starts_at__lte=now + KETTLE)

    def open_at(self, now: datetime) -> Self:
        """The kettle is on, or the circle is under way."""
        return self.not_over(now).filter(starts_at__lte=now + KETTLE)

    def knowing_what_became(self, now: datetime) -> Self:
        """Each carries `is_still`, whether it can be come to, and `moved`, how it was last moved."""
        from kith.meetings.models.moving import last_moved

        still = Meeting.objects.not_over(now).filter(pk=models.OuterRef("pk"))
        return self.annotate(is_still=models.Exists(still), moved=last_moved())

    def is_still(self, meeting: "Meeting", now: datetime) -> bool:
        """Whether this one can still be come to."""
        return self.not_over(now).filter(pk=meeting.pk).exists()

    def coming_up(self, now: datetime) -> Self:
        """Those that can still be come to, the next first; the one that is open now included."""
        return self.not_over(now).order_by("starts_at")


class Meeting(models.Model):
    """One gathering. `agenda` is its format, fitted to its minutes when planned: later edits of the format change nothing."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=75)
    format = models.CharField(max_length=40)
    agenda = models.JSONField(default=dict)  # {"parts": [...], "empty_seat": bool}
    prompt_key = models.CharField(
        max_length=60, blank=True
    )  # of the library; empty when the facilitator wrote their own
    call_link = models.CharField(max_length=500, blank=True)  # beside a call
    place = models.CharField(max_length=300, blank=True)  # in a hall
    by_text = models.BooleanField(default=True)
    facilitator = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    planned_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    series = models.ForeignKey("Series", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    # What the rule of its series says: in UTC, and never changed when this one meeting is moved (RECURRENCE-ID).
    occurrence = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(
        default=0
    )  # one more at each change that a calendar has to know (SEQUENCE)
    changed_at = models.DateTimeField(null=True, blank=True)  # when this one was changed by itself, not with its series
    door_by = models.ForeignKey(  # tonight's other role: door and people, while `facilitator` has the piece
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MeetingSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "occurrence"], name="once_an_occurrence")]
        indexes = [
            models.Index(fields=["group", "starts_at"], name="meetings_of_a_group"),
            models.Index(fields=["starts_at", "group", "id"], name="meetings_of_an_hour"),  # for the directory
        ]

    def get_absolute_url(self) -> str:
        return addresses.at("meetings:meeting", self.ref)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def parts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.agenda.get("parts", [])
        return found

    @property
    def asking(self) -> dict[str, Any] | None:
        """The part that asks the evening's question, if this format has one."""
        return next((part for part in self.parts if part.get("asks")), None)

    @property
    def is_cancelled(self) -> bool:
        return hasattr(self, "cancellation")

    @property
    def ruled_at(self) -> datetime:
        """The moment the rule of its series says; of a meeting by itself, its own."""
        return self.occurrence or self.starts_at

    @property
    def is_moved(self) -> bool:
        """By hand, away from what its series says."""
        return self.ruled_at != self.starts_at

    def has_begun(self, now: datetime) -> bool:
        return now >= self.starts_at


SHORTEST, LONGEST = 30, 180  # minutes
LENGTH = models.ExpressionWrapper(
    models.ExpressionWrapper(models.F("minutes"), models.IntegerField())
    * models.Value(timedelta(minutes=1), models.DurationField()),
    models.DurationField(),
)
ENDS = models.ExpressionWrapper(models.F("starts_at") + LENGTH, models.DateTimeField())


class Cancellation(models.Model):
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="cancellation")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)
    with_series = models.BooleanField(default=False)  # one of several at once: people are told of the first only
