"""Who a telling goes to. Decided before anything is sent, said on the page, and never the one it is about.

About a member: to the facilitators of the group. About a facilitator: to the host. About the host: to the facilitators.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kith.care import pieces
from kith.care.models import Telling
from kith.care.pieces import Piece
from kith.care.words import Reason
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.people.models import Person

To = Telling.To


@dataclass(frozen=True)
class Standpoint:
    """Where someone tells from: who they are, their groups, the group and the person a link named."""

    person: Person | None
    mine: list[Membership] = field(default_factory=list)
    group: Group | None = None
    about: Membership | None = None
    names_someone: bool = False  # the link did, whether or not that is anyone
    piece: Piece | None = None  # what the link named besides

    @property
    def unnamed(self) -> bool:
        """It is about whoever told a story without their alias. What this page shows is then the same whoever that is."""
        return self.piece is not None and self.piece.unnamed

    @property
    def from_where(self) -> list[Membership]:
        """Their own places that this can go to. Of someone they do not know, real or not, to none of them (A3)."""
        if self.names_someone and not (self.knows_about or self.unnamed):
            return []
        return [own for own in self.mine if not self.group or own.group_id == self.group.pk]

    @property
    def is_lonely(self) -> bool:
        """One person alone could read it; were the story theirs, nobody could. Said beforehand, whoever's it is."""
        return self.unnamed and len(everyone_who_reads(self.group, by=self.person)) < 2

    @property
    def knows_about(self) -> bool:
        """Whether the name of the one it is about may be shown: only to who is in that group."""
        return (
            not self.unnamed
            and self.about is not None
            and any(own.group_id == self.about.group_id for own in self.mine)
        )


def standpoint(person: Person | None, *, group: str = "", about: str = "", **things: str) -> Standpoint:
    """Refs come from a link, so they may be anything: what this person has no part in is as if it were not named."""
    mine = list(Membership.objects.of(person).select_related("group").order_by("group__name")) if person else []
    if piece := pieces.piece(person, **things):
        return Standpoint(person, mine, piece.group, piece.by, names_someone=True, piece=piece)
    whom = Membership.objects.filter(ref=about or None).exclude(person=person).select_related("group").first()
    return Standpoint(person, mine, whom.group if whom else once_in(person, group), whom, bool(about))


def once_in(person: Person | None, group: str) -> Group | None:
    """The group of that ref, if this person is in it or ever was: the removed may tell the host."""
    if not (person and group):
        return None
    return Group.objects.filter(ref=group, memberships__person=person).first()


def facilitators(group: Group, *, about: Membership | None, by: Person | None) -> list[Membership]:
    """Those who would read it: not the one it is about, not the one who tells, nobody who is suspended."""
    running = Membership.objects.who_run().filter(group=group, person__suspended_at=None)
    return [member for member in running if member != about and member.person_id != (by and by.pk)]


def has_host(*, about: Membership | None) -> bool:
    """Whether somebody hosts who is not the one it is about."""
    hosts = Person.objects.filter(is_host=True, suspended_at=None)
    return (hosts.exclude(pk=about.person_id) if about else hosts).exists()


def everyone_who_reads(group: Group | None, *, by: Person | None) -> set[int]:
    """Persons who read what is told here, whoever it is about."""
    hosts = set(Person.objects.filter(is_host=True, suspended_at=None).values_list("pk", flat=True))
    running = {one.person_id for one in facilitators(group, about=None, by=by)} if group else set()
    return (hosts | running) - {by.pk if by else 0}


def destination(
    wish: str, *, group: Group | None, about: Membership | None, by: Person | None, unnamed: bool = False
) -> str:
    """Where it really goes, given where one wished to send it. Refused when nobody is left who may read it.

    Of a story without its writer's alias nothing is refused: a refusal would tell whose it is. It waits for another host.
    """
    could = bool(group and facilitators(group, about=about, by=by))
    if wish == To.FACILITATORS and could and not (about and about.runs):
        return To.FACILITATORS
    if has_host(about=about):
        return To.HOST
    if could and by and group and Membership.objects.of(by).filter(group=group).exists():
        return To.FACILITATORS
    if unnamed:
        return To.HOST
    raise Refused(Reason.NOBODY_TO_TELL)


def aliases(members: Iterable[Membership]) -> list[str]:
    return [member.alias for member in members]
