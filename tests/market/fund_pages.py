"""The pages of projects in the permission matrix."""

from coterie.communities.enums import Permission
from tests.market import fund_scenes as scenes
from tests.web.matrix import Row, Scene, members, only_dan, public, staff

SEE, EDIT, MONEY = Permission.SEE_CONSOLE, Permission.EDIT_OFFERS, Permission.SEE_REVIEW
TIER = {"name": "Two copies", "price": "20"}


def a_form(_scene: Scene) -> dict[str, object]:
    """Return what a project is written with."""
    facts = {"title": "Lamp", "slug": "lamp", "kind": "all_or_nothing", "goal": "100", "fix_days": "3"}
    return {**facts, "ends_at": scenes.next_month()}


def a_choice(scene: Scene) -> dict[str, object]:
    """Return what a pledge is made with."""
    return {"tier": scenes.with_project(scene)["tier"], "quantity": "1"}


FUND: dict[str, Row] = {
    "project": Row(public, named=scenes.with_project),
    "project_card": Row(public, named=scenes.with_project),
    "project_picture": Row(public, named=scenes.with_picture),
    "console:project_picture": Row(staff(EDIT), "post", named=scenes.with_picture),
    "console:project_image": Row(staff(SEE), named=scenes.with_picture),
    "console:projects": Row(staff(SEE), named=scenes.with_project),
    "console:new_project": Row(staff(EDIT), "post", a_form),
    "console:project": Row(staff(SEE), named=scenes.with_project),
    "console:project_facts": Row(staff(EDIT), named=scenes.with_project),
    "console:project_state": Row(staff(EDIT), "post", {"on": "0"}, named=scenes.with_project),
    "console:project_stretch": Row(staff(EDIT), "post", {"amount": "90", "text": "A map"}, named=scenes.with_project),
    "console:project_update": Row(staff(EDIT), "post", {"title": "Day 1", "text": "Ink"}, named=scenes.with_project),
    "console:new_tier": Row(staff(EDIT), "post", TIER, named=scenes.with_project),
    "console:project_tier": Row(staff(EDIT), named=scenes.with_project),
    "console:backers": Row(staff(MONEY), named=scenes.with_pledge),
    "console:backers_csv": Row(staff(MONEY), named=scenes.with_pledge),
    "console:backer_payment": Row(staff(EDIT), "post", {"evidence": "Transfer 7"}, named=scenes.with_pledge),
    "console:backer_refund": Row(staff(EDIT), "post", named=scenes.with_paid_pledge),
    "member:new_pledge": Row(members, "post", a_choice, named=scenes.with_project),
    "member:pledges": Row(members, named=scenes.with_own_pledge),
    "member:pledge": Row(only_dan, named=scenes.with_own_pledge),
    "member:pledge_end": Row(only_dan, "post", named=scenes.with_own_pledge),
    "member:pledge_payment": Row(only_dan, "post", named=scenes.with_failed_pledge),
}
