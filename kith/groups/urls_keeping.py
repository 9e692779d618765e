"""The addresses of what keeps a group: its agreement, its farewells, its hands, its paper."""

from django.urls import path

from kith.groups.views import agreement_kept, alongside, caring, farewell, giving, parting, printing, returning

urlpatterns = [
    path("come/", printing.slip, name="slip"),
    path("host/asked/", parting.for_the_host, name="host_asked"),
    path("return/", returning.lost_everything, name="lost_everything"),
    path("return/<str:returning>/not-me/", returning.not_me, name="not_me"),
    path("groups/<str:ref>/agreement/propose/", agreement_kept.propose, name="propose"),
    path("groups/<str:ref>/agreement/proposals/<str:proposal>/", agreement_kept.proposal, name="proposal"),
    path("groups/<str:ref>/members/<str:member>/parting/", parting.ask, name="parting_ask"),
    path("groups/<str:ref>/partings/<str:parting>/", parting.show, name="parting"),
    path("groups/<str:ref>/returning/<str:returning>/", returning.vouch, name="returning"),
    path("groups/<str:ref>/members/<str:member>/died/", farewell.passing, name="passing"),
    path("groups/<str:ref>/still-here/", farewell.still_here, name="still_here"),
    path("groups/<str:ref>/end/", farewell.end, name="end"),
    path("groups/<str:ref>/full/", caring.full_for_now, name="full"),
    path("groups/<str:ref>/hand-over/", caring.hand_over, name="hand_over"),
    path("groups/<str:ref>/cupboards/", caring.cupboards, name="cupboards"),
    path("groups/<str:ref>/wishes/", caring.wishes, name="wishes_here"),
    path("groups/<str:ref>/give/", giving.give, name="ways"),
    path("groups/<str:ref>/give/<str:what>/", giving.willing, name="willing"),
    path("groups/<str:ref>/number/", caring.number, name="number"),
    path("groups/<str:ref>/alongside/", alongside.mine, name="alongside"),
    path("groups/<str:ref>/alongside/<str:wish>/answer/", alongside.answer, name="alongside_answer"),
    path("groups/<str:ref>/members/<str:member>/alongside/", alongside.invite, name="alongside_for"),
    path("groups/<str:ref>/print/", printing.sheets, name="print"),
    path("groups/<str:ref>/print/how-to/", printing.how_to, name="how_to"),
]
