"""People: who signs in. A person has no name here, only an alias in each group."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import ExtractDay, ExtractMonth
from django.utils import timezone

from kith.kit.refs import RefField


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(sign_in=(username or "").strip().lower())

    def written_to_at(self, address: str) -> "models.QuerySet[Person]":
        """Who proved that this address is theirs, and may sign in."""
        return self.filter(mailbox__address=address.strip().lower(), suspended_at=None)


class Person(AbstractBaseUser):
    """Someone who signs in, with a sign-in name that nobody else is ever shown."""

    last_login = None  # when somebody last came is nobody's business
    sign_in = models.CharField(max_length=40, unique=True)
    zone = models.CharField(max_length=64, blank=True)
    is_host = models.BooleanField(default=False)
    made_on = models.DateField(default=timezone.localdate)
    suspended_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "sign_in"
    objects = People()

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.suspended_at is None

    def keep_zone(self, zone: str) -> None:
        self.zone = zone
        self.save(update_fields=["zone"])

    def __str__(self) -> str:
        return "a person"


class Mailbox(models.Model):
    """Where a person may be written to, if they wish: proved by a link, and used only to find a way back in."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField(db_index=True)  # in small letters
    proved_at = models.DateTimeField(default=timezone.now)


class Codes(models.QuerySet["RecoveryCode"]):
    def unused(self) -> "Codes":
        return self.filter(used_at=None)

    def of_name(self, sign_in: str) -> "Codes":
        """Of the one person with this sign-in name who may sign in."""
        return self.filter(person__sign_in=sign_in.strip().lower(), person__suspended_at=None)


class RecoveryCode(models.Model):
    """One printed code that can set a new passphrase once. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=128)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = Codes.as_manager()


class Aparts(models.QuerySet["Apart"]):
    def around(self, person: Person, kind: str) -> set[int]:
        """Ids of everyone with whom there is such a wish, either way."""
        pairs = self.filter(models.Q(by=person) | models.Q(of=person), kind=kind).values_list("by_id", "of_id")
        return {one for pair in pairs for one in pair} - {person.pk}

    def between(self, person: Person, kind: str, whose: str) -> models.Q:
        """True of rows whose `whose` (a path to a person) is one of those; asked inside the question that uses it."""
        wished, wished_of = self.filter(by=person, kind=kind), self.filter(of=person, kind=kind)
        return models.Q(**{f"{whose}__in": wished.values("of")}) | models.Q(**{f"{whose}__in": wished_of.values("by")})


class Apart(models.Model):
    """One person's wish to be kept apart from another. The other is never told."""

    class Kind(models.TextChoices):
        BLOCK = "block"
        UNSAFE = "unsafe"  # "I'm not safe if this person comes"

    ref = RefField()
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    since = models.DateTimeField(default=timezone.now)

    objects = Aparts.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "of", "kind"], name="apart_once")]


class QuietDays(models.QuerySet["QuietDay"]):
    def of(self, person: Person) -> "QuietDays":
        return self.filter(person=person).order_by("day")

    def quiet(self, persons: Iterable[int], day: date, *, within: timedelta) -> set[int]:
        """Those of these people (by key) who have a quiet day no further from this one than `within`, before or after."""
        found = self.filter(person__in=list(persons))
        return {one.person_id for one in found if one.is_near(day, within=within)}

    def near(self, day: date, *, within: timedelta) -> "QuietDays":
        """The same, asked of the database within another question."""
        return self.on_any(*days_near(day, within=within))

    def on_any(self, days: list[date], keys: list[int]) -> "QuietDays":
        """On one of these days; every year on one of these keys, which is the month times a hundred and the day."""
        key = ExtractMonth("day") * 100 + ExtractDay("day")
        once, yearly = models.Q(yearly=False, day__in=days), models.Q(yearly=True, key_of_day__in=keys)
        return self.alias(key_of_day=key).filter(once | yearly)


def days_near(day: date, *, within: timedelta) -> tuple[list[date], list[int]]:
    """The days around this one, and the keys of those that come every year: a 29th of February is kept on the 28th."""
    days = [day + timedelta(days=n) for n in range(-within.days, within.days + 1)]
    keys = {one.month * 100 + one.day for one in days} - {229}
    return days, sorted(keys | ({229} if 228 in keys else set()))


class QuietDay(models.Model):
    """A day that is hard for someone: near it nothing asks anything of them. Why is not kept, and nobody else is shown it."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    yearly = models.BooleanField(default=True)

    objects = QuietDays.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_quiet_day")]

    def is_near(self, day: date, *, within: timedelta) -> bool:
        if not self.yearly:
            return abs(self.day - day) <= within
        return any(abs(self._in(year) - day) <= within for year in (day.year - 1, day.year, day.year + 1))

    def _in(self, year: int) -> date:
        """The 29th of February is the 28th where there is none."""
        leap = (self.day.month, self.day.day) == (2, 29)
        return self.day.replace(year=year, day=28) if leap else self.day.replace(year=year)


class Attempt(models.Model):
    """A failed try at a passphrase or a code, counted per name and neighbourhood so that nobody can lock another out."""

    key = models.CharField(
        max_length=64, db_index=True
    )  # a keyed hash: neither a name nor an address can be read from it
    at = models.DateTimeField(default=timezone.now, db_index=True)
