"""The circle that is open now, and who may be tried out in it."""

from datetime import datetime, timedelta

from kith.circle import opening
from kith.config.demo.written import community
from kith.groups.models import Group, Membership
from kith.meetings import formats, planning, prompts
from kith.meetings.models import Meeting
from kith.people.models import Person

FORMAT = "guided-discussion"
SOON = timedelta(minutes=3)


def first_group() -> Group | None:
    """The group whose circle is open: the first one written down. None in a database that the demo did not make."""
    if not Person.objects.filter(sign_in=community()["host"]["sign_in"], is_host=True).exists():
        return None
    return Group.objects.filter(name=community()["group"][0]["name"]).order_by("pk").first()


def open_meeting(group: Group, *, now: datetime) -> Meeting:
    """The meeting whose circle is open now; planned for now where there is none."""
    near = group.meetings.filter(cancellation=None, starts_at__lte=now + opening.EARLY).order_by("-starts_at")[:3]
    for meeting in near:
        room = opening.open_room(meeting, now) if now < meeting.ends_at else None
        if room and room.closed_at is None:
            return meeting
    return _planned(group, starts=(now + SOON).replace(second=0, microsecond=0), now=now)


def _planned(group: Group, *, starts: datetime, now: datetime) -> Meeting:
    facilitator, form = _facilitator(group), formats.shelf()[FORMAT]
    questions = prompts.fresh(group, at=starts)
    fitting = [*prompts.chosen(questions, theme="grief"), *questions]
    prompt = fitting[0] if fitting else prompts.Prompt("How are you, as you come in?")
    to = planning.Plan(starts_at=starts, minutes=form.minutes, form=form, prompt=prompt, facilitator=facilitator)
    return planning.plan(group, to=to, by=facilitator, now=now)


def _facilitator(group: Group) -> Membership:
    """Whoever facilitates now: in a demo roles may have been tried out."""
    here = list(group.memberships.filter(state=Membership.State.MEMBER).order_by("pk"))
    return next((one for one in here if one.role == Membership.Role.FACILITATOR), here[0])


def told(group: Group, passphrase: str) -> list[dict[str, str]]:
    """Who may be tried out, as `kith demo --json` says it."""
    members = group.memberships.filter(state=Membership.State.MEMBER).select_related("person").order_by("pk")
    return [
        {"sign_in": one.person.sign_in, "passphrase": passphrase, "alias": one.alias, "role": one.role}
        for one in members
    ]
