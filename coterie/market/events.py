from coterie.platform.events.event import Event


class OfferMade(Event):
    """An offer was written; `subject` is its number."""

    kind = "offer_made"


class OfferChanged(Event):
    """An offer or one of its variants was changed; `data`: the fields."""

    kind = "offer_changed"


class OfferOpened(Event):
    """An offer can be bought."""

    kind = "offer_opened"


class OfferClosed(Event):
    """An offer can no longer be bought."""

    kind = "offer_closed"


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


class PlanBegun(Event):
    """A member's plan began; `subject` is the subscription; `data`: the offer, and whether it is tried."""

    kind = "plan_begun"


class PlanProlonged(Event):
    """A turn of a plan was paid; `data`: the offer, the variant, and until when (seconds since 1970)."""

    kind = "plan_prolonged"


class PlanChanged(Event):
    """A member chose another variant of a plan; `data`: the variant, and whether it begins at once."""

    kind = "plan_changed"


class PlanCancelled(Event):
    """A member wants no further turn; the plan stays until the end of what is paid."""

    kind = "plan_cancelled"


class PlanKept(Event):
    """A member wants the plan after all."""

    kind = "plan_kept"


class PlanPaused(Event):
    """A plan stands still; so does the access."""

    kind = "plan_paused"


class PlanResumed(Event):
    """A plan goes on; `data`: how many seconds it stood still."""

    kind = "plan_resumed"


class PlanReminded(Event):
    """A member was reminded to pay the next turn; `data`: how many times by now."""

    kind = "plan_reminded"


class PlanEnded(Event):
    """A member's plan is over, and what it opened with it."""

    kind = "plan_ended"


class LectureBegun(Event):
    """A member opened a lecture for the first time; `subject` is its number; `data`: the offer."""

    kind = "lecture_begun"


class LectureFinished(Event):
    """A member is done with a lecture; `data`: the offer."""

    kind = "lecture_finished"


class CourseFinished(Event):
    """A member has done all of a course; `subject` is the offer; `data`: the number of the certificate."""

    kind = "course_finished"


class CourseQuestionAsked(Event):
    """A member asked the teacher; `subject` is the question; `data`: the offer and the lecture."""

    kind = "course_question_asked"


class CourseQuestionAnswered(Event):
    """A question was answered; `member` is who asked; `data`: the offer, the lecture, and whether all see it."""

    kind = "course_question_answered"


class ProjectOpened(Event):
    """A project takes pledges; `subject` is its offer; `data`: goal, currency, kind."""

    kind = "project_opened"


class ProjectWon(Event):
    """A project ended and its money is the community's; `data`: pledged, goal, currency."""

    kind = "project_won"


class ProjectLost(Event):
    """A project missed its goal; everybody gets their money back. `data`: pledged, goal, currency."""

    kind = "project_lost"


class ProjectCancelled(Event):
    """A project was called off; everybody gets their money back. `data`: pledged, goal, currency."""

    kind = "project_cancelled"


class ProjectSettled(Event):
    """All money of a project is where it belongs: with the community, or back with the backers."""

    kind = "project_settled"


class StretchReached(Event):
    """So much came together that there is more; `data`: the amount in minor units."""

    kind = "stretch_reached"


class ProjectUpdateWritten(Event):
    """Backers were told how it goes on; `subject` is the update."""

    kind = "project_update_written"


class CouponChanged(Event):
    """A coupon was made or changed; `subject` is its number; `data`: the fields."""

    kind = "coupon_changed"


class TillChanged(Event):
    """What points are worth, or how to pay by hand, was changed; `data`: the fields."""

    kind = "till_changed"


class LadderBegun(Event):
    """A test of prices began; `subject` is its number; `data`: the offers."""

    kind = "ladder_begun"


class LadderDecided(Event):
    """A test of prices was decided; `data`: the offer that is kept."""

    kind = "ladder_decided"


class GiftRedeemed(Event):
    """A member redeemed a gift that somebody bought; `subject` is its number; `data`: the offer."""

    kind = "gift_redeemed"


class OrderReminded(Event):
    """A buyer was reminded of an order that waits for a payment; `data`: whether a letter was written."""

    kind = "order_reminded"


class AppointmentsMade(Event):
    """Times of a service can be booked; `subject` is the offer; `data`: how many."""

    kind = "appointments_made"


class AppointmentChanged(Event):
    """A time of a service was changed; `subject` is its number; `data`: the fields."""

    kind = "appointment_changed"


class AppointmentCancelled(Event):
    """A time of a service was called off; who booked is moved or gets money back. `data`: the offer."""

    kind = "appointment_cancelled"


class AppointmentRemoved(Event):
    """A time of a service that nobody booked was taken away; `data`: the offer."""

    kind = "appointment_removed"


class BookingMoved(Event):
    """A booking was moved; `subject` is its number; `data`: from which time to which, and whether staff did it."""

    kind = "booking_moved"


class BookingReminded(Event):
    """Who booked was reminded the day before; `data`: whether by letter."""

    kind = "booking_reminded"


class ProviderChanged(Event):
    """A payment provider was set up, or switched on or off; `data`: which one, whether it is on, which fields."""

    kind = "provider_changed"


class RefundAsked(Event):
    """Money is to go back through a provider; `subject` is the refund."""

    kind = "refund_asked"


class NoticeTaken(Event):
    """A provider told something new; `subject` is the payment; `data`: provider, kind, what became of it."""

    kind = "notice_taken"


class TeamEnded(Event):
    """A team that buys together is complete, or its time is over; `data`: which, and the offer."""

    kind = "team_ended"
