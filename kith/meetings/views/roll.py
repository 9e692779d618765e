"""Who came, noted by those who facilitate; and that a meeting did not happen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.groups.models import Membership
from kith.kit.refusal import sentence
from kith.meetings import by_hand, showing
from kith.meetings.coming_forms import CameForm, NotHeldForm
from kith.meetings.models import Correction, Meeting


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def came(request: MemberRequest, ref: str) -> HttpResponse:
    meeting, me = found(request, ref)
    form = CameForm(meeting, posted(request))
    if form.carry_out(by_hand.note, meeting=meeting, by=me, now=timezone.now()):
        messages.success(request, _("Kept. You can put it right for thirty days."))
        return redirect(meeting)
    return page(request, meeting, me, form, NotHeldForm())


@signed_in
@require_POST
def not_held(request: MemberRequest, ref: str) -> HttpResponse:
    meeting, me = found(request, ref)
    form = NotHeldForm(request.POST)
    if form.carry_out(by_hand.not_held, meeting=meeting, by=me, now=timezone.now()):
        messages.success(request, _("Kept. Everyone in the group can read that it did not happen."))
        return redirect(meeting)
    return page(request, meeting, me, CameForm(meeting, None), form)


def found(request: MemberRequest, ref: str) -> tuple[Meeting, Membership]:
    running = Meeting.objects.run_by(request.user).select_related(
        "group__greeter", "cancellation", "not_held", "facilitator"
    )
    meeting = get_object_or_404(running, ref=ref)
    return meeting, get_object_or_404(Membership.objects.running(request.user), group=meeting.group_id)


def page(request: MemberRequest, meeting: Meeting, me: Membership, form: CameForm, unheld: NotHeldForm) -> HttpResponse:
    closed = by_hand.closed_for(meeting, now=timezone.now())
    facts = {
        "me": me,
        "group": meeting.group,
        "form": form,
        "unheld": unheld,
        "closed": sentence(closed) if closed else "",
        "corrections": Correction.objects.run_by(request.user).filter(meeting=meeting)[:40],
        **showing.told(request, meeting),
    }
    return render(request, "meetings/came.html", facts)
