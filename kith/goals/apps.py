from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "kith.goals"
    label = "goals"
