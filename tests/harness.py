"""The order of tests, what may be skipped, and settings that make them quick without making them untrue."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests import ready
from tests.depth import DEPTH, REQUIRE_ALL, pick

# Playwright keeps an event loop running in a worker's thread once a browser was used, and Django and asyncio refuse to work
# beside one. So browser tests come last in each worker, and none of them touches the database of its own process.

NEEDS = {
    "browser": "Chromium is missing (apt install chromium)",
    "postgres": "PostgreSQL is not running (make services)",
    "redis": "Redis is not running (make services)",
}


def chromium() -> str:
    """Where this machine's Chromium is, or nothing."""
    named = os.environ.get("KITH_CHROMIUM", "")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in found if path), "")


def missing() -> dict[str, str]:
    """Marker -> why its tests cannot run on this machine."""
    there = {
        "browser": chromium(),
        "postgres": os.environ.get("KITH_TEST_POSTGRES"),
        "redis": os.environ.get("KITH_TEST_REDIS"),
    }
    return {marker: why for marker, why in NEEDS.items() if not there[marker]}


def pytest_configure(config: pytest.Config) -> None:
    import hypothesis
    from django.conf import settings

    # The same examples each time, so that a red build can be told again; at depth long it looks for new ones.
    hypothesis.settings.register_profile("kith", derandomize=DEPTH != "long", max_examples=pick(20, 100, 500))
    hypothesis.settings.load_profile("kith")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.DATA.mkdir(parents=True, exist_ok=True)
    empty_only_what_was_written()


def empty_only_what_was_written() -> None:
    """After a test with real transactions Django empties every table, and then makes every permission anew. On SQLite only those
    tables are emptied that hold a row, and the two that are the same in every database are let be.
    """
    from django.db import connections, transaction
    from django.test import TransactionTestCase

    usual = TransactionTestCase._fixture_teardown
    same = {"django_content_type", "auth_permission"}

    def tidy(case: TransactionTestCase) -> None:
        if not on_sqlite():
            usual(case)
            return
        with transaction.atomic(), connections["default"].cursor() as cursor:
            for table in connections["default"].introspection.django_table_names():
                if table not in same and cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone():
                    cursor.execute(f'DELETE FROM "{table}"')

    TransactionTestCase._fixture_teardown = tidy  # type: ignore[method-assign]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    leave_deep_ones(config, items)
    leave_some_cases(config, items)
    gone = missing()
    for item in items:
        for marker, why in gone.items():
            if item.get_closest_marker(marker) or (marker == "browser" and uses_browser(item)):
                item.add_marker(pytest.mark.skip(reason=why))
    items.sort(key=uses_browser)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded now stays until the end: the collector need not look at it again after every few tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def requests_begin_and_end_as_django_has_it() -> Iterator[None]:
    """A thread of presses changes that for its whole process: not for the tests after it, which may ask no database at all."""
    yield
    if bridge := sys.modules.get("kith.config.bridge"):
        for moment in (request_started, request_finished):
            if moment.disconnect(bridge.sound_connections):
                moment.connect(close_old_connections)


def in_short(config: pytest.Config) -> bool:
    """At depth quick; but a test named on the command line is run whole, with every case."""
    return DEPTH == "quick" and not any("::" in word for word in config.invocation_params.args)


def leave_deep_ones(config: pytest.Config, items: list[pytest.Item]) -> None:
    """At depth quick the deep tests are not skipped, they are not asked for."""
    if in_short(config):
        leave(config, items, [item for item in items if item.get_closest_marker("deep")])


def leave_some_cases(config: pytest.Config, items: list[pytest.Item]) -> None:
    """At depth quick each sentence is tried with its first case, its last, and one in six of those between."""
    if not in_short(config):
        return
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    leave(config, items, [item for each in cases.values() for at, item in enumerate(each[:-1]) if at % 6])


def leave(config: pytest.Config, items: list[pytest.Item], left: list[pytest.Item]) -> None:
    gone = set(left)
    items[:] = [item for item in items if item not in gone]
    config.hook.pytest_deselected(items=left)


def uses_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


def pytest_report_header() -> str:
    return f"depth: {DEPTH}" + (", nothing may be skipped" if REQUIRE_ALL else "")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if REQUIRE_ALL and skipped(session.config) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := skipped(config):
        if REQUIRE_ALL:
            terminalreporter.write_line(f"Nothing may be skipped here, and {count} tests were.", red=True)
        for why in missing().values():
            terminalreporter.write_line(f"Tests were skipped: {why}.", yellow=True)


def skipped(config: pytest.Config) -> int:
    """How many were skipped, in the process that reports; workers do not know."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", [])) if reporter and not hasattr(config, "workerinput") else 0


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Django finds the file that `django_db_modify_db_settings` laid there, and keeps what is in it."""
    return django_db_keepdb or on_sqlite()


def on_sqlite() -> bool:
    from django.db import connections

    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """A file of its own for each worker and run: in memory, threads would find the tables locked."""
    from django.conf import settings
    from django.db import connections

    settings.PICTURES = Path(tmp_path_factory.mktemp("pictures"))
    if on_sqlite():
        name = Path(tmp_path_factory.mktemp("database")) / "test.sqlite3"
        shutil.copy2(ready.database(), name)
        connections["default"].settings_dict["TEST"]["NAME"] = str(name)
    yield
