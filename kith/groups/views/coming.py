"""Coming in: the links facilitators make, and the page a link leads to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.groups import door_facts, inviting, joining, places
from kith.groups.asking import MemberRequest, posted, signed_in
from kith.groups.door_forms import ComeForm
from kith.groups.forms import InviteForm
from kith.groups.models import Group, Invitation, Membership
from kith.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, token: str) -> HttpResponse:
    """The door of a group. A link that is over, unknown or not for them: one page, the same for all."""
    person = request.user if isinstance(request.user, Person) else None
    if person and (already := inviting.membership_by(token, person)):
        return redirect(door_facts.home_of(already))
    group = inviting.leads_to(token, person=person, now=timezone.now())
    if group is None:
        return render(request, "groups/dead_link.html", status=404)
    if person is None:
        return door(request, group, token, None)
    return enter(request, group, token, person)


def enter(request: HttpRequest, group: Group, token: str, person: Person) -> HttpResponse:
    form = ComeForm(posted(request), initial=joining.remembered(request.session.get("welcome")))
    if me := form.carry_out(joining.join, token=token, by=person, now=timezone.now()):
        if me.state == Membership.State.MEMBER:
            messages.success(request, _("Welcome. You are %(alias)s here.") % {"alias": me.alias})
        return redirect(door_facts.home_of(me))
    return door(request, group, token, form)


def door(request: HttpRequest, group: Group, token: str, form: ComeForm | None) -> HttpResponse:
    evening = places.first_evening.show(request, group)
    facts = {"group": group, "token": token, "form": form, "agreement": group.agreement, "evening": evening}
    return render(request, "groups/come.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: MemberRequest, ref: str) -> HttpResponse:
    """Make a link and see the ones that still work. A new link is shown on this answer only: its words are not kept."""
    me = get_object_or_404(Membership.objects.running(request.user).select_related("group"), group__ref=ref)
    form = InviteForm(posted(request))
    made = form.carry_out(inviting.invite, group=me.group, by=me, now=timezone.now())
    facts = {
        "me": me,
        "group": me.group,
        "form": InviteForm() if made else form,
        "link": inviting.address(request, made[1]) if made else "",
        "links": Invitation.objects.run_by(request.user).live(timezone.now()).filter(group=me.group).newest(),
    }
    return render(request, "groups/invitations.html", facts)


@signed_in
@require_POST
def invitation_end(request: MemberRequest, ref: str, invitation: str) -> HttpResponse:
    me = get_object_or_404(Membership.objects.running(request.user).select_related("group"), group__ref=ref)
    link = get_object_or_404(Invitation.objects.run_by(request.user), group=me.group, ref=invitation)
    inviting.end(link, by=me, now=timezone.now())
    messages.success(request, _("That link has ended."))
    return redirect("groups:invitations", ref=me.group.ref)
