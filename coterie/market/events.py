from coterie.platform.events.event import Event


class OrderPaid(Event):
    """An order was paid; `data`: amount in minor units, currency, customer."""

    kind = "order_paid"


class OrderRefunded(Event):
    """Money was given back; `data`: the amount of this refund in minor units, currency, customer."""

    kind = "order_refunded"
