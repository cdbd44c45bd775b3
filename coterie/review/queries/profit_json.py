"""Sales as JSON."""

from collections.abc import Mapping

from coterie.kit.json import Json
from coterie.kit.money import Money
from coterie.review.queries.earnings import Earnings
from coterie.review.queries.expenses import Expenses

COSTS = ("goods", "fees", "commissions", "rewards", "costs", "profit", "roi")


def profit_json(earnings: tuple[Earnings, ...], spent: Mapping[str, Expenses] | None = None) -> dict[str, Json]:
    """Return the sales of the main currency, and of all where there are several; costs where they are known.

    Amounts are in major units (pounds, yuan); `revenue_minor` is exact, in minor units.
    """
    main = earnings[0] if earnings else None
    return {
        **currency_json(main),
        **(dict.fromkeys(COSTS) if main is None or spent is None else costs_json(main, spent)),
        "by_currency": [currency_json(one) for one in earnings],
    }


def costs_json(sold: Earnings, spent: Mapping[str, Expenses]) -> dict[str, Json]:
    """Return what the sales of one currency cost, and what is left of them; all that was spent on channels counts."""
    costs = spent.get(sold.currency, Expenses())
    profit = sold.revenue - costs.total
    figures = {
        "goods": costs.goods, "fees": costs.fees, "commissions": costs.commissions, "rewards": costs.rewards,
        "costs": costs.channels, "profit": profit,
    }  # fmt: skip
    amounts = {name: float(Money(amount, sold.currency).decimal) for name, amount in figures.items()}
    return {**amounts, "roi": profit / costs.total if costs.total else None}


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
