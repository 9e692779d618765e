"""A place for facilitators to ask other facilitators on this server."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kith.care import among
from kith.care.hearing import PersonRequest
from kith.care.models import Answer, Asking
from kith.groups.asking import KindForm, posted, press


class AskForm(KindForm):
    words = forms.CharField(
        label=gettext_lazy("What would you like to ask?"),
        help_text=gettext_lazy("Without names, and without anything that tells which group it is."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class AnswerForm(KindForm):
    words = forms.CharField(
        label=gettext_lazy("What helped you?"),
        help_text=gettext_lazy("From your own experience, without names."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


def come_in(request: PersonRequest) -> None:
    """For whoever runs nothing here there is no such place."""
    if not among.may_come(request.user):
        raise Http404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def everyone(request: PersonRequest) -> HttpResponse:
    """What was asked, the newest first, and a place to ask."""
    come_in(request)
    form, now = AskForm(posted(request)), timezone.now()
    if asked := form.carry_out(among.ask, by=request.user, now=now):
        return redirect("care:asking", ref=asked.ref)
    heard = Answer.objects.heard_by(request.user)
    count = Count("answers", filter=Q(answers__in=heard))
    askings = Asking.objects.heard_by(request.user).open(now, having=count)
    return render(request, "care/among.html", {"askings": askings, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: PersonRequest, ref: str) -> HttpResponse:
    """One question and its answers."""
    come_in(request)
    heard = Asking.objects.heard_by(request.user).filter(until__gt=timezone.now())
    answers = Prefetch("answers", queryset=Answer.objects.heard_by(request.user), to_attr="heard")
    one = get_object_or_404(heard.prefetch_related(answers), ref=ref)
    form = AnswerForm(posted(request))
    if "take_back" in request.POST:
        return taken_back(request, one)
    if form.carry_out(among.answer, asking=one, by=request.user, now=timezone.now()):
        messages.success(request, _("Thank you. Others who facilitate can read it now."))
        return redirect("care:asking", ref=ref)
    return render(request, "care/asking.html", {"asking": one, "form": form})


def taken_back(request: PersonRequest, one: Asking) -> HttpResponse:
    """The question itself, or the one of its answers that was named."""
    ref = request.POST["take_back"]
    answers = Answer.objects.heard_by(request.user).filter(asking=one)
    which: Asking | Answer = one if ref == one.ref else get_object_or_404(answers, ref=ref)
    press(request, partial(among.take_back, which, by=request.user, now=timezone.now()), done=_("It is taken back."))
    return redirect("care:among") if which is one else redirect("care:asking", ref=one.ref)
