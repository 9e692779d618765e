"""What goes onto a facilitator's run sheet from elsewhere: numbers for help, and the first words for hard moments."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from kith.circle import hard_moments
from kith.groups.models import Group, Membership
from kith.site import helping

CARDS = 5  # the gravest


def show(request: HttpRequest, group: Group, me: Membership | None) -> str:
    cards = list(hard_moments.cards().values())[:CARDS]
    facts = {"countries": helping.page()["countries"], "cards": cards}
    return render_to_string("site/on_paper.html", facts, request)
