"""The pages of campaigns in the permission matrix, and which operation does what a page does."""

from coterie.communities.enums import Permission
from tests.growth import campaign_scenes as scenes
from tests.web.matrix import Row, staff

SEE, EDIT, MEMBERS = staff(Permission.SEE_CONSOLE), staff(Permission.EDIT_CAMPAIGNS), staff(Permission.SEE_MEMBERS)
WORD = {"may_count": "0", "why": "The same phone"}

CAMPAIGNS: dict[str, Row] = {
    "console:campaigns": Row(SEE, named=scenes.with_friend),
    "console:new_campaign": Row(EDIT, "post", scenes.to_write),
    "console:campaign": Row(SEE, named=scenes.with_friend),
    "console:campaign_measures": Row(SEE, named=scenes.with_friend),
    "console:campaign_plan": Row(SEE, named=scenes.with_friend),
    "console:campaign_tree": Row(MEMBERS, named=scenes.with_friend),
    "console:campaign_teams": Row(MEMBERS, named=scenes.with_team),
    "console:campaign_facts": Row(EDIT, named=scenes.with_friend),
    "console:campaign_state": Row(EDIT, "post", {"state": "paused"}, named=scenes.with_campaign),
    "console:campaign_copy": Row(EDIT, "post", scenes.a_copy, named=scenes.with_campaign),
    "console:campaign_friends_csv": Row(MEMBERS, named=scenes.with_friend),
    "console:campaign_people": Row(MEMBERS, named=scenes.with_friend),
    "console:campaign_friends": Row(MEMBERS, named=scenes.with_friend),
    "console:friend_review": Row(EDIT, "post", WORD, named=scenes.with_friend),
    "console:rewards_earned": Row(MEMBERS, named=scenes.with_grant),
    "console:rewards_earned_csv": Row(MEMBERS, named=scenes.with_grant),
    "console:reward_decision": Row(EDIT, "post", {"to": "approved", "note": "Well done"}, named=scenes.with_grant),
}
ALL, REWARDS = "/communities/{slug}/campaigns", "/communities/{slug}/campaign-rewards"
ONE = f"{ALL}/{{key}}"
PEOPLE = f"{ONE}/participants"
FRIENDS = f"{PEOPLE}/{{participant}}/friends"
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:campaigns": (f"get {ALL}",),
    "console:new_campaign": (f"post {ALL}",),
    "console:campaign": (f"get {ONE}",),
    "console:campaign_measures": (f"get {ONE}/measures",),
    "console:campaign_plan": (f"get {ONE}/plan", f"put {ONE}/plan"),
    "console:campaign_tree": (f"get {FRIENDS}",),
    "console:campaign_teams": (f"get {ONE}/teams",),
    "console:campaign_facts": (f"put {ONE}",),
    "console:campaign_state": (f"put {ONE}/state",),
    "console:campaign_copy": (f"post {ONE}/copies",),
    "console:campaign_friends_csv": (f"get {FRIENDS}",),
    "console:campaign_people": (f"get {PEOPLE}",),
    "console:campaign_friends": (f"get {FRIENDS}",),
    "console:friend_review": (f"put {ONE}/friends/{{member}}/review",),
    "console:rewards_earned": (f"get {REWARDS}",),
    "console:rewards_earned_csv": (f"get {REWARDS}",),
    "console:reward_decision": (f"put {REWARDS}/{{key}}/state",),
}
