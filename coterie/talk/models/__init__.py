"""Tables of talk."""

from coterie.talk.models.message import LONGEST, Message
from coterie.talk.models.message_version import MessageVersion
from coterie.talk.models.picture import Picture
from coterie.talk.models.pin import Pin
from coterie.talk.models.reaction import Reaction

__all__ = ["LONGEST", "Message", "MessageVersion", "Picture", "Pin", "Reaction"]
