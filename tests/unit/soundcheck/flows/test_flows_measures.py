"""What `soundcheck bench flows` measures: that the generated flows are sound, and the figures there."""

from soundcheck.flows import measures


def test_the_generated_flows_have_no_problem() -> None:
    figures = measures.lint(flows=3)

    assert figures["flows"] == 3 and figures["problems"] == 0


def test_flow_tests_are_played_a_few_hundred_times_a_second(monkeypatch) -> None:
    monkeypatch.setattr(measures, "AT_LEAST", 0.01)
    figures = measures.tests()

    assert figures["tests"] > 300 and figures["steps_per_second"] > figures["tests_per_second"] > 0
