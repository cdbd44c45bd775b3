"""The operations of content, as rows of the permission matrix."""

from coterie.communities.enums import Permission
from tests.api import matrix
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.rituals import content_scenes as scenes
from tests.talk.speech import PNG
from tests.web.matrix import Scene, seated, staff

EDIT, SEE = staff(Permission.EDIT_RITUALS), staff(Permission.SEE_CONSOLE)
COLUMN, MATERIAL = f"{COMMUNITY}/columns/{{key}}", f"{COMMUNITY}/materials/{{key}}"
PIECE, SPARK = f"{COMMUNITY}/pieces/{{key}}", f"{COMMUNITY}/sparks/{{key}}"
BREAD = {"kind": "text", "title": "Bread", "text": "Bread.", "rights": "own"}


def a_piece(scene: Scene) -> dict[str, object]:
    """Return what a piece says."""
    return {"column": scenes.columned(scene.cast).key, "title": "Tea", "body": "Tea.", "groups": [scene.cast.group.key]}


CONTENT: dict[str, Row] = {
    f"get {COMMUNITY}/content": Row(SEE, before=scenes.with_counted),
    f"get {COMMUNITY}/columns": Row(SEE),
    f"post {COMMUNITY}/columns": Row(EDIT, {"name": "Tea", "weekdays": [0]}),
    f"get {COLUMN}": Row(SEE, before=scenes.with_column),
    f"put {COLUMN}": Row(EDIT, {"name": "Tea", "weekdays": [1]}, scenes.with_column),
    f"put {COLUMN}/end": Row(EDIT, {"on": True}, scenes.with_column),
    f"get {COMMUNITY}/materials": Row(SEE),
    f"post {COMMUNITY}/materials": Row(EDIT, BREAD),
    f"get {MATERIAL}": Row(SEE, before=scenes.with_material),
    f"put {MATERIAL}": Row(EDIT, BREAD, scenes.with_material),
    f"put {MATERIAL}/shelf": Row(EDIT, {"on": True}, scenes.with_material),
    f"post {MATERIAL}/picture": Row(EDIT, before=scenes.with_material, form=matrix.file("picture", PNG)),
    f"get {COMMUNITY}/sparks": Row(SEE),
    f"post {COMMUNITY}/sparks": Row(EDIT, {"text": "Hello"}),
    f"put {SPARK}/drop": Row(EDIT, {"on": True}, scenes.with_spark),
    f"get {COMMUNITY}/pieces": Row(SEE),
    f"post {COMMUNITY}/pieces": Row(EDIT, a_piece),
    f"get {PIECE}": Row(SEE, before=scenes.with_piece),
    f"put {PIECE}": Row(EDIT, a_piece, scenes.with_piece),
    f"put {PIECE}/submission": Row(EDIT, before=scenes.with_piece),
    f"put {PIECE}/approval": Row(EDIT, before=scenes.with_anns_piece),
    f"put {PIECE}/return": Row(EDIT, {"note": "Shorter"}, scenes.with_anns_piece),
    f"put {PIECE}/publication": Row(EDIT, before=scenes.with_approved),
    f"put {PIECE}/withdrawal": Row(EDIT, before=scenes.with_piece_out),
    f"delete {PIECE}/withdrawal": Row(EDIT, before=scenes.with_piece_out),
    f"get {OWN}/pieces": Row(seated, before=scenes.with_piece_out),
    f"get {OWN}/pieces/{{key}}": Row(seated, before=scenes.with_piece_out),
}
