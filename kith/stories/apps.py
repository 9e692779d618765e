from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "kith.stories"
    label = "stories"
