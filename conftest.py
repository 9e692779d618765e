"""Every test's ground: how deep to go, the cast, servers, Chromium. The parts are in tests/."""

pytest_plugins = ["tests.harness", "tests.cast", "tests.serving", "tests.browsing"]
