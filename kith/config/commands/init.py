"""`kith init`: asks a host a few questions and leaves a folder that `kith serve` can run from."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kith.config.commands import answers, ground
from kith.people import names

NOBODY = "Nobody is here to answer. Give options (kith init --help) and add --yes."
HELP = "set up a community: settings with fresh secrets, the first account, a Caddy file"
PORT = 8000
WITHOUT_HTTPS = """Without HTTPS these do not work: passkeys, a screen that stays awake in the circle,
  the sealed journal, and cookies that only travel encrypted. Anyone on the same network could read along."""
WITHOUT_MAIL = "Without mail everything reaches people in Kith itself, and a forgotten passphrase needs a printed code."


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.data_argument(one)
    one.add_argument("--name", help="what the community calls the place")
    one.add_argument("--domain", help="what people will type: circle.example.org; empty for this machine only")
    one.add_argument("--port", type=int, default=PORT, help="where `kith serve` will listen (default: 8000)")
    one.add_argument("--mail", help="smtp+tls://name:passphrase@host:port; empty for no mail")
    one.add_argument("--sign-in", dest="sign_in", help="the host's sign-in name")
    one.add_argument("--passphrase-file", type=Path, help="a file with the host's passphrase; without it one is made")
    one.add_argument("--secret", help="bring your own secret instead of a fresh one")
    one.add_argument("--yes", action="store_true", help="ask nothing: take what was given, and the defaults")
    one.add_argument("--overwrite", action="store_true", help="write the settings file anew if there is one")


def run(args: argparse.Namespace) -> int:
    if args.data is None and "KITH_DATA" not in os.environ:
        args.data = ask(args, None, "The folder that will hold everything", args.data_default)
    folder = ground.data_folder(args)
    settings = folder / "settings.env"
    may_write(args, settings)
    told = ask_all(args, answers.read_before(settings))
    passphrase, made = ask_passphrase(args)
    with written(settings, told.settings):
        first_account(told.sign_in, passphrase)
    if told.caddy:
        (folder / "Caddyfile").write_text(told.caddy)
    report(folder, told, passphrase if made else None)
    return 0


def ask_all(args: argparse.Namespace, before: Mapping[str, str]) -> answers.Answers:
    """What was settled before is offered again, and what nobody is asked about stays."""
    url = before.get("KITH_URL", "")
    domain_before = answers.host_of(url) if url.startswith("https://") else ""
    name = ask(args, args.name, "What does your community call this place", before.get("KITH_NAME", "Kith"))
    domain = ask_again(args, args.domain, "The domain people will type", "this machine only", domain_before)
    address = "Mail, as smtp+tls://name:passphrase@host:port"
    mail = ask_again(args, args.mail, address, "none", before.get("KITH_MAIL", ""))
    sign_in = ask(args, args.sign_in, "Your sign-in name, as the host", "host")
    return answers.Answers(
        name=answers.one_line(name),
        domain=answers.good_domain(domain),
        mail=answers.good_mail(mail),
        secret=answers.good_secret(args.secret, before.get("KITH_SECRET", "")),
        sign_in=answers.good_sign_in(sign_in),
        port=answers.good_port(args.port),
        kept=before,
    )


def ask(args: argparse.Namespace, given: str | None, question: str, default: str) -> str:
    """What was given on the command line, else what the host types, else the default."""
    if given is not None or args.yes:
        return default if given is None else given
    try:
        return input(f"{question} [{default}]: " if default else f"{question}: ").strip() or default
    except EOFError:
        raise ground.Stop(NOBODY) from None


def ask_again(args: argparse.Namespace, given: str | None, question: str, without: str, before: str) -> str:
    """An answer that may be empty. What was settled before may hold a passphrase: it is not shown, and a dash takes it away."""
    if given is not None or not before:
        return ask(args, given, f"{question} (empty: {without})", "")
    answer = ask(args, None, f"{question} (empty: as it is; -: {without})", "")
    return "" if answer == "-" else answer or before


def ask_passphrase(args: argparse.Namespace) -> tuple[str, bool]:
    """(passphrase, whether Kith made it)."""
    if args.passphrase_file:
        return answers.passphrase_in(args.passphrase_file), False
    try:
        typed = "" if args.yes else getpass.getpass("Your passphrase (empty: Kith makes one): ").strip()
    except EOFError:
        raise ground.Stop(NOBODY) from None
    return (answers.good_passphrase(typed), False) if typed else (names.new_passphrase(), True)


def may_write(args: argparse.Namespace, settings: Path) -> None:
    """An existing settings file holds the secret of a running place: it is never replaced by accident."""
    if not settings.exists() or args.overwrite:
        return
    question = f"{settings} is there already. Write it anew? Printed codes stay good"
    if not sys.stdin.isatty() or ask(args, None, question, "no").lower() not in {"y", "yes"}:
        raise ground.Stop(f"{settings} is there already, and stays as it is. --overwrite writes it anew.")


def first_account(sign_in: str, passphrase: str) -> None:
    """The host's account; their passphrase anew if they ran this before."""
    ground.load_django()
    ground.database_answers()
    ground.migrate()
    from kith.people import passphrases
    from kith.people.models import Person

    person = Person.objects.filter(sign_in=sign_in).first() or Person(sign_in=sign_in)
    person.is_host = True
    person.set_password(passphrases.tidy(passphrase))
    person.save()


def write_private(path: Path, text: str) -> None:
    """Readable by its owner only, from the first byte on. What was there before is kept beside it."""
    if path.exists():
        path.replace(path.with_suffix(".before"))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


@contextmanager
def written(path: Path, text: str) -> Iterator[None]:
    """The new settings, for what comes next to go by; if that fails, the old ones are back."""
    was = path.exists()
    write_private(path, text)
    try:
        yield
    except BaseException:
        path.unlink()
        if was:
            path.with_suffix(".before").replace(path)
        raise


def report(folder: Path, told: answers.Answers, made: str | None) -> None:
    ground.say(f"Settings: {folder / 'settings.env'}")
    if told.caddy:
        ground.say(f"For HTTPS, with Caddy: {folder / 'Caddyfile'}")
    ground.say(f"The host signs in as: {told.sign_in}")
    if made:
        ground.say(f"with this passphrase (write it down, it is not shown again): {made}")
    if not told.domain:
        ground.say(WITHOUT_HTTPS)
    if not told.mail:
        ground.say(WITHOUT_MAIL)
    port = "" if told.port == PORT else f" --port {told.port}"
    ground.say(f"Next: kith doctor --data {folder}, then kith serve --data {folder}{port}")
