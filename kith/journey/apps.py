from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "kith.journey"
    label = "journey"
