"""The accounts of the streaming service: a port, and its HTTP client (`demo/account/openapi.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from urllib.parse import quote

from actions.charges import Charge, Subscription
from actions.errors import UnexpectedAnswer
from actions.json_client import JsonClient


@dataclass(frozen=True)
class Account:
    """One account. `status` is active, payment_due, cancelled or suspended."""

    account_id: str
    plan: str
    status: str
    country: str


class AccountService(Protocol):
    """The account service. Its methods raise ServiceError, NotFound for an account it does not know."""

    async def account(self, account_id: str) -> Account: ...

    async def charges(self, account_id: str) -> tuple[list[Charge], Subscription]:
        """The charges of the last 90 days, and the subscription that they are compared with."""
        ...


class HttpAccountService:
    """The account service over HTTP."""

    def __init__(self, client: JsonClient) -> None:
        self._client = client

    async def account(self, account_id: str) -> Account:
        answer = await self._client.get(_path(account_id))
        try:
            return Account(answer["account_id"], answer["plan"], answer["status"], answer["country"])
        except KeyError as error:
            raise UnexpectedAnswer(f"an account without {error}") from error

    async def charges(self, account_id: str) -> tuple[list[Charge], Subscription]:
        answer = await self._client.get(f"{_path(account_id)}/charges", {"days": "90"})
        try:
            subscription = answer["subscription"]
            return [_charge(charge) for charge in answer["charges"]], Subscription(
                account_id=account_id,
                plan=subscription["plan"],
                cancelled_at=_instant(subscription["cancelled_at"]),
                moved_at=_instant(subscription["moved_at"]),
            )
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise UnexpectedAnswer(f"charges that do not read: {type(error).__name__}") from error


def _charge(charge: Mapping[str, Any]) -> Charge:
    at = _instant(charge["at"])
    if at is None:
        raise ValueError("a charge without a time")
    return Charge(
        charge_id=charge["charge_id"],
        at=at,
        amount=Decimal(charge["amount"]),
        currency=charge["currency"],
        status=charge["status"],
        account_id=charge["account_id"],
        retry_of=charge["retry_of"],
        partner=charge["partner"],
    )


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    # Python 3.10 does not read the Z of RFC 3339. A time without a zone could not be compared with the others.
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at


def _path(account_id: str) -> str:
    return f"/v1/accounts/{quote(account_id, safe='')}"
