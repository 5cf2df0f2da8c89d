"""Each mistake a writer can make, and the sentence that tells them."""

# ruff: noqa: E501 — a table is read by its rows
from pathlib import Path

import pytest
from flow_talk import FLOWS, problems_of

from bot.flows.lint import check
from bot.flows.read_bundle import DEFAULTS

GOOD = """\
flows:
  lyrics:
    description: Says where lyrics come from.
    nlu_trigger:
      - intent: lyrics
    steps:
      - id: ask
        collect: when
        next:
          - if: slots.when = "now"
            then: done
          - else: done
      - id: done
        action: utter_done
responses:
  utter_ask_when:
    - text: When?
      buttons:
        - {title: Now, payload: /SetSlots(when=now)}
  utter_done:
    - text: Done, says {brand.name}.
slots:
  when: {type: categorical, values: [now, later]}
"""
STEP = "      - id: done\n        action: utter_done\n"
TROUBLE = GOOD.replace("collect: when", "collect: helped\n        metadata: {remedy: Tried it}").replace(
    "utter_ask_when", "utter_ask_helped"
).replace("when=now", "helped=true").replace('slots.when = "now"', "slots.helped").replace(
    "slots:\n", "slots:\n  helped: {type: bool}\n"
)  # fmt: skip
OUTCOME = "\n        metadata:\n          outcome: {result: resolved, cause: C., prevention: P., article: a/b}"
MENDED = TROUBLE.replace("action: utter_done", f"action: utter_done{OUTCOME}")


@pytest.mark.parametrize("text", [GOOD, MENDED, FLOWS])
def test_files_that_are_right_have_no_problems(text: str) -> None:
    assert problems_of(text) == []


def one(place: str, code: str, *words: str) -> tuple[str, str, tuple[str, ...]]:
    return place, code, words


