"""Lost everything: she asks, those who know her vouch, the old account may refuse."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.groups import inviting_by_code, two
from kith.groups import returning as coming_back
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.forms_keeping import ReturnForm, VouchForm
from kith.groups.models import Membership, Returning
from kith.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def lost_everything(request: HttpRequest) -> HttpResponse:
    """Signed out: how it goes, and the way to a new account. Signed in: which group and which name; then where it stands."""
    if not isinstance(request.user, Person):
        return render(request, "groups/lost_everything.html", {})
    mine = Returning.objects.asked_by(request.user).select_related("group").first()
    if request.method == "POST" and "take_back" in request.POST and mine:
        take_back = partial(coming_back.take_back, mine, by=request.user, now=timezone.now())
        press(request, take_back, done=_("It is taken back."))
        return redirect("groups:lost_everything")
    form = ReturnForm(posted(request))
    if form.carry_out(asked, request=request, by=request.user):
        messages.success(request, _("Those who facilitate that group have been asked."))
        return redirect("groups:lost_everything")
    return render(request, "groups/lost_everything.html", {"form": form, "mine": mine})


def asked(*, code: str, said: str, request: HttpRequest, by: Person) -> Returning:
    """The code leads to the group."""
    now = timezone.now()
    group = inviting_by_code.found(code=code, request=request, now=now).group
    return coming_back.ask(group, said=said, by=by, now=now)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def vouch(request: MemberRequest, ref: str, returning: str) -> HttpResponse:
    """For those who run the group (and for the host, where only one does): do you know her?"""
    seen = Returning.objects.vouched_before(request.user).select_related("group", "of")
    one = get_object_or_404(seen, group__ref=ref, ref=returning)
    if not two.may_say(request.user, one.group, about=one.of):
        raise Http404
    likely = one.of or looks_like(one)
    form = VouchForm(one.group, posted(request), initial=likely)
    if request.method == "POST" and form.is_valid():
        return vouched(request, one, form)
    facts = {"group": one.group, "returning": one, "form": form, "likely": likely}
    facts["said"] = request.user.pk in {one.first_by_id, one.second_by_id}
    return render(request, "groups/returning.html", facts)


def looks_like(one: Returning) -> Membership | None:
    return coming_back.looks_like(one)


def vouched(request: MemberRequest, one: Returning, form: VouchForm) -> HttpResponse:
    now, me = timezone.now(), request.user
    if request.POST.get("do") == "vouch":
        press(request, partial(coming_back.vouch, one, of=form.cleaned_data["of"], by=me, now=now), done=_("Kept."))
    elif request.POST.get("do") == "not_known":
        press(request, partial(coming_back.not_known, one, by=me, now=now), done=_("Kept. They can ask again."))
    return redirect("groups:returning", ref=one.group.ref, returning=one.ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request: MemberRequest, returning: str) -> HttpResponse:
    """For the old account: someone says that they are you. One press ends it."""
    one = get_object_or_404(Returning.objects.against(request.user).select_related("group", "of"), ref=returning)
    if request.method == "POST":
        press(request, refused(one, request.user), done=_("It is ended. Your place is yours."))
        return redirect("groups:group", ref=one.group.ref)
    return render(request, "groups/not_me.html", {"group": one.group, "returning": one})


def refused(one: Returning, by: Person) -> partial[Returning]:
    return partial(coming_back.refuse, one, by=by, now=timezone.now())
