"""My journey: its page, its firsts, evenings, days and letters. Each view shows a person what is their own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.journey import arriving, asking, days, letters, showing, telling
from kith.journey.forms import DayForm, FirstForm, HowForm, LetterForm, TellForm
from kith.journey.kinds import FIRSTS

either = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def journey(request: MemberRequest) -> HttpResponse:
    facts = showing.page(request.user, until=request.GET.get("until", ""), now=timezone.now())
    return render(request, "journey/journey.html", facts)


@signed_in
@either
def first(request: MemberRequest, kind: str) -> HttpResponse:
    """A few words of one's own, and the ways to tell it as a story. Nothing is shared here."""
    found = telling.first_of(request.user, kind)
    if found is None:
        raise Http404
    form = FirstForm(posted(request), initial={"words": found.words})
    if form.is_valid():
        telling.write_down(request.user, found, words=form.cleaned_data["words"])
        messages.success(request, _("Kept. Only you see it."))
        return redirect("journey:journey")
    groups = asking.where_stories_are_told(request.user)
    facts = {"first": found, "kind": FIRSTS[kind], "form": form, "groups": groups}
    return render(request, "journey/first.html", facts)


@signed_in
@require_safe
def evenings(request: MemberRequest) -> HttpResponse:
    return render(request, "journey/evenings.html", showing.evenings(request.user))


@signed_in
@either
def evening(request: MemberRequest, ref: str) -> HttpResponse:
    """How are you arriving; how are you leaving. For oneself alone."""
    meeting, now = get_object_or_404(asking.meetings(request.user), ref=ref), timezone.now()
    form = HowForm(posted(request))
    if form.is_valid():
        which, how = request.POST.get("which", ""), form.cleaned_data["how"]
        done = _("Kept. Only you see it.")
        press(request, lambda: arriving.say(meeting, which=which, how=how, by=request.user, now=now), done=done)
        return redirect("journey:evening", ref)
    return render(request, "journey/evening.html", showing.evening(meeting, request.user, now=now))


@signed_in
@either
def my_days(request: MemberRequest) -> HttpResponse:
    form = DayForm(posted(request))
    if day := form.carry_out(days.enter, by=request.user):
        messages.success(request, _("It is kept. Only you see it."))
        return redirect(day)
    return render(request, "journey/days.html", {"form": form, "days": asking.days(request.user)})


@signed_in
@either
def day(request: MemberRequest, ref: str) -> HttpResponse:
    """One day of mine. `away`: it goes; `untell`: a group is not told after all; else words for a group."""
    one = get_object_or_404(asking.days(request.user), ref=ref)
    mine = asking.memberships(request.user)
    form = TellForm(posted(request), mine=mine)
    if "away" in request.POST:
        days.take_away(one, by=request.user)
        return redirect("journey:days")
    if "untell" in request.POST:
        days.untell(one, to=get_object_or_404(mine, ref=request.POST["untell"]))
        return redirect(one)
    if form.carry_out(days.tell, day=one):
        return redirect(one)
    return render(request, "journey/day.html", {"day": one, "form": form, "told": asking.told(one, request.user)})


@signed_in
@either
def my_letters(request: MemberRequest) -> HttpResponse:
    form, today = LetterForm(posted(request)), timezone.localdate()
    if form.carry_out(letters.write, by=request.user, today=today):
        messages.success(request, _("It is shut. It opens on its day."))
        return redirect("journey:letters")
    facts = {"form": form, "letters": asking.letters(request.user), "today": today}
    return render(request, "journey/letters.html", facts)


@signed_in
@either
def letter(request: MemberRequest, ref: str) -> HttpResponse:
    """Before its day: that it is there, and when it opens. From its day on: its words. A press lets it go."""
    one = get_object_or_404(asking.letters(request.user), ref=ref)
    if request.method == "POST":
        letters.let_go(one, by=request.user)
        messages.success(request, _("It is gone."))
        return redirect("journey:letters")
    opened = asking.opened(request.user, today=timezone.localdate()).filter(ref=ref).first()
    return render(request, "journey/letter.html", {"letter": one, "opened": opened})
