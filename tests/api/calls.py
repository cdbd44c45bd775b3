"""All operations of the permission matrix: those of tests/api/matrix.py, and those of rituals, talk, the seed programme."""

from datetime import timedelta

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.rituals.models import TrialApplication
from tests.api import matrix
from tests.api.content_calls import CONTENT
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.cast import today
from tests.growth.campaign_calls import CAMPAIGNS
from tests.growth.forecast_pages import CALLS as FORECAST
from tests.growth.member_calls import MEMBER as OWN_CAMPAIGNS
from tests.growth.policy_rows import CALLS as LAW
from tests.growth.risk_pages import CALLS as RISK
from tests.market.buyer_calls import BUYER
from tests.market.course_calls import COURSES
from tests.market.fund_calls import FUND
from tests.market.money_calls import MONEY
from tests.market.plan_calls import PLANS
from tests.market.provider_calls import PROVIDERS
from tests.market.sell_calls import SELL
from tests.market.team_rows import CALLS as TEAMS
from tests.market.time_calls import TIMES
from tests.members import scenes as sowing
from tests.partners.deal_rows import CALLS as DEALS
from tests.partners.partner_calls import PARTNERS
from tests.rewards.calls import REWARDS
from tests.rituals import scenes
from tests.talk import scenes as speeches
from tests.talk.speech import PNG
from tests.web.matrix import Outcome, Scene, author_or_moderators, members, only_dan, seated, staff

P = Permission
RITUAL, TIME = f"{COMMUNITY}/rituals/{{key}}", f"{COMMUNITY}/occurrences/{{key}}"
SUPPER = {"title": "Supper", "starts_at": "2999-01-01T19:00:00Z", "ends_at": "2999-01-01T22:00:00Z", "places": 9}
TEA = {
    "title": "Tea", "places": 3, "apply_until": "2999-01-01T19:00:00Z", "feedback_until": "2999-01-09T19:00:00Z",
}  # fmt: skip
TRIAL = f"{COMMUNITY}/trials/{{key}}"
GATHERING = f"{COMMUNITY}/gatherings/{{key}}"
CHALLENGE = f"{COMMUNITY}/challenges/{{key}}"


def weekly(scene: Scene) -> dict[str, object]:
    """Return the facts of a ritual in the basic group."""
    facts = {"title": "Topic", "rule": "weekly", "weekdays": [1], "first_on": "2026-03-03", "at": "21:00"}
    return {**facts, "groups": [scene.cast.group.key]}


def daily(scene: Scene) -> dict[str, object]:
    """Return the facts of a challenge in the basic group."""
    return {"title": "Pages", "first_on": "2026-03-03", "last_on": "2026-04-03", "group": scene.cast.group.key}


def ballot(_scene: Scene) -> dict[str, object]:
    """Return a question that is open until tomorrow."""
    return {"title": "Name?", "options": ["Rice", "Tea"], "closes_at": (now() + timedelta(days=1)).isoformat()}


def who_applied(_scene: Scene) -> dict[str, object]:
    """Name everybody who wants to take part in a trial."""
    return {"applications": list(TrialApplication.objects.values_list("key", flat=True))}


def launch(scene: Scene) -> dict[str, object]:
    """Return a call to dan."""
    scenes.rallied(scene.cast, "dan")
    end = (now() + timedelta(days=1)).isoformat()
    return {"title": "Launch", "task": "Speak", "tag": "seed", "closes_at": end}


def free_day(_scene: Scene) -> dict[str, object]:
    """Return a pause of one day."""
    return {"first_on": str(today()), "last_on": str(today())}


def another_guest(scene: Scene) -> dict[str, object]:
    """Name somebody of the guest book."""
    return {"guest": scenes.with_guest(scene)["key"]}


def others_words(who: str) -> Outcome:
    """Let members mark what another said, and not what they said themselves."""
    return "conflict" if who == "paul" else members(who)


