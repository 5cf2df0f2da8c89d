"""`soundcheck flows test --full`: the same tests through the trained model and all of Rasa."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from soundcheck.flows.project import TESTS
from soundcheck.settings import ROOT

pytestmark = pytest.mark.rasa


# A process of its own: Rasa reads the environment when it is imported, and the engine is a recording one.
@pytest.mark.skipif(not any((ROOT / "models").glob("*.tar.gz")), reason="no model was trained yet")
def test_the_tests_of_a_flow_pass_through_the_whole_assistant() -> None:
    command = [sys.executable, "-m", "soundcheck", "flows", "test", "--full", "--json", TESTS / "plan_family_duo.yml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["passed"] >= 7
