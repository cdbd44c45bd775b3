"""Statements of providers: handed in once, held against the books, their fees booked once."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.domain.held_payment import held_payment
from coterie.market.domain.paying import learn_fee
from coterie.market.models import Statement, StatementRow
from coterie.market.providers.port import StatementLine
from coterie.market.queries.books import FEES, cash, money_of
from coterie.market.queries.providers import account_of, provider_of
from coterie.market.queries.statements import Checked, checked_rows, fee_key
from coterie.platform.ledger.posting import book_entry

LARGEST = 5 * 1024**2
MOST = 20_000
"""Lines of a statement."""


def add_statement(
    *, community: int, provider: str, name: str, file: bytes, actor: Actor, now: datetime
) -> Statement:  # fmt: skip
    """Read a provider's file; the same file again is the one that is there.

    Raises Conflict where the provider is not set up, Invalid, Unreadable naming a line.
    """
    require(actor, Permission.EDIT_OFFERS, community)
    account = account_of(community, provider)
    if account is None:
        raise Conflict(_("Set the provider up first."), field="provider")
    if len(file) > LARGEST:
        raise Invalid(_("The file is larger than %(most)s MB.") % {"most": LARGEST // 1024**2}, field="file")
    lines = list(islice(provider_of(account).statement(file), MOST + 1))
    if not lines or len(lines) > MOST:
        raise Invalid(_("A statement has from 1 to 20,000 lines."), field="file")
    digest = hashlib.sha256(file).hexdigest()
    return kept_statement(account=account.pk, digest=digest, name=clean(name)[:120], lines=lines, now=now)


def kept_statement(*, account: int, digest: str, name: str, lines: list[StatementLine], now: datetime) -> Statement:
    """Write a statement down, unless it is there."""
    moments = [line.at for line in lines]
    facts = {"name": name, "at": now, "since": min(moments), "until": max(moments)}
    with transaction.atomic():
        row, fresh = Statement.objects.get_or_create(account_id=account, digest=digest, defaults=facts)
        if fresh:
            StatementRow.objects.bulk_create(rows_of(row, lines), batch_size=500)
    return row


def rows_of(statement: Statement, lines: Iterable[StatementLine]) -> Iterator[StatementRow]:
    """Yield the rows of a statement; equal lines are told apart by how many came before."""
    seen: Counter[tuple[object, ...]] = Counter()
    for number, line in enumerate(lines, 1):
        says = (
            line.at.isoformat(), line.kind, line.payment, line.external, line.refund, line.amount, line.fee,
            line.currency,
        )  # fmt: skip
        mark = hashlib.sha256(repr((says, seen[says])).encode()).hexdigest()
        seen[says] += 1
        yield StatementRow(
            statement=statement, number=number, mark=mark, at=line.at, kind=line.kind, named=line.payment[:255],
            external=line.external[:255], refund=line.refund[:255], amount=line.amount, fee=line.fee,
            currency=line.currency,
        )  # fmt: skip


@transaction.atomic
def book_fees(*, statement: int, actor: Actor, now: datetime) -> int:
    """Book the fees of a statement that are not in the books; return how many were. Again changes nothing."""
    row = locked(Statement.objects.select_related("account").filter(pk=statement))
    require(actor, Permission.EDIT_OFFERS, row.account.community_id)
    lock_name(f"fees:{row.account.key}")
    open_ones = [one for one in checked_rows(row) if one.fee_open]
    for one in open_ones:
        book_one(row, one, now)
    return len(open_ones)


def book_one(statement: Statement, one: Checked, now: datetime) -> None:
    """Book one fee: of a payment with it, any other by its line."""
    row = one.row
    if row.kind == "paid" and one.payment is not None:
        learn_fee(held_payment(one.payment.pk), row.fee, now)
        return
    account = statement.account
    moves = {cash(account.provider): -row.fee, FEES: row.fee}
    book_entry(
        key=fee_key(account, row), kind="fee", book=money_of(account.community_id, row.currency), moves=moves, at=now,
        subject=one.payment.pk if one.payment else None,
    )  # fmt: skip
