"""Pictures that come with a message."""

from django.http import HttpRequest

from coterie.kit.actor import Actor
from coterie.talk.domain.picture import Shot


def shots_of(request: HttpRequest, actor: Actor) -> list[Shot]:
    """Store the pictures of a request."""
    return []
