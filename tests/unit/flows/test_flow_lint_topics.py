"""Topics without a flow are told, unless a file says that they need none; and that has to be true."""

import pytest
from flow_talk import problems_of

from bot.flows.lint_topics import forgotten
from bot.flows.read_bundle import read_bundle
from bot.flows.source import Problems
from tests.content.walking import bundle

FLOW = """\
flows:
  lyrics:
    description: Says where lyrics come from.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - action: utter_done
responses:
  utter_done: [{text: Done.}]
"""


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        ("web_player", []),
        ("web_plaier", ["topic.yml:1:16 F007 there is no topic `web_plaier`; did you mean web_player?"]),
        ("lyrics", ["topic.yml:1:16 F013 `lyrics` has a flow; take it off this list"]),
    ],
)
def test_the_list_names_topics_that_have_none(topic: str, told: list[str]) -> None:
    assert problems_of(f"without_flow: [{topic}]\n{FLOW}") == told


def test_forgotten_topics_are_told_where_they_have_their_title(tmp_path) -> None:
    (tmp_path / "lyrics.yml").write_text(f"without_flow: [web_player]\n{FLOW}", encoding="utf-8")

    told = [str(problem) for problem in forgotten(read_bundle(tmp_path, {}, Problems()))]

    assert not any("`lyrics`" in line or "`web_player`" in line for line in told)
    assert sum("F025 warning: no flow is about `car_mode`" in line for line in told) == 1


def test_ours_forget_none() -> None:
    assert list(forgotten(bundle())) == []
