"""Static files as `kith serve` lays them out: every import between modules leads to a hashed name."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "kith").glob("*/static/**/*.js"))
IMPORT = re.compile(
    r"""(?:^|[;\s])(?:import|export)\b[^;'"()]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']""",
    re.M,
)
HASHED = re.compile(r"\.[0-9a-f]{12}\.(?:js|css|svg)$")


def imports(text: str) -> list[str]:
    return [next(filter(None, found)) for found in IMPORT.findall(text)]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "kith.kit.statics.Hashed"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", verbosity=0, interactive=False)
    return folder


def test_the_lint_sees_imports():
    assert imports(
        'import { a } from "./a.js";\nimport "./b.js";\nexport * from "./c.js";\nawait import("./d.js");'
    ) == [
        "./a.js",
        "./b.js",
        "./c.js",
        "./d.js",
    ]


def test_every_import_of_a_hashed_module_leads_to_a_hashed_name(laid_out):
    modules = [path for path in laid_out.rglob("*.js") if HASHED.search(path.name)]
    assert len(modules) >= len(SOURCES)
    for path in modules:
        for target in imports(path.read_text()):
            assert HASHED.search(target), f"{path.name} imports {target}"
            assert (path.parent / target).is_file(), f"{path.name} imports {target}, which is not there"


def test_every_address_in_a_hashed_stylesheet_is_hashed_and_our_own(laid_out):
    for path in laid_out.rglob("*.css"):
        if not HASHED.search(path.name):
            continue
        for target in re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text()):
            assert target.startswith(("data:", "#")) or HASHED.search(target), f"{path.name}: {target}"


@pytest.mark.parametrize("path", SOURCES, ids=[path.name for path in SOURCES])
def test_a_script_ends_its_imports_and_stays_at_home(path):
    text = path.read_text()
    for line in text.splitlines():
        if re.match(r"\s*(import\b(?!\()|export\b.*\bfrom\b)", line):
            assert line.rstrip().endswith(";"), line
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    assert "new URL(" not in text or "location" in text
    assert not re.search(r"\beval\(|\bnew Function\(|\.innerHTML\s*=|document\.write", text)


@pytest.mark.parametrize("path", SOURCES, ids=[path.name for path in SOURCES])
def test_every_function_that_a_script_takes_from_another_is_given_by_it(path):
    """A name that is not exported fails only in the browser, and then the whole page stays still."""
    for names, target in re.findall(r"import\s*{([^}]*)}\s*from\s*[\"'](\.[^\"']+)[\"']", path.read_text()):
        other = (path.parent / target).resolve()
        if not other.is_file():
            continue  # another app's folder: only known once laid out
        given = set(re.findall(r"export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)", other.read_text()))
        for group in re.findall(r"export\s*{([^}]*)}", other.read_text()):
            given |= {part.split(" as ")[-1].strip() for part in group.split(",") if part.strip()}
        taken = {part.split(" as ")[0].strip() for part in names.split(",") if part.strip()}
        assert taken <= given, f"{path.name} takes {taken - given} from {target}"
