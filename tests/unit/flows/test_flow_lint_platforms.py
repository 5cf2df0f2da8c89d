"""An article for the wrong platform is told where only a branch for other platforms leads to it, and nowhere else."""

import pytest
from flow_talk import problems_of

ARTICLES = {"a/app": ("phone", "tablet"), "a/web": ("web",), "a/all": ("all",)}
FLOW = """\
flows:
  lyrics:
    description: Says where lyrics come from.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - id: which
        noop: true
        next:
          - if: slots.platform = "web"
            then: between
          - else: other
      - id: between
        set_slots: [{seen: true}]
        next: done
      - id: done
        action: utter_done
        metadata:
          outcome: {result: informed, cause: C., prevention: P., article: a/app}
        next: END
      - id: other
        action: utter_done
        next: END
responses:
  utter_done: [{text: Done.}]
slots:
  seen: {type: bool}
"""
BRANCH = 'slots.platform = "web"'
CLOSING = """action: utter_done
        metadata:
          outcome: {result: informed, cause: C., prevention: P., article: a/app}"""
BETWEEN = "set_slots: [{seen: true}]"


def test_an_article_for_other_platforms_is_a_problem() -> None:
    assert problems_of(FLOW, articles=ARTICLES) == [
        "topic.yml:18:75 F023 `a/app` is for phone, tablet, and this way only for web; name an article for them"
    ]


WRONG = [
    (BRANCH, f'{BRANCH} or slots.platform = "tv"'),
    ("then: between", "then: done\n          - if: slots.platform = 'car'\n            then: between"),
    (CLOSING, "action: action_show_article\n        metadata: {article: a/app}"),
]


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_so_it_is_by_another_way(old: str, new: str) -> None:
    assert old in FLOW

    (problem,) = problems_of(FLOW.replace(old, new, 1), articles=ARTICLES)

    assert " F023 " in problem


RIGHT = [
    # The article suits at least one of the platforms.
    ("article: a/app", "article: a/web"),
    ("article: a/app", "article: a/all"),
    (BRANCH, f'{BRANCH} or slots.platform = "phone"'),
    # The condition does not name the platform directly.
    (BRANCH, f"not {BRANCH}"),
    (BRANCH, 'slots.platform != "web"'),
    (BRANCH, f"{BRANCH} or slots.seen"),
    (BRANCH, 'slots.device = "web"'),
    # Others come there too.
    ("else: other", "else: done"),
    ("next: END\nresponses", "next: done\nresponses"),
    # The platform may be another one by then.
    (BETWEEN, "set_slots: [{platform: phone}]"),
    (BETWEEN, "collect: platform\n        ask_before_filling: true"),
    (BETWEEN, "action: action_read_diagnostics"),
]


@pytest.mark.parametrize(("old", "new"), RIGHT)
def test_no_alarm_where_it_may_be_right(old: str, new: str) -> None:
    assert old in FLOW

    found = problems_of(FLOW.replace(old, new, 1), articles=ARTICLES)

    assert [problem for problem in found if " F023 " in problem] == []


def test_names_alone_say_nothing_of_platforms() -> None:
    assert problems_of(FLOW, articles=list(ARTICLES)) == []
