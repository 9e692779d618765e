"""The two ways an answer is given: as JSON to a client, as a page to a form. Both say the same."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kith.circle import afterwards, asking, core, entering, hard_moments, held_up, screen, words
from kith.circle.asking import Asked
from kith.circle.entering import Arrival
from kith.circle.room import Declined, Outcome
from kith.companions.forms_kindness import LONGEST
from kith.goals import bringing
from kith.kit.edge import wants_json
from kith.kit.refs import new_ref
from kith.meetings import attendance, places

HELLO_AFTER = timedelta(days=3)
TYPED = ("text", "line", "alias", "link")  # kinds of field that hold someone's words: never lost by a refusal


def seen_by(viewer: str, outcome: Outcome | Declined) -> dict[str, Any]:
    return core.view(outcome.circle, viewer, timezone.now().timestamp())


def as_json(viewer: str, outcome: Outcome | Declined, status: int = 200, **more: Any) -> HttpResponse:
    return HttpResponse(text(viewer, outcome, **more), content_type="application/json", status=status)


def text(viewer: str, outcome: Outcome | Declined, **more: Any) -> str:
    """What is said to a client: the circle as `viewer` sees it, its number, and `more`."""
    around = core.as_json({**more, "seq": outcome.seq})
    circle = core.view_text(outcome.circle, viewer, timezone.now().timestamp())
    return f'{around[:-1]},"circle":{circle}}}'


def signed_out(request: HttpRequest, ref: str, *, always_json: bool = False) -> HttpResponse:
    if always_json or wants_json(request):
        return JsonResponse({"error": "signed_out", "say": str(words.SIGNED_OUT)}, status=401)
    return redirect_to_login(reverse("circle:room", args=[ref]))


def page(
    request: HttpRequest, arrival: Arrival, outcome: Outcome, *, status: int = 200, said: str = "", kept: Any = None
) -> HttpResponse:
    """The circle as a page. `said`: what went wrong with what was sent; `kept`: the words that were in it."""
    view = seen_by(arrival.membership.ref, outcome)
    more = {"op": new_ref(), "said": said, "kept": kept or {}}
    if view["phase"] == "closed" and view["you"]["seat"]:
        more["afterwards"] = places.afterwards.show(request, arrival.meeting, arrival.membership)
    return render(request, _template(view), _around(arrival, view, outcome) | more, status=status)


def hall(request: HttpRequest, arrival: Arrival, outcome: Outcome, turn: int) -> HttpResponse:
    """For a projector. `turn`: by how many seats the ring is turned, to match the chairs."""
    return render(request, "circle/hall.html", _around(arrival, seen_by(core.HALL, outcome), outcome, turn))


def _around(arrival: Arrival, view: Mapping[str, Any], outcome: Outcome, turn: int = 0) -> dict[str, Any]:
    """The view, and what a page needs to know of the meeting that is not the circle's."""
    meeting = entering.whole(arrival)
    group = meeting.group
    found = {"meeting": meeting, "group": group, "seq": outcome.seq, "starts_at": meeting.starts_at}
    if view["you"]["seat"] and any(part["mode"] == "reading" for part in meeting.parts):
        found["clauses"] = agreement.clauses if (agreement := group.agreement) else []
    if view["you"]["seat"] and view["phase"] != "closed":
        goals = held_up.goals(arrival.membership, at=meeting)
        found["brought"] = held_up.brought(arrival.membership, at=meeting, of=goals)
        found["asked_after"] = [goal for goal in goals if bringing.is_asked_after(goal, meeting)]
    if view["you"]["seat"] and view["phase"] == "closed":
        found["to_keep"] = afterwards.to_keep(arrival.membership, at=meeting)
    if view["you"]["seat"]:
        found["kind_words"] = LONGEST if meeting.__dict__["gives_kind_words"] else 0
    if view["phase"] == "closed" and view["you"].get("new"):
        found |= {
            "hello": attendance.hello_of(arrival.membership, at=meeting),
            "hello_on": meeting.starts_at + HELLO_AFTER,
        }
    if "keeping" in view:
        found["hard_moments"] = list(hard_moments.cards().values())[:3]
    if view["you"].get("keeps"):
        found["hall_url"] = reverse("circle:hall", args=[meeting.ref]) if view["way"].get("hall") else ""
    return screen.context(view, ref=meeting.ref, turn=turn) | found


def _template(view: Mapping[str, Any]) -> str:
    if not view["you"]["seat"]:
        return "circle/door.html"
    return "circle/over.html" if view["phase"] == "closed" else "circle/room.html"


def removed(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Asked to leave: kind words and nothing of the circle. Not found, as for any door they have no key to."""
    return render(request, "circle/removed.html", {"group": arrival.meeting.group}, status=404)


def done(request: HttpRequest, arrival: Arrival, outcome: Outcome) -> HttpResponse:
    if wants_json(request):
        return as_json(arrival.membership.ref, outcome)
    return back(arrival)


def back(arrival: Arrival) -> HttpResponse:
    return HttpResponseRedirect(reverse("circle:room", args=[arrival.meeting.ref]), status=303)


def declined(request: HttpRequest, arrival: Arrival, asked: Asked, no: Declined) -> HttpResponse:
    """409, with what the circle is now. A form that held words gets its page again with them still in it."""
    said = words.say(no.reason)
    if wants_json(request):
        return as_json(arrival.membership.ref, no, 409, refused=no.reason, say=said)
    kept = words_in(asked.kind, asked.data)
    if not kept:
        messages.warning(request, said)
        return back(arrival)
    return page(request, arrival, Outcome(no.seq, no.circle, None), status=409, said=said, kept=kept)


def malformed(request: HttpRequest, arrival: Arrival, kind: str, no: ValueError, outcome: Outcome) -> HttpResponse:
    """400 naming the field, or 413. Nothing was changed, and what was typed is still there."""
    status, name, said = not_understood(no)
    if wants_json(request):
        return JsonResponse({"error": "malformed", "field": name, "say": said}, status=status)
    return page(request, arrival, outcome, status=status, said=said, kept=words_in(kind, request.POST))


def not_understood(no: ValueError) -> tuple[int, str, str]:
    """Status, field and sentence for what could not be read."""
    if isinstance(no, asking.Malformed):
        said = words.NO_LINK if no.is_link else words.TOO_LONG if no.most else words.NOT_UNDERSTOOD
        return 400, no.field, str(said) % {"field": no.field, "most": no.most}
    return 413, "body", str(words.TOO_BIG)


def words_in(kind: str, fields: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By command and field, so that a template finds them: `kept.say.text`."""
    shapes = asking.shapes_of(kind)
    typed = {
        name: str(fields.get(name) or "").replace("\x00", "") for name, shape in shapes.items() if shape.kind in TYPED
    }
    return {kind: typed} if any(typed.values()) else {}
