"""The circle's face over HTTP: the page, its state, and one address for each thing one can do. See docs/protocol.md."""

import re
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from kith.circle import answers, asking, core, entering, faults, held_up, knowing, room
from kith.circle.entering import Arrival
from kith.kit import edge
from kith.meetings import attendance
from kith.stories.keepsakes_showing import as_picture

View = Callable[..., HttpResponse]


class AskedToLeave(Http404):
    """For them there is no circle any more; only the page itself says so in kind words."""


def members_only(view: View) -> View:
    """To sign-in before anything is looked up; 404 for whom there is nothing. The view gets the arrival instead of a ref."""

    @wraps(view)
    def answer(request: HttpRequest, ref: str, **more: str) -> HttpResponse:
        always_json = view.__name__ == "state"
        if always_json:
            edge.in_json(request)
        if not request.user.is_authenticated:
            return answers.signed_out(request, ref, always_json=always_json)
        arrival = entering.arriving(request.user, ref, timezone.now())
        if arrival is None or (arrival.room is None and view.__name__ != "circle"):
            raise Http404
        return view(request, arrival, **more)

    return answer


@require_safe
@members_only
def circle(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """The room, the door before it, or when it opens. Nobody is seated by looking."""
    if arrival.opens_at:
        facts = {"meeting": arrival.meeting, "group": arrival.meeting.group, "opens_at": arrival.opens_at}
        return render(request, "circle/early.html", facts)
    try:
        return answers.page(request, arrival, look(arrival))
    except AskedToLeave:
        return answers.removed(request, arrival)


@require_safe
@members_only
def state(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    viewer = core.HALL if request.GET.get("as") == core.HALL else arrival.membership.ref
    return answers.as_json(viewer, look(arrival, viewer))


@require_safe
@members_only
def hall(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """For a projector, or to be shared into a call: what everyone may see, and nothing to press."""
    turn = request.GET.get("turn", "")
    return answers.hall(
        request, arrival, look(arrival, core.HALL), int(turn) if re.fullmatch("-?[0-9]{1,3}", turn) else 0
    )


@csrf_exempt  # only so that a client whose session has ended hears 401 and not 403: `_carry_out` is protected
@require_POST
@members_only
def do(request: HttpRequest, arrival: Arrival, command: str) -> HttpResponse:
    if command not in core.SHAPES:
        raise Http404
    return _carry_out(request, arrival, command)


do.finds_null_bytes = True  # type: ignore[attr-defined]


@csrf_protect
def _carry_out(request: HttpRequest, arrival: Arrival, command: str) -> HttpResponse:
    try:
        asked = asking.understood(command, asking.typed(request), needs_op=asking.is_json(request))
    except (asking.Malformed, asking.TooBig) as no:
        return answers.malformed(request, arrival, command, no, look(arrival))
    try:
        outcome = act(arrival, asked)
    except room.NoRoom:
        raise Http404 from None
    except room.Declined as declined:
        if declined.reason == core.Reason.REMOVED:
            raise Http404 from None
        return answers.declined(request, arrival, asked, declined)
    return answers.done(request, arrival, outcome)


def act(arrival: Arrival, asked: asking.Asked, *, locked: bool = False) -> room.Outcome:
    """Carry out what was asked, for whoever asked it. Raises as `room.act` does. `locked`: they arrived under the lock already."""
    outcome = room.act(
        arrival.meeting,
        actor=arrival.membership.ref,
        kind=asked.kind,
        op=asked.op,
        data=asked.data,
        turn=asked.turn,
        part=asked.part,
        on_behalf=asked.on_behalf,
        facts=knowing.facts_for(asked.kind, arrival, asked.data),
        row=arrival.room if locked else None,
    )
    faults.at("before_answer")
    return outcome


@require_safe
@members_only
def shown(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """The picture of what the holder shows at this moment, to whoever sits here. The hall's screen is opened by one of them."""
    circle = look(arrival).circle
    if not entering.is_seated(circle, arrival.membership.ref):
        raise Http404
    size = "large" if request.GET.get("as") == core.HALL else "middle"
    return as_picture(held_up.picture(circle, request.GET.get("of", ""), at=arrival.meeting, size=size))


@require_POST
@members_only
def hello(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """After a first evening: may someone say hello in a few days? Yes, or please don't."""
    answer = request.POST.get("answer", "")
    if answer not in ("yes", "please_dont"):
        raise Http404
    if not attendance.answer_hello(arrival.meeting, by=arrival.membership, yes=answer == "yes"):
        raise Http404
    return answers.back(arrival)


def look(arrival: Arrival, viewer: str = "") -> room.Outcome:
    """The circle as it is, for whom there is one to look at."""
    try:
        outcome = room.look(arrival.meeting)
    except room.NoRoom:
        raise Http404 from None
    if entering.is_removed(outcome.circle, arrival.membership.ref):
        raise AskedToLeave
    if not entering.may_watch(outcome.circle, arrival.membership.ref, viewer):
        raise Http404
    return outcome
