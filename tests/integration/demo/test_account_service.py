"""The demo's account service does what its own description says."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from ruamel.yaml import YAML

from demo.account.store import demo_accounts

OPENAPI = YAML(typ="safe").load(Path("demo/account/openapi.yaml"))


def described(schema: str) -> Draft202012Validator:
    root = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
    return Draft202012Validator(root, format_checker=FormatChecker())


def test_the_description_is_valid_openapi():
    validate(OPENAPI)


@pytest.mark.parametrize("account_id", demo_accounts())
async def test_accounts_and_charges_answer_as_described(demo, desk_headers, account_id):
    account = await demo.get(f"/v1/accounts/{account_id}", headers=desk_headers)
    charges = await demo.get(f"/v1/accounts/{account_id}/charges?days=90", headers=desk_headers)

    assert (account.status, charges.status) == (200, 200)
    described("Account").validate(await account.json())
    described("Charges").validate(await charges.json())


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/accounts/nobody", 404, "not_found"),
        ("/v1/accounts/nobody/charges", 404, "not_found"),
        ("/v1/accounts/sam/charges?days=0", 400, "bad_request"),
        ("/v1/accounts/sam/charges?days=366", 400, "bad_request"),
        ("/v1/accounts/sam/charges?days=99999999999", 400, "bad_request"),
        ("/v1/accounts/sam/charges?days=many", 400, "bad_request"),
    ],
)
async def test_what_it_refuses_it_explains_as_described(demo, desk_headers, path, status, code):
    answer = await demo.get(path, headers=desk_headers)
    body = await answer.json()

    assert (answer.status, body["code"]) == (status, code)
    described("Error").validate(body)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer \u00e9"}])
async def test_without_the_secret_nothing_is_told(demo, headers):
    for path in ("/v1/accounts/sam", "/v1/accounts/sam/charges", "/v1/accounts/nobody"):
        answer = await demo.get(path, headers=headers)

        assert answer.status == 401
        described("Error").validate(await answer.json())


async def test_only_the_days_that_were_asked_for_are_told_newest_first(demo, desk_headers):
    async def days(count: int) -> list[str]:
        answer = await demo.get(f"/v1/accounts/sam/charges?days={count}", headers=desk_headers)
        return [charge["at"] for charge in (await answer.json())["charges"]]

    assert len(await days(10)) == 1
    assert len(await days(90)) == 2
    assert await days(90) == sorted(await days(90), reverse=True)
