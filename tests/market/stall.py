"""A stall for tests: offers on the table, and who buys."""

from typing import Any

from coterie.market.domain.buying import place_order
from coterie.market.domain.offer import make_offer, open_offer
from coterie.market.domain.paying import ask_payment, confirm_payment, take_payment
from coterie.market.domain.variant import add_variant
from coterie.market.models import Offer, Order, Payment, Variant
from coterie.market.queries.books import money_of
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, Cast


def on_sale(cast: Cast, slug: str = "pen", kind: str = "product", **facts: Any) -> Variant:
    """Put something up for sale at the table."""
    alice = cast.actor("alice")
    said = {name: facts.pop(name) for name in ("title", "story", "with_address") if name in facts}
    taken = Offer.objects.filter(slug=slug).exists()
    words = {"title": slug.title(), "slug": f"{slug}-no-{Offer.objects.count()}" if taken else slug, **said}
    offer = make_offer(community=cast.table.pk, kind=kind, **words, actor=alice, now=NOW)
    row = add_variant(offer=offer.pk, **{"price": 1000, "left": 2, **facts}, actor=alice, now=NOW)
    open_offer(offer=offer.pk, actor=alice, now=NOW)
    return row


def order(cast: Cast, *rows: Variant, who: str = "dan", quantity: int = 1, **facts: Any) -> Order:
    """Let somebody order."""
    usual = {"community": cast.table.pk, "actor": cast.actor(who), "now": NOW}
    return place_order(wanted={row.pk: quantity for row in rows}, **{**usual, **facts})


def pay(cast: Cast, row: Order, provider: str = "manual", **facts: Any) -> Payment:
    """Let an order be paid, by hand or as a provider tells it."""
    usual = {"actor": cast.actor("alice"), "now": NOW, **facts}
    asked = ask_payment(order=row.pk, provider=provider, **usual)
    if not row.amount:
        return asked
    if provider == "manual":
        return confirm_payment(payment=asked.pk, evidence="Transfer 7", **usual)
    return take_payment(payment=asked.pk, amount=row.amount, external=f"ext-{asked.key}", **usual)


def balances(cast: Cast) -> dict[str, int]:
    """Return what is in the purses of the table's money, by kind; and the books are sound."""
    assert faults() == []
    book = money_of(cast.table.pk, cast.table.currency)
    found: dict[str, int] = {}
    for row in LedgerAccount.objects.filter(community=book.community, book=book.book).exclude(balance=0):
        found[row.kind] = found.get(row.kind, 0) + row.balance
    return found
