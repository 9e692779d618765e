"""Practice over HTTP: the room's own page and the same face, for one person and nobody else, signed in or not."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.circle import answers, asking, core, hard_moments, practice, screen, words
from kith.circle import practice_drawer as drawer
from kith.circle.practice import NEWCOMER, Practice
from kith.circle.practice_script import YOU
from kith.kit.edge import wants_json
from kith.kit.refs import new_ref

View = Callable[..., HttpResponse]


def moment() -> float:
    return timezone.now().timestamp()


def of_ours(view: View) -> View:
    """There is nothing to practise by any other name."""

    @wraps(view)
    def answer(request: HttpRequest, which: str = NEWCOMER, **more: str) -> HttpResponse:
        if which not in practice.scripts():
            raise Http404
        return view(request, which, **more)

    return answer


@require_safe
@of_ours
def circle(request: HttpRequest, which: str) -> HttpResponse:
    """What can be practised here, or the practice that is going on. Looking begins nothing."""
    lying = drawer.let_time_pass(request, which, moment())
    return page(request, lying) if lying else render(request, "circle/practice.html", before(which))


@require_safe
def facilitating(request: HttpRequest) -> HttpResponse:
    scenes = [script for script in practice.scripts().values() if script.key != NEWCOMER]
    return render(request, "circle/practice_facilitating.html", {"words": practice.facilitating(), "scenes": scenes})


@require_safe
@of_ours
def state(request: HttpRequest, which: str) -> HttpResponse:
    lying = drawer.let_time_pass(request, which, moment())
    if lying is None:
        raise Http404
    return as_json(lying)


@require_POST
@of_ours
def do(request: HttpRequest, which: str, command: str) -> HttpResponse:
    """As in the room: one address for each thing one can do, by form or JSON."""
    lying = drawer.peek(request, which, moment())
    if command not in core.SHAPES or (lying is None and wants_json(request)):
        raise Http404
    if lying is None:
        return gone(request, which)
    try:
        asked = asking.understood(command, asking.typed(request), needs_op=asking.is_json(request))
    except (asking.Malformed, asking.TooBig) as no:
        return malformed(request, command, no, lying)
    try:
        after = drawer.change(request, which, moment(), lambda one: practice.act(one, asked, moment()))
    except core.Refused as no:
        return declined(request, asked, no.reason, lying)
    except practice.SentBefore:
        return declined(request, asked, "mismatch", lying)
    return done(request, after or lying)


@require_POST
@of_ours
def later(request: HttpRequest, which: str) -> HttpResponse:
    """A moment later: for whom no script looks every few seconds, and for whom a few seconds are too slow."""
    lying = drawer.peek(request, which, moment())
    after = drawer.change(request, which, moment(), lambda one: practice.later(one, moment()))
    if lying is None or after is None:
        return gone(request, which)
    return done(request, after) if after.seq > lying.seq else waiting(request, after)


@require_POST
@of_ours
def again(request: HttpRequest, which: str) -> HttpResponse:
    """Begin, or start again: what lay there is gone."""
    drawer.put(request, practice.begin(which, alias=_("You"), now=moment()))
    return back(which)


@require_POST
@of_ours
def finish(request: HttpRequest, which: str) -> HttpResponse:
    """ "I'm done": nothing is left of it."""
    drawer.throw_away(request, which)
    return HttpResponseRedirect(reverse("circle:practice_done", args=[which]), status=303)


@require_safe
@of_ours
def gone_now(request: HttpRequest, which: str) -> HttpResponse:
    return render(request, "circle/practice_done.html", before(which))


# how it is answered


def before(which: str) -> dict[str, Any]:
    script = practice.scripts()[which]
    return {"script": script, "is_scene": which != NEWCOMER, "following": _following(which)}


def _following(which: str) -> Any:
    """The next scene, when there is one."""
    keys = [key for key in practice.scripts() if key != NEWCOMER]
    place = keys.index(which) + 1 if which in keys else len(keys)
    return practice.scripts()[keys[place]] if place < len(keys) else None


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


practice_urls = [
    path("practice/", circle, name="practice"),
    path("practice/facilitating/", facilitating, name="practise_facilitating"),
    path("practice/facilitating/<slug:which>/", circle, name="practice_scene"),
    path("practice/<slug:which>/do/later/", later, name="practice_later"),
    path("practice/<slug:which>/do/<str:command>/", do, name="practice_do"),
    path("practice/<slug:which>/state", state, name="practice_state"),
    path("practice/<slug:which>/again/", again, name="practice_again"),
    path("practice/<slug:which>/finish/", finish, name="practice_finish"),
    path("practice/<slug:which>/done/", gone_now, name="practice_done"),
]