RITUALS: dict[str, Row] = {
    f"get {COMMUNITY}/rituals": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/rituals": Row(staff(P.EDIT_RITUALS), weekly),
    f"get {RITUAL}": Row(staff(P.SEE_CONSOLE), before=scenes.with_ritual),
    f"put {RITUAL}": Row(staff(P.EDIT_RITUALS), weekly, scenes.with_ritual),
    f"put {RITUAL}/state": Row(staff(P.EDIT_RITUALS), {"on": False}, scenes.with_ritual),
    f"delete {RITUAL}": Row(staff(P.EDIT_RITUALS), before=scenes.with_ritual),
    f"get {COMMUNITY}/occurrences": Row(staff(P.SEE_CONSOLE)),
    f"get {TIME}": Row(staff(P.SEE_CONSOLE), before=scenes.with_time),
    f"patch {TIME}": Row(staff(P.EDIT_RITUALS), {"title": "Soup"}, scenes.with_time),
    f"put {TIME}/state": Row(staff(P.EDIT_RITUALS), {"on": False}, scenes.with_time),
    f"put {TIME}/steps/{{number}}": Row(staff(P.EDIT_RITUALS), {"done": True}, scenes.with_time),
    f"post {COMMUNITY}/week-copies": Row(staff(P.EDIT_RITUALS), {"monday": "2026-03-02", "to": "2999-12-30"}),
    f"get {OWN}/occurrences": Row(seated),
    f"get {OWN}/occurrences/{{key}}": Row(seated, before=scenes.with_time),
    f"put {OWN}/occurrences/{{key}}/marks/{{message}}": Row(others_words, before=scenes.with_session),
    f"delete {OWN}/occurrences/{{key}}/marks/{{message}}": Row(members, before=scenes.with_session),
    f"post {OWN}/occurrences/{{key}}/ideas": Row(members, {"text": "Soup"}, scenes.with_time),
    f"put {OWN}/occurrences/{{key}}/ideas/{{idea}}/vote": Row(members, before=scenes.with_idea),
    f"delete {OWN}/occurrences/{{key}}/ideas/{{idea}}/vote": Row(members, before=scenes.with_idea),
    f"get {COMMUNITY}/challenges": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/challenges": Row(staff(P.EDIT_RITUALS), daily),
    f"get {CHALLENGE}": Row(staff(P.SEE_CONSOLE), before=scenes.with_challenge),
    f"put {CHALLENGE}": Row(staff(P.EDIT_RITUALS), daily, scenes.with_challenge),
    f"delete {CHALLENGE}": Row(staff(P.EDIT_RITUALS), before=scenes.with_challenge),
    f"post {CHALLENGE}/pauses": Row(staff(P.EDIT_RITUALS), free_day, scenes.with_challenge),
    f"get {CHALLENGE}/board": Row(staff(P.SEE_MEMBERS), before=scenes.with_challenge),
    f"get {OWN}/challenges": Row(seated),
    f"get {OWN}/challenges/{{key}}": Row(seated, before=scenes.with_dan_in_it),
    f"put {OWN}/challenges/{{key}}/enrolment": Row(members, {"reminds": True}, scenes.with_challenge),
    f"delete {OWN}/challenges/{{key}}/enrolment": Row(only_dan, before=scenes.with_dan_in_it),
    f"post {OWN}/challenges/{{key}}/days": Row(
        only_dan, before=scenes.with_dan_in_it, form=lambda: {"text": "Two pages"}
    ),
    f"get {COMMUNITY}/gatherings": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/gatherings": Row(staff(P.EDIT_RITUALS), SUPPER),
    f"get {GATHERING}": Row(staff(P.SEE_CONSOLE), before=scenes.with_gathering),
    f"put {GATHERING}": Row(staff(P.EDIT_RITUALS), SUPPER, scenes.with_gathering),
    f"put {GATHERING}/calling-off": Row(staff(P.EDIT_RITUALS), before=scenes.with_gathering),
    f"put {GATHERING}/recap": Row(staff(P.EDIT_RITUALS), {"recap": "Good"}, scenes.with_gathering),
    f"post {GATHERING}/photos": Row(
        staff(P.EDIT_RITUALS), before=scenes.with_gathering, form=matrix.file("picture", PNG)
    ),
    f"get {GATHERING}/guests": Row(staff(P.SEE_MEMBERS), before=scenes.with_gathering),
    f"post {GATHERING}/scans": Row(staff(P.EDIT_RITUALS), {"ticket": "none"}, scenes.with_gathering),
    f"get {OWN}/gatherings": Row(seated),
    f"get {OWN}/gatherings/{{key}}": Row(seated, before=scenes.with_gathering),
    f"put {OWN}/gatherings/{{key}}/place": Row(members, before=scenes.with_gathering),
    f"delete {OWN}/gatherings/{{key}}/place": Row(only_dan, before=scenes.with_dans_ticket),
    f"get {OWN}/gatherings/{{key}}/photos/{{file}}": Row(seated, before=scenes.with_photo),
    f"get {COMMUNITY}/guests": Row(staff(P.EDIT_RITUALS)),
    f"post {COMMUNITY}/guests": Row(staff(P.EDIT_RITUALS), {"name": "Lena"}),
    f"get {COMMUNITY}/guests/{{key}}": Row(staff(P.EDIT_RITUALS), before=scenes.with_guest),
    f"put {COMMUNITY}/guests/{{key}}": Row(staff(P.EDIT_RITUALS), {"name": "Lena L."}, scenes.with_guest),
    f"delete {COMMUNITY}/guests/{{key}}": Row(staff(P.EDIT_RITUALS), before=scenes.with_guest),
    f"post {COMMUNITY}/guests/{{key}}/photo": Row(
        staff(P.EDIT_RITUALS), before=scenes.with_guest, form=matrix.file("picture", PNG)
    ),
    f"get {TIME}/guest": Row(staff(P.EDIT_RITUALS), before=scenes.with_guest_session),
    f"put {TIME}/guest": Row(staff(P.EDIT_RITUALS), another_guest, scenes.with_guest_session),
    f"delete {TIME}/guest": Row(staff(P.EDIT_RITUALS), before=scenes.with_guest_session),
    f"put {TIME}/guest/thanks": Row(staff(P.EDIT_RITUALS), before=scenes.with_past_guest_session),
    f"put {TIME}/questions/{{question}}/taking": Row(staff(P.EDIT_RITUALS), before=scenes.with_open_guest_session),
    f"put {TIME}/questions/{{question}}/answered": Row(
        staff(P.EDIT_RITUALS), {"on": True}, scenes.with_open_guest_session
    ),
    f"get {OWN}/occurrences/{{key}}/questions": Row(seated, before=scenes.with_guest_session),
    f"post {OWN}/occurrences/{{key}}/questions": Row(members, {"text": "Why?"}, scenes.with_guest_session),
    f"put {OWN}/occurrences/{{key}}/questions/{{question}}/vote": Row(members, before=scenes.with_guest_session),
    f"delete {OWN}/occurrences/{{key}}/questions/{{question}}/vote": Row(members, before=scenes.with_guest_session),
    f"get {OWN}/occurrences/{{key}}/rating": Row(seated, before=scenes.with_past_guest_session),
    f"put {OWN}/occurrences/{{key}}/rating": Row(members, {"stars": 5}, scenes.with_past_guest_session),
    f"get {COMMUNITY}/ballots": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/ballots": Row(staff(P.EDIT_RITUALS), ballot),
    f"get {COMMUNITY}/ballots/{{key}}": Row(staff(P.SEE_CONSOLE), before=scenes.with_ballot),
    f"put {COMMUNITY}/ballots/{{key}}/decision": Row(
        staff(P.EDIT_RITUALS), {"choice": 1, "reason": "Shorter"}, scenes.with_tie
    ),
    f"get {COMMUNITY}/trials": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/trials": Row(staff(P.EDIT_RITUALS), TEA),
    f"get {TRIAL}": Row(staff(P.SEE_CONSOLE), before=scenes.with_trial),
    f"put {TRIAL}": Row(staff(P.EDIT_RITUALS), TEA, scenes.with_trial),
    f"get {TRIAL}/applications": Row(staff(P.SEE_MEMBERS), before=scenes.with_applicant),
    f"put {TRIAL}/choice": Row(staff(P.EDIT_RITUALS), who_applied, scenes.with_applicant),
    f"put {TRIAL}/lot": Row(staff(P.EDIT_RITUALS), before=scenes.with_lot),
    f"get {OWN}/trials": Row(seated),
    f"get {OWN}/trials/{{key}}": Row(seated, before=scenes.with_trial),
    f"put {OWN}/trials/{{key}}/application": Row(members, {"why": "I like it"}, scenes.with_trial),
    f"delete {OWN}/trials/{{key}}/application": Row(members, before=scenes.with_trial),
    f"put {OWN}/trials/{{key}}/feedback": Row(
        only_dan, {"stars": 5, "answers": ["Good", "Fair"]}, scenes.with_dan_trying
    ),
    f"get {COMMUNITY}/rallies": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/rallies": Row(staff(P.EDIT_RITUALS), launch),
    f"get {COMMUNITY}/rallies/{{key}}": Row(staff(P.SEE_CONSOLE), before=scenes.with_rally),
    f"get {COMMUNITY}/rallies/{{key}}/calls": Row(staff(P.SEE_MEMBERS), before=scenes.with_rally),
    f"get {OWN}/letters": Row(members),
    f"put {OWN}/letters": Row(members, {"digest": "daily"}),
    f"get {OWN}/rallies": Row(seated),
    f"get {OWN}/rallies/{{key}}": Row(only_dan, before=scenes.with_rally),
    f"put {OWN}/rallies/{{key}}/coming": Row(only_dan, {"words": "Done"}, scenes.with_rally),
    f"get {OWN}/ballots": Row(seated),
    f"get {OWN}/ballots/{{key}}": Row(seated, before=scenes.with_ballot),
    f"put {OWN}/ballots/{{key}}/vote": Row(members, {"choice": 1}, scenes.with_ballot),
}
GROUP, SAID = f"{COMMUNITY}/groups/{{key}}", f"{COMMUNITY}/messages/{{key}}"
MY_GROUP = f"{OWN}/groups/{{key}}"


