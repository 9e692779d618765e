"""The index over the words of what is searched here, kept by the database itself."""

from django.db import migrations

from kith.kit.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial")]

    operations = [Index("stories_words")]
