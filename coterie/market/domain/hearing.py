"""Hearing what is said in a provider's name: who signed it, for which account, and what is answered."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid, NotFound, TooMany
from coterie.market.domain.notice import take_notice
from coterie.market.domain.provider_account import note_well
from coterie.market.enums import NoticeOutcome, NoticeWhy
from coterie.market.models import ProviderAccount, ProviderNotice
from coterie.market.providers.port import Answer, Forged, Refused
from coterie.market.queries.providers import accounts_for, provider_of
from coterie.platform.limits.allowance import allow

logger = logging.getLogger(__name__)
KEPT = timedelta(days=90)
"""How long what is about no payment of ours is kept; no provider repeats itself for so long."""
REFUSED_AN_HOUR = 30
"""Of so many refused notices an account keeps a row; the others are only logged."""


def hear(
    *, provider: str, account: str, headers: Mapping[str, str], body: bytes, actor: Actor, now: datetime
) -> Answer:
    """Take a notice and return what the provider wants to be answered.

    Raises NotFound where nobody is paid by that provider, Forged and Unreadable for what is not the provider's word,
    TooMany after many of these.
    """
    rows = accounts_for(provider, account)
    if not rows:
        raise NotFound(_("There is no such payment provider."))
    digest, wrong = hashlib.sha256(body).hexdigest(), None
    for row in rows:
        try:
            peer = provider_of(row)
            notice = peer.notice(headers, body, now=now)
        except (Refused, Invalid) as error:
            wrong = error if isinstance(error, Refused) else wrong
            if isinstance(error, Refused) and not isinstance(error, Forged):
                break
            continue
        take_notice(account=row.pk, notice=notice, digest=digest, actor=actor, now=now)
        note_well(row, now)
        return peer.answer()
    raise refused(rows[0] if len(rows) == 1 else None, provider, wrong or Forged(), digest, now)


def refused(row: ProviderAccount | None, provider: str, wrong: Refused, digest: str, now: datetime) -> Exception:
    """Note that something was refused; return what to say."""
    key = row.key if row else ""
    logger.warning("refused notice provider=%s account=%s code=%s digest=%s", provider, key, wrong.code, digest)
    if not allow("refused notice", key or provider, per=REFUSED_AN_HOUR, window=timedelta(hours=1), now=now):
        return TooMany(_("Too many tries. Wait a little, then try again."))
    if row is not None:
        why = NoticeWhy.FORGED if isinstance(wrong, Forged) else NoticeWhy.UNREADABLE
        facts = {"outcome": NoticeOutcome.REFUSED, "why": why, "told_at": now, "received_at": now, "digest": digest}
        ProviderNotice.objects.get_or_create(account=row, event=f"refused:{digest}", defaults=facts)
    return wrong


def forget_notices(*, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - the shape of verbs
    """Forget what was refused or about no payment of ours, after a while; return how many."""
    return ProviderNotice.objects.filter(payment=None, received_at__lt=now - KEPT).delete()[0]
