"""Meetings' addresses."""

from django.urls import path

from kith.meetings.views import coming, formats, holding, looking, planning, roll, series

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
    path("groups/<str:ref>/series/new/", series.new, name="series_new"),
    path("groups/<str:ref>/series/<str:which>/", series.one, name="series"),
    path("groups/<str:ref>/series/<str:which>/change/", series.change, name="series_change"),
    path("groups/<str:ref>/series/<str:which>/end/", series.end, name="series_end"),
    path("groups/<str:ref>/series/<str:which>/skip/", series.skip, name="series_skip"),
    path("groups/<str:ref>/series/<str:which>/meet/", series.meet, name="series_meet"),
    path("groups/<str:ref>/series/<str:which>/follow/<str:meeting>/", series.follow, name="series_follow"),
    path("groups/<str:ref>/series/<str:which>/clock/", series.clock, name="series_clock"),
    path("groups/<str:ref>/prompts/", planning.library, name="prompts"),
    path("meetings/<str:ref>/", looking.meeting, name="meeting"),
    path("meetings/<str:ref>/roles/", holding.roles, name="roles"),
    path("meetings/<str:ref>/ask/", holding.ask, name="piece_ask"),
    path("meetings/<str:ref>/hold/", holding.answer, name="piece_answer"),
    path("meetings/<str:ref>/run-sheet/", holding.sheet, name="run_sheet"),
    path("meetings/<str:ref>/debrief/", holding.debrief, name="debrief"),
    path("meetings/<str:ref>/change/", planning.change, name="change"),
    path("meetings/<str:ref>/cancel/", planning.cancel, name="cancel"),
    path("groups/<str:ref>/calendar/", coming.calendar, name="calendar"),
    path("meetings/<str:ref>/answer/", coming.answer, name="answer"),
    path("meetings/<str:ref>/told/<str:member>/", coming.told, name="told"),
    path("meetings/<str:ref>/came/", roll.came, name="came"),
    path("meetings/<str:ref>/not-held/", roll.not_held, name="not_held"),
    path("hellos/<str:ref>/said/", coming.hello_said, name="hello_said"),
    path("answer/<str:token>/", coming.answer_link, name="answer_link"),
]
