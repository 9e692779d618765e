"""The host keeps the themes. For anyone else these pages do not exist."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.finding import themes
from kith.finding.forms import ThemeForm
from kith.groups.asking import MemberRequest, posted, press, signed_in

View = Callable[..., HttpResponse]


def hosts(view: View) -> View:
    """To sign-in; then only the host."""

    @signed_in
    @wraps(view)
    def answer(request: MemberRequest, **named: Any) -> HttpResponse:
        if not request.user.is_host:
            raise Http404
        return view(request, **named)

    return answer


@hosts
@require_http_methods(["GET", "HEAD", "POST"])
def tree(request: MemberRequest) -> HttpResponse:
    """All of them with how many groups are about each; and one more to add."""
    form = ThemeForm(posted(request), by=request.user)
    if form.carry_out(themes.add, by=request.user):
        messages.success(request, _("It is there now. Facilitators can choose it for their group."))
        return redirect("finding:themes")
    return render(request, "finding/themes.html", {"form": form, "tree": themes.counted(request.user)})


@hosts
@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: MemberRequest, ref: str) -> HttpResponse:
    """Name it anew, move it, or take it away."""
    one = get_object_or_404(themes.kept_by(request.user).select_related("under"), ref=ref)
    form = ThemeForm(posted(request), by=request.user, initial={"name": one.name, "under": one.under})
    if form.carry_out(partial(themes.change, one), by=request.user):
        messages.success(request, _("Kept."))
        return redirect("finding:themes")
    return render(request, "finding/theme.html", {"form": form, "theme": one, "about": themes.groups_about(one)})


@hosts
@require_POST
def step(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(themes.kept_by(request.user), ref=ref)
    themes.step(one, up=request.POST.get("to") == "up", by=request.user)
    return redirect("finding:themes")


@hosts
@require_POST
def remove(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(themes.kept_by(request.user), ref=ref)
    verb = partial(themes.remove, one, by=request.user)
    done = press(request, verb, done=_("It is gone. The groups about it are still there."))
    return redirect("finding:themes") if done else redirect("finding:theme", ref=ref)
