"""Events of plans."""

from coterie.platform.events.event import Event


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
