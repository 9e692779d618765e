"""Keepsakes: the group's, one of them, its picture; and what its owner does with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.kit import pictures
from kith.kit.moments import moment
from kith.stories import asking, keepsakes_bringing, keepsakes_files, keepsakes_outings, keepsakes_showing
from kith.stories import keepsakes as keeping
from kith.stories.forms import KeepsakeWordsForm

LIMITS = {"most": pictures.MOST_BYTES, "too_heavy": pictures.SAYINGS[pictures.Reason.PICTURE_TOO_HEAVY]}
either = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def keepsakes(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    facts = keepsakes_showing.page(me, before=moment(request.GET.get("before", "")) or timezone.now())
    return render(request, "stories/keepsakes.html", facts | {"is_first": "before" not in request.GET})


@signed_in
@either
def new_keepsake(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    now = timezone.now()
    of = keepsakes_outings.asked_for(request, me, now=now)
    form, verb = keepsakes_outings.form_and_verb(of, posted(request), request.FILES or None)
    if made := form.carry_out(verb, by=me, now=now):
        messages.success(request, _("It is kept. You can change its words or take it back at any time."))
        return redirect(made)
    return render(request, "stories/keepsake_new.html", {"me": me, "group": me.group, "form": form, "of": of} | LIMITS)


@signed_in
@require_safe
def keepsake(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.keepsakes(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group)
    return render(request, "stories/keepsake.html", keepsakes_showing.one(request, me, one))


@signed_in
@require_safe
def picture(request: MemberRequest, ref: str, size: str) -> HttpResponse:
    """Asked for anew each time, and so is whether it may be seen: nothing on the way keeps a copy (M2)."""
    one = get_object_or_404(asking.keepsakes(request.user), ref=ref)
    return keepsakes_showing.as_picture(keepsakes_files.read(one.folder, size))


@signed_in
@either
def change(request: MemberRequest, ref: str) -> HttpResponse:
    """Other words for it. Another picture is another keepsake."""
    one = get_object_or_404(asking.my_keepsakes(request.user), ref=ref)
    form = KeepsakeWordsForm(posted(request), initial={"described": one.described, "text": one.text})
    if form.is_valid():
        keeping.reword(one, **form.cleaned_data)
        return redirect(one)
    return render(request, "stories/keepsake_change.html", {"group": one.group, "form": form, "keepsake": one})


@signed_in
@require_POST
def show(request: MemberRequest, ref: str) -> HttpResponse:
    """To the group, or only to me from now on."""
    one = get_object_or_404(asking.my_keepsakes(request.user), ref=ref)
    if request.POST.get("to") == "group":
        press(request, lambda: keeping.show(one, now=timezone.now()), done=_("Your group can see it now."))
    else:
        keeping.keep_to_oneself(one)
        messages.success(request, _("Only you see it now."))
    return redirect(one)


@signed_in
@require_POST
def i_am_on_it(request: MemberRequest, ref: str) -> HttpResponse:
    """Of a picture of an outing, by someone else. Nobody is told who it was."""
    one = get_object_or_404(keepsakes_outings.others_pictures(request.user), ref=ref)
    keepsakes_outings.i_am_on_it(one, now=timezone.now())
    messages.success(request, _("Only whoever keeps it can see it now. Nobody is told that it was you."))
    return redirect("stories:keepsakes", one.group.ref)


@signed_in
@require_POST
def bring(request: MemberRequest, ref: str) -> HttpResponse:
    """To a meeting that is still to come, or not after all."""
    one = get_object_or_404(asking.my_keepsakes(request.user), ref=ref)
    to = get_object_or_404(keepsakes_bringing.ahead(one.by, now=timezone.now()), ref=request.POST.get("meeting", ""))
    if request.POST.get("do") == "leave":
        keepsakes_bringing.leave_at_home(one, to=to, by=one.by)
        messages.success(request, _("It stays at home."))
    else:
        done = _("It comes along. When you have the piece, you find it under “More”.")
        press(request, lambda: keepsakes_bringing.bring(one, to=to, by=one.by), done=done)
    at_meeting = request.POST.get("from") == "meeting"
    return redirect("meetings:meeting", to.ref) if at_meeting else redirect(one)


@signed_in
@either
def take_back(request: MemberRequest, ref: str) -> HttpResponse:
    """Asked once more, because it goes for good. Also for whoever has left: it is theirs."""
    one = get_object_or_404(asking.keepsakes_to_take_back(request.user), ref=ref)
    if request.method == "POST":
        keeping.take_back(one)
        messages.success(request, _("It is gone, and its picture with it."))
        here = asking.me(request.user).filter(group=one.group).exists()
        return redirect("stories:keepsakes", one.group.ref) if here else redirect("site:home")
    return render(request, "stories/keepsake_take_back.html", {"group": one.group, "keepsake": one})