def to_vip(scene: Scene) -> dict[str, object]:
    """Let dan go on to the VIP group."""
    return {"to": scene.cast.vip.key, "members": [scene.cast.members["dan"].key]}


def up_to_here(scene: Scene) -> dict[str, object]:
    """Name the last message that was read."""
    return {"until": scene.message.key}


def soon(_scene: Scene) -> dict[str, object]:
    """Return a message for tomorrow."""
    return {"text": "Good morning", "send_at": (now() + timedelta(days=1)).isoformat()}


TALK: dict[str, Row] = {
    f"get {GROUP}/pace": Row(staff(P.SEE_CONSOLE)),
    f"put {GROUP}/pace": Row(staff(P.EDIT_GROUPS), {"slow_seconds": 30}),
    f"post {GROUP}/moves": Row(staff(P.EDIT_MEMBERS), to_vip),
    f"get {SAID}/thread": Row(seated, key="message"),
    f"put {SAID}/question": Row(author_or_moderators, key="message"),
    f"delete {SAID}/question": Row(author_or_moderators, key="message"),
    f"put {SAID}/acceptance": Row(author_or_moderators, before=speeches.with_answer),
    f"delete {SAID}/acceptance": Row(author_or_moderators, before=speeches.with_answer),
    f"post {GROUP}/polls": Row(members, {"text": "Tea?", "options": ["Yes", "No"]}),
    f"put {SAID}/choices/{{option}}": Row(members, before=speeches.with_poll),
    f"delete {SAID}/choices/{{option}}": Row(members, before=speeches.with_poll),
    f"put {SAID}/poll/end": Row(author_or_moderators, before=speeches.with_poll),
    f"get {OWN}/questions": Row(seated),
    f"get {OWN}/notices": Row(members),
    f"put {OWN}/reading": Row(members),
    f"put {MY_GROUP}/reading": Row(members, up_to_here),
    f"put {MY_GROUP}/notify": Row(members, {"notify": "named"}),
    f"get {MY_GROUP}/later": Row(members),
    f"post {MY_GROUP}/later": Row(members, soon),
    f"put {MY_GROUP}/later/{{plan}}": Row(only_dan, soon, speeches.with_plan),
    f"delete {MY_GROUP}/later/{{plan}}": Row(only_dan, before=speeches.with_plan),
}
SEED_ALL, PROFILES = f"{COMMUNITY}/seed", f"{COMMUNITY}/profiles"
LENA = {"name": "Lena", "headline": "Bread", "persona": "Soup"}


