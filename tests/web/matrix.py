"""Who may do what, as rows: every page and every call of the API has one, or the matrix fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection

from coterie.communities.domain.identity import set_logo
from coterie.communities.enums import Permission
from coterie.communities.rules import RIGHTS
from coterie.joining.domain.bait import create_bait
from coterie.joining.domain.bait_delivery import Receiver, deliver_bait
from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.channel_cost import record_cost
from coterie.joining.domain.code import create_code
from coterie.joining.domain.invitation import invite
from coterie.joining.domain.landing import create_landing, edit_landing, publish_landing
from coterie.joining.domain.landing_test import begin_landing_test
from coterie.joining.domain.onboarding import set_onboarding
from coterie.joining.domain.placement import create_placement
from coterie.joining.domain.poster import make_poster
from coterie.joining.domain.print_run import draw_part, start_print_run
from coterie.joining.domain.redeem_code import make_redeem_codes
from coterie.joining.domain.reply import create_reply
from coterie.joining.domain.reply_asking import answer_keyword
from coterie.joining.domain.slot import add_slot
from coterie.joining.models import Bait, HostTask, LandingPage, LiveCode, Newcomer, Placement, PrintRun, UnknownWord
from coterie.joining.rules import cookie_of, return_seal
from coterie.kit import qr
from coterie.kit.clock import now
from coterie.members.domain.badge import make_badge
from coterie.members.domain.card import edit_card
from coterie.members.models import Badge
from coterie.platform.events.enums import ParkedState
from coterie.platform.events.models import ParkedEvent
from coterie.platform.files.storing import store_document, store_picture
from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.message import post_message
from coterie.talk.models import Message, Picture
from tests.cast import NOW, ROLES, Cast
from tests.talk.speech import PNG

EVERYBODY = ("alice", "amy", "bob", "ann", "carol", "dan", "nina", "paul", "eve", "stranger", "mallory", "nobody")
ASKERS = EVERYBODY if connection.vendor == "sqlite" else ("alice", "dan", "mallory", "nobody")
"""Who comes to every page: rights do not depend on the database, so that on a second one four are enough."""
SEATED = ("carol", "dan", "nina", "paul")

Words = Mapping[str, object]
Outcome = str
"""ok, forbidden (403), hidden (404) or sign_in (302 to the entrance, 401 for programs)."""


@dataclass
class Scene:
    """The cast, and one of each thing that an address can name."""

    cast: Cast
    code: LiveCode
    message: Message
    parked: ParkedEvent
    place: Placement

    @property
    def words(self) -> dict[str, object]:
        """What stands in the places of a route."""
        return {
            "slug": "table", "key": self.cast.group.key, "message": self.message.key, "code_slug": self.code.slug,
            "number": 1, "form": "svg", "name": "funnel", "pk": self.parked.pk, "code": self.code.slug,
            "member": self.cast.members["dan"].key, "account": self.cast.accounts["bob"].key, "visitor": 5,
            "emoji": "👍", "prefix": "none", "token": "none",
        }  # fmt: skip


def set_scene(cast: Cast) -> Scene:
    """Put one of each thing on the stage."""
    code = create_code(
        community=cast.table.pk, title="Doors", groups=["Basic"], capacity=9, actor=cast.actor("alice"), now=NOW
    )
    dan = cast.members["dan"].pk
    said = post_message(group=cast.group.pk, member=dan, text="Hello", actor=cast.actor("dan"), now=NOW)
    parked = ParkedEvent.objects.create(
        receiver="groups.seats", event=1, kind="member_left", community=cast.table.pk, state=ParkedState.PARKED,
        due=NOW + timedelta(days=1), since=NOW,
    )  # fmt: skip
    facts = {"actor": cast.actor("alice"), "now": NOW}
    channel = create_channel(community=cast.table.pk, name="Doors", platform="print", **facts)
    place = create_placement(channel=channel.pk, name="Doors", **facts)
    return Scene(cast, code, said, parked, place)


Audience = Callable[[str], Outcome]


def public(_who: str) -> Outcome:
    """Let everybody in."""
    return "ok"


def signed_in(who: str) -> Outcome:
    """Let everybody in who has an account."""
    return "sign_in" if who == "nobody" else "ok"


def staff(permission: str) -> Audience:
    """Let staff in whose role has the right; tell the other staff no, and everybody else nothing."""

    def outcome(who: str) -> Outcome:
        if who == "nobody":
            return "sign_in"
        if who not in ROLES:
            return "hidden"
        return "ok" if permission in RIGHTS[ROLES[who]] else "forbidden"

    return outcome


def members(who: str) -> Outcome:
    """Let members of the community in."""
    return "sign_in" if who == "nobody" else "ok" if who in SEATED else "hidden"


def seated(who: str) -> Outcome:
    """Let those in who sit in the group, and staff."""
    return "sign_in" if who == "nobody" else "ok" if who in (*SEATED, *ROLES) else "hidden"


def only_dan(who: str) -> Outcome:
    """Let dan in, whose own it is; nobody else learns of it."""
    return "sign_in" if who == "nobody" else "ok" if who == "dan" else "hidden"


def author(who: str) -> Outcome:
    """Let the author do it; whoever sees the message is told no."""
    return "ok" if who == "dan" else "forbidden" if seated(who) == "ok" else seated(who)


def moderators(who: str) -> Outcome:
    """Let those do it who moderate."""
    if who in ROLES and Permission.MODERATE in RIGHTS[ROLES[who]]:
        return "ok"
    return "forbidden" if seated(who) == "ok" else seated(who)


def author_or_moderators(who: str) -> Outcome:
    """Let the author do it, and those who moderate."""
    return "ok" if who == "dan" else moderators(who)


@dataclass(frozen=True)
class Row:
    """One address: for whom, by which method, with which words."""

    audience: Audience
    method: str = "get"
    body: Words | Callable[[Scene], Words] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    named: Callable[[Scene], Words] | None = None


def of_person(name: str) -> Callable[[Scene], Words]:
    """Name a member where `key` stands."""
    return lambda scene: {"key": scene.cast.members[name].key}


def of_operator(scene: Scene) -> Words:
    """Name an operator where `key` stands."""
    return {"key": scene.cast.accounts["ann"].key}


def announced(scene: Scene) -> Words:
    """Announce the message that is named."""
    pin_message(message=scene.message.pk, actor=scene.cast.actor("alice"), now=NOW)
    return {}


def taken_away(scene: Scene) -> Words:
    """Let the author take the message away that is named."""
    if not Message.objects.get(pk=scene.message.pk).deleted_at:
        delete_message(message=scene.message.pk, actor=scene.cast.actor("dan"), now=now())
    return {}


def pictured(scene: Scene) -> Words:
    """Hang a picture on the message that is named."""
    stored = store_picture(PNG, community=scene.cast.table.pk, now=NOW)
    Picture.objects.create(message=scene.message, position=0, file=stored.key, width=1, height=1)
    return {"key": stored.key, "size": "small"}


def of_channel(scene: Scene) -> Words:
    """Name a channel where `key` stands."""
    return {"key": scene.place.channel.key}


def of_placement(scene: Scene) -> Words:
    """Name a placement where `key` stands."""
    return {"key": scene.place.key}


def of_cost(scene: Scene) -> Words:
    """Name a cost where `key` stands, one that nobody has withdrawn."""
    day = {"first_day": NOW.date(), "last_day": NOW.date()}
    channel, actor = scene.place.channel_id, scene.cast.actor("alice")
    return {"key": record_cost(channel=channel, amount=1, currency="CNY", **day, actor=actor, now=NOW).key}


def applied(_scene: Scene) -> Words:
    """Come by the link of a letter."""
    return {"token": return_seal().sign("5")}


def invited(scene: Scene) -> Words:
    """Name an invitation where `key` stands."""
    row = invite(community=scene.cast.table.pk, invited="Lin", actor=scene.cast.actor("alice"), now=NOW)
    return {"key": row.key}


def printed(scene: Scene) -> Words:
    """Name a batch of redeem codes where `key` stands."""
    facts = {"title": "Book", "count": 1, "actor": scene.cast.actor("alice"), "now": NOW}
    batch, _codes = make_redeem_codes(community=scene.cast.table.pk, **facts)
    return {"key": batch.key}


def of_bait(scene: Scene) -> Words:
    """Name a bait where `key` stands."""
    row = Bait.objects.filter(community=scene.cast.table.pk, kind="texts").first()
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": NOW}
    return {"key": (row or create_bait(kind="texts", title="Hello", texts=["A1"], **facts)).key}


def given_file(scene: Scene) -> Words:
    """Name dan's own file where `key` stands."""
    stored = store_document(b"%PDF-1.7", community=scene.cast.table.pk, now=NOW)
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": NOW}
    bait = create_bait(kind="file", title="Hello", file=stored.key, **facts)
    to = Receiver(member=scene.cast.members["dan"].pk, visitor=None, code=None, channel=None)
    given = deliver_bait(bait=bait.pk, to=to, actor=scene.cast.actor("dan"), now=NOW)
    return {"key": given.key if given else ""}


