"""The `kith` command. It reads quickly, loads Django only when needed, and fails in one sentence."""

import argparse
import importlib
import sys
from collections.abc import Sequence

if sys.version_info < (3, 11):  # noqa: UP036 - before anything that an older Python could not read
    sys.exit("Kith needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

COMMANDS = ("demo", "serve", "init", "doctor", "check", "web", "live", "work")


def main(argv: Sequence[str] | None = None) -> int:
    """Does what was asked. 0 is well, 1 is a refusal that has been explained, 2 is a misunderstood command line."""
    try:
        return _carried_out(sys.argv[1:] if argv is None else list(argv))
    except KeyboardInterrupt:
        return 130


def _carried_out(told: list[str]) -> int:
    from kith.config.commands.ground import Stop, stands_in_the_way

    if not told or told == ["help"]:
        parser().print_help(sys.stdout if told else sys.stderr)
        return 0 if told else 2
    args = parser().parse_args(told)
    try:
        return int(args.run(args))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except Exception as error:
        if sentence := stands_in_the_way(error):
            print(sentence, file=sys.stderr)
            return 1
        raise


def parser() -> argparse.ArgumentParser:
    """All commands with their own arguments."""
    top = argparse.ArgumentParser(prog="kith", description="Kith: a home for peer support groups.")
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for name in COMMANDS:
        module = importlib.import_module(f"kith.config.commands.{name}")
        one = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(one)
        one.set_defaults(run=module.run)
    return top


if __name__ == "__main__":
    sys.exit(main())
