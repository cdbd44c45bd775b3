"""Tables of rituals."""

from coterie.rituals.models.ballot import Ballot, Vote
from coterie.rituals.models.challenge import Challenge, ChallengePause
from coterie.rituals.models.check_in import CheckIn, Enrolment
from coterie.rituals.models.column import Column
from coterie.rituals.models.gathering import Gathering, Ticket
from coterie.rituals.models.guest import Appearance, AudienceQuestion, AudienceVote, Guest, Rating
from coterie.rituals.models.idea import Idea, IdeaVote
from coterie.rituals.models.mark import Mark
from coterie.rituals.models.material import Material, Spark
from coterie.rituals.models.occurrence import Occurrence
from coterie.rituals.models.piece import Piece, PieceOrder, PieceReader
from coterie.rituals.models.rally import Rally, RallyCall
from coterie.rituals.models.ritual import Ritual
from coterie.rituals.models.trial import Trial, TrialApplication

__all__ = [
    "Appearance",
    "AudienceQuestion",
    "AudienceVote",
    "Ballot",
    "Challenge",
    "ChallengePause",
    "CheckIn",
    "Column",
    "Enrolment",
    "Gathering",
    "Guest",
    "Idea",
    "IdeaVote",
    "Mark",
    "Material",
    "Occurrence",
    "Piece",
    "PieceOrder",
    "PieceReader",
    "Rally",
    "RallyCall",
    "Rating",
    "Ritual",
    "Spark",
    "Ticket",
    "Trial",
    "TrialApplication",
    "Vote",
]
