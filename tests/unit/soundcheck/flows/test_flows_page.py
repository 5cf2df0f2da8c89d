"""docs/testing-flows.md: its example passes, and it names every step and every assertion that there is."""

import re

from bot.flows import Engine
from soundcheck.flows import project
from soundcheck.flows.read_expectations import READERS
from soundcheck.flows.run import load, run_all
from soundcheck.settings import ROOT

PAGE = (ROOT / "docs" / "testing-flows.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_passes(tmp_path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    (tmp_path / "example.yml").write_text(example.group(1), encoding="utf-8")
    bundle = project.bundle()

    results = list(run_all(load([tmp_path], bundle), Engine(bundle)))

    assert [result.passed for result in results] == [True]


def test_the_page_names_everything_that_can_be_expected() -> None:
    assert [kind for kind in READERS if f"`{kind}" not in PAGE] == []
