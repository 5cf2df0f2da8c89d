import numpy as np
import pytest

from soundcheck.bench import nlu_data
from soundcheck.bench.nlu_data import Messages
from soundcheck.bench.nlu_fit import fit

KNOWN = Messages(
    ["songs skip", "music stops", "the song pauses", "charged twice", "an unknown charge", "refund it"],
    ["playback"] * 3 + ["billing"] * 3,
)


def real(frequent: str, rare: str) -> dict[str, Messages]:
    """Words that no example holds: only how often a label comes can be learned from them."""
    return {
        "A": Messages(["hm", "well then", "and now", "oh dear"], [frequent, frequent, frequent, rare]),
        "B": Messages(["so what", "hey you", "look here", "as ever"], [frequent, frequent, rare, frequent]),
    }


@pytest.fixture(autouse=True)
def flat_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors by the number of letters, so that the test needs no encoder."""
    monkeypatch.setattr(
        nlu_data, "_encoded", lambda texts: np.array([[1.0, len(text) % 5] for text in texts], np.float32)
    )


def test_leanings_follow_what_is_frequent_in_real_messages() -> None:
    for_money, for_music = real("billing", "playback"), real("playback", "billing")
    money, answers = fit(KNOWN, for_money, for_money["B"])
    music, _ = fit(KNOWN, for_music, for_music["B"])

    assert money.leanings.get("billing", 0) > music.leanings.get("billing", 0)
    assert music.leanings.get("playback", 0) > money.leanings.get("playback", 0)
    assert answers.hits.tolist() == [True, True, False, True]


def test_answers_are_as_sure_as_messages_that_steered_nothing_allow() -> None:
    sets = real("billing", "playback")
    right, _ = fit(
        KNOWN, sets, Messages(["songs skip", "charged twice", "refund it"] * 2, ["playback", "billing", "billing"] * 2)
    )
    wrong, _ = fit(
        KNOWN, sets, Messages(["songs skip", "charged twice", "refund it"] * 2, ["billing", "playback", "billing"] * 2)
    )

    assert sum(wrong.weights or []) < sum(right.weights or [])
