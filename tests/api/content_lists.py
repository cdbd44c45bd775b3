"""The lists of content: who asks, and what adds a row."""

from collections.abc import Callable
from typing import Any

from tests.rituals.content_scenes import columned, kept, noted, out, written

TABLE, MINE = "/communities/{slug}", "/me/memberships/{slug}"


def a_column(stage: Any) -> None:
    """Make one more column."""
    columned(stage.cast, name=f"Soup {stage.rows}")


def a_material(stage: Any) -> None:
    """Put one more thing into the library."""
    kept(stage.cast, kind="text", text="Bread.")


def a_spark(stage: Any) -> None:
    """Note one more idea."""
    noted(stage.cast)


def a_piece(stage: Any) -> None:
    """Write one more piece."""
    written(stage.cast, title=f"Soup {stage.rows}")


def a_piece_out(stage: Any) -> None:
    """Let one more piece out."""
    out(stage.cast, title=f"Soup {stage.rows}")


CONTENT: dict[str, tuple[str, Callable[[Any], None]]] = {
    f"{TABLE}/columns": ("alice", a_column),
    f"{TABLE}/materials": ("alice", a_material),
    f"{TABLE}/sparks": ("alice", a_spark),
    f"{TABLE}/pieces": ("alice", a_piece),
    f"{MINE}/pieces": ("dan", a_piece_out),
}
