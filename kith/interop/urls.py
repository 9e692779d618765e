"""What leaves Kith for other programs: its addresses."""

from django.urls import path

from kith.interop import views

app_name = "interop"
urlpatterns = [
    path("me/calendar/", views.mine, name="calendar"),
    path("me/calendar/new/", views.make, name="calendar_make"),
    path("me/calendar/end/", views.end, name="calendar_end"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("meetings/<str:ref>/calendar.ics", views.meeting, name="meeting"),
    path("outings/<str:ref>/calendar.ics", views.outing, name="outing"),
]
