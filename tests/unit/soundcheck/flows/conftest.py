import sys
from pathlib import Path

import pytest

# The helper beside this file is imported by its own name, as everywhere below tests/unit.
sys.path.insert(0, str(Path(__file__).parent))

from flow_project import FLOW, STUBS, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "lyrics.yml").write_text(FLOW, encoding="utf-8")
    made = Project(tmp_path / "flows", tmp_path / "tests")
    made.write("conftest.yml", STUBS)
    return made
