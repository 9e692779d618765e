"""Telling while signed out is counted by address, roomily: a hall full of people may tell, a machine may not flood."""

from django.http import HttpRequest
from django.utils import timezone

from kith.care.words import Reason
from kith.kit.refusal import Refused
from kith.people.addresses import client_address
from kith.people.limits import hashed, note, opens_at

TOLD = 20  # from one address, in the window of kith.people.limits


def one_more(request: HttpRequest) -> None:
    """Count one, or refuse. Who is signed in is never counted: a note from a member always gets through."""
    if request.user.is_authenticated:
        return
    key = hashed("told", client_address(request))
    if opens_at(key, TOLD, timezone.now()):
        raise Refused(Reason.TOLD_A_LOT)
    note(key)
