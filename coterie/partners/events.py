"""What partners tell; `subject` is the partner, where it says nothing else. Nothing personal is told."""

from coterie.platform.events.event import Event


class ProgrammeChanged(Event):
    """A programme (`subject`) has a new version, opened or closed; `data`: version, open."""

    kind = "programme_changed"


class PartnerApplied(Event):
    """A member (`member`) wants to be a partner; `data.terms` is the version that they accept."""

    kind = "partner_applied"


class PartnerDecided(Event):
    """A partner (`member`) was approved, rejected, suspended, banned or taken back; `data.state`."""

    kind = "partner_decided"


class PartnerAccepted(Event):
    """A partner (`member`) accepted a newer version of the terms; `data.terms`."""

    kind = "partner_accepted"


class PapersKept(Event):
    """A partner (`member`) said to whom and where they are paid; what they said is told to nobody."""

    kind = "papers_kept"


class PageArranged(Event):
    """A partner (`member`) arranged their page; `data.offers` is how many stand there, 0: all that are for sale."""

    kind = "page_arranged"


class PartnerVisited(Event):
    """A browser (`visitor`) came by a partner's link for the first time."""

    kind = "partner_visited"


class CustomerBound(Event):
    """A member (`member`) is a partner's customer from now on; `data`: how, until, instead (another partner)."""

    kind = "customer_bound"


class CommissionEarned(Event):
    """A partner earned by an order (`order`), or by work; `data`: level, amount, currency."""

    kind = "commission_earned"


class CommissionReversed(Event):
    """What was earned by an order (`order`) was taken back in part or whole; `data`: level, amount, owed, currency."""

    kind = "commission_reversed"


class CommissionHeld(Event):
    """What a partner earned by an order (`order`) is held, or let go; `data`: on, level."""

    kind = "commission_held"


class CommissionSettled(Event):
    """What a partner earned by an order (`order`) can be paid out; `data`: level, amount, currency."""

    kind = "commission_settled"


class PayoutPrepared(Event):
    """What is paid out to a partner was put together; `data`: payout, state, amount, currency."""

    kind = "payout_prepared"


class PayoutTurned(Event):
    """A payout was sent, is paid, failed, or is prepared again; `data`: payout, state, amount, currency."""

    kind = "payout_turned"


class DealRegistered(Event):
    """A partner (`member`) registered a company (`subject`)."""

    kind = "deal_registered"


class DealDecided(Event):
    """A host accepted or refused a company (`subject`) that a partner registered; `data.state`."""

    kind = "deal_decided"


class BountyOffered(Event):
    """A bounty (`subject`) is offered to partners; `data`: amount, currency, most."""

    kind = "bounty_offered"


class BountyClosed(Event):
    """A bounty (`subject`) takes no more work."""

    kind = "bounty_closed"


class WorkHandedIn(Event):
    """A partner (`member`) handed work (`subject`) in for a bounty; `data.bounty`."""

    kind = "work_handed_in"


class WorkDecided(Event):
    """Work (`subject`) of a partner (`member`) was accepted or sent back; `data`: bounty, state."""

    kind = "work_decided"


class PartnerCouponsChanged(Event):
    """What coupons of partners take off is another now (`subject`: the programme); `data`: percent, each."""

    kind = "partner_coupons_changed"


class PartnerCouponChosen(Event):
    """A partner (`member`) has a coupon of their own from now on; `data.coupon`."""

    kind = "partner_coupon_chosen"


class ShareTextChanged(Event):
    """A ready text for partners (`subject`) was written, changed or thrown away; `data.deed`."""

    kind = "share_text_changed"
