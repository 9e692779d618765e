"""Practice over HTTP: the room's own page and the same face, for one person and nobody else, signed in or not."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.circle import asking, core, practice, practice_beginning, practice_script
from kith.circle import practice_answers as answer
from kith.circle import practice_drawer as drawer
from kith.circle.practice_script import NEWCOMER, scripts

View = Callable[..., HttpResponse]


def of_ours(view: View) -> View:
    """There is nothing to practise by any other name."""

    @wraps(view)
    def found(request: HttpRequest, which: str = NEWCOMER, **more: str) -> HttpResponse:
        if which not in scripts():
            raise Http404
        return view(request, which, **more)

    return found


@require_safe
@of_ours
def circle(request: HttpRequest, which: str) -> HttpResponse:
    """What can be practised here, or the practice that is going on. Looking begins nothing."""
    lying = drawer.let_time_pass(request, which, answer.moment())
    return answer.page(request, lying) if lying else render(request, "circle/practice.html", answer.before(which))


@require_safe
def facilitating(request: HttpRequest) -> HttpResponse:
    scenes = [script for script in scripts().values() if script.key != NEWCOMER]
    return render(
        request, "circle/practice_facilitating.html", {"words": practice_script.facilitating(), "scenes": scenes}
    )


@require_safe
@of_ours
def state(request: HttpRequest, which: str) -> HttpResponse:
    lying = drawer.let_time_pass(request, which, answer.moment())
    if lying is None:
        raise Http404
    return answer.as_json(lying)


@require_POST
@of_ours
def do(request: HttpRequest, which: str, command: str) -> HttpResponse:
    """As in the room: one address for each thing one can do, by form or JSON."""
    lying = drawer.peek(request, which, answer.moment())
    if command not in core.SHAPES:
        raise Http404
    if lying is None:
        return answer.gone(request, which)
    try:
        asked = asking.understood(command, asking.typed(request), needs_op=asking.is_json(request))
    except (asking.Malformed, asking.TooBig) as no:
        return answer.malformed(request, command, no, lying)
    try:
        after = drawer.change(request, which, answer.moment(), lambda one: practice.act(one, asked, answer.moment()))
    except core.Refused as no:
        return answer.declined(request, asked, no.reason, lying)
    except practice.SentBefore:
        return answer.declined(request, asked, "mismatch", lying)
    return answer.done(request, after or lying)


@require_POST
@of_ours
def later(request: HttpRequest, which: str) -> HttpResponse:
    """A moment later: for whom no script looks every few seconds, and for whom a few seconds are too slow."""
    lying = drawer.peek(request, which, answer.moment())
    after = drawer.change(request, which, answer.moment(), lambda one: practice.later(one, answer.moment()))
    if lying is None or after is None:
        return answer.gone(request, which)
    return answer.done(request, after) if after.seq > lying.seq else answer.waiting(request, after)


@require_POST
@of_ours
def again(request: HttpRequest, which: str) -> HttpResponse:
    """Begin, or start again: what lay there is gone."""
    drawer.put(request, practice_beginning.begin(which, alias=_("You"), now=answer.moment()))
    return answer.back(which)


@require_POST
@of_ours
def finish(request: HttpRequest, which: str) -> HttpResponse:
    """ "I'm done": nothing is left of it."""
    drawer.throw_away(request, which)
    return HttpResponseRedirect(reverse("circle:practice_done", args=[which]), status=303)


@require_safe
@of_ours
def gone_now(request: HttpRequest, which: str) -> HttpResponse:
    return render(request, "circle/practice_done.html", answer.before(which))


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
