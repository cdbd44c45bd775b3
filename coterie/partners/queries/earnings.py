"""What partners earned: every figure is a fold of entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, Sum

from coterie.partners.enums import EntryKind, Standing
from coterie.partners.models import CommissionEntry, Earning
from coterie.partners.rules import Fact, Folded, fold


def brought_by(partner: int) -> int:
    """Return what a partner's customers paid by what counted, less what was given back."""
    rows = CommissionEntry.objects.filter(partner=partner, earning__level=1)
    return int(rows.aggregate(n=Sum("net", default=0))["n"])


def entries_in_order(rows: QuerySet[CommissionEntry]) -> QuerySet[CommissionEntry]:
    """Entries in the order of what happened, with where they are paid."""
    return rows.select_related("payout").order_by("at", "pk")


def folded(row: Earning) -> Folded:
    """Return where an earning is."""
    return folded_of(entries_in_order(row.entries.all()), settled=row.settled_at is not None)


def folded_of(entries: Iterable[CommissionEntry], *, settled: bool) -> Folded:
    """Return where an earning is by its entries."""
    facts = [Fact(one.kind, one.net, one.amount, one.payout.state if one.payout else None) for one in entries]
    return fold(facts, settled=settled)


def in_currency(currency: str) -> Q:
    """Tell which entries are in a currency, of orders and of work."""
    return Q(earning__order__currency=currency) | Q(earning__work__bounty__currency=currency)


@dataclass(frozen=True, slots=True)
class Earned:
    """An earning with its entries, the first first, and where it is."""

    row: Earning
    entries: Sequence[CommissionEntry]
    stands: Folded

    @property
    def earned(self) -> int:
        """What it was at first."""
        return sum(one.amount for one in self.entries if one.kind == EntryKind.EARNED)


def with_entries(rows: QuerySet[Earning]) -> QuerySet[Earning]:
    """Read earnings with their orders and entries, in two queries."""
    entries = Prefetch("entries", entries_in_order(CommissionEntry.objects.select_related("account")))
    return rows.select_related("order", "work__bounty", "partner__member").prefetch_related(entries)


def earned(row: Earning) -> Earned:
    """Return an earning that was read with its entries, and where it is."""
    entries = list(row.entries.all())
    return Earned(row, entries, folded_of(entries, settled=row.settled_at is not None))


def earned_in(rows: QuerySet[Earning]) -> list[Earned]:
    """Return earnings with their entries and where they are."""
    return [earned(row) for row in with_entries(rows)]


def earnings_of(partner: int) -> QuerySet[Earning]:
    """The earnings of a partner with their entries, the latest first."""
    return with_entries(Earning.objects.filter(partner=partner).order_by("-pk"))


def sums_of(rows: Iterable[Earned]) -> dict[Standing, int]:
    """Return how much is where, in minor units; what was taken back by how much that was."""
    sums = dict.fromkeys(Standing, 0)
    for one in rows:
        sums[one.stands.standing] += one.stands.amount
        sums[Standing.REVERSED] += one.earned - one.stands.amount
    return sums
