"""Statements of providers held against the books: what agrees, what is missing where, which fees are to be booked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import PaymentState, Verdict
from coterie.market.models import Payment, ProviderAccount, Refund, Statement, StatementRow
from coterie.platform.ledger.models import LedgerEntry

CHUNK = 500
V = TypeVar("V", str, int)


@dataclass(frozen=True, slots=True)
class Checked:
    """A line and how it stands to the books; `fee_open`: its fee is not in them."""

    row: StatementRow
    verdict: Verdict
    payment: Payment | None
    ours: int | None
    fee_open: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a statement; `missing` is paid with us and not in it."""

    rows: list[Checked]
    missing: list[Payment]
    counts: dict[str, int]
    fees_open: int
    """The sum of the fees that are not booked, in minor units."""


def statements_run_by(actor: Actor, community: int) -> QuerySet[Statement]:
    """The statements of a community, the latest first, for who sees its orders."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Statement.objects.filter(account__community=community).select_related("account")
    return rows.annotate(lines=Count("rows")).order_by("-at", "-pk")


def report_of(statement: Statement) -> Report:
    """Hold a statement against the books as they are now."""
    rows = checked_rows(statement)
    seen = {one.payment.pk for one in rows if one.payment}
    missing = [paid for paid in paid_between(statement) if paid.pk not in seen]
    counts = Counter(one.verdict.value for one in rows)
    counts[Verdict.NOT_THERE.value] = len(missing)
    return Report(rows, missing, dict(counts), sum(one.row.fee for one in rows if one.fee_open))


def checked_rows(statement: Statement) -> list[Checked]:
    """Return every line with its verdict."""
    rows = list(statement.rows.order_by("number"))
    payments = Known(statement.account, rows)
    return [payments.checked(row) for row in rows]


def paid_between(statement: Statement) -> list[Payment]:
    """Return what was paid through the provider between the first and the last line, as it told us."""
    rows = Payment.objects.filter(
        provider=statement.account.provider, order__community=statement.account.community_id, state=PaymentState.PAID
    ).select_related("order")
    told = Coalesce(Min("notices__told_at", filter=Q(notices__kind="paid")), "paid_at")
    return list(rows.annotate(told=told).filter(told__range=(statement.since, statement.until)).order_by("pk"))


def fee_key(account: ProviderAccount, row: StatementRow) -> str:
    """Return by which key the fee of a line that is no payment is booked."""
    return f"line-fee:{account.key}:{row.mark[:40]}"


class Known:
    """What the books know of the lines of a statement."""

    def __init__(self, account: ProviderAccount, rows: list[StatementRow]) -> None:
        self.account = account
        ours = Payment.objects.filter(provider=account.provider, order__community=account.community_id)
        ours = ours.select_related("order")
        self.by_key = {one.key: one for part in parts(row.named for row in rows) for one in ours.filter(key__in=part)}
        self.by_name = {
            one.external: one
            for part in parts(row.external for row in rows)
            for one in ours.filter(external__in=part)
        }  # fmt: skip
        pks = {one.pk for one in (*self.by_key.values(), *self.by_name.values())}
        self.refunds: dict[int, list[Refund]] = {}
        for part in parts(pks):
            for made in Refund.objects.filter(payment__in=part).order_by("pk"):
                self.refunds.setdefault(made.payment_id, []).append(made)
        keys = [fee_key(account, row) for row in rows if row.fee and row.kind != "paid"]
        self.booked = {
            key
            for part in parts(keys)
            for key in LedgerEntry.objects.filter(key__in=part).values_list("key", flat=True)
        }  # fmt: skip

    def checked(self, row: StatementRow) -> Checked:
        """Return how one line stands to the books."""
        paid = self.by_key.get(row.named) or self.by_name.get(row.external)
        verdict, ours = {"paid": self.of_payment, "refunded": self.of_refund}.get(row.kind, of_rest)(row, paid)
        open_fee = bool(row.fee) and fee_key(self.account, row) not in self.booked
        if row.kind == "paid":
            open_fee = row.fee > 0 and verdict == Verdict.MATCHED and paid is not None and not paid.fee
        return Checked(row, verdict, paid, ours, open_fee)

    def of_payment(self, row: StatementRow, paid: Payment | None) -> tuple[Verdict, int | None]:
        """Hold a payment against ours."""
        if paid is None or paid.state != PaymentState.PAID:
            return Verdict.NOT_HERE, None
        same = (row.amount, row.currency) == (paid.amount, paid.order.currency)
        return (Verdict.MATCHED if same and paid.fee in (0, row.fee) else Verdict.DIFFERENT), paid.amount

    def of_refund(self, row: StatementRow, paid: Payment | None) -> tuple[Verdict, int | None]:
        """Hold a refund against ours: by its name, else by its amount, each of ours once."""
        left = self.refunds.get(paid.pk, []) if paid else []
        named = [one for one in left if row.refund and row.refund in (one.key, one.external)]
        found = next(iter([*named, *(one for one in left if one.amount == row.amount)]), None)
        if found is None:
            return Verdict.NOT_HERE, None
        left.remove(found)
        return (Verdict.MATCHED if found.amount == row.amount else Verdict.DIFFERENT), found.amount


def of_rest(row: StatementRow, _paid: Payment | None) -> tuple[Verdict, int | None]:
    """Name what is neither a payment nor a refund."""
    return (Verdict.FEE if row.kind == "fee" else Verdict.OTHER), None


def parts(values: Iterable[V]) -> Iterable[list[V]]:
    """Yield values that are something, each once, in parts that a database takes."""
    known = list(dict.fromkeys(value for value in values if value))
    for start in range(0, len(known), CHUNK):
        yield known[start : start + CHUNK]
