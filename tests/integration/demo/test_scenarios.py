"""Every scenario is a valid bundle and tells what its story says."""

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.accounts import HttpAccountService
from actions.charges import explain
from actions.diagnostics import NETWORKS, PLANS, PLATFORMS, Bundle
from actions.findings import find
from actions.json_client import JsonClient
from actions.limits import Limits
from demo.account.store import AccountStore, demo_accounts
from demo.scenario import load_scenarios

FINDINGS = {
    "skips-offline": [
        "offline_mode_on", "downloads_wifi_only", "download_queue_stuck", "storage_low", "battery_saver_on",
        "app_outdated",
    ],
    "downloads-stuck": ["download_queue_stuck", "device_limit_reached", "offline_too_long", "data_saver_on"],
    "charged-twice": [],
    "payment-tried-again": [],
    "second-account": ["app_outdated"],
    "car-login": ["app_outdated"],
    "charged-after-cancelling": [],
    "billed-by-partner": [],
    "weak-network": ["battery_saver_on", "network_weak"],
    "free-offline": ["plan_without_downloads"],
    "anonymous-web": [],
}  # fmt: skip

CHARGES = {
    "skips-offline": None,
    "downloads-stuck": None,
    "charged-twice": "pending_authorisation",
    "payment-tried-again": "retried_payment",
    "second-account": "second_account",
    "car-login": "family_move",
    "charged-after-cancelling": "charge_after_cancel",
    "billed-by-partner": "partner_billed",
    "weak-network": None,
    "free-offline": None,
}


def documented_example() -> dict:
    return json.loads(Path("docs/diagnostics.md").read_text(encoding="utf-8").split("```json")[1].split("```")[0])


@pytest.mark.parametrize("scenario_id", load_scenarios())
def test_a_bundle_holds_documented_keys_and_values_only(scenarios, scenario_id):
    bundle = scenarios[scenario_id].diagnostics
    known = documented_example()

    assert set(bundle) <= set(known)
    for key, value in bundle.items():
        assert type(value) is type(known[key]), key
        if isinstance(value, dict):
            assert set(value) <= set(known[key]), key
    assert bundle["platform"] in PLATFORMS
    assert bundle.get("plan", "free") in PLANS
    assert bundle["network"]["type"] in NETWORKS
    assert len(json.dumps(bundle).encode()) <= 32_000


def test_the_first_scenario_is_the_documented_example(scenarios):
    assert scenarios["skips-offline"].diagnostics == documented_example()


@pytest.mark.parametrize("scenario_id", load_scenarios())
def test_a_bundle_tells_what_the_story_says(scenarios, scenario_id):
    limits = Limits.from_brand(YAML(typ="safe").load(Path("data/brand.yml")))
    found = find(Bundle(scenarios[scenario_id].diagnostics), limits)

    assert [finding.finding_id for finding in found] == FINDINGS[scenario_id]


@pytest.mark.parametrize(("scenario_id", "kind"), CHARGES.items())
async def test_the_charges_of_the_account_are_what_the_story_says(demo, desk_headers, scenarios, scenario_id, kind):
    secret = desk_headers["Authorization"].removeprefix("Bearer ")
    accounts = HttpAccountService(JsonClient(demo.session, str(demo.make_url("")), secret))

    assert explain(*await accounts.charges(scenarios[scenario_id].account_id)).kind == kind


def test_account_and_bundle_agree_on_plan_and_country(scenarios):
    store = AccountStore(":memory:")
    store.fill(demo_accounts(), datetime.now(timezone.utc))
    for scenario in scenarios.values():
        if scenario.account_id:
            account = store.account(scenario.account_id)
            assert (account["plan"], account["country"]) == (
                scenario.diagnostics["plan"],
                scenario.diagnostics["region"],
            )
    store.close()
