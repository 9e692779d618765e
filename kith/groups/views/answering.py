"""For those who run a group, and its greeter: who is at the door, what was asked, who is new."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups import asking_in, first_visit, gathering, questions, waiting
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.door_forms import AnswerForm, NotNowForm, WelcomeForm
from kith.groups.models import Asking, Greeting, Membership, Question


def running(request: MemberRequest, ref: str) -> Membership:
    return get_object_or_404(Membership.objects.running(request.user).select_related("group"), group__ref=ref)


@signed_in
@require_safe
def door(request: MemberRequest, ref: str) -> HttpResponse:
    """Who asks to come, what was asked, who waits for a seat: one page for all of it."""
    me = get_object_or_404(gathering.who_looks_at_the_door(request.user, now=timezone.now()), group__ref=ref)
    return render(request, "groups/door.html", gathering.door(me, now=timezone.now()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: MemberRequest, ref: str, asking: str) -> HttpResponse:
    """Her few words, and two kind answers, each with sentences ready."""
    me = running(request, ref)
    one = get_object_or_404(
        Asking.objects.run_by(request.user).open().select_related("membership"), membership__group=me.group, ref=asking
    )
    data, no = posted(request), request.POST.get("do") == "not_now"
    yes_form = WelcomeForm(data if not no else None, prefix="yes")
    no_form = NotNowForm(data if no else None, prefix="no")
    form, verb = (no_form, asking_in.not_now) if no else (yes_form, asking_in.welcome)
    if form.carry_out(verb, asking=one, by=me, now=timezone.now()):
        messages.success(request, _("Your answer is there for %(alias)s.") % {"alias": one.membership.alias})
        return redirect("groups:door", ref=ref)
    facts = {"me": me, "group": me.group, "asking": one, "yes_form": yes_form, "no_form": no_form, "no": no}
    return render(request, "groups/asked.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, ref: str, question: str) -> HttpResponse:
    me = running(request, ref)
    one = get_object_or_404(Question.objects.run_by(request.user).open(), group=me.group, ref=question)
    if request.POST.get("do") == "away":
        questions.put_away(one, by=me, now=timezone.now())
        messages.success(request, _("It is put away, unanswered."))
        return redirect("groups:door", ref=ref)
    form = AnswerForm(posted(request))
    if form.carry_out(questions.answer, question=one, by=me, now=timezone.now()):
        messages.success(request, _("Your answer is where they will look for it."))
        return redirect("groups:door", ref=ref)
    return render(request, "groups/answer.html", {"me": me, "group": me.group, "question": one, "form": form})


@signed_in
@require_POST
def invite_back(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """Someone who was here once. They accept, or not; nobody is added."""
    me = running(request, ref)
    known = Membership.objects.to_be_asked(request.user).select_related("person")
    them = get_object_or_404(known, group=me.group, ref=member)
    verb = partial(waiting.invite, them, by=me, now=timezone.now())
    press(request, verb, done=_("%(alias)s is asked. A seat is kept meanwhile.") % {"alias": them.alias})
    return redirect("groups:door", ref=ref)


@signed_in
@require_safe
def greeting(request: MemberRequest, ref: str) -> HttpResponse:
    """For the greeter: who is new, by alias, and whom a hello would be kind to."""
    me = get_object_or_404(Membership.objects.greeting(request.user).select_related("group"), group__ref=ref)
    people = first_visit.newcomers(me.group, now=timezone.now())
    facts = {"me": me, "group": me.group, "people": people, "now": timezone.now()}
    return render(request, "groups/greeting.html", facts)


@signed_in
@require_POST
def hello(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    me = get_object_or_404(Membership.objects.greeting(request.user).select_related("group"), group__ref=ref)
    them = get_object_or_404(
        Greeting.objects.greeted_by(request.user), membership__ref=member, membership__group=me.group
    )
    verb = partial(first_visit.say_hello, them, by=me, now=timezone.now())
    press(request, verb, done=_("Your hello is there for them."))
    return redirect("groups:greeting", ref=ref)
