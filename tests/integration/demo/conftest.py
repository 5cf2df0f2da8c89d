"""The demo as one running server, and its scenarios."""

import pytest
from aiohttp.test_utils import TestClient, TestServer

from demo.app import build_app
from demo.scenario import load_scenarios
from demo.settings import Settings

ACCOUNT_SECRET = "an account secret for tests"
IDENTITY_KEY = "an identity key for tests, long enough"
DESK = "http://desk.example:8080"


@pytest.fixture
async def demo(tmp_path):
    settings = Settings(
        data_dir=tmp_path / "var", public_url=DESK, account_secret=ACCOUNT_SECRET, identity_key=IDENTITY_KEY
    )
    async with TestClient(TestServer(build_app(settings))) as client:
        yield client


@pytest.fixture
def desk_headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {ACCOUNT_SECRET}"}


@pytest.fixture(scope="session")
def scenarios():
    return load_scenarios()


@pytest.fixture
def identity_key() -> str:
    return IDENTITY_KEY
