"""A page of a campaign hears when something changed with who looks, or with their team, and with nobody else."""

import re
from typing import Any

import pytest
from django.test import Client

from coterie.growth.domain.settling import MOVED, settle, topic_of
from coterie.growth.models import Campaign
from coterie.kit.clock import now
from coterie.platform.live import bus as live
from coterie.platform.live.admission import admitted
from tests.cast import Cast
from tests.growth.drive import after, comes
from tests.growth.test_campaign_member import PEN, inviter, on
from tests.growth.test_team_pages import begun, browser_of, of_teams
from tests.rewards.points import SYSTEM
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db


def heard_by(client: Client, row: Campaign) -> tuple[str, ...]:
    """Return what somebody's page of a campaign listens to."""
    text = client.get(f"/m/table/campaigns/{row.key}").text
    found = re.search(r'data-live="/live/([^"]+)" data-live-on="campaign_moved"', text)
    known = admitted(found[1], now=now()) if found else None
    return known[0] if known else ()


def test_page_hears_of_ones_own_and_who_only_reads_hears_nothing(cast: Cast) -> None:
    row = on(cast, PEN)
    mine = inviter(cast, row)
    inviter(cast, row, "carol")

    assert heard_by(visitor(cast, "dan"), row) == (topic_of(mine.pk),)
    assert heard_by(visitor(cast, "nina"), row) == ()


def test_page_of_a_friend_hears_of_the_team(cast: Cast) -> None:
    row = of_teams(cast)
    mine = begun(cast, row)
    friend = browser_of(comes(cast, mine, 1, now()))
    after(mine, now())

    assert heard_by(friend, row) == (topic_of(mine.pk),)
    assert heard_by(visitor(cast, "nina"), row) == ()


def test_it_is_told_after_the_commit(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    said: list[tuple[str, object]] = []
    mine = inviter(cast, on(cast, PEN))
    monkeypatch.setattr(live.Bus, "send", lambda _bus, topic, message: said.append((topic, message)))

    with django_capture_on_commit_callbacks(execute=True):
        settle(participant=mine.pk, actor=SYSTEM, now=now())

    assert (topic_of(mine.pk), {"kind": MOVED}) in said


def test_what_moves_stands_apart_from_what_one_types(cast: Cast) -> None:
    row = on(cast, PEN)
    comes(cast, inviter(cast, row), 1, now())

    text = visitor(cast, "dan").get(f"/m/table/campaigns/{row.key}").text

    assert 'hx-select-oob="#moving,#friends"' in text
    moving = text[text.index('id="moving"') : text.index('id="friends"')]
    assert ("<form" in moving, "0 of 1 friends count" in moving) == (False, True)
