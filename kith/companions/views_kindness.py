"""Kind words to one person, and one's own jar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.companions import giving, jar, kindness, minding, showing_kindness
from kith.companions.forms_kindness import WordsForm
from kith.companions.models import Encouragement
from kith.groups.asking import MemberRequest, posted, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def kind_words(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(kindness.me(request.user), group__ref=ref)
    to, now = request.GET.get("to", ""), timezone.now()
    form = WordsForm(posted(request), whom=kindness.known_to(me), initial={"to": to})
    if form.carry_out(giving.give, by=me, now=now):
        messages.success(request, showing_kindness.KEPT)
        return redirect("companions:kind_words", ref)
    return render(request, "companions/kind_words.html", showing_kindness.page(me, to=to, now=now) | {"form": form})


@signed_in
@require_POST
def take_back(request: MemberRequest, ref: str) -> HttpResponse:
    now = timezone.now()
    lately = Encouragement.objects.to_take_back(request.user, now).select_related("by", "to__group")
    one = get_object_or_404(lately, ref=ref)
    giving.take_back(one, by=one.by, now=now)
    messages.success(request, _("It is taken back."))
    return redirect("companions:kind_words", one.to.group.ref)


@signed_in
@require_POST
def ideas(request: MemberRequest, ref: str) -> HttpResponse:
    """I am glad of a card from the shelf; `off`: not any more."""
    me = get_object_or_404(kindness.me(request.user), group__ref=ref)
    jar.welcome_ideas(by=me, yes=(yes := "off" not in request.POST))
    messages.success(
        request, _("Kept. Others see it when they look at a card.") if yes else _("Kept. Nobody sees it now.")
    )
    return redirect("companions:kind_words", ref)


@signed_in
@require_POST
def let_pass(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    me = get_object_or_404(kindness.run(request.user), group__ref=ref)
    reminder = get_object_or_404(minding.standing(me, timezone.now()), of__ref=member)
    minding.let_pass(reminder, by=me)
    messages.success(request, _("Not now, then. Nobody is told."))
    return redirect(me.group)


@signed_in
@require_safe
def my_jar(request: MemberRequest) -> HttpResponse:
    shown = showing_kindness.my_jar(request.user, before=request.GET.get("before", ""), now=timezone.now())
    return render(request, "companions/jar.html", shown)


@signed_in
@require_safe
def one_of_them(request: MemberRequest) -> HttpResponse:
    """One at a time, whichever comes to hand. `but`: the one that was just read."""
    shown = showing_kindness.one_slip(request.user, but=request.GET.get("but", ""), now=timezone.now())
    return render(request, "companions/jar_one.html", shown)


@signed_in
@require_POST
def take_out(request: MemberRequest, ref: str) -> HttpResponse:
    now = timezone.now()
    jar.take_out(get_object_or_404(Encouragement.objects.in_jar_of(request.user, now), ref=ref), now=now)
    messages.success(request, _("It is out of your jar for good. Nobody is told."))
    return redirect("companions:jar")


@signed_in
@require_POST
def not_now(request: MemberRequest) -> HttpResponse:
    """I would rather receive nothing just now; `off`: gladly again."""
    if "off" in request.POST:
        jar.gladly_again(by=request.user)
        messages.success(request, _("Your jar is open again. What came meanwhile is in it."))
    else:
        jar.not_now(by=request.user, now=timezone.now())
        messages.success(request, _("Nothing new comes for now, and nobody is told. What you have stays."))
    return redirect("companions:jar")
