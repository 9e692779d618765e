"""The door of a listed group: its public page, a place kept before there is an account, coming in, a question, following."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups import asking_in, door_facts, following, joining, kept_place, questions
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.door_facts import whoever
from kith.groups.door_forms import AskForm, ComeForm, HoldAndAskForm, HoldForm, QuestionForm
from kith.groups.models import Group, Membership, Question
from kith.people import limits

ASKS = Group.Door.REQUEST


def open_group(request: HttpRequest, ref: str) -> Group:
    """A group this viewer may read about; for anyone else it does not exist."""
    return get_object_or_404(door_facts.at_the_door(whoever(request), now=timezone.now()), ref=ref)


def standing_in(request: HttpRequest, group: Group) -> Membership | None:
    person = whoever(request) if getattr(group, "stands", False) else None
    return Membership.objects.own(person).filter(group=group).select_related("group").first() if person else None


@require_safe
def public(request: HttpRequest, ref: str) -> HttpResponse:
    """What the group is, what a first evening is like, and one press. Whoever is in is led home."""
    group = open_group(request, ref)
    standing = standing_in(request, group)
    if standing and standing.state in (Membership.State.MEMBER, Membership.State.PAUSED):
        return redirect(door_facts.home_of(standing))
    return render(request, "groups/public.html", door_facts.page(request, group, standing))


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """What shall we call you here? Her place is kept in her session; only then comes an account."""
    group = open_group(request, ref)
    if whoever(request) or group.door == Group.Door.INVITATION:
        return redirect("groups:come_in" if whoever(request) else "groups:public", ref=ref)
    now, kind = timezone.now(), HoldAndAskForm if group.door == ASKS else HoldForm
    form = kind(posted(request), initial=kept_place.kept(request.session, group, now=now))
    form.carry_out(kept_place.keep, session=request.session, group=group, now=now)
    if form.is_bound and form.is_valid():
        onwards = urlencode({"next": reverse("groups:come_in", args=[ref])})
        return redirect(f"{reverse('people:welcome')}?{onwards}")
    return render(request, "groups/hold.html", {"group": group, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: MemberRequest, ref: str) -> HttpResponse:
    """In, in the line, or asked, under the alias that was kept. With what was answered before already filled in."""
    group, now = open_group(request, ref), timezone.now()
    standing = standing_in(request, group)
    if standing and standing.state in Membership.NAMED:
        return redirect(door_facts.home_of(standing))
    if group.door == Group.Door.INVITATION:
        return redirect("groups:public", ref=ref)
    before = joining.remembered(request.session.get("welcome")) | kept_place.kept(request.session, group, now=now)
    form = (AskForm if group.door == ASKS else ComeForm)(posted(request), initial=before)
    if form.is_valid():
        limits.knock(group.ref, request)
    me = form.carry_out(asking_in.knock, group=group, by=request.user, now=now)
    if me is None:
        return render(request, "groups/come_in_door.html", {"group": group, "form": form, "agreement": group.agreement})
    kept_place.let_go(request.session)
    if me.state == Membership.State.MEMBER:
        messages.success(request, _("Welcome. You are %(alias)s here.") % {"alias": me.alias})
    return redirect(door_facts.home_of(me))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """A question, with or without an account. The address of its answer is told on the next page."""
    group, now = open_group(request, ref), timezone.now()
    form = QuestionForm(posted(request))
    if form.is_valid():
        limits.knock(f"question {group.ref}", request)
        questions.count(request.session, now=now)
    asked = form.carry_out(questions.ask, group=group, by=whoever(request), now=now)
    if asked:
        return redirect("groups:question", token=asked[1])
    return render(request, "groups/ask.html", {"group": group, "form": form})


@require_safe
def question(request: HttpRequest, token: str) -> HttpResponse:
    """The answer, when there is one. Whoever has the address may read it: it is nowhere else."""
    found = Question.objects.behind(questions.digest(token)).select_related("group", "answered_by").first()
    return asked_page(request, found, address=request.build_absolute_uri())


@signed_in
@require_safe
def own_question(request: MemberRequest, ref: str) -> HttpResponse:
    """The same for someone signed in, whose notice leads here."""
    mine = Question.objects.asked_by(request.user).select_related("group", "answered_by")
    return asked_page(request, mine.filter(ref=ref).first(), address="")


def asked_page(request: HttpRequest, found: Question | None, *, address: str) -> HttpResponse:
    """A question that is kept no more, or never was: one page, the same for all."""
    facts = {"question": found, "group": found.group if found else None, "address": address}
    return render(request, "groups/question.html", facts, status=200 if found else 404)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: MemberRequest, ref: str) -> HttpResponse:
    """Told when a seat is free or when it starts, nothing else; and no longer told, in one press."""
    group = open_group(request, ref)
    if request.method == "POST" and request.POST.get("do") == "stop":
        following.stop(group, by=request.user)
        messages.success(request, _("You will not be told. Nobody knew that you were."))
        return redirect("groups:public", ref=ref)
    if request.method == "POST":
        done = _("You will be told, in Kith or as you chose. Nobody in the group sees that you follow it.")
        press(request, lambda: following.follow(group, by=request.user, now=timezone.now()), done=done)
        return redirect("groups:public", ref=ref)
    return render(request, "groups/follow.html", {"group": group})