# what is changed · into what · place, code and words of the only problem
MISTAKES = [
    ("description: Says", "descripton: x\n    description: Says", one("3:5", "F001", "unknown key `descripton`", "did you mean description?")),
    ("collect: when", "collect: when\n        uter: utter_done", one("9:9", "F001", "`uter`", "did you mean utter?")),
    ("    - text: When?", "    - txt: x\n      text: When?", one("17:7", "F001", "`txt`", "did you mean text?")),
    ("id: done", "id: ask", one("13:9", "F002", "a step `ask` is here twice")),
    ("    steps:", "    description: again\n    steps:", one("6:5", "F002", "`description` is here twice")),
    ("then: done", "then: don", one("11:19", "F003", "`don` is no step of lyrics", "did you mean done?")),
    (STEP, STEP + "        next: END\n      - id: lost\n        action: utter_done\n", one("16:9", "F004", "nothing leads to step `lost`")),
    ("then: done", "then: ask", one("7:9", "F005", "ask → ask", "ask_before_filling")),
    ("collect: when", "collect: wen", one("8:18", "F007", "there is no slot `wen`", "did you mean when?")),
    ("action: utter_done", "action: utter_dome", one("14:17", "F007", "there is no response `utter_dome`", "did you mean utter_done?")),
    ("collect: when", "collect: when\n        utter: utter_ask", one("9:16", "F007", "there is no response `utter_ask`")),
    (STEP, "      - id: done\n        call: nowhere\n", one("14:15", "F007", "there is no flow `nowhere`")),
    ("action: utter_done", "action: say_done", one("14:17", "F008", "neither utter_… nor action_…")),
    ("    description: Says where lyrics come from.\n", "", one("2:3", "F008", "has no `description:`")),
    ("type: categorical", "type: category", one("23:16", "F008", "no type that is known", "did you mean categorical?")),
    ("        collect: when\n", "        collect: when\n        action: utter_done\n", one("7:9", "F008", "exactly one of")),
    ("    - text: Done, says {brand.name}.", "    - buttons: []", one("21:7", "F008", "needs `text:`")),
    ("    steps:", "    persisted_slots: [wen]\n    steps:", one("6:23", "F009", "neither asks for nor sets `wen`", "did you mean when?")),
    (STEP, "      - id: done\n        link: pattern_completed\n", one("14:15", "F010", "starts by itself", "pattern_human_handoff")),
    (STEP, "      - id: done\n        link: lyrics\n        next: ask\n", one("15:9", "F010", "`next` has no meaning there")),
    (STEP, "      - id: done\n        call: lyrics\n", one("14:15", "F011", "leads back to lyrics")),
    ('slots.when = "now"', "slots.when = now", one("10:30", "F012", "`now` is neither a slot nor a value", 'write "now"')),
    ('slots.when = "now"', '(slots.when = "now"', one("10:36", "F012", "`)` is missing")),
    ('slots.when = "now"', 'slots.wen = "now"', one("10:17", "F012", "there is no slot `wen`", "did you mean when?")),
    ('slots.when = "now"', "slots.when > 3", one("10:17", "F013", "`>` does not go with that")),
    ("          - else: done\n", "", one("10:11", "F014", "leave a case open", "`- else:`")),
    ("          - else: done\n", "          - else:\n              - action: utter_done\n", one("13:17", "F014", "say where it leads")),
    ("    - text: Done, says {brand.name}.", "    - text: Done.\n      if: slots.when", one("20:3", "F014", "may stay silent")),
    ('slots.when = "now"', 'slots.when = "nwo"', one("10:30", "F015", "when is never `nwo`", "did you mean now?")),
    (STEP, "      - id: done\n        set_slots:\n          - when: lter\n", one("15:19", "F015", "`lter` is no value of when", "did you mean later?")),
    ("intent: lyrics", "intent: lyrik", one("5:17", "F017", "`lyrik` is no topic", "did you mean lyrics?")),
    ("intent: lyrics", "intent: affirm", one("5:17", "F017", "dialogue acts")),
    ("/SetSlots(when=now)", "/SetSlots(when)", one("19:33", "F018", "is no payload", "/SetSlots(slot=value)")),
    ("/SetSlots(when=now)", "/SetSlots(wen=now)", one("19:33", "F018", "no slot `wen`", "did you mean when?")),
    ("/SetSlots(when=now)", "/SetSlots(when=noww)", one("19:33", "F018", "no value of when", "did you mean now?")),
    ("/SetSlots(when=now)", "/lyrik", one("19:33", "F018", "nothing is started", "did you mean lyrics?")),
    ("{brand.name}", "{brand.nam}", one("21:7", "F019", "the brand has no `nam`", "did you mean name?")),
    ("{brand.name}", "{wen}", one("21:7", "F019", "no slot `wen`", "did you mean when?")),
    ("{brand.name}", "{ brand.name }", one("21:7", "F019", "a brace that is no placeholder")),
    ("Done, says", "Done " * 130 + "says", one("21:7", "F020", "characters are too long", "600")),
    ("        collect: when\n", "        collect: when\n        exit_if: [x]\n", one("9:9", "F021", "needs a language model")),
    ("{brand.name}", "{device}", one("21:7", "F022", "a hole while device is null", "a variant without {device}")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES, ids=[f"{row[2][1]} {row[2][2][0]}" for row in MISTAKES])
def test_a_mistake_is_told_with_place_code_and_remedy(
    old: str, new: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert old in GOOD
    place, code, words = expected

    (problem,) = problems_of(GOOD.replace(old, new, 1))

    assert problem.startswith(f"topic.yml:{place} {code} "), problem
    assert all(word in problem for word in words), problem


OUTCOMES = [
    (OUTCOME, "", "F016", "never says how it ended"),
    (" cause: C.,", "", "F016", "the outcome of `done` lacks cause"),
    (" prevention: P., article: a/b", "", "F016", "lacks prevention and article"),
    ("result: resolved", "result: resolvd", "F016", "did you mean resolved?"),
    ("cause: C.", "cause: C., couse: D.", "F001", "did you mean cause?"),
    ("cause: C.", 'cause: "On {device}."', "F022", "the cause has a hole while device is null"),
    ("helped: {type: bool}", "helped: {type: text}", "F008", "a remedy belongs to the question whether it helped"),
    ("slots.helped", "slots.helped = 'yes'", "F013", "helped is a bool, never `yes`"),
]


@pytest.mark.parametrize(("old", "new", "code", "said"), OUTCOMES)
def test_the_end_of_a_troubleshooting_flow_is_explained(old: str, new: str, code: str, said: str) -> None:
    assert old in MENDED

    (problem,) = problems_of(MENDED.replace(old, new, 1))

    assert f" {code} " in problem
    assert said in problem


def test_articles_and_actions_are_checked_where_their_names_are_given() -> None:
    text = GOOD.replace("action: utter_done", "action: action_show_article\n        metadata: {article: a/c}")
    built_in = ["action_search_articles", "action_request_handoff"]

    assert problems_of(text) == []
    (article,) = problems_of(text, articles=["a/b"])
    assert article == "topic.yml:15:29 F007 there is no article `a/c`; did you mean a/b?"
    (action,) = problems_of(text, actions=[*built_in, "action_show_articles"])
    assert "F007 there is no action `action_show_article`; did you mean action_show_articles?" in action


def test_all_problems_are_told_at_once_in_the_order_of_lines() -> None:
    text = (
        GOOD.replace("then: done", "then: don")
        .replace("{brand.name}", "{brand.nam}")
        .replace("intent: lyrics", "intent: x")
    )

    codes = [problem.split()[1] for problem in problems_of(text)]

    assert codes == ["F017", "F003", "F019"]


def test_a_file_that_is_no_yaml_says_where() -> None:
    (problem,) = problems_of("flows:\n  lyrics: {description: x\n  steps:\n")

    assert " F000 not readable as YAML" in problem


def test_a_first_draft_without_a_single_whole_step_is_told_so() -> None:
    draft = "flows:\n  lyrics:\n    description: Says where lyrics come from.\n    steps:\n      - id: first\n"

    assert any("F008" in problem for problem in problems_of(draft))


def test_an_empty_directory_is_a_problem() -> None:
    (problem,) = check(Path("/nonexistent/flows"), {})
    assert "F000 no flow files here" in str(problem)


def test_the_same_slot_may_be_defined_twice_if_it_is_the_same() -> None:
    text = GOOD + "  same: {type: text}\n"

    assert problems_of(text) == []


def test_a_called_flow_may_not_link() -> None:
    text = GOOD.replace(
        STEP,
        "      - id: done\n        call: part\n  part:\n    description: x\n    steps: [{link: pattern_human_handoff}]\n",
    )

    (problem,) = problems_of(text)
    assert "F010 part is called by another flow" in problem


def test_too_much_at_once_is_a_problem() -> None:
    many = "".join(f"      - id: say{n}\n        action: utter_done\n" for n in range(9))
    text = GOOD.replace(STEP, STEP + many)

    assert [p.split()[1] for p in problems_of(text)] == ["F006"]


def test_two_flows_for_one_intent_need_a_guard() -> None:
    second = "  other:\n    topic: lyrics\n    description: x\n    nlu_trigger: [{intent: lyrics}]\n    steps: [{action: utter_done}]\n"

    (problem,) = problems_of(GOOD.replace("responses:", second + "responses:", 1))
    assert "F017 `lyrics` also starts lyrics" in problem

    guarded = second.replace("topic: lyrics", "topic: lyrics\n    if: slots.when")
    assert problems_of(GOOD.replace("responses:", guarded + "responses:", 1)) == []


def test_the_built_in_patterns_have_no_problems_themselves() -> None:
    assert check(DEFAULTS, {}) == []


def test_every_key_that_is_there_twice_is_told() -> None:
    text = GOOD.replace("    steps:", "    name: a\n    name: b\n    description: c\n    steps:")

    assert [problem.split(" ")[:2] for problem in problems_of(text)] == [
        ["topic.yml:7:5", "F002"],
        ["topic.yml:8:5", "F002"],
    ]


def test_yes_and_no_are_words_as_in_yaml_1_2() -> None:
    text = GOOD.replace("values: [now, later]", "values: [now, yes, no]")

    assert problems_of(text.replace("when=now", "when=yes")) == []


def test_a_name_that_nobody_has_written_is_added_where_the_near_one_is_not_meant() -> None:
    slot, *_ = problems_of(GOOD.replace("collect: when", "collect: whenever"))
    (response,) = problems_of(GOOD.replace("action: utter_done", "action: utter_dune"))

    assert "there is no slot `whenever`; did you mean when? If not, add it under `slots:`" in slot
    assert response.endswith("did you mean utter_done? If not, write it under `responses:`")


def test_a_step_that_does_nothing_says_what_to_write() -> None:
    problems = problems_of(GOOD.replace("        action: utter_done\n", ""))

    assert any("this one" not in p and "say in a line of it what it does" in p for p in problems)
