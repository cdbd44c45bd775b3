"""Tables of talk."""

from coterie.talk.models.enclosure import Enclosure
from coterie.talk.models.link_card import LinkCard
from coterie.talk.models.message import LONGEST, Message
from coterie.talk.models.message_version import MessageVersion
from coterie.talk.models.notice import Notice
from coterie.talk.models.picture import Picture
from coterie.talk.models.pin import Pin
from coterie.talk.models.poll import Choice, Poll
from coterie.talk.models.reaction import Reaction
from coterie.talk.models.scheduled import Scheduled

__all__ = [
    "LONGEST",
    "Choice",
    "Enclosure",
    "LinkCard",
    "Message",
    "MessageVersion",
    "Notice",
    "Picture",
    "Pin",
    "Poll",
    "Reaction",
    "Scheduled",
]
