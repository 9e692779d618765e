"""The words of listed groups, the index over them that each database keeps by itself, and the themes to begin with.

Its number is one and its name its own: it is written by hand. It stands on whatever the first migrations below are called.
"""

import tomllib
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from kith.kit.indexes import Index

THEMES = Path(__file__).parent.parent / "data" / "themes.toml"


def first_themes(apps, schema_editor):
    Theme = apps.get_model("groups", "Theme")
    if Theme.objects.exists():
        return
    for place, root in enumerate(tomllib.loads(THEMES.read_text("utf-8"))["theme"]):
        over = Theme.objects.create(name=root["name"], order=place)
        for within, name in enumerate(root["within"]):
            Theme.objects.create(name=name, under=over, order=within)


class Migration(migrations.Migration):
    dependencies = [("groups", "__first__")]

    operations = [
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="groups.group",
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={"verbose_name_plural": "words"},
        ),
        Index("finding_words", key="group_id", begins="2 3"),
        migrations.RunPython(first_themes, migrations.RunPython.noop),
    ]
