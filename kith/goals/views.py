"""Goals: one's own, those that others show, and all that can be done with one."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.goals import asking, bringing, deeds, ending, forms, showing, witnessing, working
from kith.goals.models import Goal
from kith.groups.asking import MemberRequest, posted, press, signed_in


@signed_in
@require_safe
def goals(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    return render(request, "goals/goals.html", showing.page(me, timezone.now()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    form = forms.NewForm(posted(request))
    if made := form.carry_out(working.begin, by=me, now=timezone.now()):
        messages.success(request, _("It is kept, and only you see it. What would be a first small step?"))
        return redirect(made)
    return render(request, "goals/new.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_safe
def goal(request: MemberRequest, ref: str) -> HttpResponse:
    """To its owner with all they can do; to whom it is shown with "I saw that"; to anyone else it does not exist."""
    if own := asking.mine(request.user).filter(ref=ref).first():
        return _page(request, showing.own(own, timezone.now()))
    one = get_object_or_404(asking.shown(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group_id)
    page = showing.of_another(one, me, timezone.now())
    return render(request, "goals/seen.html", {"page": page, "goal": one, "me": me, "group": one.group})


@signed_in
@require_POST
def do(request: MemberRequest, ref: str, what: str) -> HttpResponse:
    """One of the deeds; what was typed stays on the page when it is refused."""
    one = get_object_or_404(asking.mine(request.user), ref=ref)
    if (deed := deeds.known().get(what)) is None:
        raise Http404
    name, now = what.replace("-", "_"), timezone.now()
    form = deed.kind(request.POST, auto_id=f"{name}_%s")
    if deed.carry_out(form, one, now):
        messages.success(request, str(deed.says(form, one, now)))
        return redirect(one)
    page = showing.own(one, now)
    page.forms[name] = form
    return _page(request, page)


def _page(request: MemberRequest, page: showing.Page) -> HttpResponse:
    meetings = [] if page.end else showing.to_bring_to(request, page.goal, timezone.now())
    facts = {"page": page, "goal": page.goal, "me": page.goal.by, "group": page.goal.group, "meetings": meetings}
    return render(request, "goals/goal.html", facts)


@signed_in
@require_POST
def bring(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.mine(request.user), ref=ref)
    to = get_object_or_404(bringing.ahead(one.by, now=timezone.now()), ref=request.POST.get("meeting", ""))
    if request.POST.get("do") == "leave":
        press(request, partial(bringing.leave_at_home, one, to=to), done=_("It stays at home."))
    else:
        done = _("It comes along. When you have the piece, you find it under “More”.")
        press(request, partial(bringing.bring, one, to=to, by=one.by), done=done)
    return redirect(to if request.POST.get("from") == "meeting" else one)


@signed_in
@require_POST
def saw(request: MemberRequest, ref: str) -> HttpResponse:
    """`off`: taken back."""
    one = get_object_or_404(asking.shown(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group_id)
    seen = witnessing.to_see(one, request.POST.get("of", ""))
    if seen is None:
        raise Http404
    if "off" in request.POST:
        press(request, partial(witnessing.unsay, seen, by=me), done=_("Taken back."))
    else:
        press(
            request, partial(witnessing.saw, seen, by=me, now=timezone.now()), done=_("They can read that you saw it.")
        )
    return redirect(one)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: MemberRequest, ref: str) -> HttpResponse:
    """Asks once, kindly; the button there does it."""
    one: Goal = get_object_or_404(asking.mine(request.user), ref=ref)
    if request.method != "POST":
        return render(request, "goals/let_go.html", {"goal": one, "group": one.group})
    press(request, partial(ending.let_go, one), done=_("It is gone, and all that belonged to it."))
    return redirect("goals:goals", one.group.ref)
