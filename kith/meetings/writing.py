"""A group writes its formats: taking a copy, keeping a change, sharing it with other groups here, putting it away."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from kith.groups.models import Group, Membership
from kith.kit.refs import new_ref
from kith.kit.refusal import Refused
from kith.meetings import formats, wholeness
from kith.meetings.formats import Format, Part
from kith.meetings.models import Series, Variation, WrittenFormat
from kith.meetings.varying import Varied
from kith.meetings.words import Reason

MOST_FORMATS, MOST_VARIATIONS = 20, 8
OTHERWISE = "guided-discussion"  # what a series follows when its format has been put away


@transaction.atomic
def copy(form: Format, *, name: str, by: Membership) -> WrittenFormat:
    """A format of the group's own that begins as another one. Where that came from another group, nothing says which."""
    group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    if group.formats.count() >= MOST_FORMATS:
        raise Refused(Reason.SHELF_IS_FULL)
    made_from = form.key if form.key in formats.shelf() else ""
    written = WrittenFormat(group=group, made_from=made_from, by=by)
    return _settle(written, replace(form, name=name[:60]))


@transaction.atomic
def copy_shared(ref: str, *, by: Membership) -> WrittenFormat:
    """The same of what another group shares, if it still does. What is different on their dates is not taken along."""
    shared = WrittenFormat.objects.shared_with(by).select_for_update(no_key=True).filter(ref=ref).first()
    if shared is None:
        raise Refused(Reason.NOT_SHARED_NOW)
    return copy(formats.read(shared), name=shared.name, by=by)


@transaction.atomic
def keep(written: WrittenFormat, *, to: Format, by: Membership) -> WrittenFormat:
    """What was typed, if a circle can follow it. Meetings already planned stay as they are."""
    written = _locked(written, by)
    to = replace(to, parts=tuple(_usual(one) for one in to.parts))
    wholeness.check(to)
    keys = {one.key for one in to.parts}
    written.variations.exclude(part__in=keys).delete()
    wholeness.check_varied(to, formats.read(written).variations)
    return _settle(written, to)


def _usual(one: Part) -> Part:
    """A soft length of a turn where turns are taken, and none where they are not."""
    turns = one.mode in wholeness.TURNS
    return replace(one, share=(one.share or min(wholeness.USUAL_SHARE, one.minutes)) if turns else None)


def _settle(written: WrittenFormat, to: Format) -> WrittenFormat:
    written.name, written.summary, written.good_for = to.name, to.summary, to.good_for
    written.fewest, written.most = to.seats
    written.empty_seat = to.empty_seat
    written.parts = [formats.written_down(one) for one in to.parts]
    written.save()
    return written


@transaction.atomic
def share(written: WrittenFormat, *, yes: bool, by: Membership, now: datetime) -> WrittenFormat:
    """Other groups on this server may copy it, or not any more. Copies taken before stay where they are."""
    written = _locked(written, by)
    written.shared_at = (written.shared_at or now) if yes else None
    written.save(update_fields=["shared_at"])
    return written


@transaction.atomic
def put_away(written: WrittenFormat, *, by: Membership) -> None:
    """It goes. Meetings already planned keep their agenda; a series follows what the format began as."""
    written = _locked(written, by)
    Series.objects.filter(group=by.group_id, format=written.key).update(format=otherwise(written))
    written.delete()


def otherwise(written: WrittenFormat) -> str:
    """The key of what a series follows when this one is put away."""
    return written.made_from if written.made_from in formats.shelf() else OTHERWISE


def following(written: WrittenFormat, *, now: datetime) -> list[Series]:
    """The series that follow it, and still meet."""
    found = Series.objects.going_on().filter(group=written.group_id, format=written.key).select_related("group")
    return [one for one in found if not one.is_over(now)]


@transaction.atomic
def vary(written: WrittenFormat, *, to: Varied[Part], by: Membership) -> Variation:
    """Something is different on some dates, from the next meeting that is planned."""
    written = _locked(written, by)
    form = formats.read(written)
    if len(form.variations) >= MOST_VARIATIONS:
        raise Refused(Reason.VARIES_ENOUGH)
    old = next((one for one in form.parts if one.key == to.part), None)
    if old is None:
        raise Refused(Reason.STAYS_AS_IT_IS, field="part")
    asks = to.what == "instead" and old.asks and to.block.mode in wholeness.SHARES
    block = _usual(replace(to.block, key=new_key(), asks=asks, prompt_depth=old.prompt_depth))
    to = replace(to, block=block)
    wholeness.check_varied(form, (*form.variations, to))
    return Variation.objects.create(
        format=written,
        on=to.on,
        number=to.number,
        day=to.day,
        what=to.what,
        part=to.part,
        block=formats.written_down(block),
        by=by,
    )


@transaction.atomic
def drop(written: WrittenFormat, *, variation: str, by: Membership) -> None:
    """The same each time again. Twice is harmless."""
    _locked(written, by).variations.filter(ref=variation).delete()


def new_key() -> str:
    """The name of a part within its format; nobody is shown it."""
    return f"part-{new_ref()[:8]}"


def _locked(written: WrittenFormat, by: Membership) -> WrittenFormat:
    return WrittenFormat.objects.select_for_update(no_key=True).get(pk=written.pk, group=by.group_id)