def with_poster(scene: Scene) -> Words:
    """Hang a poster up."""
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": NOW}
    slug = LiveCode.objects.get(pk=scene.code.pk).slug
    return {"key": make_poster(code=slug, headline="Come in", **facts).key, "form": "small.webp"}


def with_print_run(scene: Scene) -> Words:
    """Draw a poster for each code."""
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": NOW}
    run = start_print_run(people="codes", headline="Come in", **facts)
    while draw_part(run=PrintRun.objects.select_related("community").get(pk=run.pk), now=NOW):
        pass
    return {"key": run.key}


def with_logo(scene: Scene) -> Words:
    """Give the community a logo."""
    table = scene.cast.table.pk
    return {"key": set_logo(community=table, picture=PNG, actor=scene.cast.actor("alice"), now=NOW).logo}


def with_landing(scene: Scene) -> Words:
    """Publish a landing page."""
    facts = {"actor": scene.cast.actor("alice"), "now": NOW}
    page = LandingPage.objects.filter(community=scene.cast.table.pk, slug="summer").first()
    if page is None:
        page = create_landing(community=scene.cast.table.pk, slug="summer", title="Summer", **facts)
        publish_landing(page=page.pk, **facts)
    return {"key": page.key, "landing_slug": "summer", "number": 1}


