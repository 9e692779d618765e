from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "kith.finding"
    label = "finding"
