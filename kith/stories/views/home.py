"""The reading home, what is earlier, and what each reader chooses for themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.kit.by_heart import the_one
from kith.kit.moments import moment
from kith.stories import asking, home, notes, putting, showing
from kith.stories.forms import GentleForm


@signed_in
@require_safe
def stories(request: MemberRequest, ref: str) -> HttpResponse:
    me = the_one(home.mine(request.user, ref, timezone.now()))
    return render(request, "stories/home.html", showing.reading_home(me))


@signed_in
@require_safe
def earlier(request: MemberRequest, ref: str) -> HttpResponse:
    """A page of what was shared before a moment; it leads to the one before it, until there is none."""
    me = the_one(asking.me_in(request.user, ref))
    before = moment(request.GET.get("before", "")) or timezone.now()
    found = home.earlier(me, before=before)
    facts = {"me": me, "group": me.group, "stories": found[: home.A_PAGE], "is_first": "before" not in request.GET}
    facts["earlier_than"] = found[home.A_PAGE].story.shared_at if len(found) > home.A_PAGE else None
    return render(request, "stories/earlier.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def gentle(request: MemberRequest) -> HttpResponse:
    """What I would rather not meet. It holds in all my groups, and nobody is told."""
    form = GentleForm(posted(request), initial={"leave_out": notes.gentle(request.user).leave_out})
    if form.is_valid():
        notes.be_gentle(request.user, leave_out=form.cleaned_data["leave_out"])
        messages.success(request, _("Kept. Nobody is told."))
        return redirect("stories:gentle")
    return render(request, "stories/gentle.html", {"form": form})


@signed_in
@require_POST
def listening(request: MemberRequest, ref: str) -> HttpResponse:
    """ "I can listen this week", or not any more."""
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    home.listen(me, yes=request.POST.get("listen") == "yes", now=timezone.now())
    return redirect("stories:home", me.group.ref)


@signed_in
@require_POST
def let_pass(request: MemberRequest, ref: str) -> HttpResponse:
    """ "Not this one": someone else is asked, and nobody is told."""
    one = get_object_or_404(asking.readable(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group)
    putting.let_pass(one, by=me, now=timezone.now())
    messages.success(request, _("That is all right. Someone else is asked, and nobody is told."))
    return redirect("stories:home", me.group.ref)
