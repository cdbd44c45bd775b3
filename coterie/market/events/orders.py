"""Events of orders: payments, refunds, gifts, and what they open."""

from coterie.platform.events.event import Event


class OrderPlaced(Event):
    """Somebody asked to buy; what they want is held. `data`: the amount in minor units, currency, customer, offers."""

    kind = "order_placed"


class OrderCancelled(Event):
    """An order came to nothing; what was held is free again. `data`: why (buyer, staff, late)."""

    kind = "order_cancelled"


class OrderPaid(Event):
    """An order was paid; `data`: amount in minor units, currency, customer, and of our own orders the offers."""

    kind = "order_paid"


class OrderRefunded(Event):
    """Money was given back; `data`: the amount of this refund in minor units, currency, customer."""

    kind = "order_refunded"


class PaymentAsked(Event):
    """A payment was begun with a provider; `subject` is its number; `data`: provider, amount, currency."""

    kind = "payment_asked"


class PaymentFailed(Event):
    """A payment came to nothing."""

    kind = "payment_failed"


class RefundSettled(Event):
    """Money that was to be given back is back, or could not be; `data`: the state."""

    kind = "refund_settled"


class AccessGranted(Event):
    """A member may enter something; `subject` is the grant; `data`: the benefit's kind and number."""

    kind = "access_granted"


class AccessEnded(Event):
    """A grant ended; others of the same benefit may still last. `data`: the benefit's kind and number."""

    kind = "access_ended"


class GiftRedeemed(Event):
    """A member redeemed a gift that somebody bought or earned; `subject` is its number; `data`: the offer."""

    kind = "gift_redeemed"


class OrderReminded(Event):
    """A buyer was reminded of an order that waits for a payment; `data`: whether a letter was written."""

    kind = "order_reminded"


class ProviderChanged(Event):
    """A payment provider was set up, or switched on or off; `data`: which one, whether it is on, which fields."""

    kind = "provider_changed"


class RefundAsked(Event):
    """Money is to go back through a provider; `subject` is the refund."""

    kind = "refund_asked"


class NoticeTaken(Event):
    """A provider told something new; `subject` is the payment; `data`: provider, kind, what became of it."""

    kind = "notice_taken"


class TransferTold(Event):
    """A provider told that money we sent came to its end; `subject` is the notice; `data`: provider, mark."""

    kind = "transfer_told"
