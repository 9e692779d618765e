"""What every file of the repository keeps to."""

import ast
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def _load(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(pattern: str) -> list[Path]:
    return sorted(path for path in (ROOT / "kith").rglob(pattern) if "__pycache__" not in path.parts)


def test_no_file_names_a_registry_or_somebodys_folder(tmp_path, monkeypatch):
    addresses = _load("addresses")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("--index" + "-url x\n/" + "work/x\nsee /usr/bin/chromium and https://example.org/work/x\n")
    assert len(addresses.wrong_lines([wrong])) == 2
    monkeypatch.chdir(ROOT)
    if not (ROOT / ".git").exists():
        files = [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    else:
        files = addresses.tracked()
    assert addresses.wrong_lines(files) == []


@pytest.mark.parametrize("lock", ["run.txt", "test.txt"])
def test_every_pin_of_a_lock_has_hashes_and_nothing_else(lock):
    lines = (ROOT / "requirements" / lock).read_text().replace("\\\n", " ").splitlines()
    pins = [line for line in lines if line.strip() and not line.startswith("#")]
    assert len(pins) > 20
    for pin in pins:
        assert re.match(r"[a-z0-9-]+(\[[a-z,]+\])?==[\w.]+ ( ; [^-]+)?|.*", pin)
        assert "--hash=sha256:" in pin, pin
        assert "://" not in pin and " @ " not in pin, pin


def test_the_test_lock_holds_the_run_lock_pin_by_pin():
    def pins(name):
        return set(
            re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / "requirements" / name).read_text(), re.M)
        )

    assert pins("run.txt") <= pins("test.txt")


def test_every_dependency_of_the_project_is_in_its_lock():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for names, lock in ((told["dependencies"], "run.txt"), (told["optional-dependencies"]["test"], "test.txt")):
        pinned = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", (ROOT / "requirements" / lock).read_text(), re.M)
        assert {re.match(r"[a-z0-9-]+", name)[0] for name in names} <= set(pinned)


def test_what_readme_and_contributing_tell_people_to_make_can_be_made():
    targets = set(re.findall(r"^([a-z.-]+):", (ROOT / "Makefile").read_text(), re.M))
    for page in ("README.md", "CONTRIBUTING.md", "docs/hosting.md", "docs/performance.md"):
        asked = set(re.findall(r"(?:^    |`|&& )make ([a-z.-]+)", (ROOT / page).read_text(), re.M))
        assert asked <= targets, page
    assert (ROOT / "README.md").read_text().split("\n\n")[1].splitlines()[0].strip().startswith("make demo")


def test_every_page_that_the_docs_lead_to_is_there():
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        ROOT / "deploy/README.md",
    ]:
        words = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", page.read_text())  # pictures are made by the suite
        for link in re.findall(r"\]\(([^)#:]+)\)", words):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_page_of_settings_and_the_code_name_the_same_settings():
    table = (ROOT / "docs/settings.md").read_text().split("## For tests")[0]
    told = set(re.findall(r"^\| `(KITH_\w+)`", table, re.M))
    read = set(re.findall(r"env\.\w+\(\s*\"(KITH_\w+)\"", (ROOT / "kith/config/settings.py").read_text()))
    assert told == read


def test_no_setting_is_read_anywhere_else():
    allowed = {"settings.py", "addresses.py", "faults.py"}
    for path in ours("*.py"):
        if path.name in allowed or "commands" in path.parts or "tests" in path.parts:
            continue
        assert "KITH_" not in _strings_in_code(path), path


def _strings_in_code(path: Path) -> str:
    """All string constants but docstrings."""
    tree = ast.parse(path.read_text())
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and _has_doc(node)}
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )


def _has_doc(node) -> bool:
    return bool(node.body) and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)


def test_every_module_says_what_it_promises():
    silent = []
    for path in ours("*.py"):
        if {"migrations", "tests"} & set(path.parts) or path.name in {"__init__.py", "apps.py", "urls.py"}:
            continue
        if not ast.get_docstring(ast.parse(path.read_text())):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []
