"""Asking "is it really you?" before something that only the person themselves may do."""

from django.http import HttpRequest

from kith.kit.refusal import Refused

from . import limits
from .models import Person
from .passphrases import tidy
from .words import Reason


def make_sure(person: Person, *, typed: str, request: HttpRequest) -> None:
    """Refuse unless `typed` is their passphrase; tries count like tries to sign in."""
    limits.check("sign-in", person.sign_in, request)
    if not person.check_password(tidy(typed)):
        limits.failed("sign-in", person.sign_in, request)
        raise Refused(Reason.NOT_THAT_PASSPHRASE)
    limits.succeeded("sign-in", person.sign_in, request)
