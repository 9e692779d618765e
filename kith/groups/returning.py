"""Lost everything: someone without passphrase, e-mail and codes gets her name in a group back onto a new account.

Two who run the group vouch (two.py says who). From the first of them on the old account is told; it may end it in one press.
Forty-eight hours after the second the name and the standing move: a new row for the new account, so that what hangs on the old
one (drafts, threads, a journal) is not hers by mistake, nor anyone's who only said so. A role is not given back.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kith.groups import afterwards, aliases, leaving, roles, standing, telling_of, two
from kith.groups.models import Group, Membership, Returning
from kith.groups.signals import announce, name_returned
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused
from kith.people.models import Apart, Person

WAITS = timedelta(hours=48)
OPEN_FOR = timedelta(days=30)
Outcome = Returning.Outcome
State = Membership.State
HAS_A_NAME = (State.MEMBER, State.PAUSED)
COPIED = ("alias", "seed", "comes", "if_away", "words_after", "joined_at", "kept_until", "alongside_of_id")


@transaction.atomic
def ask(group: Group, *, said: str, by: Person, now: datetime) -> Returning:
    """She says which name was hers. Whether there is such a name is not looked at, so that nothing can be learnt from it.

    For someone who was asked to go here, the code leads nowhere.
    """
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    before = Membership.objects.filter(group=group, person=by).first()
    if before and before.state in Membership.GONE:
        raise Refused(Kept.NOT_THAT_SLIP, field="code")
    if before and before.state not in (*Membership.PAST, State.NOT_NOW):
        raise Refused(Kept.ALREADY_HERE, field="said")
    if Returning.objects.open().filter(person=by).exists():
        raise Refused(Kept.ASKED_ALREADY)
    returning = Returning.objects.create(group=group, person=by, said=aliases.tidy(said), at=now)
    _tell(returning, *telling_of.who_run(group), kind=telling_of.Kind.FACILITATING, path=_path(returning))
    return returning


def looks_like(returning: Returning) -> Membership | None:
    """The member with the name she said, for those who run the group to begin with."""
    said = aliases.key(returning.said)
    named = returning.group.memberships.filter(state__in=HAS_A_NAME)
    return next((one for one in named if aliases.key(one.alias) == said), None)


@transaction.atomic
def vouch(returning: Returning, *, of: Membership | None, by: Person, now: datetime) -> Returning:
    """ "I know her, and this name was hers." The first says which member it is; the second, that it is so."""
    returning = _locked(returning)
    first = returning.of is None
    whose = of if first else returning.of
    if whose is None or whose.group_id != returning.group_id or whose.state not in HAS_A_NAME:
        raise Refused(Kept.WHO_WAS_IT, field="of")
    if by.pk == returning.person_id or not two.may_say(by, returning.group, about=whose):
        raise Refused(Kept.ABOUT_YOU)
    _say(returning, by, whose)
    if returning.moves_at is None and _enough(returning):
        returning.moves_at = now + WAITS
    returning.save()
    if first:
        _tell_the_old_account(returning, whose)
    return returning


def _say(returning: Returning, by: Person, whose: Membership) -> None:
    """A second word takes the place of one that counts no longer: the one who gave it has gone."""
    returning.of = whose
    if by in {returning.first_by, returning.second_by}:
        raise Refused(Kept.NEEDS_ANOTHER)
    if returning.first_by is None or not two.may_say(returning.first_by, returning.group, about=whose):
        returning.first_by = by
    else:
        returning.second_by = by


def _enough(returning: Returning) -> bool:
    return two.have_said(returning.first_by, returning.second_by, returning.group, about=returning.of)


@transaction.atomic
def refuse(returning: Returning, *, by: Person, now: datetime) -> Returning:
    """ "This is not me": by the old account, in one press, and it is over."""
    returning = _locked(returning)
    if returning.of is None or returning.of.person_id != by.pk:
        raise Refused(Kept.OVER)
    return _end(returning, Outcome.REFUSED, now)


@transaction.atomic
def not_known(returning: Returning, *, by: Person, now: datetime) -> Returning:
    """One who runs the group says: I do not think so. That ends it; she may ask again, and talk with them first."""
    returning = _locked(returning)
    if not two.may_say(by, returning.group, about=returning.of):
        raise Refused(Kept.ABOUT_YOU)
    return _end(returning, Outcome.NOT_KNOWN, now)


@transaction.atomic
def take_back(returning: Returning, *, by: Person, now: datetime) -> Returning:
    returning = _locked(returning)
    if returning.person_id != by.pk:
        raise Refused(Kept.OVER)
    return _end(returning, Outcome.TAKEN_BACK, now)


def look(now: datetime) -> None:
    """A round: move what is due, end what nobody vouched for within thirty days."""
    for returning in Returning.objects.due(now):
        move(returning, now=now)
    for returning in Returning.objects.open().filter(at__lte=now - OPEN_FOR, moves_at=None):
        with transaction.atomic():
            _end(_locked(returning), Outcome.LAPSED, now)


@transaction.atomic
def move(returning: Returning, *, now: datetime) -> Returning:
    """The name changes hands, if all is still as it was when they vouched; else it waits for somebody else, or is over."""
    returning = (
        Returning.objects.select_for_update(no_key=True, of=("self",))
        .select_related("group", "of__person")
        .get(pk=returning.pk)
    )
    if returning.ended_at or returning.moves_at is None or returning.moves_at > now:
        return returning
    group, old = Group.objects.select_for_update(no_key=True).get(pk=returning.group_id), returning.of
    if old is None or old.state not in HAS_A_NAME or not returning.person.is_active:
        return _end(returning, Outcome.LAPSED, now)
    if not _enough(returning):
        returning.moves_at = None
        returning.save(update_fields=["moves_at"])
        return returning
    _change_hands(old, group, returning.person, now)
    return _end(returning, Outcome.MOVED, now)


def _change_hands(old: Membership, group: Group, person: Person, now: datetime) -> Membership:
    """The old row ends and keeps what hangs on it; the new one says what the group knows: the name, and since when."""
    state, kept = old.state, {field: getattr(old, field) for field in COPIED}
    beside = afterwards.alongside(old)
    Membership.objects.filter(pk__in=[one.pk for one in beside]).update(alongside_of=None)
    leaving.end(old, state=State.LEFT, by=None)
    new = Membership.objects.filter(group=group, person=person).first() or Membership(group=group, person=person)
    standing.become(new, state, by=None, now=now, role=Membership.Role.MEMBER, **kept)
    Membership.objects.filter(pk__in=[one.pk for one in beside]).update(alongside_of=new)
    _say_yes_again(old, new)
    _stay_apart(old, new)
    roles.someone_steps_in(group)
    announce(name_returned, old=old, new=new)
    path = reverse("groups:group", args=[group.ref])
    telling_of.tell(person, kind=telling_of.Kind.STANDING, group=group, about=f"returned:{new.ref}", path=path)
    return new


def _say_yes_again(old: Membership, new: Membership) -> None:
    """What she promised, she promised: she is not asked again."""
    for said in old.acceptances.all():
        new.acceptances.get_or_create(agreement=said.agreement, defaults={"at": said.at})


def _stay_apart(old: Membership, new: Membership) -> None:
    """Who in this group keeps apart from her goes on doing so: a new account is no way around it. Her own wishes stay behind."""
    others = Membership.objects.filter(group=old.group_id).exclude(person=new.person_id).values("person")
    for wish in Apart.objects.filter(of=old.person_id, by__in=others):
        Apart.objects.get_or_create(by=wish.by, of=new.person, kind=wish.kind)


def _locked(returning: Returning) -> Returning:
    Group.objects.select_for_update(no_key=True).get(pk=returning.group_id)
    rows = Returning.objects.select_related("group", "of__person", "person", "first_by", "second_by")
    found = rows.get(pk=returning.pk)
    if found.ended_at:
        raise Refused(Kept.OVER)
    return found


def _end(returning: Returning, outcome: str, now: datetime) -> Returning:
    returning.ended_at, returning.outcome = now, outcome
    returning.save()
    telling_of.untell(returning.group, f"returning:{returning.ref}", f"returning:{returning.ref}:old")
    return returning


def _tell(returning: Returning, *who: Person, kind: telling_of.Kind, path: str, what: str = "") -> None:
    telling_of.tell(*who, kind=kind, group=returning.group, about=f"returning:{returning.ref}{what}", path=path)


def _tell_the_old_account(returning: Returning, old: Membership) -> None:
    """And, where it takes the host, the host."""
    path = reverse("groups:not_me", args=[returning.ref])
    _tell(returning, old.person, kind=telling_of.Kind.STANDING, path=path, what=":old")
    if two.runners(returning.group, about=old).count() == 1:
        _tell(returning, *telling_of.hosts(), kind=telling_of.Kind.FACILITATING, path=_path(returning))


def _path(returning: Returning) -> str:
    return reverse("groups:returning", args=[returning.group.ref, returning.ref])
