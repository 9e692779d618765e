"""People: who signs in. A person has no name here, only an alias in each group."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from kith.kit.refs import RefField


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(sign_in=(username or "").strip().lower())


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

    def __str__(self) -> str:
        return "a person"


class RecoveryCode(models.Model):
    """One printed code that can set a new passphrase once. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=128)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)


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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "of", "kind"], name="apart_once")]


class Attempt(models.Model):
    """A failed try at a passphrase or a code, counted per name and neighbourhood so that nobody can lock another out."""

    key = models.CharField(max_length=64, db_index=True)  # a keyed hash: neither a name nor an address can be read from it
    at = models.DateTimeField(default=timezone.now, db_index=True)
