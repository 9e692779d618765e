"""Meetings' addresses."""

from django.urls import path

from kith.meetings.views import looking, planning

app_name = "meetings"
urlpatterns = [
    path("groups/<str:ref>/meetings/new/", planning.plan, name="plan"),
    path("groups/<str:ref>/prompts/", planning.library, name="prompts"),
    path("meetings/<str:ref>/", looking.meeting, name="meeting"),
    path("meetings/<str:ref>/change/", planning.change, name="change"),
    path("meetings/<str:ref>/cancel/", planning.cancel, name="cancel"),
]
