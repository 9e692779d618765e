"""`kith check`: Django's own checks, and no model change without its migration."""

import argparse
import os
import tempfile

from kith.config.commands import ground

HELP = "check the code: Django's checks, and migrations that are missing"


def add_arguments(one: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KITH_DATA": folder, "KITH_DATABASE": ""}
        ground.load_django()
        return checks() or migrations()


def checks() -> int:
    from django.core.management import CommandError, call_command

    try:
        call_command("check", fail_level="WARNING")
    except CommandError as error:  # SystemCheckError included
        ground.warn(str(error))
        return 1
    return 0


def migrations() -> int:
    from django.core.management import call_command

    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        ground.warn("A model changed without its migration: django-admin makemigrations")
        return 1
    return 0
