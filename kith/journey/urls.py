"""My journey and my journal: their addresses."""

from kith.journey.journal_urls import journal_urls

app_name = "journey"
urlpatterns = [*journal_urls]
