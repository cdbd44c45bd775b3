"""What adds a row to the lists of projects."""

from collections.abc import Callable
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.project import write_update
from coterie.market.models import Project
from tests.market import fund_scenes as scenes

TABLE, MINE = "/communities/{slug}", "/me/memberships/{slug}"


def a_project(stage: Any) -> None:
    """Let one more project run."""
    scenes.a_tier(stage.cast, f"book-{Project.objects.count()}")


def an_update(stage: Any) -> None:
    """Tell once more how it goes on."""
    project = scenes.a_tier(stage.cast).project_id
    write_update(project=project, title="Day 1", text="Ink", actor=stage.cast.actor("alice"), now=now())


def a_pledge(stage: Any) -> None:
    """Let dan pledge once more."""
    scenes.a_pledge(stage.cast)


def key_of(stage: Any) -> str:
    """Return the key of the project whose lists are asked for."""
    return scenes.a_tier(stage.cast).project.offer.key


FUND: dict[str, tuple[str, Callable[[Any], None]]] = {
    f"{TABLE}/projects": ("alice", a_project),
    f"{TABLE}/projects/{{key}}/updates": ("alice", an_update),
    f"{TABLE}/projects/{{key}}/pledges": ("alice", a_pledge),
    f"{MINE}/projects": ("dan", a_project),
    f"{MINE}/pledges": ("dan", a_pledge),
}
