"""The NLU examples: every topic has an intent, and the examples are many, distinct and balanced."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
NLU_FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))
TOPICS_PAGE = ROOT / "docs" / "topics.md"

# What a listener does to the dialogue itself; these are intents but not topics.
CONVERSATION_REPAIRS = {"cancel_flow", "correct_slot", "repeat_question"}
# Acts that are short by nature need fewer examples than topics.
DIALOGUE_ACTS = {
    "talk_to_human", "inform_details", "greeting", "thanks_praise_resolved", "goodbye", "affirm", "deny_not_fixed",
}  # fmt: skip
LEAST_FOR_A_TOPIC = 150
LEAST_FOR_AN_ACT = 120
NEAR_DUPLICATE = 0.85


def topic_groups() -> dict[str, str]:
    """Topic id to the group it stands under on the topics page; a group cell is empty where the group goes on."""
    groups: dict[str, str] = {}
    group = ""
    for line in TOPICS_PAGE.read_text("utf-8").splitlines():
        row = re.match(r"\|([a-z ]*)\| `([a-z_]+)` \|", line)
        if row:
            group = row[1].strip().replace(" ", "_") or group
            groups[row[2]] = group
    return groups


def read_examples() -> dict[str, list[str]]:
    """Intent to its example lines, over all files."""
    examples: dict[str, list[str]] = {}
    for path in NLU_FILES:
        for entry in YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["nlu"]:
            assert set(entry) == {"intent", "examples"}, f"{path.name} holds something that is not an intent: {entry}"
            assert entry["intent"] not in examples, f"{entry['intent']} is in two places"
            lines = entry["examples"].splitlines()
            assert all(line.startswith("- ") for line in lines), f"{entry['intent']} has a line without '- '"
            examples[entry["intent"]] = [line[2:] for line in lines]
    return examples


def normalised(text: str) -> str:
    """Lower case, words only; a text of nothing but signs stays as it is."""
    return " ".join(re.findall(r"\w+", text.lower())) or text.strip()


TOPIC_GROUPS = topic_groups()
EXAMPLES = read_examples()


def test_every_topic_has_an_intent_and_every_intent_a_topic() -> None:
    assert set(EXAMPLES) == set(TOPIC_GROUPS) | CONVERSATION_REPAIRS


def test_each_intent_stands_in_the_file_of_its_group() -> None:
    for path in NLU_FILES:
        intents = re.findall(r"^- intent: (\w+)$", path.read_text("utf-8"), flags=re.MULTILINE)
        assert {TOPIC_GROUPS.get(intent, "dialogue") for intent in intents} == {path.stem}


@pytest.mark.parametrize("intent", sorted(EXAMPLES))
def test_an_intent_has_enough_distinct_examples(intent: str) -> None:
    least = LEAST_FOR_AN_ACT if intent in DIALOGUE_ACTS | CONVERSATION_REPAIRS else LEAST_FOR_A_TOPIC
    assert len({normalised(text) for text in EXAMPLES[intent]}) >= least


@pytest.mark.parametrize("intent", sorted(EXAMPLES))
def test_an_intent_repeats_no_text(intent: str) -> None:
    counts = Counter(normalised(text) for text in EXAMPLES[intent])
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_text_is_in_two_intents() -> None:
    homes: dict[str, set[str]] = {}
    for intent, texts in EXAMPLES.items():
        for text in texts:
            homes.setdefault(normalised(text), set()).add(intent)
    assert {text: intents for text, intents in homes.items() if len(intents) > 1} == {}


@pytest.mark.parametrize("intent", sorted(EXAMPLES))
def test_near_duplicates_within_an_intent_are_rare(intent: str) -> None:
    texts = EXAMPLES[intent]
    words = [set(normalised(text).split()) for text in texts]
    near = [
        (texts[a], texts[b])
        for a, b in combinations(range(len(texts)), 2)
        if len(words[a] & words[b]) >= NEAR_DUPLICATE * len(words[a] | words[b])
    ]
    assert len(near) < 0.02 * len(texts), near


def test_the_largest_topic_is_at_most_three_times_the_smallest_and_chatter_at_most_five() -> None:
    """Answers, thanks and chatter are more varied than any topic, and so are those of real messages."""
    sizes = {intent: len(texts) for intent, texts in EXAMPLES.items()}
    acts = {*DIALOGUE_ACTS, *CONVERSATION_REPAIRS, "out_of_scope"}
    topics = {intent: size for intent, size in sizes.items() if intent not in acts}
    assert max(topics.values()) <= 3 * min(topics.values()), Counter(topics).most_common()
    assert max(sizes.values()) <= 5 * min(topics.values()), Counter(sizes).most_common()


@pytest.mark.parametrize("topic", sorted(set(TOPIC_GROUPS) - DIALOGUE_ACTS))
def test_a_topic_has_short_middle_and_long_messages(topic: str) -> None:
    lengths = sorted(len(text.split()) for text in EXAMPLES[topic])
    assert lengths[0] <= 3
    assert any(6 <= length <= 12 for length in lengths)
    assert lengths[-1] >= 14
    assert lengths[len(lengths) // 2] <= 16, "most messages of listeners are short"


def test_no_example_looks_like_a_command_or_an_annotation() -> None:
    for texts in EXAMPLES.values():
        for text in texts:
            assert not text.startswith("/"), text
            assert text == text.strip() and text, text
            assert not re.search(r"\]\s*[({]", text), f"Rasa would read an entity here: {text}"


def test_no_example_gives_a_real_looking_address_or_card_number() -> None:
    for texts in EXAMPLES.values():
        for text in texts:
            for address in re.findall(r"\S+@(\S+\.\w+)", text):
                assert re.fullmatch(r"example\.(com|org|net)", address), text
            assert not re.search(r"\d(?:[ -]?\d){12,}", text), text
