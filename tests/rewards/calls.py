"""The operations of rewards in the permission matrix."""

from tests.api.matrix import COMMUNITY, OWN, Row
from tests.rewards import scenes
from tests.rewards.scenes import EDIT, MEMBERS, SEE
from tests.web.matrix import Scene, members, seated, staff

POINTS, OF_MEMBER = f"{COMMUNITY}/points", f"{COMMUNITY}/members/{{key}}/points"
LEVEL = {"title": "Writer", "from_points": 10}
PRIZE = {"name": "A pen", "price": 10}
GIVEN = {"amount": 20, "count": 5, "words": "Thank you"}


def ours(scene: Scene) -> dict[str, object]:
    """Return an envelope for the basic group."""
    scenes.rich(scene.cast)
    return {**GIVEN, "group": scene.cast.group.key}


REWARDS: dict[str, Row] = {
    f"get {POINTS}": Row(staff(SEE)),
    f"put {POINTS}": Row(staff(EDIT), {"on": True}),
    f"put {POINTS}/rules/{{deed}}": Row(staff(EDIT), {"points": 5}, scenes.with_deed),
    f"get {OF_MEMBER}": Row(staff(EDIT), before=scenes.with_points),
    f"post {OF_MEMBER}": Row(staff(EDIT), {"points": 5, "note": "For helping"}, scenes.with_points),
    f"get {COMMUNITY}/levels": Row(staff(SEE)),
    f"put {COMMUNITY}/levels/{{number}}": Row(staff(EDIT), LEVEL),
    f"delete {COMMUNITY}/levels/{{number}}": Row(staff(EDIT), before=scenes.with_level),
    f"get {COMMUNITY}/board": Row(staff(MEMBERS), narrow="ok"),
    f"get {COMMUNITY}/prizes": Row(staff(SEE)),
    f"post {COMMUNITY}/prizes": Row(staff(EDIT), PRIZE),
    f"put {COMMUNITY}/prizes/{{key}}": Row(staff(EDIT), PRIZE, scenes.with_prize),
    f"get {COMMUNITY}/purchases": Row(staff(MEMBERS), narrow="ok"),
    f"put {COMMUNITY}/purchases/{{key}}/state": Row(staff(EDIT), {"state": "delivered"}, scenes.with_purchase),
    f"get {COMMUNITY}/envelopes": Row(staff(SEE)),
    f"post {COMMUNITY}/envelopes": Row(staff(EDIT), ours),
    f"get {OWN}/points": Row(members),
    f"get {OWN}/points/movements": Row(members),
    f"get {OWN}/levels": Row(seated),
    f"get {OWN}/board": Row(seated),
    f"get {OWN}/prizes": Row(seated),
    f"post {OWN}/prizes/{{key}}/purchases": Row(members, before=scenes.with_prize),
    f"get {OWN}/purchases": Row(seated),
    f"get {OWN}/envelopes": Row(seated),
    f"get {OWN}/envelopes/{{key}}": Row(seated, before=scenes.with_envelope),
    f"put {OWN}/envelopes/{{key}}/share": Row(members, before=scenes.with_envelope),
    f"post {OWN}/groups/{{key}}/envelopes": Row(members, GIVEN, scenes.in_group),
}
