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
    money, answers = fit(KNOWN, real("billing", "playback"))
    music, _ = fit(KNOWN, real("playback", "billing"))

    assert money.leanings.get("billing", 0) > music.leanings.get("billing", 0)
    assert music.leanings.get("playback", 0) > money.leanings.get("playback", 0)
    assert len(answers.right) == 8
    assert answers.hits.mean() == 0.75


def test_one_set_is_too_few_to_see_whether_it_helps() -> None:
    with pytest.raises(ValueError, match="two sets"):
        fit(KNOWN, {"A": real("billing", "playback")["A"]})
