"""The arithmetic of the figures, and what they say of the machine."""

import gzip
import json
import os
import time

import pytest

from soundcheck.bench import machine, measures, processor
from soundcheck.bench.figures import cell, milliseconds


def test_percentiles_are_values_that_were_measured():
    figures = milliseconds([number / 1000 for number in range(1, 101)])

    assert figures == {"count": 100, "p50_ms": 50.0, "p95_ms": 95.0, "max_ms": 100.0}
    assert milliseconds([0.007]) == {"count": 1, "p50_ms": 7.0, "p95_ms": 7.0, "max_ms": 7.0}


@pytest.mark.parametrize(
    ("value", "before", "shown"),
    [
        (None, 0.5, ""),
        (0.5, None, "0.500"),
        (0.5, 0.5, "0.500"),
        (0.5, 0.4, "0.500 (+0.100)"),
        (0.4, 0.5, "0.400 (-0.100)"),
        (12.34, None, "12.3"),
    ],
)
def test_a_change_is_shown_beside_the_figure(value, before, shown):
    assert cell(value, before) == shown


def test_the_machine_is_named():
    facts = json.loads(json.dumps(machine.facts()))

    assert facts["cores"] >= 1
    assert facts["memory_mb"] > 100
    assert facts["python"].startswith("3.")


def test_the_widget_weighs_what_a_page_loads(tmp_path):
    script, loaded = b"let a = 1;" * 500, b"let b = 2;" * 900
    for name, content in {
        "widget.js": script,
        "widget/index.html": b"<script src=/assets/main-1.js></script>",
        "assets/main-1.js": loaded,
        "assets/console-2.js": b"x" * 90_000,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)

    figures = measures.widget(tmp_path)

    assert figures["script_tag_kb"] == round(len(gzip.compress(script, 9)) / 1000, 1)
    assert figures["frame_files"] == 2


def test_processor_time_is_that_of_the_process_alone():
    pids = {"this": os.getpid(), "other": os.getppid()}
    before = processor.now(pids)
    ends = time.process_time() + 0.2
    while time.process_time() < ends:
        pass

    used = processor.since(before, pids, turns=2)

    assert 80 <= used["this"] <= 200
    assert used["other"] < used["this"]
