"""The host page: who is logged in, what it sends, and what it lets run."""

import jwt
import pytest

from demo.scenario import load_scenarios


async def test_the_token_names_the_account_of_the_scenario_for_a_few_minutes(demo, identity_key):
    answer = await demo.get("/identity-token?scenario=charged-twice")
    claims = jwt.decode(await answer.text(), identity_key, algorithms=["HS256"], audience="soundcheck", issuer="host")

    assert (claims["sub"], claims["name"]) == ("mia", "Mia")
    assert 0 < claims["exp"] - claims["iat"] <= 600
    assert answer.headers["Cache-Control"] == "no-store"


async def test_every_token_has_an_id_of_its_own(demo):
    def claims(token: str) -> dict:
        return jwt.decode(token, options={"verify_signature": False})

    first, second = [await (await demo.get("/identity-token?scenario=charged-twice")).text() for _ in range(2)]

    assert claims(first)["jti"] != claims(second)["jti"]


@pytest.mark.parametrize("scenario", ["anonymous-web", "nothing", ""])
async def test_nobody_gets_a_token_who_is_not_logged_in(demo, scenario):
    assert (await demo.get(f"/identity-token?scenario={scenario}")).status == 404


async def test_the_page_offers_every_scenario(demo):
    page = await (await demo.get("/")).text()

    for scenario_id in load_scenarios():
        assert f'data-testid="scenario-{scenario_id}"' in page
    assert "data-scenario" not in page


async def test_a_chosen_scenario_shows_its_listener_and_what_the_app_tells(demo):
    page = await (await demo.get("/?scenario=skips-offline")).text()

    assert 'data-scenario="skips-offline" data-identified' in page
    assert "Logged in as <strong>Sam</strong>" in page
    assert "iPhone 13" in page


async def test_an_anonymous_scenario_has_no_identity(demo):
    page = await (await demo.get("/?scenario=anonymous-web")).text()

    assert "data-identified" not in page
    assert "Not logged in" in page


async def test_the_page_runs_no_script_but_its_own_and_the_desks(demo):
    answer = await demo.get("/?scenario=skips-offline")

    assert "script-src 'self' http://desk.example:8080;" in answer.headers["Content-Security-Policy"]
    assert "<script>" not in await answer.text()


async def test_an_unknown_scenario_is_the_page_to_choose_one(demo):
    answer = await demo.get('/?scenario="><script>')

    assert answer.status == 200
    assert "data-scenario" not in await answer.text()
