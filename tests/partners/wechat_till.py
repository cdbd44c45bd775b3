"""Partners who take their money in WeChat, with a stand-in beside."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from coterie.kit.clock import now
from coterie.partners.domain.payout import prepare_batch, send_batch
from coterie.partners.domain.taking import take_payout, way_to_money
from coterie.partners.models import Payout, PayoutBatch
from coterie.partners.queries.payout_audit import partner_faults
from coterie.platform.events.pump import catch_up
from coterie.platform.jobs.chore import drain
from coterie.platform.ledger.audit import faults
from tests.cast import Cast
from tests.market.counter import open_counter, said
from tests.market.standin.server import Delivery
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.market.test_inside_wechat import came_back
from tests.partners.sales import partner, programme
from tests.partners.stripe_till import by
from tests.partners.till import earned


@contextmanager
def paid_by_wechat(cast: Cast, *who: str, quiet: bool = True) -> Iterator[WechatPayStandIn]:
    """Let WeChat stand beside, and members be partners with something to be paid there: 100 fen each."""
    programme(cast)
    for number, name in enumerate(who, 1):
        earned(cast, partner(cast, name, account="WeChat"), number)
    with open_counter(cast, "wechatpay", quiet=quiet) as (peer, _row):
        assert isinstance(peer, WechatPayStandIn)
        yield peer


def wechat_batch(cast: Cast) -> PayoutBatch:
    """Put together what can be taken in WeChat, and make it ready."""
    batch = prepare_batch(community=cast.table.pk, provider="wechatpay", **by(cast))
    send_batch(batch=batch.pk, **by_now(cast, "alice"))
    return batch


def by_now(cast: Cast, who: str) -> dict[str, Any]:
    """Return who acts, now: WeChat believes no other time."""
    return {"actor": cast.actor(who), "now": now()}


def back_from_wechat(cast: Cast, row: Payout, who: str) -> dict[str, str]:
    """Let a partner be asked by WeChat who they are; return with what they come back."""
    url = came_back(way_to_money(payout=row.pk, back="/back", **by_now(cast, who)))
    return dict(parse_qsl(urlsplit(url).query))


def taken(cast: Cast, row: Payout, who: str = "dan") -> dict[str, str]:
    """Let a partner ask for their money; return what WeChat's own browser is told."""
    told = take_payout(payout=row.pk, **back_from_wechat(cast, row, who), **by_now(cast, who))
    return dict(json.loads(told or "{}"))


def heard(delivery: Delivery | None) -> int:
    """Hand a notice over, and let partners hear of it; return what was answered."""
    assert delivery
    status = said(delivery.notice, "wechatpay")
    catch_up(now=now())
    drain()
    return status


def stands() -> list[tuple[str, str, str]]:
    """Return where each payout is, what WeChat calls it, and why it failed; and the books are sound."""
    assert (faults(), partner_faults()) == ([], [])
    return list(Payout.objects.order_by("pk").values_list("state", "reference", "why_not"))