def with_changed_landing(scene: Scene) -> Words:
    """Publish a landing page and change its draft."""
    words, page = with_landing(scene), LandingPage.objects.get(community=scene.cast.table.pk)
    edit_landing(page=page.pk, title="Tonight", actor=scene.cast.actor("alice"), now=NOW)
    return words


def with_landing_test(scene: Scene) -> Words:
    """Test two versions of a landing page."""
    words, page = with_changed_landing(scene), LandingPage.objects.get(community=scene.cast.table.pk)
    begin_landing_test(page=page.pk, actor=scene.cast.actor("alice"), now=NOW)
    return words


def behind_picture(scene: Scene) -> Words:
    """Name a slot behind a picture where `number` stands."""
    facts = {"picture": qr.png("https://chat.example.org/g/1"), "capacity": 9}
    return {"number": add_slot(code=scene.code.pk, **facts, actor=scene.cast.actor("alice"), now=NOW).number}


def asked_of_hosts(scene: Scene) -> Words:
    """Name what a code asks for where `key` stands."""
    row = HostTask.objects.filter(code=scene.code).first()
    return {"key": (row or HostTask.objects.create(code=scene.code, kind="no_room", about="now", opened_at=NOW)).key}


def with_reply(scene: Scene) -> Words:
    """Answer a word."""
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": NOW}
    return {"key": create_reply(words=["price"], text="Nine.", **facts).key}


def with_badge(scene: Scene) -> Words:
    """Have a badge, and dan to get it."""
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": NOW}
    badge = make_badge(name="Kind", symbol="heart", **facts)
    Badge.objects.filter(pk=badge.pk).update(key="bdge23456789")
    return {"key": scene.cast.members["dan"].key, "badge": "bdge23456789"}


def with_card(scene: Scene) -> Words:
    """Let dan share a card."""
    facts = {"member": scene.cast.members["dan"].pk, "actor": scene.cast.actor("dan"), "now": NOW}
    return {"key": edit_card(line="Dan", shared=True, **facts).card_key}


