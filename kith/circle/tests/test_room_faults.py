"""The points where tests kill this process (tests/faults/test_kill.py) are out of everyone else's reach."""

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT


@pytest.mark.parametrize("allowed", ["", "0", "true"])
def test_outside_of_tests_nobody_can_switch_a_fault_on(allowed: str) -> None:
    env = os.environ | {"KITH_FAULT": "before_lock", "KITH_FAULTS_ALLOWED": allowed, "KITH_PATIENCE": "lost=1"}
    code = "from kith.circle import faults; faults.at('before_lock'); print(faults.patience('lost', 10.0))"
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "10.0"
    killed = subprocess.run(
        [sys.executable, "-c", code], env=env | {"KITH_FAULTS_ALLOWED": "1"}, cwd=ROOT, capture_output=True, check=False
    )
    assert killed.returncode == -9
