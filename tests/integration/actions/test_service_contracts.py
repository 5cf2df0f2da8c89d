"""The fakes of the unit tests and the real clients do the same, the clients against servers that speak HTTP."""

import pytest
from aiohttp import web

from actions.accounts import Account, HttpAccountService
from actions.charges import Subscription, explain
from actions.errors import NotFound, UnexpectedAnswer
from actions.gateway import Conversation, HttpGateway, TicketRequest
from actions.json_client import JsonClient
from demo.app import build_app
from demo.settings import Settings
from tests.unit.actions.action_fakes import FakeAccounts, FakeGateway

CONVERSATION = Conversation("c1", "sam", {"device": "iPhone 13"})
ANONYMOUS = Conversation("c/2", None, {})
REQUEST = TicketRequest("c1:3", "playback_interrupted", "Problem: songs skip", "steps_exhausted")


def a_fake_gateway() -> FakeGateway:
    return FakeGateway({"c1": CONVERSATION, "c/2": ANONYMOUS})


def gateway_over(fake: FakeGateway) -> web.Application:
    """The internal API as docs/bot-contract.md section 3 has it."""

    async def conversation(request: web.Request) -> web.Response:
        try:
            found = await fake.conversation(request.match_info["id"])
        except NotFound:
            return web.json_response({"code": "conversation_not_found", "message": "…"}, status=404)
        return web.json_response(
            {
                "conversation_id": found.conversation_id,
                "status": "with_bot",
                "listener": {"listener_id": "l1", "name": "Sam", "account_id": found.account_id},
                "diagnostics": found.diagnostics,
                "ticket": None,
            }
        )

    async def ticket(request: web.Request) -> web.Response:
        try:
            number = await fake.open_ticket(request.match_info["id"], TicketRequest(**await request.json()))
        except NotFound:
            return web.json_response({"code": "conversation_not_found", "message": "…"}, status=404)
        return web.json_response({"number": number, "urgency": "normal", "created": True})

    app = web.Application()
    app.router.add_get("/internal/v1/conversations/{id}", conversation)
    app.router.add_post("/internal/v1/conversations/{id}/ticket", ticket)
    return app


@pytest.fixture(params=["fake", "http"])
async def gateway(request, serve, session):
    fake = a_fake_gateway()
    if request.param == "fake":
        return fake
    return HttpGateway(JsonClient(session, await serve(gateway_over(fake)), "s"))


async def test_a_conversation_tells_listener_and_diagnostics(gateway):
    assert await gateway.conversation("c1") == CONVERSATION
    assert await gateway.conversation("c/2") == ANONYMOUS


async def test_a_conversation_has_one_open_ticket(gateway):
    assert await gateway.open_ticket("c1", REQUEST) == await gateway.open_ticket("c1", REQUEST) == "T-1001"
    assert await gateway.open_ticket("c/2", REQUEST) == "T-1002"


async def test_a_conversation_that_is_not_there_is_not_found(gateway):
    with pytest.raises(NotFound):
        await gateway.conversation("none")
    with pytest.raises(NotFound):
        await gateway.open_ticket("none", REQUEST)


@pytest.fixture(params=["fake", "demo"])
async def accounts(request, serve, session, tmp_path):
    if request.param == "fake":
        return FakeAccounts({"kai": Account("kai", "free", "active", "US")}, {"kai": ([], Subscription("kai", "free"))})
    app = build_app(Settings(data_dir=tmp_path, account_secret="s", identity_key="k"))
    return HttpAccountService(JsonClient(session, await serve(app), "s"))


async def test_an_account_tells_itself(accounts):
    assert await accounts.account("kai") == Account("kai", "free", "active", "US")


async def test_an_account_without_charges_has_a_subscription_all_the_same(accounts):
    assert await accounts.charges("kai") == ([], Subscription("kai", "free"))


async def test_an_account_that_is_not_there_is_not_found(accounts):
    with pytest.raises(NotFound):
        await accounts.account("nobody")
    with pytest.raises(NotFound):
        await accounts.charges("nobody")


async def test_charges_over_http_can_be_explained(serve, session, tmp_path):
    app = build_app(Settings(data_dir=tmp_path, account_secret="s", identity_key="k"))
    accounts = HttpAccountService(JsonClient(session, await serve(app), "s"))

    assert explain(*await accounts.charges("mia")).kind == "pending_authorisation"


CHARGE = {
    "charge_id": "1", "at": "2026-11-20T09:00:00Z", "amount": "11.00", "currency": "GBP", "status": "settled",
    "account_id": "sam", "retry_of": None, "partner": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"subscription": {"plan": "free"}, "charges": []},
        {"subscription": {"plan": "free", "cancelled_at": "yesterday", "moved_at": None}, "charges": []},
        *(
            {"subscription": {"plan": "free", "cancelled_at": None, "moved_at": None}, "charges": [CHARGE | wrong]}
            for wrong in ({"at": None}, {"at": "2026-11-20"}, {"amount": "much"}, {"amount": None})
        ),
    ],
)
async def test_charges_that_do_not_read_as_agreed_are_an_error(serve, session, answer):
    async def charges(_: web.Request) -> web.Response:
        return web.json_response(answer)

    app = web.Application()
    app.router.add_get("/v1/accounts/sam/charges", charges)
    with pytest.raises(UnexpectedAnswer):
        await HttpAccountService(JsonClient(session, await serve(app), "s")).charges("sam")


@pytest.mark.parametrize("answer", [{}, {"listener": None}, {"listener": {}, "diagnostics": []}])
async def test_a_gateway_that_answers_otherwise_than_agreed_is_an_error(serve, session, answer):
    async def anything(_: web.Request) -> web.Response:
        return web.json_response(answer)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", anything)
    gateway = HttpGateway(JsonClient(session, await serve(app), "s"))

    with pytest.raises(UnexpectedAnswer):
        await gateway.conversation("c1")
    with pytest.raises(UnexpectedAnswer):
        await gateway.open_ticket("c1", REQUEST)
