"""Flows, actions and gazetteers are written by different people; here is where they must use the same words."""

from ruamel.yaml import YAML

from actions import charges, findings
from tests.content.walking import FINDINGS, ROOT, bundle


def gazetteer(entity):
    """The values that the entity can have."""
    loaded = YAML(typ="safe").load((ROOT / "data" / "gazetteers" / f"{entity}.yml").read_text(encoding="utf-8"))
    return {entry["value"] for entry in loaded["values"]}


def test_flows_know_every_finding_of_the_actions():
    assert set(findings.RULES) == set(FINDINGS)
    assert {f"finding_{name}" for name in findings.RULES} <= set(bundle().slots)


def test_flows_know_every_kind_of_charge_that_the_actions_tell():
    assert set(charges.RULES) <= set(bundle().slots["charge_kind"].values)


def test_a_categorical_slot_holds_whatever_its_entity_can_be():
    for slot in bundle().slots.values():
        if slot.type == "categorical" and slot.entity:
            assert gazetteer(slot.entity) <= set(slot.values), slot.name
