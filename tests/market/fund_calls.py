"""The operations of projects in the permission matrix."""

from coterie.communities.enums import Permission
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.market import fund_scenes as scenes
from tests.web.matrix import Scene, members, only_dan, seated, staff

SEE, EDIT, MONEY = Permission.SEE_CONSOLE, Permission.EDIT_OFFERS, Permission.SEE_REVIEW
ALL = f"{COMMUNITY}/projects"
ONE = f"{ALL}/{{key}}"
PLEDGE = f"{ONE}/pledges/{{pledge}}"
TIER = {"name": "Two copies", "price": 2000}


def a_lamp(_scene: Scene) -> dict[str, object]:
    """Return what a project is written with."""
    facts = {"title": "Lamp", "slug": "lamp", "kind": "all_or_nothing", "goal": 10000}
    return {**facts, "ends_at": f"{scenes.next_month()}:00Z"}


def a_choice(scene: Scene) -> dict[str, object]:
    """Return what a pledge is made with."""
    return {"tier": scenes.with_project(scene)["tier"]}


FUND: dict[str, Row] = {
    f"get {ALL}": Row(staff(SEE)),
    f"post {ALL}": Row(staff(EDIT), a_lamp),
    f"get {ONE}": Row(staff(SEE), before=scenes.with_project),
    f"patch {ONE}": Row(staff(EDIT), {"teaser": "A lamp"}, scenes.with_project),
    f"put {ONE}/state": Row(staff(EDIT), {"state": "cancelled"}, scenes.with_project),
    f"post {ONE}/picture": Row(staff(EDIT), before=scenes.with_project, form=scenes.shot),
    f"delete {ONE}/picture": Row(staff(EDIT), before=scenes.with_picture),
    f"put {ONE}/stretch": Row(staff(EDIT), {"amount": 9000, "text": "A map"}, scenes.with_project),
    f"post {ONE}/tiers": Row(staff(EDIT), TIER, scenes.with_project),
    f"patch {ONE}/tiers/{{tier}}": Row(staff(EDIT), {"text": "A letter"}, scenes.with_project),
    f"get {ONE}/updates": Row(staff(SEE), before=scenes.with_project),
    f"post {ONE}/updates": Row(staff(EDIT), {"title": "Day 1", "text": "Ink"}, scenes.with_project),
    f"get {ONE}/pledges": Row(staff(MONEY), before=scenes.with_pledge),
    f"put {PLEDGE}/payment": Row(staff(EDIT), {"evidence": "Transfer 7"}, scenes.with_pledge),
    f"delete {PLEDGE}": Row(staff(EDIT), before=scenes.with_paid_pledge),
    f"get {OWN}/projects": Row(seated),
    f"post {OWN}/projects/{{key}}/pledges": Row(members, a_choice, scenes.with_project),
    f"get {OWN}/pledges": Row(seated),
    f"get {OWN}/pledges/{{key}}": Row(only_dan, before=scenes.with_own_pledge),
    f"put {OWN}/pledges/{{key}}/payment": Row(only_dan, before=scenes.with_failed_pledge),
    f"delete {OWN}/pledges/{{key}}": Row(only_dan, before=scenes.with_own_pledge),
}
