"""All pages of the permission matrix: those of tests/web/matrix.py, and those of rituals, talk, the seed programme."""

from coterie.communities.enums import Permission
from tests.growth.campaign_pages import CAMPAIGNS
from tests.growth.forecast_pages import FORECAST
from tests.growth.member_pages import MEMBER as OWN_CAMPAIGNS
from tests.growth.policy_rows import PAGES as LAW
from tests.growth.risk_pages import PAGES as RISK
from tests.market.buyer_pages import BUYER
from tests.market.course_pages import COURSES
from tests.market.fund_pages import FUND
from tests.market.money_pages import MONEY
from tests.market.plan_pages import PLANS
from tests.market.provider_pages import PROVIDERS
from tests.market.sell_pages import SELL
from tests.market.team_rows import PAGES as TEAMS
from tests.market.time_pages import TIMES
from tests.members import scenes as sowing
from tests.partners.deal_rows import PAGES as DEALS
from tests.partners.partner_pages import PARTNERS
from tests.rewards.pages import REWARDS
from tests.rituals import scenes
from tests.talk import scenes as speeches
from tests.web import matrix
from tests.web.content_pages import CONTENT
from tests.web.matrix import Row, author_or_moderators, members, only_dan, public, seated, staff

RITUALS: dict[str, Row] = {
    "console:calendar": Row(staff(Permission.SEE_CONSOLE)),
    "console:week_copy": Row(staff(Permission.EDIT_RITUALS), "post", {"to": "2999-01-04"}, named=scenes.with_ritual),
    "console:new_ritual": Row(staff(Permission.EDIT_RITUALS)),
    "console:ritual": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_ritual),
    "console:ritual_state": Row(staff(Permission.EDIT_RITUALS), "post", {"on": "0"}, named=scenes.with_ritual),
    "console:occurrence": Row(staff(Permission.SEE_CONSOLE), named=scenes.with_time),
    "console:occurrence_move": Row(
        staff(Permission.EDIT_RITUALS), "post", {"starts_at": "2999-01-04T21:00"}, named=scenes.with_time
    ),
    "console:occurrence_state": Row(staff(Permission.EDIT_RITUALS), "post", {"on": "0"}, named=scenes.with_time),
    "console:occurrence_step": Row(staff(Permission.EDIT_RITUALS), "post", {"done": "1"}, named=scenes.with_time),
    "console:challenges": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_challenge": Row(staff(Permission.EDIT_RITUALS)),
    "console:challenge": Row(staff(Permission.SEE_MEMBERS), named=scenes.with_challenge),
    "console:challenge_facts": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_challenge),
    "console:challenge_pauses": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_challenge),
    "console:challenge_removal": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_challenge),
    "member:challenge": Row(seated, named=scenes.with_dan_in_it),
    "member:enrolments": Row(members, "post", named=scenes.with_challenge),
    "member:check_ins": Row(only_dan, "post", {"text": "Done"}, named=scenes.with_dan_in_it),
    "member:certificate": Row(only_dan, named=scenes.with_certificate),
    "console:gatherings": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_gathering": Row(staff(Permission.EDIT_RITUALS)),
    "console:gathering": Row(staff(Permission.SEE_MEMBERS), named=scenes.with_gathering),
    "console:gathering_facts": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_gathering),
    "console:gathering_state": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_gathering),
    "console:gathering_recap": Row(staff(Permission.EDIT_RITUALS), "post", {"recap": "x"}, named=scenes.with_gathering),
    "console:gathering_photos": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_gathering),
    "console:gathering_door": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_gathering),
    "console:gathering_scan": Row(
        staff(Permission.EDIT_RITUALS), "post", {"secret": "none"}, named=scenes.with_gathering
    ),
    "console:ticket": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_dans_ticket),
    "member:gathering": Row(seated, named=scenes.with_gathering),
    "member:place": Row(members, "post", named=scenes.with_gathering),
    "member:photo": Row(seated, named=scenes.with_photo),
    "console:ballots": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_ballot": Row(staff(Permission.EDIT_RITUALS)),
    "console:ballot": Row(staff(Permission.SEE_CONSOLE), named=scenes.with_ballot),
    "console:ballot_decision": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_tie),
    "member:ballot": Row(seated, named=scenes.with_ballot),
    "member:vote": Row(members, "post", {"choice": "1"}, named=scenes.with_ballot),
    "member:ballot_card": Row(seated, named=scenes.with_result),
    "console:guests": Row(staff(Permission.EDIT_RITUALS)),
    "console:new_guest": Row(staff(Permission.EDIT_RITUALS)),
    "console:guest": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_guest),
    "console:guest_removal": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_guest),
    "console:appearance": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_guest_session),
    "console:appearance_state": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_guest_session),
    "console:appearance_kit": Row(staff(Permission.EDIT_CODES), "post", named=scenes.with_guest_session),
    "console:audience": Row(
        staff(Permission.EDIT_RITUALS), "post", {"answered": "1"}, named=scenes.with_open_guest_session
    ),
    "guest_invitation": Row(public, named=scenes.with_invitation),
    "member:guest_photo": Row(seated, named=scenes.with_guest_photo),
    "member:guest_questions": Row(members, "post", {"text": "Why?"}, named=scenes.with_guest_session),
    "member:guest_question_vote": Row(members, "post", {"on": "1"}, named=scenes.with_guest_session),
    "member:rating": Row(members, "post", {"stars": "5"}, named=scenes.with_past_guest_session),
    "member:letters": Row(members),
    "member:push": Row(members, "post", {"on": "0", "endpoint": "https://push.example/x"}),
    "push_worker": Row(public),
    "letters_end": Row(public, named=scenes.with_letters),
    "console:trials": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_trial": Row(staff(Permission.EDIT_RITUALS)),
    "console:trial": Row(staff(Permission.SEE_MEMBERS), named=scenes.with_applicant),
    "console:trial_facts": Row(staff(Permission.EDIT_RITUALS), named=scenes.with_trial),
    "console:trial_choice": Row(staff(Permission.EDIT_RITUALS), "post", {"on": "1"}, named=scenes.with_applicant),
    "console:trial_draw": Row(staff(Permission.EDIT_RITUALS), "post", named=scenes.with_lot),
    "member:trial": Row(seated, named=scenes.with_trial),
    "member:trial_part": Row(members, "post", {"on": "1", "why": "I like it"}, named=scenes.with_trial),
    "member:trial_feedback": Row(
        only_dan, "post", {"stars": "5", "answer_0": "Good", "answer_1": "Fair"}, named=scenes.with_dan_trying
    ),
    "console:rallies": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_rally": Row(staff(Permission.EDIT_RITUALS)),
    "console:rally": Row(staff(Permission.SEE_MEMBERS), named=scenes.with_rally),
    "member:rally": Row(only_dan, named=scenes.with_rally),
    "member:rally_coming": Row(only_dan, "post", {"words": "Done"}, named=scenes.with_rally),
    "member:feed": Row(lambda _who: "hidden"),
    "member:rituals": Row(seated),
    "member:ritual": Row(seated, named=scenes.with_time),
    "member:ideas": Row(members, "post", {"text": "Soup"}, named=scenes.with_time),
    "member:idea_vote": Row(members, "post", {"on": "1"}, named=scenes.with_idea),
    "member:marks": Row(members, "post", named=scenes.with_session),
}
TALK: dict[str, Row] = {
    "console:group_pace": Row(staff(Permission.EDIT_GROUPS)),
    "console:group_move": Row(staff(Permission.EDIT_MEMBERS)),
    "member:notices": Row(members),
    "member:questions": Row(seated),
    "member:reading_all": Row(members, "post"),
    "member:reading": Row(members, "post", lambda scene: {"until": scene.message.key}),
    "member:notify": Row(members),
    "member:new_poll": Row(members),
    "member:later": Row(members),
    "member:planned": Row(only_dan, named=speeches.with_plan),
    "member:planned_removal": Row(only_dan, "post", named=speeches.with_plan),
    "member:thread": Row(seated),
    "member:question": Row(author_or_moderators, "post", {"on": "1"}),
    "member:acceptance": Row(author_or_moderators, "post", {"on": "1"}, named=speeches.of_answer),
    "member:choices": Row(members, "post", {"option": "1"}, named=speeches.of_poll_page),
    "member:choices_removal": Row(members, "post", {"option": "1"}, named=speeches.of_poll_page),
    "member:closing": Row(author_or_moderators, "post", named=speeches.of_poll_page),
}
SEED: dict[str, Row] = {
    "console:seed": Row(staff(Permission.SEE_MEMBERS), named=sowing.with_seed),
    "console:seed_csv": Row(staff(Permission.SEE_MEMBERS)),
    "console:seed_invitations": Row(staff(Permission.EDIT_MEMBERS), "post", sowing.whom),
    "console:seed_promotion": Row(staff(Permission.EDIT_MEMBERS), named=sowing.with_seed),
    "console:seed_end": Row(staff(Permission.EDIT_MEMBERS), "post", named=sowing.with_seed),
    "member:seed": Row(only_dan, named=sowing.with_invitation),
    "member:seed_answer": Row(only_dan, "post", {"yes": "1"}, named=sowing.with_invitation),
    "console:profiles": Row(staff(Permission.SEE_CONSOLE), named=sowing.with_profile),
    "console:new_profile": Row(staff(Permission.EDIT_CANVAS)),
    "console:profile": Row(staff(Permission.SEE_CONSOLE), named=sowing.with_profile),
    "console:profile_facts": Row(staff(Permission.EDIT_CANVAS), named=sowing.with_profile),
    "console:profile_state": Row(staff(Permission.EDIT_CANVAS), "post", {"on": "0"}, named=sowing.with_profile),
    "console:authority_csv": Row(staff(Permission.SEE_REVIEW), named=sowing.with_profile),
    "member:following": Row(members, "post", {"on": "1"}, named=sowing.with_profile),
    "ip": Row(public, named=sowing.with_profile),
    "ip_photo": Row(public, named=sowing.with_portrait),
    "ip_card": Row(public, named=sowing.with_profile),
}
PAGES = (
    matrix.PAGES
    | RITUALS
    | TALK
    | REWARDS
    | SEED
    | CONTENT
    | PLANS
    | COURSES
    | FUND
    | SELL
    | TEAMS
    | MONEY
    | PROVIDERS
    | BUYER
    | TIMES
    | FORECAST
    | CAMPAIGNS
    | LAW
    | DEALS
    | RISK
    | OWN_CAMPAIGNS
    | PARTNERS
)
