"""Who restarts us and who watches us."""

import asyncio
import json

import pytest

from coterie.edge import readiness
from coterie.edge.readiness import Metrics, Readiness, metrics_token
from tests.edge.test_scan import Desk
from tests.edge.wire import look


@pytest.mark.parametrize(("worker", "status"), [(True, 200), (False, 503)])
def test_ready_while_all_parts_are(worker: bool, status: int) -> None:
    answer = asyncio.run(look(Readiness(Desk(), lambda: worker), "/up"))

    assert answer.status == status
    assert json.loads(answer.body) == {"ready": worker, "database": True, "worker": worker}


def test_not_ready_while_the_desk_is_closed() -> None:
    desk = Desk()
    desk.seat = None

    assert asyncio.run(look(Readiness(desk, lambda: True), "/up")).status == 503


def test_not_ready_while_the_desk_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "PATIENCE_S", 0.01)
    desk = Desk()
    desk.claim = lambda _: asyncio.get_running_loop().create_future()

    assert asyncio.run(look(Readiness(desk, lambda: True), "/up")).status == 503


def test_metrics_are_for_who_has_the_token() -> None:
    metrics = Metrics("secret", lambda: {"streams_open": 2})

    refused = asyncio.run(look(metrics, "/metrics"))
    shown = asyncio.run(look(metrics, "/metrics", authorization=f"Bearer {metrics_token('secret')}"))

    assert (refused.status, shown.status, shown.body) == (401, 200, b"coterie_streams_open 2\n")
