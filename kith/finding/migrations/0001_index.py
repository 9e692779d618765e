"""The words of listed groups, the index over them that each database keeps by itself, and the themes to begin with.

Its number is one and its name its own: the index is written by hand. It stands on whatever the first migrations below are called.
"""

import tomllib
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

THEMES = Path(__file__).parent.parent / "data" / "themes.toml"

FTS5 = [
    # The tokens are made in words.py: FTS5 only parts them at blanks. Its text stays in finding_words.
    """CREATE VIRTUAL TABLE finding_index USING fts5(
        text, content='finding_words', content_rowid='group_id', tokenize="ascii tokenchars '_'", prefix='2 3', detail='none')""",
    """CREATE TRIGGER finding_words_in AFTER INSERT ON finding_words BEGIN
        INSERT INTO finding_index(rowid, text) VALUES (new.group_id, new.text); END""",
    """CREATE TRIGGER finding_words_out AFTER DELETE ON finding_words BEGIN
        INSERT INTO finding_index(finding_index, rowid, text) VALUES ('delete', old.group_id, old.text); END""",
    """CREATE TRIGGER finding_words_anew AFTER UPDATE ON finding_words BEGIN
        INSERT INTO finding_index(finding_index, rowid, text) VALUES ('delete', old.group_id, old.text);
        INSERT INTO finding_index(rowid, text) VALUES (new.group_id, new.text); END""",
]
NO_FTS5 = [
    "DROP TRIGGER finding_words_in",
    "DROP TRIGGER finding_words_out",
    "DROP TRIGGER finding_words_anew",
    "DROP TABLE finding_index",
]
# The vector is kept, not made at each search: for a common word PostgreSQL reads the rows instead of the index.
# fastupdate off: a search never has to read a list of what was not yet sorted in.
GIN = [
    """ALTER TABLE finding_words ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(text, ' '))) STORED""",
    "CREATE INDEX finding_index ON finding_words USING gin (vector) WITH (fastupdate = off)",
]
NO_GIN = ["DROP INDEX finding_index", "ALTER TABLE finding_words DROP COLUMN vector"]


def by_vendor(sqlite, postgres):
    def run(apps, schema_editor):
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
            schema_editor.execute(statement)

    return run


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
        migrations.RunPython(by_vendor(FTS5, GIN), by_vendor(NO_FTS5, NO_GIN)),
        migrations.RunPython(first_themes, migrations.RunPython.noop),
    ]
