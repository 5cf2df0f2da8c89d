"""The actions that are served are those that the parts agreed on."""

from pathlib import Path

from actions.parts import Content, all_actions
from actions.ticket_summary import Progress
from tests.unit.actions.action_fakes import FakeAccounts, FakeGateway


def test_the_actions_are_those_of_the_contract():
    contract = Path("docs/bot-contract.md").read_text(encoding="utf-8")
    agreed = [line.split("`")[1] for line in contract.splitlines() if line.startswith("| `action_")]

    actions = all_actions(Content.load(), FakeGateway({}), FakeAccounts({}, {}), lambda slots: Progress())

    assert [action.name() for action in actions] == agreed
