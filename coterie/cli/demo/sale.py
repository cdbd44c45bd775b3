"""What is sold in the demo."""

from datetime import datetime

from coterie.cli.demo.stage import Stage
from coterie.cli.found import OWNER
from coterie.market.domain.customer import know_customer
from coterie.market.domain.order import NewOrder, record_orders

PRICES = {"VIP plan, one year": 36_500, "Book, pledged": 5_900, "Course, 12 lectures": 19_900}


def sell(stage: Stage, number: str, at: datetime) -> None:
    """Sell one thing, and now and then give the money back."""
    dice = stage.dice
    amount = dice.choices(list(PRICES.values()), weights=[2, 5, 3])[0]
    buyer = dice.choice(stage.seats["basic"])
    customer = f"C{buyer.member:04}"
    know_customer(community=stage.community.pk, number=customer, member=buyer.member, actor=OWNER, now=at)
    order = NewOrder(
        number=number,
        customer=customer,
        amount=amount,
        refunded=amount if dice.random() < 0.06 else 0,
        currency=stage.community.currency,
        placed_at=at,
        paid_at=at,
    )
    record_orders(community=stage.community.pk, source="demo", orders=[order], actor=OWNER, now=at)
