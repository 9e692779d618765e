"""My journey and my journal: their addresses."""

from django.urls import path

from kith.journey import views
from kith.journey.how_am_i_views import how_am_i_urls
from kith.journey.journal_urls import journal_urls

app_name = "journey"
urlpatterns = [
    path("journey/", views.journey, name="journey"),
    path("journey/firsts/<str:kind>/", views.first, name="first"),
    path("journey/evenings/", views.evenings, name="evenings"),
    path("journey/evenings/<str:ref>/", views.evening, name="evening"),
    path("journey/days/", views.my_days, name="days"),
    path("journey/days/<str:ref>/", views.day, name="day"),
    path("journey/letters/", views.my_letters, name="letters"),
    path("journey/letters/<str:ref>/", views.letter, name="letter"),
    *how_am_i_urls,
    *journal_urls,
]
