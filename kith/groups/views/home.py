"""The group itself: founding it, its page, its words, its agreement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups import agreeing, doors, founding, gathering, known
from kith.groups.asking import MemberRequest, posted, signed_in
from kith.groups.door_forms import EditForm, arranged
from kith.groups.forms import AgreementForm, FoundForm
from kith.groups.models import Agreement, Membership, Proposal
from kith.groups.views import instead


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Found a group: its words, its clock, what you are called there, what you promise each other."""
    start = {"zone": request.user.zone or "UTC", "agreement": agreeing.usual()}
    form = FoundForm(posted(request), initial=start)
    if group := form.carry_out(founding.found, by=request.user):
        messages.success(request, _("Your group is here. Plan a first meeting, and invite someone when you are ready."))
        return redirect(group)
    return render(request, "groups/new.html", {"form": form})


@signed_in
@require_safe
def group(request: MemberRequest, ref: str) -> HttpResponse:
    """What the group is, when it meets next, what it promises, who cares for it; first of all, who needs me."""
    me = known.me(request.user, ref, now=timezone.now())
    if me is None:
        return instead.of_nothing(request, ref)
    agreement, asked = gathering.promised(me)
    other = instead.of_home(request, me, agreement, asked)
    return other or render(request, "groups/group.html", gathering.page(request, me, agreement, asked))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(Membership.objects.running(request.user).select_related("group"), group__ref=ref)
    form = EditForm(posted(request), initial=arranged(me.group))
    if form.carry_out(doors.change, group=me.group, by=me, now=timezone.now()):
        return redirect(me.group)
    return render(request, "groups/edit.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_safe
def agreement(request: MemberRequest, ref: str) -> HttpResponse:
    """The agreement in force, and the versions before it."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    versions = list(Agreement.objects.visible_to(request.user).filter(group=me.group).select_related("adopted_by"))
    asked = not me.has_said_yes(versions[0] if versions else None)
    facts = {"me": me, "group": me.group, "versions": versions, "asked": asked}
    if me.runs and versions:
        facts["not_yet"] = agreeing.not_yet(versions[0])
        facts["proposals"] = Proposal.objects.run_by(request.user).waiting().filter(group=me.group)
    return render(request, "groups/agreement.html", facts)


@signed_in
@require_POST
def agree(request: MemberRequest, ref: str, version: int) -> HttpResponse:
    """ "I'll try to keep these", said to the version that was read."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    read = get_object_or_404(Agreement.objects.visible_to(request.user), group=me.group, version=version)
    agreeing.accept(read, by=me)
    return redirect(me.group)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(Membership.objects.running(request.user).select_related("group"), group__ref=ref)
    current = me.group.agreement
    form = AgreementForm(posted(request), initial={"text": current.text if current else agreeing.usual()})
    if form.carry_out(agreeing.adopt, group=me.group, by=me):
        messages.success(request, _("The agreement is kept. Everyone is asked about it at their next visit."))
        return redirect("groups:agreement", ref=me.group.ref)
    return render(request, "groups/agreement_edit.html", {"me": me, "group": me.group, "form": form})
