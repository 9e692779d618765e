"""After a meeting, and how a group is: their addresses."""

from django.urls import path

from kith.insights import views

app_name = "insights"
urlpatterns = [
    path("meetings/<str:ref>/after/", views.after, name="after"),
    path("groups/<str:ref>/how-is-the-group/", views.group, name="group"),
]
