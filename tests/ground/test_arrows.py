"""What the linters do not see: includes, model names, clocks, and how rows are held."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now")}
CLOCKS |= {("time", "time"), ("time", "monotonic"), ("timezone", "localdate"), ("timezone", "localtime")}


def layers() -> list[set[str]]:
    """The layers of pyproject.toml, highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [set(re.findall(r"[a-z]+", layer)) for layer in contracts[0]["layers"]]


def height() -> dict[str, int]:
    return {app: -number for number, layer in enumerate(layers()) for app in layer}


def code() -> list[tuple[str, Path, ast.Module]]:
    """(app, path, tree) of every module that is not a test or a migration."""
    found = []
    for path in sorted((ROOT / "kith").rglob("*.py")):
        parts = path.relative_to(ROOT / "kith").parts
        if len(parts) > 1 and not {"tests", "migrations"} & set(parts):
            found.append((parts[0], path, ast.parse(path.read_text())))
    return found


def may_name(app: str, other: str) -> bool:
    """Whether `app` may use `other`: itself, or what is below it."""
    heights = height()
    return other == app or heights.get(other, 0) < heights[app]


def test_a_sibling_and_an_upper_app_may_not_be_named_but_a_lower_one_may():
    assert not may_name("groups", "circle")
    assert not may_name("stories", "library")
    assert may_name("circle", "groups")
    assert may_name("config", "site")


def test_strings_that_import_obey_the_arrows():
    for app, path, tree in code():
        for name in strings_that_import(tree):
            assert may_name(app, name), f"{path.relative_to(ROOT)} names {name}"


def strings_that_import(tree: ast.Module):
    """Apps named by include("kith.x.urls"), get_model("x.Y"), import_module("kith.x") and foreign keys to "x.Y"."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in {"include", "get_model", "import_module", "import_string", "ForeignKey", "OneToOneField"}:
            continue
        for argument in node.args[:1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield from named_app(argument.value)


def named_app(text: str):
    parts = text.split(".")
    if parts[0] == "kith" and len(parts) > 1:
        yield parts[1]
    elif len(parts) > 1 and parts[0] in height():
        yield parts[0]


def test_no_app_takes_allauths_routes_all_at_once():
    for _app, path, tree in code():
        assert not any(text.startswith("allauth") for text in included(tree)), path


def included(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "include":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_the_circles_core_looks_at_no_clock_and_throws_no_dice():
    core = [(path, tree) for app, path, tree in code() if app == "circle" and in_core(path)]
    assert core
    for path, tree in core:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                assert (owner, node.attr) not in CLOCKS, f"{path.relative_to(ROOT)}:{node.lineno}"


def in_core(path: Path) -> bool:
    inside = path.relative_to(ROOT / "kith/circle").parts
    return inside[0].startswith("core") or inside[0] == "evening"


def test_every_app_on_disk_has_a_place_among_the_layers():
    apps = {path.parent.name for path in (ROOT / "kith").glob("*/__init__.py")}
    assert apps <= set(height())


SCOPELESS = {
    "get",
    "all",
    "filter",
    "exclude",
    "first",
    "last",
    "values",
    "in_bulk",
    "create",
    "get_or_create",
    "update",
}


def test_the_lint_sees_a_view_that_asks_for_rows_without_saying_who_asks():
    assert scopeless(ast.parse("Group.objects.get(ref=ref)"))
    assert not scopeless(ast.parse("Group.objects.visible_to(person).filter(ref=ref)"))


def test_a_view_reaches_rows_only_through_a_scope_that_names_who_is_asking():
    wrong = []
    for _app, path, tree in code():
        inside = path.relative_to(ROOT / "kith").parts
        if "views" in path.stem or "views" in inside or "templatetags" in inside:
            wrong += [f"{path.relative_to(ROOT)}:{line}" for line in scopeless(tree)]
    assert wrong == []


def scopeless(tree: ast.Module) -> list[int]:
    """Lines with `Something.objects.get(...)` and its like."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in SCOPELESS
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
    ]


def test_a_row_is_held_so_that_others_may_still_name_it():
    """Decision 44. A plain FOR UPDATE also stops whoever only writes a row that points here: two such wait for each other."""
    deletes_it = {"journal_keeping.py", "practice_drawer.py"}
    held = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for _, path, tree in code()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "select_for_update"
        and path.name not in deletes_it
        and "no_key" not in {given.arg for given in call.keywords}
    ]
    assert not held
