"""Keeping apart from someone: asked quietly, told to nobody, undone as quietly."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.groups import keeping
from kith.groups.asking import MemberRequest, signed_in
from kith.groups.forms import ApartForm
from kith.groups.models import Membership


@signed_in
@require_safe
def apart(request: MemberRequest, ref: str) -> HttpResponse:
    """Each member of the group, by alias, with what I have asked for; only I see this page this way."""
    me = get_object_or_404(Membership.objects.of(request.user).select_related("group"), group__ref=ref)
    others = Membership.objects.beside(request.user).filter(group=me.group).exclude(pk=me.pk).order_by("alias")
    wishes = keeping.wishes(others.select_related("person", "alongside_of"), by=request.user)
    return render(request, "groups/apart.html", {"me": me, "group": me.group, "wishes": wishes})


@signed_in
@require_POST
def choose(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    me = get_object_or_404(Membership.objects.of(request.user).select_related("group"), group__ref=ref)
    others = Membership.objects.beside(request.user).filter(group=me.group).exclude(pk=me.pk)
    them = get_object_or_404(others.select_related("person"), ref=member)
    form = ApartForm(request.POST)
    if form.is_valid():
        keeping.wish(them, kind=form.cleaned_data["wish"], by=request.user)
        messages.success(request, _("Kept. Nobody is told."))
    return redirect("groups:apart", ref=ref)
