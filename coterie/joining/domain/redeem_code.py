"""Codes that let in one person each: made by the thousand, kept as digests, redeemed once."""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.passage import Visit, locked_passage, passed, slow_down, step_before
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.events import RedeemCodesMade, RedeemCodesVoided
from coterie.joining.models import Passage, RedeemBatch, RedeemCode
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.kit.ids import new_key
from coterie.platform.events.log import publish

MOST_CODES = 10_000
AT_ONCE = 1_000


@transaction.atomic
def make_redeem_codes(
    *, community: int, title: str, count: int, expires_at: datetime | None = None, actor: Actor, now: datetime
) -> tuple[RedeemBatch, list[str]]:
    """Make codes that let in one person each; return them, for they cannot be read again. Raises Invalid."""
    require(actor, Permission.EDIT_CODES, community)
    title = title.strip()
    if not 0 < len(title) <= 60:
        raise Invalid(_("Please give a title, in up to 60 signs."), field="title")
    if not 1 <= count <= MOST_CODES:
        raise Invalid(_("Make between 1 and 10,000 codes at once."), field="count")
    if expires_at is not None and expires_at <= now:
        raise Invalid(_("This moment is over."), field="expires_at")
    facts = {"title": title, "made": count, "created_at": now, "expires_at": expires_at}
    batch = RedeemBatch.objects.create(community_id=community, **facts)
    codes = list({new_key() for _ in range(count)})
    while len(codes) < count:
        codes.append(new_key())
    rows = [RedeemCode(batch=batch, digest=digest_of(community, code)) for code in codes]
    RedeemCode.objects.bulk_create(rows, batch_size=AT_ONCE)
    told: dict[str, Any] = {"subject": batch.pk, "data": {"made": count}}
    publish(RedeemCodesMade(at=now, community=community, actor=actor.account, **told))
    return batch, [spaced(code) for code in codes]


@transaction.atomic
def void_redeem_codes(*, batch: int, actor: Actor, now: datetime) -> RedeemBatch:
    """Let the unused codes of a batch let nobody in any more. A second time changes nothing."""
    row = locked(RedeemBatch.objects.filter(pk=batch))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if row.voided_at is None:
        row.voided_at = now
        row.save(update_fields=["voided_at"])
        publish(RedeemCodesVoided(at=now, community=row.community_id, actor=actor.account, subject=row.pk))
    return row


def redeem_code(*, visit: Visit, code: str, origin: str, actor: Actor, now: datetime) -> Passage:
    """Pass with a code that nobody has used; who has passed already spends none.

    Raises TooMany when too many were tried, ThresholdUnmet when it is unknown, used, over or voided: always in the
    same words.
    """
    slow_down("redeem", visit, origin, now)
    return redeemed(visit=visit, code=code, actor=actor, now=now)


@transaction.atomic
def redeemed(*, visit: Visit, code: str, actor: Actor, now: datetime) -> Passage:
    """Use the code up and pass."""
    step = step_before(visit, StepKind.REDEEM)
    row = locked_passage(visit, step, now)
    if row.state == PassageState.PASSED:
        return row
    found = valid_code(visit.community, code, now)
    if found is None or not used_up(found.pk, visit.visitor, now):
        raise ThresholdUnmet(_("This code does not open the door, or it was used already."), field="code")
    return passed(row, step, visit, actor, now)


def valid_code(community: int, code: str, now: datetime) -> RedeemCode | None:
    """Return the code that was typed; digests are compared in constant time."""
    digest = digest_of(community, code)
    rows = RedeemCode.objects.filter(digest=digest, batch__community=community, batch__voided_at=None)
    found = rows.filter(Q(batch__expires_at=None) | Q(batch__expires_at__gt=now)).first()
    return found if hmac.compare_digest(found.digest if found else "", digest) else None


def used_up(code: int, visitor: int, now: datetime) -> bool:
    """Use a code up, if nobody has: the database compares and writes in one statement."""
    return bool(RedeemCode.objects.filter(pk=code, visitor=None).update(visitor=visitor, used_at=now))


def digest_of(community: int, code: str) -> str:
    """Return what is kept of a code; spaces, dashes and the case do not matter."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hmac.new(settings.SECRET_KEY.encode(), f"redeem\0{community}\0{plain}".encode(), sha256).hexdigest()


def spaced(code: str) -> str:
    """Return a code as people read it off a card."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
