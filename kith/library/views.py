"""The shelf, its things, and how they went."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.library import asking, shelving, showing, trying
from kith.library.forms import ResourceForm, StrategyForm, TriedForm, starting
from kith.library.models import Resource, Strategy
from kith.library.shelving import changed

either = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def shelf(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    return render(request, "library/shelf.html", showing.shelf(me, theme=request.GET.get("about", "")))


@signed_in
@require_safe
def sheet(request: MemberRequest, ref: str) -> HttpResponse:
    """The same on paper."""
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    return render(request, "library/sheet.html", showing.shelf(me, theme=request.GET.get("about", "")))


@signed_in
@either
def new_resource(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    form = ResourceForm(posted(request), group=me.group)
    if made := form.carry_out(lambda **typed: shelving.put(Resource(**typed), by=me)):
        messages.success(request, _("It is on the shelf."))
        return redirect("library:resource", made.ref)
    return render(request, "library/put.html", {"me": me, "group": me.group, "form": form, "kind": "resource"})


@signed_in
@either
def new_strategy(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    form = StrategyForm(posted(request), group=me.group)
    if made := form.carry_out(lambda **typed: shelving.put(Strategy(**typed), by=me)):
        messages.success(request, _("It is on the shelf."))
        return redirect("library:strategy", made.ref)
    return render(request, "library/put.html", {"me": me, "group": me.group, "form": form, "kind": "strategy"})


@signed_in
@require_safe
def resource(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.resources(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group)
    return render(request, "library/resource.html", showing.one_resource(request, me, one))


@signed_in
@either
def strategy(request: MemberRequest, ref: str) -> HttpResponse:
    """The card; and, posted, how it went for me."""
    one = get_object_or_404(asking.strategies(request.user), ref=ref)
    me = get_object_or_404(asking.me(request.user), group=one.group)
    form = TriedForm(posted(request))
    if form.carry_out(trying.say, strategy=one, by=me, today=timezone.localdate()):
        messages.success(request, _("Thank you. Nobody is shown that it was you."))
        return redirect("library:strategy", one.ref)
    return render(request, "library/strategy.html", showing.one_strategy(request, me, one) | {"form": form})


@signed_in
@require_POST
def unsay(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.strategies(request.user), ref=ref)
    trying.unsay(one, by=get_object_or_404(asking.me(request.user), group=one.group))
    return redirect("library:strategy", one.ref)


@signed_in
@either
def change_resource(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.resources(request.user).filter(by__person=request.user), ref=ref)
    form = ResourceForm(posted(request), group=one.group, initial=starting(one, "kind", "name", "where", "why"))
    if form.carry_out(lambda **typed: shelving.put(changed(one, typed), by=one.by)):
        return redirect("library:resource", one.ref)
    return render(request, "library/put.html", {"group": one.group, "form": form, "kind": "resource", "thing": one})


@signed_in
@either
def change_strategy(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.strategies(request.user).filter(by__person=request.user), ref=ref)
    form = StrategyForm(posted(request), group=one.group, initial=starting(one, "name", "how"))
    if form.carry_out(lambda **typed: shelving.put(changed(one, typed), by=one.by)):
        return redirect("library:strategy", one.ref)
    return render(request, "library/put.html", {"group": one.group, "form": form, "kind": "strategy", "thing": one})


@signed_in
@require_POST
def take_back_resource(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.resources(request.user).filter(by__person=request.user), ref=ref)
    shelving.take_back(one, by=one.by)
    messages.success(request, _("It is off the shelf."))
    return redirect("library:shelf", one.group.ref)


@signed_in
@require_POST
def take_back_strategy(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.strategies(request.user).filter(by__person=request.user), ref=ref)
    shelving.take_back(one, by=one.by)
    messages.success(request, _("It is off the shelf."))
    return redirect("library:shelf", one.group.ref)
