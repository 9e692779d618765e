"""Meetings' addresses."""

from django.urls import path

from kith.meetings.views import formats, looking, planning

app_name = "meetings"
urlpatterns = [
    path("groups/<str:ref>/meetings/new/", planning.plan, name="plan"),
    path("groups/<str:ref>/formats/", formats.shelf, name="formats"),
    path("groups/<str:ref>/formats/new/", formats.new, name="format_new"),
    path("groups/<str:ref>/formats/<str:which>/", formats.edit, name="format"),
    path("groups/<str:ref>/formats/<str:which>/share/", formats.share, name="format_share"),
    path("groups/<str:ref>/formats/<str:which>/print/", formats.paper, name="format_paper"),
    path("groups/<str:ref>/formats/<str:which>/put-away/", formats.put_away, name="format_put_away"),
    path("groups/<str:ref>/formats/<str:which>/different/", formats.vary, name="variation_new"),
    path("groups/<str:ref>/formats/<str:which>/different/<str:variation>/drop/", formats.drop, name="variation_drop"),
    path("groups/<str:ref>/prompts/", planning.library, name="prompts"),
    path("meetings/<str:ref>/", looking.meeting, name="meeting"),
    path("meetings/<str:ref>/change/", planning.change, name="change"),
    path("meetings/<str:ref>/cancel/", planning.cancel, name="cancel"),
]
