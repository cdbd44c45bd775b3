"""The pages of content, as rows of the permission matrix."""

from coterie.communities.enums import Permission
from tests.rituals import content_scenes as scenes
from tests.web.matrix import Row, Scene, Words, public, seated, staff

EDIT, SEE = staff(Permission.EDIT_RITUALS), staff(Permission.SEE_CONSOLE)


def of_a_kind(name: str) -> Row:
    """Return the row of a list that staff see."""
    return Row(SEE, named=getattr(scenes, name))


def with_idea_of_piece(scene: Scene) -> Words:
    """Note an idea, and make a column that the form offers."""
    scenes.columned(scene.cast)
    return scenes.with_spark(scene)


CONTENT: dict[str, Row] = {
    "console:content": of_a_kind("with_counted"),
    "console:new_piece": Row(EDIT, named=with_idea_of_piece),
    "console:piece": Row(SEE, named=scenes.with_piece_out),
    "console:piece_facts": Row(EDIT, named=scenes.with_piece),
    "console:piece_submission": Row(EDIT, "post", named=scenes.with_piece),
    "console:piece_review": Row(EDIT, "post", {"on": "1"}, named=scenes.with_anns_piece),
    "console:piece_publication": Row(EDIT, "post", named=scenes.with_approved),
    "console:piece_withdrawal": Row(EDIT, "post", {"on": "1"}, named=scenes.with_piece_out),
    "console:materials": of_a_kind("with_material"),
    "console:new_material": Row(EDIT),
    "console:material": Row(EDIT, named=scenes.with_material),
    "console:material_shelf": Row(EDIT, "post", {"on": "1"}, named=scenes.with_material),
    "console:material_picture": Row(SEE, named=scenes.with_material),
    "console:sparks": of_a_kind("with_spark"),
    "console:spark_state": Row(EDIT, "post", {"on": "1"}, named=scenes.with_spark),
    "console:columns": of_a_kind("with_counted"),
    "console:new_column": Row(EDIT),
    "console:column": Row(EDIT, named=scenes.with_column),
    "console:column_state": Row(EDIT, "post", {"on": "1"}, named=scenes.with_column),
    "member:pieces": Row(seated, named=scenes.with_piece_out),
    "member:piece": Row(seated, named=scenes.with_piece_out),
    "member:piece_picture": Row(seated, named=scenes.with_piece_out),
    "reading": Row(public, named=scenes.with_piece_out),
    "reading_card": Row(public, named=scenes.with_piece_out),
    "reading_picture": Row(public, named=scenes.with_piece_out),
    "feed": Row(public, named=scenes.with_piece_out),
}
