"""Keepsakes: made, said otherwise, shown, kept to oneself, taken back. Each by whoever it belongs to."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.db import transaction

from kith.groups.models import Group, Membership
from kith.kit import pictures
from kith.kit.refusal import Refused
from kith.people.models import Person
from kith.stories import indexing
from kith.stories import keepsakes_files as files
from kith.stories.models import FromOuting, Keepsake
from kith.stories.signals import announce, keepsake_gone
from kith.stories.words import Reason

MOST = 60  # of one member in one group: at half a megabyte each
ORPHANED = timedelta(hours=2)  # no upload takes as long: a folder without a row after that belongs to nothing


def make(
    *,
    picture: "IO[bytes]",
    described: str,
    text: str,
    readers: str,
    ref: str,
    by: Membership,
    now: datetime,
    beside: Callable[[Keepsake], object] | None = None,
) -> Keepsake:
    """The picture as three WebP files; nothing else of what was sent is kept. Sent twice, it is one keepsake.

    The files are there before the row: a row never points at nothing. If the row fails, they go. `beside` writes what goes with
    it, in the same transaction.
    """
    if known := Keepsake.objects.filter(ref=ref, by=by).first():
        return known
    _not_too_many(by)
    made = _made(picture)
    folder = files.keep(made)
    try:
        sizes = {size: [one.width, one.height] for size, one in made.items()}
        shared = now if readers == "group" else None
        said = {"described": described, "text": text, "shared_at": shared}
        return _written(by, beside, ref=ref, folder=folder, sizes=sizes, **said)
    except BaseException:
        files.remove(folder)
        raise


def _made(picture: "IO[bytes]") -> dict[str, pictures.Picture]:
    """One byte more than may be is enough to know that it is too much. A refusal stands beside the picture."""
    picture.seek(0)
    try:
        return pictures.renditions(picture.read(pictures.MOST_BYTES + 1))
    except Refused as no:
        raise Refused(no.reason, field="picture") from None


@transaction.atomic
def _written(by: Membership, beside: Callable[[Keepsake], object] | None, **facts: Any) -> Keepsake:
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    _not_too_many(by)
    made = Keepsake.objects.create(group_id=by.group_id, by=by, **facts)
    indexing.keep_keepsake(made)
    if beside:
        beside(made)
    return made


def _not_too_many(by: Membership) -> None:
    if Keepsake.objects.filter(by=by).count() >= MOST:
        raise Refused(Reason.TOO_MANY_KEEPSAKES, field="picture")


@transaction.atomic
def reword(keepsake: Keepsake, *, described: str, text: str) -> None:
    Keepsake.objects.filter(pk=keepsake.pk).update(described=described, text=text)
    _found_by_others_or_not(keepsake)


@transaction.atomic
def show(keepsake: Keepsake, *, now: datetime) -> None:
    """To the group, unless someone on it would rather not. Twice is harmless."""
    may_be_shown(keepsake)
    Keepsake.objects.filter(pk=keepsake.pk, shared_at=None).update(shared_at=now)
    _found_by_others_or_not(keepsake)


def may_be_shown(keepsake: Keepsake) -> None:
    if FromOuting.objects.filter(keepsake=keepsake, shows=FromOuting.Shows.UNSAID).exists():
        raise Refused(Reason.NOT_ALL_AGREE)


@transaction.atomic
def keep_to_oneself(keepsake: Keepsake) -> None:
    """Only its owner sees it from now on; to a circle it may be brought all the same."""
    Keepsake.objects.filter(pk=keepsake.pk).update(shared_at=None)
    _found_by_others_or_not(keepsake)


def _found_by_others_or_not(keepsake: Keepsake) -> None:
    for now_so in Keepsake.objects.filter(pk=keepsake.pk):
        indexing.keep_keepsake(now_so)


@transaction.atomic
def take_back(keepsake: Keepsake) -> None:
    """Row and files go for good, at once, also from a circle where it is being shown."""
    Keepsake.objects.filter(pk=keepsake.pk).delete()


def on_deleted(sender: object, instance: Keepsake, **_: object) -> None:
    """However its row went (taken back, its owner erased, the group gone): the files follow when that is certain."""
    transaction.on_commit(partial(files.remove, instance.folder), robust=True)
    announce(keepsake_gone, ref=instance.ref, group=instance.group_id)


def clear_orphans(now: datetime) -> int:
    """A round: folders that no row points at, which a power cut or a restored database left. Returns how many."""
    there = list(files.all_there(before=now - ORPHANED))
    known = set(Keepsake.objects.filter(folder__in=there).values_list("folder", flat=True))
    orphans = [name for name in there if name not in known]
    for name in orphans:
        files.clear(name)
    return len(orphans)


def pictures_of(person: Person) -> Iterator[tuple[Keepsake, bytes]]:
    """For taking along: all that is theirs, each with its largest picture, one in memory at a time."""
    for keepsake in Keepsake.objects.ever_of(person).select_related("group").order_by("made_at"):
        if picture := files.read(keepsake.folder, "large"):
            yield keepsake, picture
