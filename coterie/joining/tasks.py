"""What joining does by itself."""

from coterie.joining.domain.hold import release_ended_holds
from coterie.kit import clock
from coterie.kit.actor import Actor

MOST_ROUNDS = 50


def release_ended() -> int:
    """Free the seats of visitors who did not join in time."""
    freed = 0
    for _round in range(MOST_ROUNDS):
        if not (more := release_ended_holds(actor=Actor.of_system(), now=clock.now())):
            break
        freed += more
    return freed
