"""Sales as JSON."""

from coterie.kit.json import Json
from coterie.kit.money import Money
from coterie.review.queries.earnings import Earnings

UNKNOWN = ("goods", "fees", "commissions", "rewards", "costs", "profit", "roi")
"""Parts of the profit statement that nothing records yet."""


def profit_json(earnings: tuple[Earnings, ...]) -> dict[str, Json]:
    """Return the sales of the main currency, and of all where there are several.

    Amounts are in major units (pounds, yuan); `revenue_minor` is exact, in minor units.
    """
    main = earnings[0] if earnings else None
    return {
        **currency_json(main),
        **dict.fromkeys(UNKNOWN),
        "by_currency": [currency_json(one) for one in earnings],
    }


def currency_json(sold: Earnings | None) -> dict[str, Json]:
    """Return the sales in one currency."""
    if sold is None:
        names = ("currency", "revenue", "revenue_minor", "paid", "refunds", "invoices", "customers", "top20_share")
        return dict.fromkeys(names)
    return {
        "currency": sold.currency,
        "revenue": float(sold.amount.decimal),
        "revenue_minor": sold.revenue,
        "paid": float(Money(sold.paid, sold.currency).decimal),
        "refunds": float(Money(sold.refunds, sold.currency).decimal),
        "invoices": sold.invoices,
        "customers": sold.customers,
        "top20_share": sold.top20_share,
    }
