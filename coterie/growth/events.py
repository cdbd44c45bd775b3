"""What growth tells; `campaign` is the campaign of all of them."""

from coterie.platform.events.event import Event


class CampaignChanged(Event):
    """A campaign was made or changed; `data.fields` names what, `data.state` where it stands."""

    kind = "campaign_changed"


class CampaignJoined(Event):
    """A member takes part in a campaign; `subject` is the participant, `data.terms` the version that was promised."""

    kind = "campaign_joined"


class ReferralScanned(Event):
    """A browser came by a participant's (`subject`) link for the first time."""

    kind = "referral_scanned"


class ReferralQualified(Event):
    """A friend (`member`) counts for a participant (`subject`)."""

    kind = "referral_qualified"


class ReferralRevoked(Event):
    """A friend (`member`) counts no more for a participant (`subject`)."""

    kind = "referral_revoked"


class ReferralRestored(Event):
    """A friend (`member`) counts again for a participant (`subject`)."""

    kind = "referral_restored"


class ReferralReviewed(Event):
    """A host decided whether a friend (`member`) may count (`data.may_count`)."""

    kind = "referral_reviewed"


class TeamFounded(Event):
    """A member founded a team (`subject`) in a campaign; `data.people`: how many it needs."""

    kind = "team_founded"


class TeamCompleted(Event):
    """A team (`subject`), founded by `member`, is complete; `data.people`: how many are in it."""

    kind = "team_completed"


class TeamMissed(Event):
    """A team (`subject`), founded by `member`, did not come together in time; `data.people`: how many it needed."""

    kind = "team_missed"


class RewardEarned(Event):
    """A member earned a reward (`subject`) by a milestone; `data`: kind, cost, state."""

    kind = "reward_earned"


class RewardMissed(Event):
    """A member reached a milestone (`subject`) of which nothing is left; `data.why`: budget, stock."""

    kind = "reward_missed"


class RewardDecided(Event):
    """A host approved or refused a reward (`subject`); `data.state`."""

    kind = "reward_decided"


class AddressGiven(Event):
    """A member said where a reward (`subject`) is to be sent."""

    kind = "reward_address_given"


class RewardDelivered(Event):
    """A reward (`subject`) was handed over; `data`: kind, cost."""

    kind = "reward_delivered"


class RewardClawedBack(Event):
    """A reward (`subject`) was taken back, or is not given any more; `data`: kind, cost, delivered."""

    kind = "reward_clawed_back"


class PolicyChosen(Event):
    """A community chose which law its campaigns obey; `data`: pack, version."""

    kind = "policy_chosen"


class ReferralHeld(Event):
    """A friend (`member`) of a participant (`subject`) would count, and waits for a host; `data`: signs, score."""

    kind = "referral_held"


class ReferralReleased(Event):
    """A friend (`member`) of a participant (`subject`) is held no more; `data.state`: passed, refused, gone."""

    kind = "referral_released"


class RiskRulesChanged(Event):
    """A community holds friends by other rules; `subject` is the version, `data`: strictness, off, learned."""

    kind = "risk_rules_changed"
