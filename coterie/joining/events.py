"""What joining tells."""

from coterie.platform.events.event import Event


class PageSeen(Event):
    """Somebody saw the public page of a community, or opened a tagged link to its door (`data.utm`, its five tags).

    Of a landing page (`subject`) `data` has the version, and in a test its number and the arm; of an offer its number.
    """

    kind = "page_seen"


class CodeCreated(Event):
    """A live code exists."""

    kind = "code_created"


class CodeChanged(Event):
    """A live code changed; `data.fields` names what, `data.slot` the slot it was."""

    kind = "code_changed"


class CodeViewed(Event):
    """Looks at a code that took no new place in line; `data`: verdict, reason, count of alike looks within a second.

    A visitor who was seated again has an event alone, with `data.slot`.
    """

    kind = "code_viewed"


class CodeScanned(Event):
    """The first ticket of a visitor; `data.slot` is null when no seat was free, the rest of `data` says why."""

    kind = "code_scanned"


class OnboardingChanged(Event):
    """How newcomers are received was changed; `data.fields` names what."""

    kind = "onboarding_changed"


class NewcomerStepTaken(Event):
    """A newcomer took or skipped a step; `data`: step, skipped."""

    kind = "newcomer_step_taken"


class NewcomerTaskDone(Event):
    """A newcomer did a task of the first week; `data`: task, and the points that the community gives for it."""

    kind = "newcomer_task_done"


class ReplyChanged(Event):
    """A reply was made, changed, put away or taken out again (`subject`); `data.fields` names what."""

    kind = "reply_changed"


class KeywordAnswered(Event):
    """A reply (`subject`) answered somebody; what they wrote is not told."""

    kind = "keyword_answered"


class KeywordMissed(Event):
    """Somebody asked what no reply answers; what they wrote is not told."""

    kind = "keyword_missed"


class ChannelCreated(Event):
    """A channel exists; `data.platform`."""

    kind = "channel_created"


class ChannelChanged(Event):
    """A channel changed, was put away or taken out again; `data.fields` names what."""

    kind = "channel_changed"


class PlacementCreated(Event):
    """A channel has one more placement (`subject`), with its tracking code."""

    kind = "placement_created"


class PlacementChanged(Event):
    """A placement (`subject`) changed, was put away or taken out again; `data.fields` names what."""

    kind = "placement_changed"


class ChannelCostRecorded(Event):
    """A channel cost money (`subject`), or its placement with the code.

    `data`: amount in minor units, currency, and the days, counted from 1970-01-01: first_day, last_day.
    """

    kind = "channel_cost_recorded"


class ChannelCostWithdrawn(Event):
    """A recorded cost (`subject`) was wrong and does not count any more."""

    kind = "channel_cost_withdrawn"


class BaitCreated(Event):
    """A bait (`subject`) exists; `data.kind`."""

    kind = "bait_created"


class BaitChanged(Event):
    """A bait (`subject`) changed; `data.fields` names what, `data.texts` how many texts came to it."""

    kind = "bait_changed"


class BaitDelivered(Event):
    """A member got the bait (`subject`) that hung on the code or its channel; `data.kind`."""

    kind = "bait_delivered"


class BaitMissed(Event):
    """Somebody joined where the bait (`subject`) was promised, and got none; `data.why`: out, expired, away."""

    kind = "bait_missed"


class SeatReleased(Event):
    """A seat is free again; `data.why`: expired, left, moved."""

    kind = "seat_released"


class SeatOffered(Event):
    """A seat is held for a visitor who waited; `data.slot`, the rest of `data` says why that one."""

    kind = "seat_offered"


class SeatConfirmed(Event):
    """A visitor said "I am in", where a join cannot be observed; `data.slot`."""

    kind = "seat_confirmed"


class CountCorrected(Event):
    """A host counted the people behind a slot; `data`: slot, inside (how many), before."""

    kind = "count_corrected"


class WaitingAddressGiven(Event):
    """A visitor who waits agreed to one letter about a seat; the address is in no event."""

    kind = "waiting_address_given"


class HostTaskOpened(Event):
    """A code asks its hosts for something; `data.kind` says for what, `data.slot` where (null: the whole code)."""

    kind = "host_task_opened"


class HostTaskDone(Event):
    """What a code asked for is done, or the reason went away; `data` as when it was opened."""

    kind = "host_task_done"


class ThresholdAnswered(Event):
    """A step of the threshold (`subject`) was passed; `data.kind`, for a referral `data.inviter`: the member named."""

    kind = "threshold_answered"


class ApplicationMade(Event):
    """A visitor waits for the operators' decision; `subject` is the passage."""

    kind = "application_made"


class ApplicationApproved(Event):
    """Operators let a visitor pass; `subject` is the passage."""

    kind = "application_approved"


class ApplicationDeclined(Event):
    """Operators decided against a visitor; `subject` is the passage."""

    kind = "application_declined"


class InvitationMade(Event):
    """A personal way in exists; `subject` is the invitation, `data.most` how many it lets in."""

    kind = "invitation_made"


class InvitationRevoked(Event):
    """The invitation `subject` lets nobody in any more."""

    kind = "invitation_revoked"


class RedeemCodesMade(Event):
    """Codes that let in one person each exist; `subject` is the batch, `data.made` how many."""

    kind = "redeem_codes_made"


class RedeemCodesVoided(Event):
    """The unused codes of a batch (`subject`) let nobody in any more."""

    kind = "redeem_codes_voided"


class PosterMade(Event):
    """A poster was designed; `subject` is it."""

    kind = "poster_made"


class PosterChanged(Event):
    """A poster changed; `data.fields` names what."""

    kind = "poster_changed"


class PosterRemoved(Event):
    """A poster is gone."""

    kind = "poster_removed"


class PrintRunStarted(Event):
    """Many posters are being drawn; `data`: printed_for, total."""

    kind = "print_run_started"


class PrintRunFinished(Event):
    """All posters of a run are drawn."""

    kind = "print_run_finished"


class LandingCreated(Event):
    """A landing page was begun; `subject` is it."""

    kind = "landing_created"


class LandingChanged(Event):
    """The draft of a landing page changed; `data.fields` names what."""

    kind = "landing_changed"


class LandingPublished(Event):
    """Visitors see a new version of a landing page; `data.version`."""

    kind = "landing_published"


class LandingUnpublished(Event):
    """Visitors do not see a landing page any more."""

    kind = "landing_unpublished"


class LandingRemoved(Event):
    """A landing page is gone."""

    kind = "landing_removed"


class LandingTestBegun(Event):
    """Two versions of a landing page are tested; `data`: test, a, b."""

    kind = "landing_test_begun"


class LandingTestEnded(Event):
    """A test of a landing page is over; `data`: test, kept."""

    kind = "landing_test_ended"
