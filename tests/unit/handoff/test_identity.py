"""Who somebody is, and what that gives them."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest

from handoff.adapters.jwt_identities import JwtIdentities
from handoff.adapters.tables import agent_session, listener_token
from handoff.domain.errors import BadRequest, Conflict, NotFound, Unauthenticated
from handoff.service_layer import accounts, deadlines, identity
from handoff.service_layer.ports import Identity, Poke
from tests.builders import PASSWORD, TestDesk
from tests.fakes import PlainPasswords

KEY = "k" * 40
SAM = Identity("account-1", "Sam")


def a_token(key: str = KEY, algorithm: str = "HS256", without: str = "", **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": "host",
        "aud": "soundcheck",
        "sub": "account-1",
        "name": "Sam",
        "iat": now,
        "exp": now + 300,
        "jti": "j1",
        **changes,
    }
    claims.pop(without, None)
    return jwt.encode(claims, key, algorithm=algorithm)


def test_the_hosts_word_is_believed() -> None:
    assert JwtIdentities(KEY).verify(a_token()) == SAM


@pytest.mark.parametrize(
    "token",
    [
        a_token(key="x" * 40),
        a_token(algorithm="HS512"),
        jwt.encode({"sub": "account-1"}, "", algorithm="none"),
        a_token(iss="somebody"),
        a_token(aud="another"),
        a_token(sub=""),
        a_token(exp=int(time.time()) - 120),
        a_token(exp=int(time.time()) + 3_600),
        a_token(iat=int(time.time()) + 600, exp=int(time.time()) + 700),
        *(a_token(without=claim) for claim in ("iss", "aud", "sub", "iat", "exp", "jti")),
        "",
        "a.b.c",
    ],
)
def test_any_other_word_is_not(token: str) -> None:
    with pytest.raises(Unauthenticated):
        JwtIdentities(KEY).verify(token)


async def test_a_known_listener_is_the_same_on_every_device(desk: TestDesk) -> None:
    phone = await identity.open_listener_session(desk.desk, SAM, None)
    desktop = await identity.open_listener_session(desk.desk, SAM, None)

    assert phone.listener == desktop.listener
    assert phone.token != desktop.token


async def test_an_anonymous_token_brings_only_its_own_open_conversation_along(desk: TestDesk) -> None:
    stranger = await identity.open_listener_session(desk.desk, None, None)
    _, talk = await desk.a_talk(stranger.listener.listener_id)
    _, others = await desk.a_talk()

    known = await identity.open_listener_session(desk.desk, SAM, stranger.token)

    assert (await desk.conversation(talk)).listener_id == known.listener.listener_id
    assert (await desk.conversation(others)).listener_id != known.listener.listener_id
    with pytest.raises(Unauthenticated):
        await identity.listener_of(desk.desk, stranger.token)
    assert any(poke.kind == "token_ended" for poke in desk.bus.pokes)


async def test_an_identified_token_without_the_hosts_word_is_a_stranger(desk: TestDesk) -> None:
    known = await identity.open_listener_session(desk.desk, SAM, None)

    next_person = await identity.open_listener_session(desk.desk, None, known.token)

    assert next_person.listener.listener_id != known.listener.listener_id


async def test_another_accounts_token_is_not_taken_over(desk: TestDesk) -> None:
    sam = await identity.open_listener_session(desk.desk, SAM, None)
    _, talk = await desk.a_talk(sam.listener.listener_id)

    noor = await identity.open_listener_session(desk.desk, Identity("account-2", "Noor"), sam.token)

    assert noor.listener.listener_id != sam.listener.listener_id
    assert (await desk.conversation(talk)).listener_id == sam.listener.listener_id


async def test_an_anonymous_token_lives_on_and_is_stored_hashed(desk: TestDesk) -> None:
    first = await identity.open_listener_session(desk.desk, None, None)
    again = await identity.open_listener_session(desk.desk, None, first.token)

    assert again.token == first.token
    assert len(first.token) >= 43
    assert first.token not in [row.token_hash for row in await desk.rows(listener_token)]


async def test_a_password_opens_a_session_and_nothing_says_what_was_wrong(desk: TestDesk) -> None:
    await desk.an_agent("Maya")

    secret, session = await identity.sign_in(desk.desk, PlainPasswords(), "Maya@Example.com ", PASSWORD)
    errors = []
    for email, password in (("maya@example.com", "wrong"), ("nobody@example.com", PASSWORD)):
        with pytest.raises(Unauthenticated) as error:
            await identity.sign_in(desk.desk, PlainPasswords(), email, password)
        errors.append(str(error.value))

    assert session.agent.name == "Maya"
    assert errors[0] == errors[1]
    assert secret not in [row.session_hash for row in await desk.rows(agent_session)]


async def test_a_session_needs_its_own_csrf_token(desk: TestDesk) -> None:
    await desk.an_agent("Maya")
    secret, session = await identity.sign_in(desk.desk, PlainPasswords(), "maya@example.com", PASSWORD)

    assert (await identity.agent_session(desk.desk, secret, session.csrf)).agent.name == "Maya"
    for csrf in ("", "x" * 43, session.csrf[:-1], "ü"):
        with pytest.raises(Unauthenticated):
            await identity.agent_session(desk.desk, secret, csrf)


async def test_a_session_ends_when_idle_and_after_half_a_day(desk: TestDesk) -> None:
    await desk.an_agent("Maya")
    secret, _ = await identity.sign_in(desk.desk, PlainPasswords(), "maya@example.com", PASSWORD)

    for _ in range(24):
        desk.clock.advance(minutes=29)
        await identity.agent_session(desk.desk, secret)
    desk.clock.advance(minutes=25)
    with pytest.raises(Unauthenticated):
        await identity.agent_session(desk.desk, secret)
    assert await deadlines.end_stale_sessions(desk.desk) == 1


async def test_signing_out_ends_the_session_and_its_pages(desk: TestDesk) -> None:
    await desk.an_agent("Maya")
    secret, session = await identity.sign_in(desk.desk, PlainPasswords(), "maya@example.com", PASSWORD)

    await identity.sign_out(desk.desk, session)

    with pytest.raises(Unauthenticated):
        await identity.agent_session(desk.desk, secret)
    assert Poke("session_ended", session.session_hash) in desk.bus.pokes


async def test_a_new_password_and_a_disabled_account_end_every_session(desk: TestDesk) -> None:
    for end in ("password", "disable"):
        email = f"{end}@example.com"
        await accounts.create_agent(desk.desk, PlainPasswords(), email, "Maya", PASSWORD)
        secret, _ = await identity.sign_in(desk.desk, PlainPasswords(), email, PASSWORD)
        if end == "password":
            await accounts.set_password(desk.desk, PlainPasswords(), email, "another long password")
        else:
            await accounts.disable_agent(desk.desk, email)

        with pytest.raises(Unauthenticated):
            await identity.agent_session(desk.desk, secret)
        with pytest.raises(Unauthenticated):
            await identity.sign_in(desk.desk, PlainPasswords(), email, PASSWORD)


async def test_a_capacity_is_what_an_agent_can_have(desk: TestDesk) -> None:
    maya = await desk.an_agent("Maya")

    await accounts.set_capacity(desk.desk, "Maya@example.com", 7)

    async with desk.desk.open() as tx:
        assert (await tx.agents.workload(maya)).capacity == 7
    for wrong in (0, 21):
        with pytest.raises(BadRequest):
            await accounts.set_capacity(desk.desk, "maya@example.com", wrong)
    with pytest.raises(NotFound):
        await accounts.set_capacity(desk.desk, "noor@example.com", 2)


async def test_accounts_are_unique_and_passwords_long(desk: TestDesk) -> None:
    await desk.an_agent("Maya")

    with pytest.raises(Conflict):
        await accounts.create_agent(desk.desk, PlainPasswords(), "MAYA@example.com", "Maya", PASSWORD)
    with pytest.raises(BadRequest):
        await accounts.create_agent(desk.desk, PlainPasswords(), "noor@example.com", "Noor", "short")
