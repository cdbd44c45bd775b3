"""What adds a row to the lists of trials and rallies."""

from collections.abc import Callable
from typing import Any

from coterie.rituals.models import RallyCall
from tests.rituals.scenes import rallied, tried, wanted_by

TABLE, MINE = "/communities/{slug}", "/me/memberships/{slug}"


def a_trial(stage: Any) -> None:
    """Offer one more thing to be tried."""
    tried(stage.cast, title=f"Tea {stage.rows}")


def an_applicant(stage: Any) -> None:
    """Let one more member want to try it."""
    wanted_by(stage.cast, stage.trial, ("dan", "carol", "nina")[stage.rows - 1])


def a_rally(stage: Any) -> None:
    """Call dan once more."""
    rallied(stage.cast, "dan", title=f"Launch {stage.rows}")


def a_call(stage: Any) -> None:
    """Call one more member to a rally."""
    RallyCall.objects.create(rally=stage.rally, member=stage.cast.members[("carol", "nina", "paul")[stage.rows - 1]])


TRIALS: dict[str, tuple[str, Callable[[Any], None]]] = {
    f"{TABLE}/trials": ("alice", a_trial),
    f"{TABLE}/trials/{{key}}/applications": ("alice", an_applicant),
    f"{TABLE}/rallies": ("alice", a_rally),
    f"{TABLE}/rallies/{{key}}/calls": ("alice", a_call),
    f"{MINE}/trials": ("dan", a_trial),
    f"{MINE}/rallies": ("dan", a_rally),
}