def dan_asked(scene: Scene) -> dict[str, object]:
    """Name dan."""
    return {"members": [scene.cast.members["dan"].key]}


SEED: dict[str, Row] = {
    f"get {SEED_ALL}/candidates": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"get {SEED_ALL}": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"post {SEED_ALL}": Row(staff(P.EDIT_MEMBERS), dan_asked),
    f"get {SEED_ALL}/{{key}}": Row(staff(P.SEE_MEMBERS), before=sowing.with_seed, narrow="ok"),
    f"put {SEED_ALL}/{{key}}/promotion": Row(staff(P.EDIT_MEMBERS), {"to": "partner"}, sowing.with_seed),
    f"delete {SEED_ALL}/{{key}}": Row(staff(P.EDIT_MEMBERS), before=sowing.with_seed),
    f"get {OWN}/seed": Row(only_dan, before=sowing.with_invitation),
    f"put {OWN}/seed/answer": Row(only_dan, {"yes": True}, sowing.with_invitation),
    f"get {PROFILES}": Row(staff(P.SEE_CONSOLE)),
    f"post {PROFILES}": Row(staff(P.EDIT_CANVAS), LENA),
    f"get {PROFILES}/{{key}}": Row(staff(P.SEE_CONSOLE), before=sowing.with_profile),
    f"put {PROFILES}/{{key}}": Row(staff(P.EDIT_CANVAS), LENA, sowing.with_profile),
    f"delete {PROFILES}/{{key}}": Row(staff(P.EDIT_CANVAS), before=sowing.with_profile),
    f"put {PROFILES}/{{key}}/publication": Row(staff(P.EDIT_CANVAS), before=sowing.with_profile),
    f"delete {PROFILES}/{{key}}/publication": Row(staff(P.EDIT_CANVAS), before=sowing.with_profile),
    f"post {PROFILES}/{{key}}/photo": Row(
        staff(P.EDIT_CANVAS), before=sowing.with_profile, form=matrix.file("picture", PNG)
    ),
    f"get {PROFILES}/{{key}}/authority": Row(staff(P.SEE_REVIEW), before=sowing.with_profile),
    f"get {OWN}/profiles": Row(seated),
    f"put {OWN}/profiles/{{key}}/following": Row(members, before=sowing.with_profile),
    f"delete {OWN}/profiles/{{key}}/following": Row(members, before=sowing.with_profile),
}
CALLS = (
    matrix.CALLS | RITUALS | TALK | REWARDS | SEED | CONTENT | PLANS | COURSES | FUND | SELL | TEAMS | MONEY | PROVIDERS | BUYER
    | TIMES
    | FORECAST
    | CAMPAIGNS
    | LAW
    | DEALS
    | RISK
    | OWN_CAMPAIGNS
    | PARTNERS
)  # fmt: skip