def as_newcomer(scene: Scene) -> Words:
    """Make dan a newcomer."""
    set_onboarding(community=scene.cast.table.pk, on=True, actor=scene.cast.actor("alice"), now=NOW)
    facts = {"member": scene.cast.members["dan"].pk, "community": scene.cast.table.pk}
    Newcomer.objects.create(member_id=facts["member"], community_id=facts["community"], joined_at=NOW)
    return {}


def with_unknown_word(scene: Scene) -> Words:
    """Let somebody ask in vain."""
    answer_keyword(community=scene.cast.table.pk, text="Where?", now=NOW)
    return {"key": UnknownWord.objects.get().key}


PAGES: dict[str, Row] = {
    "home": Row(public),
    "robots": Row(public),
    "sitemap": Row(public),
    "manifest": Row(public),
    "gallery": Row(public),
    "preferences": Row(public, "post"),
    "community": Row(public),
    "landing": Row(public, named=with_landing),
    "ask": Row(public),
    "logo": Row(public, named=with_logo),
    "landing_card": Row(public, named=with_landing),
    "join": Row(public),
    "join_anew": Row(public, "post"),
    "join_step": Row(public, words={"kind": "approval"}),
    "join_return": Row(public, named=applied),
    "file": Row(seated, named=pictured),
    "file_in_size": Row(seated, named=pictured),
    "console:communities": Row(signed_in),
    "console:begin": Row(signed_in),
    "console:today": Row(staff(Permission.SEE_CONSOLE)),
    "console:first_steps": Row(staff(Permission.SEE_CONSOLE)),
    "console:position": Row(staff(Permission.EDIT_CANVAS)),
    "console:identity": Row(staff(Permission.EDIT_CANVAS)),
    "console:logo": Row(staff(Permission.EDIT_CANVAS), "post", {"remove": "1"}),
    "console:opening": Row(staff(Permission.OPEN_COMMUNITY), "post"),
    "console:closure": Row(staff(Permission.OPEN_COMMUNITY), "post"),
    "console:build": Row(staff(Permission.SEE_CONSOLE)),
    "console:rules": Row(staff(Permission.PUBLISH_RULES)),
    "console:new_group": Row(staff(Permission.EDIT_GROUPS)),
    "console:group": Row(staff(Permission.EDIT_GROUPS)),
    "console:appointments": Row(staff(Permission.APPOINT_STAFF), "post"),
    "console:dismissal": Row(staff(Permission.APPOINT_STAFF), "post", named=of_operator),
    "console:members": Row(staff(Permission.SEE_MEMBERS)),
    "console:members_csv": Row(staff(Permission.SEE_MEMBERS)),
    "console:bulk": Row(staff(Permission.EDIT_MEMBERS), "post"),
    "console:member": Row(staff(Permission.EDIT_MEMBERS), named=of_person("dan")),
    "console:removal": Row(staff(Permission.EDIT_MEMBERS), "post", named=of_person("dan")),
    "console:draw_in": Row(staff(Permission.SEE_CONSOLE)),
    "console:newcomers": Row(staff(Permission.SEE_MEMBERS)),
    "console:onboarding": Row(staff(Permission.EDIT_CODES)),
    "member:welcome": Row(only_dan, named=as_newcomer),
    "console:portrait": Row(staff(Permission.SEE_REVIEW)),
    "console:target": Row(staff(Permission.EDIT_CANVAS)),
    "console:badges": Row(staff(Permission.EDIT_MEMBERS)),
    "console:badge_giving": Row(
        staff(Permission.EDIT_MEMBERS), "post", named=with_badge, body={"reason": "Kind", "badge": "bdge23456789"}
    ),
    "member:card": Row(members),
    "person": Row(public, named=with_card),
    "person_card": Row(public, named=with_card),
    "console:replies": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_reply": Row(staff(Permission.EDIT_CODES)),
    "console:reply": Row(staff(Permission.EDIT_CODES), named=with_reply),
    "console:reply_state": Row(staff(Permission.EDIT_CODES), "post", named=with_reply),
    "console:word_dismissal": Row(staff(Permission.EDIT_CODES), "post", named=with_unknown_word),
    "console:codes_csv": Row(staff(Permission.SEE_CONSOLE)),
    "console:code_changes": Row(staff(Permission.EDIT_CODES), "post"),
    "console:code_folder": Row(staff(Permission.EDIT_CODES)),
    "console:code_table": Row(staff(Permission.EDIT_CODES)),
    "console:code_copy": Row(staff(Permission.EDIT_CODES)),
    "console:code_hours": Row(staff(Permission.SEE_CONSOLE)),
    "console:code_look": Row(staff(Permission.EDIT_CODES)),
    "console:comparison": Row(staff(Permission.SEE_REVIEW)),
    "console:comparison_csv": Row(staff(Permission.SEE_REVIEW)),
    "console:figure_rows": Row(staff(Permission.SEE_REVIEW), body={"channel": "none"}, words={"counted": "joins"}),
    "console:new_channel": Row(staff(Permission.EDIT_CODES)),
    "console:channel": Row(staff(Permission.SEE_CONSOLE), named=of_channel),
    "console:channel_facts": Row(staff(Permission.EDIT_CODES), named=of_channel),
    "console:channel_archive": Row(staff(Permission.EDIT_CODES), "post", named=of_channel),
    "console:new_cost": Row(staff(Permission.EDIT_CODES), named=of_channel),
    "console:cost_withdrawal": Row(staff(Permission.EDIT_CODES), "post", named=of_cost),
    "console:new_placement": Row(staff(Permission.EDIT_CODES), named=of_channel),
    "console:placement": Row(staff(Permission.SEE_CONSOLE), named=of_placement),
    "console:baits": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_bait": Row(staff(Permission.EDIT_CODES), words={"kind": "text"}),
    "console:bait": Row(staff(Permission.SEE_CONSOLE), named=of_bait),
    "console:bait_facts": Row(staff(Permission.EDIT_CODES), named=of_bait),
    "console:bait_texts": Row(staff(Permission.EDIT_CODES), "post", {"texts": "A9"}, named=of_bait),
    "console:bait_hooks": Row(staff(Permission.EDIT_CODES), "post", named=of_bait),
    "console:bait_archive": Row(staff(Permission.EDIT_CODES), "post", named=of_bait),
    "console:bait_deliveries": Row(staff(Permission.SEE_MEMBERS), named=of_bait),
    "console:deliveries_csv": Row(staff(Permission.SEE_MEMBERS), named=of_bait),
    "member:things": Row(seated),
    "member:thing_file": Row(only_dan, named=given_file),
    "console:link_picture": Row(staff(Permission.SEE_CONSOLE), named=of_placement),
    "console:placement_facts": Row(staff(Permission.EDIT_CODES), named=of_placement),
    "console:placement_archive": Row(staff(Permission.EDIT_CODES), "post", named=of_placement),
    "console:new_code": Row(staff(Permission.EDIT_CODES)),
    "console:code": Row(staff(Permission.SEE_CONSOLE)),
    "console:print_sheet": Row(staff(Permission.SEE_CONSOLE)),
    "console:code_facts": Row(staff(Permission.EDIT_CODES)),
    "console:code_state": Row(staff(Permission.EDIT_CODES), "post"),
    "console:new_slot": Row(staff(Permission.EDIT_CODES), "post"),
    "console:slot": Row(staff(Permission.EDIT_CODES)),
    "console:new_picture": Row(staff(Permission.EDIT_CODES), "post"),
    "console:slot_picture": Row(staff(Permission.SEE_CONSOLE), named=behind_picture),
    "console:count": Row(staff(Permission.EDIT_CODES), "post"),
    "console:task_completion": Row(staff(Permission.EDIT_CODES), "post", named=asked_of_hosts),
    "seat": Row(public),
    "seat_picture": Row(lambda _who: "hidden"),
    "seat_confirmation": Row(public, "post"),
    "waiting_address": Row(public, "post"),
    "waiting_offer": Row(public, words={"visitor": cookie_of(5)}),
    "console:explanation": Row(staff(Permission.SEE_CONSOLE)),
    "console:picture": Row(staff(Permission.SEE_CONSOLE)),
    "console:thresholds": Row(staff(Permission.EDIT_CODES)),
    "console:threshold_removal": Row(staff(Permission.EDIT_CODES), "post"),
    "console:questions": Row(staff(Permission.EDIT_CODES)),
    "console:threshold_preview": Row(staff(Permission.EDIT_CODES), words={"kind": "join"}),
    "console:applications": Row(staff(Permission.SEE_MEMBERS)),
    "console:applications_csv": Row(staff(Permission.SEE_MEMBERS)),
    "console:decisions": Row(staff(Permission.EDIT_MEMBERS), "post", {"action": "approve"}),
    "console:invitations": Row(staff(Permission.EDIT_CODES)),
    "console:revocation": Row(staff(Permission.EDIT_CODES), "post", named=invited),
    "console:redeem_codes": Row(staff(Permission.EDIT_CODES)),
    "console:voiding": Row(staff(Permission.EDIT_CODES), "post", named=printed),
    "console:landings": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_landing": Row(staff(Permission.EDIT_CODES)),
    "console:landing": Row(staff(Permission.EDIT_CODES), named=with_landing),
    "console:landing_preview": Row(staff(Permission.SEE_CONSOLE), named=with_landing),
    "console:landing_publication": Row(staff(Permission.EDIT_CODES), "post", named=with_landing),
    "console:landing_unpublication": Row(staff(Permission.EDIT_CODES), "post", named=with_landing),
    "console:landing_restoration": Row(staff(Permission.EDIT_CODES), "post", named=with_landing),
    "console:landing_removal": Row(staff(Permission.EDIT_CODES), "post", named=with_landing),
    "console:landing_test": Row(staff(Permission.EDIT_CODES), "post", named=with_changed_landing),
    "console:landing_test_end": Row(staff(Permission.EDIT_CODES), "post", {"keep": "a"}, named=with_landing_test),
    "console:posters": Row(staff(Permission.SEE_CONSOLE)),
    "console:new_poster": Row(staff(Permission.EDIT_CODES)),
    "console:poster": Row(staff(Permission.SEE_CONSOLE), named=with_poster),
    "console:poster_words": Row(staff(Permission.EDIT_CODES), named=with_poster),
    "console:poster_removal": Row(staff(Permission.EDIT_CODES), "post", named=with_poster),
    "console:photo_removal": Row(staff(Permission.EDIT_CODES), "post", named=with_poster),
    "console:poster_file": Row(staff(Permission.SEE_CONSOLE), named=with_poster),
    "console:print_runs": Row(staff(Permission.EDIT_CODES)),
    "console:print_run": Row(staff(Permission.EDIT_CODES), named=with_print_run),
    "console:print_run_zip": Row(staff(Permission.EDIT_CODES), named=with_print_run),
    "console:engage": Row(staff(Permission.SEE_CONSOLE)),
    "console:review": Row(staff(Permission.SEE_REVIEW)),
    "console:picture_csv": Row(staff(Permission.SEE_REVIEW)),
    "console:history": Row(staff(Permission.IMPORT)),
    "console:maintain": Row(staff(Permission.SEE_MACHINERY)),
    "console:parked_retry": Row(staff(Permission.SEE_MACHINERY), "post"),
    "member:communities": Row(signed_in),
    "member:home": Row(seated),
    "member:search": Row(seated, body={"q": "hello"}),
    "member:profile": Row(seated),
    "member:departure": Row(members, "post"),
    "member:group": Row(seated),
    "member:messages": Row(members, "post", {"text": "Hi"}),
    "member:people": Row(seated),
    "member:seat": Row(seated, "post"),
    "member:group_departure": Row(members, "post"),
    "member:message": Row(seated),
    "member:actions": Row(seated),
    "member:text": Row(author, "post", {"text": "Hi"}),
    "member:versions": Row(author_or_moderators),
    "member:pin_removal": Row(moderators, "post", named=announced),
    "member:restoration": Row(author, "post", named=taken_away),
    "member:removal": Row(author_or_moderators, "post"),
    "member:pin": Row(moderators, "post"),
    "member:reactions": Row(members, "post", {"emoji": "👍"}),
    "member:reactions_removal": Row(members, "post", {"emoji": "👍"}),
}
"""Pages by name. Those of signing in belong to a person alone and are tested in test_sign_in*.py."""
