"""How practice is answered: the room's page or its JSON, with a few words of the practice beside the core's view."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.circle import answers, asking, core, hard_moments, practice, screen, words
from kith.circle.practice import Practice
from kith.circle.practice_script import NEWCOMER, YOU, scripts
from kith.kit.edge import wants_json
from kith.kit.refs import new_ref


def moment() -> float:
    return timezone.now().timestamp()


def before(which: str) -> dict[str, Any]:
    script = scripts()[which]
    return {"script": script, "is_scene": which != NEWCOMER, "following": _following(which)}


def _following(which: str) -> Any:
    """The next scene, when there is one."""
    keys = [key for key in scripts() if key != NEWCOMER]
    place = keys.index(which) + 1 if which in keys else len(keys)
    return scripts()[keys[place]] if place < len(keys) else None


def seen(one: Practice) -> dict[str, Any]:
    """The core's own view, and the words of the practice beside it, which the page draws with it."""
    words_beside = {"note": practice.note(one), "fresh": one.fresh, "yours": one.offered_you}
    return {**core.view(one.circle, YOU, moment() + one.ahead), "practice": words_beside}


def as_json(one: Practice, status: int = 200, **more: Any) -> HttpResponse:
    whole = {**more, "seq": one.seq, "circle": seen(one)}
    text = json.dumps(whole, separators=(",", ":"), ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", status=status)


def page(
    request: HttpRequest, one: Practice, status: int = 200, said: str = "", kept: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The room's page, with words of the practice around it."""
    words_around = {"seq": one.seq, "op": new_ref(), "said": said, "kept": kept or {}}
    closed = one.circle.phase == "closed"
    template = "circle/practice_over.html" if closed else "circle/practice_room.html"
    return render(request, template, drawn(one) | before(one.which) | words_around, status=status)


def drawn(one: Practice) -> dict[str, Any]:
    """What the room's page needs. It asks for the state every few seconds; there is no line to listen on."""
    doing = reverse("circle:practice_do", args=[one.which, "x"]).removesuffix("x/")
    asking = reverse("circle:practice_state", args=[one.which])
    cards = [hard_moments.cards()[key] for key in one.script.cards]
    return screen.context(seen(one), doing=doing) | {"asking": asking, "hard_moments": cards}


def back(which: str) -> HttpResponse:
    where = reverse("circle:practice") if which == NEWCOMER else reverse("circle:practice_scene", args=[which])
    return HttpResponseRedirect(where, status=303)


def gone(request: HttpRequest, which: str) -> HttpResponse:
    if wants_json(request):
        raise Http404
    messages.info(request, _("That practice is gone already. You can start again."))
    return back(which)


def done(request: HttpRequest, one: Practice) -> HttpResponse:
    return as_json(one) if wants_json(request) else back(one.which)


def declined(request: HttpRequest, asked: asking.Asked, reason: str, one: Practice) -> HttpResponse:
    """409, with the circle as it is. A form that held words gets its page again with them still in it."""
    said = words.say(reason)
    if wants_json(request):
        return as_json(one, 409, refused=str(reason), say=said)
    kept = answers.words_in(asked.kind, asked.data)
    if kept:
        return page(request, one, 409, said, kept)
    messages.warning(request, said)
    return back(one.which)


def waiting(request: HttpRequest, one: Practice) -> HttpResponse:
    """Nothing more happens before you do something."""
    said = _("Nothing moves by itself just now. It waits for you.")
    if wants_json(request):
        return as_json(one, 409, refused="waits_for_you", say=said)
    messages.info(request, said)
    return back(one.which)


def malformed(request: HttpRequest, kind: str, no: ValueError, one: Practice) -> HttpResponse:
    status, name, said = answers.not_understood(no)
    if wants_json(request):
        return JsonResponse({"error": "malformed", "field": name, "say": said}, status=status)
    return page(request, one, status, said, answers.words_in(kind, request.POST))
