"""The agreement kept alive: a member proposes, those who facilitate answer."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.groups import agreeing, proposing
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.forms_keeping import AnswerForm, ProposeForm
from kith.groups.models import Membership, Proposal


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: MemberRequest, ref: str) -> HttpResponse:
    """The agreement as it stands, to be changed; and why."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    current = me.group.agreement
    form = ProposeForm(posted(request), initial={"text": current.text if current else agreeing.usual()})
    if proposal := form.carry_out(proposing.propose, group=me.group, by=me, now=timezone.now()):
        messages.success(request, _("Those who facilitate can read it now. You will find their answer on this page."))
        return redirect("groups:proposal", ref=ref, proposal=proposal.ref)
    return render(request, "groups/propose.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: MemberRequest, ref: str, proposal: str) -> HttpResponse:
    """What would change, line by line; the answer, or the form for it."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    one = get_object_or_404(Proposal.objects.readable_by(request.user).filter(group=me.group), ref=proposal)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return answered(request, one, me, form.cleaned_data["answer"])
    facts = {"me": me, "group": me.group, "proposal": one, "lines": proposing.compared(one), "form": form}
    return render(request, "groups/proposal.html", facts)


def answered(request: MemberRequest, one: Proposal, me: Membership, words: str) -> HttpResponse:
    """Which of the three buttons it was; those that are not theirs do nothing."""
    do, now = request.POST.get("do", ""), timezone.now()
    if do == "take_back" and one.by_id == me.pk:
        press(request, partial(proposing.take_back, one, by=me), done=_("It is taken back."))
    elif do == "adopt" and me.runs:
        adopt = partial(proposing.adopt, one, answer=words, by=me, now=now)
        press(request, adopt, done=_("It is our agreement now. Everyone is asked about it."))
    elif do == "answer" and me.runs:
        kindly = partial(proposing.answer_kindly, one, answer=words, by=me, now=now)
        press(request, kindly, done=_("They can read your answer now."))
    return redirect("groups:agreement", ref=me.group.ref)
