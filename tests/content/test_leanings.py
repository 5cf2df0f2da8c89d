"""A leaning of an intent that was renamed would do nothing, and nobody would see it."""

from soundcheck.bench.nlu_data import of_the_project
from soundcheck.bench.nlu_exam import settings_of_the_project


def test_every_leaning_is_of_an_intent_that_has_examples() -> None:
    settings = settings_of_the_project()

    assert settings.leanings
    assert set(settings.leanings) <= set(of_the_project().labels)
