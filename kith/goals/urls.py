"""Goals and steps: their addresses."""

from django.urls import path

from kith.goals import views

app_name = "goals"
urlpatterns = [
    path("groups/<str:ref>/goals/", views.goals, name="goals"),
    path("groups/<str:ref>/goals/new/", views.new, name="new"),
    path("goals/<str:ref>/", views.goal, name="goal"),
    path("goals/<str:ref>/do/<str:what>/", views.do, name="do"),
    path("goals/<str:ref>/bring/", views.bring, name="bring"),
    path("goals/<str:ref>/saw/", views.saw, name="saw"),
    path("goals/<str:ref>/let-go/", views.let_go, name="let_go"),
]
