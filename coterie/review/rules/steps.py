"""The join funnel as data: which step, shown by which event, how soon after what."""

from dataclasses import dataclass

from coterie.review.enums import Step
from coterie.review.rules.period import DAY

RITUAL_KINDS = ("checkin_made", "session_joined", "vote_cast", "gathering_attended")
INVITE_KINDS = ("referral_scanned",)
INVITEE_KINDS = ("referral_joined",)


@dataclass(frozen=True, slots=True)
class Rule:
    """A step counts for a person who reached the step before, at or after that moment, and within the window."""

    step: Step
    kinds: tuple[str, ...]
    """Events that show the step; a step whose kinds never happened in a community is left out there."""
    window: int
    """Seconds from the anchor in which it must happen; a person whose window is still open is pending."""
    anchor: Step


JOIN_FUNNEL = (
    Rule(Step.SCANNED, ("code_scanned",), 7 * DAY, Step.SEEN),
    Rule(Step.JOINED, ("member_joined",), 7 * DAY, Step.SEEN),
    Rule(Step.SPOKE, ("message_posted",), DAY, Step.JOINED),
    Rule(Step.RITUAL, RITUAL_KINDS, 7 * DAY, Step.JOINED),
    Rule(Step.BOUGHT, ("order_paid",), 30 * DAY, Step.JOINED),
    Rule(Step.INVITED, INVITE_KINDS, 30 * DAY, Step.JOINED),
    Rule(Step.INVITEE_JOINED, INVITEE_KINDS, 30 * DAY, Step.JOINED),
)
"""From the first look to the friend's arrival. Equal moments count as in order."""
