"""A page that left while its command waited joins nothing, and leaves nothing behind."""

from __future__ import annotations

import pytest

from handoff.domain.errors import Unauthenticated
from tests.integration.gateway.conftest import Site


async def test_a_page_that_is_gone_is_refused_and_opens_no_room(site: Site) -> None:
    await site.listener_with_talk()
    rooms = site.gateway.broadcaster._sio.manager.rooms["/listener"]
    before = set(rooms)

    with pytest.raises(Unauthenticated):
        await site.gateway.broadcaster.join("/listener", "gone", "a-conversation")

    assert set(rooms) == before
