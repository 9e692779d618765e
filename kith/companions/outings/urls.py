"""Outings: their addresses."""

from django.urls import path

from kith.companions.outings import views

app_name = "outings"
urlpatterns = [
    path("groups/<str:ref>/outings/", views.outings, name="outings"),
    path("groups/<str:ref>/outings/new/", views.new, name="new"),
    path("groups/<str:ref>/outings/sheet/", views.sheet, name="sheet"),
    path("outings/<str:ref>/", views.outing, name="outing"),
    path("outings/<str:ref>/do/<str:what>/", views.do, name="do"),
    path("outings/<str:ref>/change/", views.change, name="change"),
    path("outings/<str:ref>/off/", views.off, name="off"),
]
