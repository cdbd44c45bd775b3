"""What rituals tell."""

from coterie.platform.events.event import Event


class RitualChanged(Event):
    """A ritual (`subject`) was planned, changed, paused or put away; `data.fields` names what."""

    kind = "ritual_changed"


class OccurrenceAnnounced(Event):
    """One time (`subject`) of a ritual (`data.ritual`) was announced in its group."""

    kind = "occurrence_announced"


class OccurrenceOpened(Event):
    """It began; `data.on_time`, `data.late` in seconds."""

    kind = "occurrence_opened"


class OccurrenceClosed(Event):
    """It is over; `data.people` and `data.contributions` of a topic session."""

    kind = "occurrence_closed"


class OccurrenceMissed(Event):
    """Nothing ran when it should have begun."""

    kind = "occurrence_missed"


class OccurrenceChanged(Event):
    """It was moved, cancelled, given to another host or another topic; `data.fields` names what."""

    kind = "occurrence_changed"


class ContributionMarked(Event):
    """A contribution (`data.message`) of `member` to a session (`subject`) was marked by `data.by`; `data.by_host`."""

    kind = "contribution_marked"


class ContributionUnmarked(Event):
    """A mark was taken back; as when it was given."""

    kind = "contribution_unmarked"


class IdeaProposed(Event):
    """A member proposed a topic (`subject`) for the next time of `data.ritual`."""

    kind = "idea_proposed"


class IdeaChosen(Event):
    """A proposed topic (`subject`) of `member` was taken for `data.occurrence`; `data.votes`."""

    kind = "idea_chosen"


class ChallengeChanged(Event):
    """A check-in challenge (`subject`) was made, changed, paused or put away; `data.fields` names what."""

    kind = "challenge_changed"


class ChallengeJoined(Event):
    """A member takes part in a challenge (`subject`); a deposit is taken by whoever listens."""

    kind = "challenge_joined"


class ChallengeLeft(Event):
    """A member takes part no more."""

    kind = "challenge_left"


class CheckedIn(Event):
    """A member checked in for `data.on` of a challenge (`subject`): `data.streak` then, `data.made_up`: by a card."""

    kind = "checked_in"


class ChallengeFinished(Event):
    """A challenge (`subject`) is over for a member: `data.days` of `data.of`; a deposit goes back on `data.passed`."""

    kind = "challenge_finished"


class GatheringChanged(Event):
    """A gathering (`subject`) was made, changed or called off; `data.fields` names what."""

    kind = "gathering_changed"


class PlaceTaken(Event):
    """A member has a place at a gathering (`subject`); what it costs is shared by whoever listens."""

    kind = "place_taken"


class PlaceAwaited(Event):
    """A member waits for a place."""

    kind = "place_awaited"


class PlaceOffered(Event):
    """A member who waited is offered a place until `data.until`."""

    kind = "place_offered"


class PlaceGivenBack(Event):
    """A member gave a place, an offer or a place in line back; `data.was` says which."""

    kind = "place_given_back"


class PlaceLapsed(Event):
    """A member let an offer pass."""

    kind = "place_lapsed"


class TicketScanned(Event):
    """A member came: their ticket was shown at the door, once."""

    kind = "ticket_scanned"


class BallotOpened(Event):
    """Members may vote (`subject`) until `data.closes`."""

    kind = "ballot_opened"


class VoteCast(Event):
    """A member voted for the first time; for what, nobody learns before the end."""

    kind = "vote_cast"


class BallotClosed(Event):
    """A vote was counted: `data.votes` of `data.eligible`, and whether it was a `data.tie`."""

    kind = "ballot_closed"


class TieDecided(Event):
    """The operators decided between options with equally many votes."""

    kind = "tie_decided"


class GuestChanged(Event):
    """The guest book was changed; `subject` is the guest, `data.fields` what."""

    kind = "guest_changed"


class GuestInvited(Event):
    """A guest (`data.guest`) was asked to come to one time (`subject`)."""

    kind = "guest_invited"


class GuestAnswered(Event):
    """A guest said to one time (`subject`) whether they come (`data.coming`)."""

    kind = "guest_answered"


class GuestThanked(Event):
    """The operators thanked the guest of one time (`subject`)."""

    kind = "guest_thanked"


class AudienceAsked(Event):
    """A member wants to ask the guest of one time something; `subject` is the question, `data.occurrence` the time."""

    kind = "audience_asked"


class AudienceTaken(Event):
    """A host put a member's question (`subject`) to the guest."""

    kind = "audience_taken"


class AudienceAnswered(Event):
    """A member's question (`subject`) has its answer."""

    kind = "audience_answered"


class SessionRated(Event):
    """A member said how good one time (`subject`) was (`data.stars`)."""

    kind = "session_rated"


class TrialChanged(Event):
    """A product trial (`subject`) was made or changed (`data.fields`)."""

    kind = "trial_changed"


class TrialApplied(Event):
    """A member wants to take part in a trial (`subject`)."""

    kind = "trial_applied"


class TrialWithdrawn(Event):
    """A member does not want to take part in a trial (`subject`) any more."""

    kind = "trial_withdrawn"


class TrialDecided(Event):
    """It was decided whether a member takes part in a trial (`subject`): `data.chosen`, and `data.drawn` by lot."""

    kind = "trial_decided"


class TrialAnswered(Event):
    """A member who tried it (`subject`) said how it was (`data.stars`)."""

    kind = "trial_answered"


class RallyCalled(Event):
    """Members with a tag (`data.tag`) were called together (`subject`) until `data.closes`; `data.members` of them."""

    kind = "rally_called"


class RallyJoined(Event):
    """A member came to a rally (`subject`), after `data.seconds`."""

    kind = "rally_joined"


class MaterialChanged(Event):
    """A material (`subject`) of the library was added, changed or put away; `data.fields` names what."""

    kind = "material_changed"


class SparkChanged(Event):
    """An idea for a piece (`subject`) was noted, used, dropped or taken up again; `data.fields` names what."""

    kind = "spark_changed"


class ColumnChanged(Event):
    """A column (`subject`) was made, changed or put away; `data.fields` names what."""

    kind = "column_changed"


class ColumnDeclined(Event):
    """The views of a column (`subject`) decline: `data.slope` per piece, in logarithms, `data.p` by chance."""

    kind = "column_declined"


class ColumnRecovered(Event):
    """The views of a column (`subject`) do not decline any more."""

    kind = "column_recovered"


class PieceChanged(Event):
    """A piece (`subject`) was written, changed, handed in, looked at or withdrawn; `data.fields` names what."""

    kind = "piece_changed"


class PiecePublished(Event):
    """A piece (`subject`) of `data.column` is out, in so many `data.groups`; `data.late` in seconds after its plan."""

    kind = "piece_published"


class PieceSeen(Event):
    """A member or a visitor saw a piece (`subject`) for the first time."""

    kind = "piece_seen"
