"""Finding a group: its addresses."""

from django.urls import path

from kith.finding.views import find, themes

app_name = "finding"
urlpatterns = [
    path("find/", find.find, name="find"),
    path("find/which-fits/", find.fits_me, name="fits"),
    path("host/themes/", themes.tree, name="themes"),
    path("host/themes/<str:ref>/", themes.theme, name="theme"),
    path("host/themes/<str:ref>/step/", themes.step, name="theme_step"),
    path("host/themes/<str:ref>/remove/", themes.remove, name="theme_remove"),
]
