"""A picture or two of an outing, afterwards, by who was there: only of things, unless everyone on it agreed; that word is kept.

Whoever is on it and did not agree, or does not any more, says so in a press. Then it is for its owner alone, also in a circle.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import IO, Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from kith.companions.models import Outing
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Person
from kith.stories import asking, keepsakes
from kith.stories.forms import KeepsakeForm
from kith.stories.models import Brought, FromOuting, Keepsake
from kith.stories.models.keepsake import KeepsakeSet
from kith.stories.signals import announce, keepsake_gone
from kith.stories.words import Reason

MOST = 2  # of one outing, by one of those who were there
SHOWN = 12
SHOWS = (
    (FromOuting.Shows.THINGS, _("Only things. Nobody can be recognised")),
    (FromOuting.Shows.AGREED, _("People too, and everyone on it said yes to showing it here")),
)
MISSING = _("Please say which. Without it the picture is not kept.")


class OutingKeepsakeForm(KeepsakeForm):
    shows = forms.ChoiceField(
        label=_("Who or what is on it?"),
        choices=SHOWS,
        widget=forms.RadioSelect,
        error_messages={"required": MISSING},
        help_text=_("If someone has not been asked, or has not answered, please choose another picture."),
    )
    field_order = ["picture", "shows", "described", "text", "readers", "ref"]


def asked_for(request: HttpRequest, me: Membership, *, now: datetime) -> Outing | None:
    """The outing in the address: one that is over, to which this member came, in this group. None: a keepsake like any other."""
    if "outing" not in request.GET:
        return None
    theirs = Outing.objects.joined_by(me.person).over(now).standing().filter(group=me.group)
    return get_object_or_404(theirs, ref=request.GET["outing"])


def form_and_verb(
    of: Outing | None, sent: QueryDict | None, files: "MultiValueDict[str, Any] | None"
) -> tuple[KeepsakeForm, Callable[..., Keepsake]]:
    if of is None:
        return KeepsakeForm(sent, files), keepsakes.make
    return OutingKeepsakeForm(sent, files), partial(make, of=of)


def make(*, of: Outing, shows: str, picture: "IO[bytes]", by: Membership, now: datetime, **facts: Any) -> Keepsake:
    """The keepsake, and beside it what was said of who is on it. Sent twice, it is one."""
    mine = FromOuting.objects.filter(outing=of, keepsake__by=by).exclude(keepsake__ref=facts["ref"])
    if mine.count() >= MOST:
        raise Refused(Reason.TWO_OF_AN_OUTING, field="picture")
    return keepsakes.make(picture=picture, by=by, now=now, beside=partial(_say, of=of, shows=shows, now=now), **facts)


def _say(made: Keepsake, *, of: Outing, shows: str, now: datetime) -> None:
    FromOuting.objects.create(keepsake=made, outing=of, shows=shows, at=now)


def others_pictures(person: Person) -> KeepsakeSet:
    """Of outings, by others, as far as this person may see them: they could be on one."""
    return asking.keepsakes(person).filter(from_outing__isnull=False).exclude(by__person=person)


@transaction.atomic
def i_am_on_it(keepsake: Keepsake, *, now: datetime) -> None:
    """And did not say yes, or would rather not after all. At once, also in a circle, and whoever it was is kept nowhere."""
    FromOuting.objects.filter(keepsake=keepsake).update(shows=FromOuting.Shows.UNSAID)
    keepsakes.keep_to_oneself(keepsake)
    Brought.objects.filter(keepsake=keepsake).delete()
    announce(keepsake_gone, ref=keepsake.ref, group=keepsake.group_id)
    owner, path, zone = keepsake.by.person, keepsake.get_absolute_url(), keepsake.group.zone
    outbox.put(outbox.Telling(owner, Notice.Kind.COMPANION, f"keepsake:{keepsake.ref}:unsaid", path, zone=zone))


def on_its_page(request: HttpRequest, outing: Outing, me: Membership) -> str:
    """What was kept of it, as far as this member may see it."""
    of = FromOuting.objects.filter(outing=outing).values("keepsake")
    shown = list(asking.keepsakes(me.person).filter(pk__in=of).newest()[:SHOWN])
    facts = {"keepsakes": shown, "me": me}
    return render_to_string("stories/keepsakes_of_outing.html", facts, request) if shown else ""
