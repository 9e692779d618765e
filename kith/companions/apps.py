from django.apps import AppConfig


class CompanionsConfig(AppConfig):
    name = "kith.companions"
    label = "companions"
