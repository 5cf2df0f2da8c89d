"""`soundcheck flows graph`: what the picture shows, and that nothing in it lies on something else."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import pytest
from flow_project import Project

from bot.flows import Bundle
from soundcheck.flows import project as real
from soundcheck.flows.layout import place
from soundcheck.flows.picture import picture
from soundcheck.flows.svg import svg


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return real.bundle()


def test_mermaid_says_ways_in_the_words_of_the_buttons(project: Project) -> None:
    code, said = project.run("graph", "lyrics", "--format", "mermaid")

    assert code == 0
    assert '-->|"“Missing”"|' in said and '-->|"“Wrong”"|' in said
    assert '-->|"app outdated"|' in said and '-->|"otherwise"|' in said
    assert "Updated the app" in said and ":::remedy" in said and ":::resolved" in said


def test_svg_is_well_formed_and_written_where_it_is_asked_for(project: Project) -> None:
    path = project.tests / "lyrics.svg"

    assert project.run("graph", "lyrics", "-o", path)[0] == 0

    root = ET.parse(path).getroot()
    kinds = [group.get("class") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    assert {"start", "remedy", "question", "branch", "resolved", "person"} <= set(kinds)
    assert "prefers-color-scheme: dark" in path.read_text()


def test_every_flow_of_the_project_can_be_drawn(bundle: Bundle) -> None:
    for flow in bundle.flows.values():
        ET.fromstring(svg(picture(bundle, flow)))


def test_no_box_and_no_label_lies_on_another(bundle: Bundle) -> None:
    drawn = picture(bundle, bundle.flows["playback_interrupted"])
    edges = [(arrow.source, arrow.target) for arrow in drawn.arrows]
    layout = place({box.id: (200.0, 60.0) for box in drawn.boxes}, edges, dict.fromkeys(edges, (90.0, 30.0)))

    solid = [thing for thing, (_, height) in layout.size.items() if height]
    for one, other in itertools.combinations(solid, 2):
        (x1, y1), (x2, y2) = layout.centre[one], layout.centre[other]
        (w1, h1), (w2, h2) = layout.size[one], layout.size[other]
        assert abs(x1 - x2) >= (w1 + w2) / 2 - 0.01 or abs(y1 - y2) >= (h1 + h2) / 2 - 0.01, (one, other)


def test_arrows_lead_down_but_for_those_that_close_a_circle() -> None:
    sizes = dict.fromkeys("abc", (100.0, 40.0))
    layout = place(sizes, [("a", "b"), ("b", "c"), ("c", "a")], {})

    assert layout.centre["a"][1] < layout.centre["b"][1] < layout.centre["c"][1]
    assert layout.lines[("c", "a")][0] == "c"
