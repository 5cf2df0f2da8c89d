"""Nobody is sent to an article for other platforms, or offered what their platform cannot do."""

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
]


@pytest.mark.parametrize(("old", "new"), RIGHT)
def test_no_alarm_where_it_may_be_right(old: str, new: str) -> None:
    assert old in FLOW

    found = problems_of(FLOW.replace(old, new, 1), articles=ARTICLES)

    assert [problem for problem in found if " F023 " in problem] == []


def test_names_alone_say_nothing_of_platforms() -> None:
    assert problems_of(FLOW, articles=list(ARTICLES)) == []


# What only some devices can do.
ONLY = """\
flows:
  lyrics:
    description: Says where lyrics come from.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - id: which
        noop: true
        next:
          - if: slots.platform = "web" or slots.platform = "tv"
            then: other
          - else: again
      - id: again
        call: reinstall
        next: other
      - id: other
        action: utter_done
        next: END
  reinstall:
    if: false
    description: Installs the app again.
    steps:
      - id: install
        action: utter_done
        metadata: {platforms: [phone, tablet, desktop, car, speaker, watch, console]}
responses:
  utter_done: [{text: Done.}]
"""
GUARD = 'slots.platform = "web" or slots.platform = "tv"'


def offered(text: str) -> list[str]:
    return [problem for problem in problems_of(text) if " F024 " in problem]


def test_who_cannot_do_it_may_be_led_around_it() -> None:
    assert problems_of(ONLY) == []


def test_a_step_of_a_called_flow_is_told_at_the_call() -> None:
    assert offered(ONLY.replace(GUARD, 'slots.platform = "tv"')) == [
        "topic.yml:12:9 F024 `install`, called here, is offered to web, which cannot do it; "
        "branch on `slots.platform` before it, or call `identify_device` first"
    ]


GUARDED = [
    (GUARD, 'not (slots.platform != "web" and slots.platform != "tv")'),
    (GUARD, f"slots.platform is null or {GUARD}"),
    ("noop: true\n        next:", "set_slots: [{platform: phone}]\n        next:"),
]


@pytest.mark.parametrize(("old", "new"), GUARDED)
def test_the_way_says_who_comes(old: str, new: str) -> None:
    assert old in ONLY

    assert offered(ONLY.replace(old, new, 1)) == []


UNGUARDED = [
    # Who said nothing yet may say "web" here.
    ("call: reinstall", "collect: platform\n        next: more\n      - id: more\n        call: reinstall"),
    (GUARD, f"({GUARD}) and slots.plan = 'free'"),
    (GUARD, 'slots.device = "web"'),
    (
        "call: reinstall",
        "collect: platform\n        ask_before_filling: true\n        next: more\n"
        "      - id: more\n        call: reinstall",
    ),
    (
        "noop: true\n        next:",
        "set_slots: [{platform: web}]\n        next: again\n      - noop: true\n        next:",
    ),
    ("if: false", "nlu_trigger: [{intent: car_mode}]"),
]


@pytest.mark.parametrize(("old", "new"), UNGUARDED)
def test_an_open_way_is_told(old: str, new: str) -> None:
    assert old in ONLY

    assert len(offered(ONLY.replace(old, new, 1))) == 1


@pytest.mark.parametrize(("platforms", "told"), [("[phone, telly]", "F015 `telly` is no platform"), ("phone", "F008")])
def test_a_name_that_is_no_platform_is_told(platforms: str, told: str) -> None:
    text = ONLY.replace("[phone, tablet, desktop, car, speaker, watch, console]", platforms)

    assert any(told in problem for problem in problems_of(text))
