"""A keepsake, on its page and in a circle: for world.py."""

import io
from typing import TYPE_CHECKING

from django.utils import timezone
from PIL import Image

from kith.circle import core, room
from kith.circle.models import Room
from kith.groups.models import Cupboard
from kith.kit.refs import new_ref
from kith.stories import keepsakes, keepsakes_bringing
from kith.stories.models import FromOuting, Keepsake
from tests.cast import meeting

if TYPE_CHECKING:
    from tests.access.world import World


def a_keepsake(world: "World", state: str) -> None:
    """Ben's, shown to the group or only to him; `shut`: shown, and the cupboard is closed again."""
    one = kept(world, "me" if state == "mine" else "group")
    FromOuting.objects.create(keepsake=one, shows=FromOuting.Shows.AGREED)  # someone else may be on it
    world.more["keepsake"] = one.ref
    world.meeting = meeting(world.theirs, starts_in=60)
    if state != "shut":
        opened(world)


def a_circle(world: "World", state: str) -> None:
    """Everyone sits in it; Ben holds the piece and shows what is for nobody else to see outside."""
    from tests.access.world import a_meeting

    one = kept(world, "me")
    opened(world)
    a_meeting(world, "open")
    assert world.meeting
    keepsakes_bringing.bring(one, to=world.meeting, by=one.by)
    world.more["keepsake"] = one.ref
    ana = world.theirs.memberships.get(alias="Ana")
    press(world, ana.ref, "begin")
    while room.look(world.meeting).circle.mode != "floor":
        press(world, ana.ref, "next_part")
    press(world, one.by.ref, "ask_to_share")
    shown = {"kind": "keepsake", "ref": one.ref, "name": "", "text": one.described}
    press(world, one.by.ref, "show", {"shown": shown}, ref=one.ref)
    if state == "put-away":
        press(world, one.by.ref, "put_away")


def press(world: "World", actor: str, kind: str, facts: dict[str, object] | None = None, **data: str) -> core.Circle:
    assert world.meeting and Room.objects.filter(meeting=world.meeting).exists()
    return room.act(world.meeting, actor=actor, kind=kind, op=new_ref(), data=data, facts=facts or {}).circle


def kept(world: "World", readers: str) -> Keepsake:
    to, ben = io.BytesIO(), world.theirs.memberships.get(alias="Ben")
    Image.new("RGB", (8, 6), "teal").save(to, "PNG")
    said = {"described": "A blue tin", "text": "", "ref": new_ref()}
    return keepsakes.make(picture=to, readers=readers, by=ben, now=timezone.now(), **said)


def opened(world: "World") -> None:
    ben = world.theirs.memberships.get(alias="Ben")
    Cupboard.objects.get_or_create(group=world.theirs, what="stories", defaults={"opened_by": ben})
