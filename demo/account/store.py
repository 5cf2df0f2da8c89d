"""The demo's accounts and charges in SQLite. The file is filled anew at every start, so that its dates stay recent."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ACCOUNTS = Path(__file__).parent / "accounts.yml"

_SCHEMA = """
DROP TABLE IF EXISTS charge;
DROP TABLE IF EXISTS account;
CREATE TABLE account (
    account_id TEXT PRIMARY KEY, name TEXT NOT NULL, plan TEXT NOT NULL, status TEXT NOT NULL, country TEXT NOT NULL,
    cancelled_at TEXT, moved_at TEXT
);
CREATE TABLE charge (
    charge_id TEXT PRIMARY KEY,
    holder TEXT NOT NULL REFERENCES account,  -- on whose statement it stands
    account_id TEXT NOT NULL,                 -- whose plan was paid
    at TEXT NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL, retry_of TEXT, partner TEXT
);
"""


class AccountStore:
    """Reads are a matter of microseconds, so they need no thread of their own."""

    def __init__(self, path: Path | str) -> None:
        self._database = sqlite3.connect(path)
        self._database.row_factory = sqlite3.Row

    def close(self) -> None:
        self._database.close()

    def fill(self, accounts: dict[str, dict[str, Any]], now: datetime) -> None:
        """Replace everything by these accounts, with times relative to `now`."""
        self._database.executescript(_SCHEMA)
        with self._database:
            for account_id, account in accounts.items():
                self._insert(account_id, account, now)

    def account(self, account_id: str) -> dict[str, Any] | None:
        row = self._database.execute(
            "SELECT account_id, name, plan, status, country FROM account WHERE account_id = ?", (account_id,)
        ).fetchone()
        return dict(row) if row else None

    def charges(self, account_id: str, since: datetime) -> dict[str, Any] | None:
        """The subscription, and the charges since then, newest first."""
        subscription = self._database.execute(
            "SELECT plan, cancelled_at, moved_at FROM account WHERE account_id = ?", (account_id,)
        ).fetchone()
        if subscription is None:
            return None
        charges = self._database.execute(
            "SELECT charge_id, at, amount, currency, status, account_id, retry_of, partner FROM charge"
            " WHERE holder = ? AND at >= ? ORDER BY at DESC",
            (account_id, since.isoformat()),
        )
        return {
            "account_id": account_id,
            "subscription": dict(subscription),
            "charges": [dict(charge) for charge in charges],
        }

    def _insert(self, account_id: str, account: dict[str, Any], now: datetime) -> None:
        self._database.execute(
            "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                account_id,
                account["name"],
                account["plan"],
                account.get("status", "active"),
                account["country"],
                _ago(now, account.get("cancelled_days_ago")),
                _ago(now, account.get("moved_days_ago")),
            ),
        )
        for number, charge in enumerate(account["charges"]):
            retry_of = charge.get("retry_of")
            self._database.execute(
                "INSERT INTO charge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    _charge_id(account_id, number),
                    account_id,
                    charge.get("account", account_id),
                    _ago(now, charge["days_ago"]),
                    charge["amount"],
                    charge["currency"],
                    charge.get("status", "settled"),
                    None if retry_of is None else _charge_id(account_id, retry_of),
                    charge.get("partner"),
                ),
            )


def demo_accounts() -> dict[str, dict[str, Any]]:
    accounts: dict[str, dict[str, Any]] = YAML(typ="safe").load(ACCOUNTS)
    return accounts


def _charge_id(account_id: str, number: int) -> str:
    return f"{account_id}-{number}"


def _ago(now: datetime, days: int | None) -> str | None:
    return None if days is None else (now - timedelta(days=days)).isoformat()
