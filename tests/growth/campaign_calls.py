"""The operations of campaigns in the permission matrix."""

from coterie.communities.enums import Permission
from tests.api.matrix import COMMUNITY, Row
from tests.growth import campaign_scenes as scenes
from tests.web.matrix import staff

SEE, EDIT, MEMBERS = staff(Permission.SEE_CONSOLE), staff(Permission.EDIT_CAMPAIGNS), staff(Permission.SEE_MEMBERS)
ALL, REWARDS = f"{COMMUNITY}/campaigns", f"{COMMUNITY}/campaign-rewards"
ONE = f"{ALL}/{{key}}"
LASTS = {"name": "Summer", "starts_at": "2999-01-01T19:00:00Z", "ends_at": "2999-02-01T19:00:00Z"}
TERMS = {"stay_hours": 24, "steps": [{"at": 3, "kind": "thing", "thing": "A pen", "cost": 300}]}

CAMPAIGNS: dict[str, Row] = {
    f"get {ALL}": Row(SEE),
    f"post {ALL}": Row(EDIT, {**LASTS, "kind": "individual", "terms": TERMS}),
    f"get {ONE}": Row(SEE, before=scenes.with_friend),
    f"get {ONE}/measures": Row(SEE, before=scenes.with_friend),
    f"get {ONE}/plan": Row(SEE, before=scenes.with_plan_kept),
    f"put {ONE}/plan": Row(EDIT, scenes.NUMBERS, scenes.with_plan),
    f"get {ONE}/teams": Row(MEMBERS, before=scenes.with_team),
    f"put {ONE}": Row(EDIT, {**LASTS, "budget": 9000, "terms": TERMS}, scenes.with_campaign),
    f"put {ONE}/state": Row(EDIT, {"state": "paused"}, scenes.with_campaign),
    f"post {ONE}/copies": Row(EDIT, LASTS, scenes.with_campaign),
    f"get {ONE}/participants": Row(MEMBERS, before=scenes.with_friend),
    f"get {ONE}/participants/{{participant}}/friends": Row(MEMBERS, before=scenes.with_friend),
    f"put {ONE}/friends/{{member}}/review": Row(
        EDIT, {"may_count": False, "why": "The same phone"}, scenes.with_friend
    ),
    f"get {REWARDS}": Row(MEMBERS, narrow="ok"),
    f"put {REWARDS}/{{key}}/state": Row(EDIT, {"state": "approved"}, scenes.with_grant),
}
