"""Money for many partners, and a provider that remembers what it was asked."""

from django.db import transaction

from coterie.kit.money import Money
from coterie.members.models import Member
from coterie.partners.domain.payout import prepare_batch
from coterie.partners.models import CommissionEntry, Earning, Papers, Partner, PartnerOrder, PayoutBatch
from coterie.partners.providers.port import Payee, Sent
from coterie.partners.queries.books import commission, commission_due
from coterie.platform.ledger.posting import Book, book_entry
from tests.cast import NOW, Cast
from tests.partners.sales import LATER, PAPERS, programme


def many_partners(cast: Cast, count: int) -> list[Partner]:
    """Let so many be partners with something that can be paid: 100 each."""
    terms = programme(cast)
    members = Member.objects.bulk_create(
        Member(community=cast.table, number=n, name=f"Partner {n}", joined_at=NOW) for n in range(1000, 1000 + count)
    )
    rows = Partner.objects.bulk_create(
        Partner(programme=terms.programme, member=one, terms=terms, state="approved", accepted_at=NOW, applied_at=NOW)
        for one in members
    )
    Papers.objects.bulk_create(Papers(partner=row, **{**PAPERS, "country": "DE"}) for row in rows)
    for place, row in enumerate(rows):
        earned(cast, row, place + 1)
    return rows


@transaction.atomic
def earned(cast: Cast, row: Partner, number: int) -> None:
    """Let a partner have earned something that is settled."""
    order = PartnerOrder.objects.create(
        order=number,
        number=str(number),
        partner=row,
        terms=row.terms,
        currency=cast.table.currency,
        net=1000,
        paid_at=NOW,
    )
    made = Earning.objects.create(
        order=order, partner=row, line=number, offer=1, level=1, rate=1000, due_at=NOW, settled_at=NOW
    )
    entry = CommissionEntry.objects.create(earning=made, partner=row, kind="earned", net=1000, amount=100, at=NOW)
    moves = {commission(1): 100, commission_due(row.pk): -100}
    book = Book(cast.table.pk, cast.table.currency)
    book_entry(key=f"commission:{entry.pk}", kind="commission", book=book, moves=moves, at=NOW)


def batch_of(cast: Cast) -> PayoutBatch:
    """Put everybody's money together."""
    return prepare_batch(community=cast.table.pk, actor=cast.actor("alice"), now=LATER)


class Bank:
    """A provider that pays what it is asked, once for each mark; `paid` is what left its hands."""

    def __init__(self) -> None:
        self.paid: dict[str, int] = {}
        self.asked = 0

    def send(self, *, once: str, amount: Money, to: Payee) -> Sent:
        """Pay once for each mark."""
        self.asked += 1
        self.paid[once] = amount.minor
        return Sent(f"bank-{once}", done=True)
