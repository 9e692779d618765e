"""Companions: their addresses."""

from django.urls import path

from kith.companions import views
from kith.companions.urls_kindness import kindness_urls

app_name = "companions"
urlpatterns = [
    path("groups/<str:ref>/companions/", views.wishes, name="wishes"),
    path("groups/<str:ref>/companions/tick/", views.tick, name="tick"),
    path("groups/<str:ref>/companions/untick/", views.untick, name="untick"),
    path("groups/<str:ref>/companions/rota/", views.rota, name="rota"),
    path("groups/<str:ref>/companions/pairs/", views.pairs, name="pairs"),
    path("groups/<str:ref>/companions/rest/", views.rest, name="rest"),
    path("companions/<str:ref>/", views.pact, name="pact"),
    path("companions/<str:ref>/way-out/", views.way_out, name="way_out"),
    path("companions/<str:ref>/copy/", views.copy, name="copy"),
    path("companions/<str:ref>/do/<str:what>/", views.do, name="do"),
    *kindness_urls,
]
