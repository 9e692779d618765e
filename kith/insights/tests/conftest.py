"""The ground of these tests; what is decided is kept in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest

from kith.insights.tests.ground import Tuesdays, tuesdays
from tests.cast import Cast


@pytest.fixture
def here(cast: Cast, settings: Any, tmp_path: Path) -> Tuesdays:
    settings.DATA = tmp_path
    return tuesdays(cast)
