"""An empty SQLite file gets its tables straight from the last state of all migrations, and the note that all of them are applied.

Django draws every model anew after each of some three hundred steps, which takes ten seconds before a demo is served. That both
ways give the same database is held by tests/ground/test_from_nothing.py; a file that holds anything goes the usual way.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

from kith.kit.indexes import Index


def lay_tables() -> bool:
    """False: there is something in the database already, or it is not SQLite. Then nothing was done."""
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    state = executor.loader.project_state()
    with connection.constraint_checks_disabled(), transaction.atomic():  # all of it or nothing, also when it is killed
        with connection.schema_editor() as editor:
            for model in state.apps.get_models():
                editor.create_model(model)
        with connection.schema_editor() as editor:
            for app, step in _beside_the_tables(plan):
                step.database_forwards(app, editor, state, state)
        executor.recorder.ensure_schema()
        for migration in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True


def _beside_the_tables(plan: list[Any]) -> Iterator[tuple[str, Any]]:
    """Our own indexes and first rows. What other packages do beside their tables mends old rows, of which there are none."""
    ours = [(one.app_label, step) for one in plan if one.__module__.startswith("kith.") for step in one.operations]
    last = {step.table: step for _, step in ours if isinstance(step, Index)}
    for app, step in ours:
        if isinstance(step, RunPython) or (isinstance(step, Index) and last[step.table] is step):
            yield app, step
