"""What conditions mean, and where they go wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.condition_parser import ConditionError, parse_condition

SLOTS = {
    "plan": "free", "n": 5, "text": "5", "yes": True, "no": False, "cannot": "cannot", "null": None, "empty": "",
    "tags": ["a", "b"], "zero": 0, "one": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('slots.plan = "free"', True),
        ("slots.plan == 'free'", True),
        ('slots.plan is "free"', True),
        ('slots.plan != "free"', False),
        ('slots.plan is not "free"', False),
        ('slots.plan = "Free"', False),
        ("slots.n > 4 and slots.n >= 5 and slots.n < 5.5 and slots.n <= 5", True),
        ("slots.n > 5", False),
        ("slots.text > 3", False),
        ("not slots.text > 3", True),
        ("slots.null > 3", False),
        ("slots.yes", True),
        ("slots.yes = true", True),
        ("slots.no = false", True),
        ("slots.no", False),
        ("slots.cannot", False),
        ("not slots.cannot", True),
        ('slots.cannot = "cannot"', True),
        ("slots.cannot = true", False),
        ("slots.cannot = false", False),
        ("slots.null is null", True),
        ("slots.never_set is null", True),
        ("slots.null is undefined", True),
        ("slots.no is null", False),
        ("slots.yes is not null", True),
        ("slots.null = false", False),
        ("slots.zero = false", False),
        ("slots.one = true", False),
        ("slots.empty is empty", True),
        ("slots.null is empty", True),
        ("slots.plan is not empty", True),
        ("not slots.empty", True),
        ('slots.tags contains "a"', True),
        ('slots.tags contains "c"', False),
        ('slots.plan contains "re"', True),
        ("slots.n contains 5", False),
        ("{'free' 'mini'} contains slots.plan", True),
        ("{'mini' 'duo'} contains slots.plan", False),
        (r'slots.plan matches "^FR"', False),
        (r'slots.plan matches "(?i)^FR"', True),
        (r'slots.n matches "5"', False),
        ('slots.no or slots.plan = "free" and slots.no', False),
        ("slots.yes or slots.yes and slots.no", True),
        ("(slots.yes or slots.yes) and slots.no", False),
        ("NOT slots.no AND slots.yes", True),
        ("not not slots.yes", True),
        ("true", True),
        ("false", False),
        ('context.reason = "hint"', True),
        ("context.other is null", True),
    ],
)
def test_a_condition_holds(text: str, holds: bool) -> None:
    assert parse_condition(text).holds(SLOTS, {"reason": "hint"}) is holds


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("slots.plan = premium", 14, "`premium` is neither a slot nor a value"),
        ("plan = 'x'", 1, "`plan` is neither a slot nor a value"),
        ("slots.a = ", 11, "a slot or a value is missing before the end"),
        ("slots.a and", 12, "a slot or a value is missing before the end"),
        ("(slots.a", 9, "`)` is missing"),
        ('slots.a "x"', 9, '`"x"` is one too many'),
        ('slots.a = "x', 11, '`"` is not understood here'),
        ("slots.a & slots.b", 9, "`&` is not understood here"),
        ('slots.a matches "("', 17, "the pattern is wrong"),
        ("slots.a matches 5", 17, "`matches` needs a pattern"),
        ("slots.{{context.collect}} is null", 6, "`.` is not understood here"),
        ("{slots.a} contains 'x'", 9, "a set holds values only"),
        ("slots.a = 'x' " * 100, 1, "the condition is too long"),
    ],
)
def test_a_condition_that_cannot_be_read_says_in_which_column(text: str, column: int, said: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)

    assert said in caught.value.message
    assert caught.value.column == column
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("slots.a = premium", 'write "premium" for the word, slots.premium for the slot'),
        ("slots.a = yes", 'write true for a bool slot, "yes" for the word'),
        ("slots.a = No", 'write false for a bool slot, "No" for the word'),
        ("slots.a = “x”", "use straight quotation marks"),
        ('slots.a = "x', "close the quotation marks"),
    ],
)
def test_a_condition_that_cannot_be_read_says_how_to_mend_it(text: str, remedy: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)

    assert caught.value.remedy == remedy


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2)
)
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "contains", "is", "is not")


@given(VALUES, VALUES, st.sampled_from(OPERATORS))
def test_no_value_of_any_type_makes_a_condition_raise(left: object, right: object, operator: str) -> None:
    condition = parse_condition(f"slots.left {operator} slots.right or slots.left")

    assert condition.holds({"left": left, "right": right}) in (True, False)


@given(st.text(alphabet="slot.ab =<>(){}'\"not and or 12", max_size=40))
def test_every_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_condition(text)
    except ConditionError as error:
        assert 1 <= error.column <= len(text) + 1
