"""Who may call what, as rows: every operation of the API has one, or the matrix fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coterie.api.program import api
from coterie.communities.domain.community import close_community
from coterie.communities.enums import Permission
from coterie.joining.domain.code import edit_code
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.models import LiveCode
from coterie.kit import qr
from coterie.platform.files.storing import store_document, store_picture
from coterie.reach.domain.import_run import begin_import
from coterie.talk.domain.hanging import Paper, Shot
from tests.cast import NOW
from tests.joining.doors import scan
from tests.talk.speech import PNG, say
from tests.web import matrix
from tests.web.matrix import ASKERS, Audience, Outcome, Scene, Words, members, moderators, seated, signed_in, staff

CALLERS = (*ASKERS, "narrow")
"""The cast by tokens that may everything; nobody has none, and narrow is alice's that may see members and no more."""

P = Permission


@dataclass(frozen=True)
class Row:
    """One operation: for whom, with which JSON, after what, with what in the place of `key`."""

    people: Audience
    body: Any = None
    """What is sent as JSON, or what makes it of the scene."""
    before: Callable[[Scene], Words] | None = None
    key: str = "group"
    narrow: Outcome = "forbidden"
    form: Callable[[], dict[str, object]] | None = None

    def audience(self, who: str) -> Outcome:
        """Return what the caller is answered."""
        return self.narrow if who == "narrow" else self.people(who)

    def words(self, scene: Scene) -> dict[str, object]:
        """Return what stands in the path."""
        keys = {
            "member": scene.cast.members["dan"].key, "message": scene.message.key, "group": scene.cast.group.key,
            "parked": scene.parked.key, "channel": scene.place.channel.key, "placement": scene.place.key,
        }  # fmt: skip
        after = self.before(scene) if self.before else {}
        known = {"account": scene.cast.accounts["bob"].key, "picture": "funnel", "community": "table"}
        known |= {"key": keys[self.key], "counted": "joins"}
        return {**scene.words, **known, **after}


def operations() -> Iterator[tuple[str, str]]:
    """Yield (face, "method path") of every operation, those outside of the schema too."""
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield router.tags[0], f"{method.lower()} {path}"


def welcome(who: str) -> Outcome:
    """Let everybody in who was not removed."""
    return "conflict" if who == "eve" else signed_in(who)


def approving(scene: Scene) -> Words:
    """Let operators decide who comes in."""
    steps = [StepDraft(kind=kind) for kind in ("rules", "approval")]
    set_thresholds(community=scene.cast.table.pk, steps=steps, actor=scene.cast.actor("alice"), now=NOW)
    return {"kind": "approval"}


def closed(scene: Scene) -> Words:
    """Close the community, so that it can be opened."""
    close_community(community=scene.cast.table.pk, actor=scene.cast.actor("alice"), now=NOW)
    return {}


def welcomed(scene: Scene) -> Words:
    """Lead dan to the first step."""
    return {**matrix.as_newcomer(scene), "step": "welcome"}


def filed(scene: Scene) -> Words:
    """Put the code into a folder."""
    edit_code(code=scene.code.pk, folder="Fair", actor=scene.cast.actor("alice"), now=NOW)
    return {}


def scanned(scene: Scene) -> Words:
    """Let a visitor scan the code."""
    return {"visitor": scan(scene.code, 5) and 5}


def with_picture(scene: Scene) -> Words:
    """Let dan say something with a picture."""
    stored = store_picture(PNG, community=scene.cast.table.pk, now=NOW)
    message = say(scene.cast, "dan", "", things=[Shot(stored.key, 4, 3)])
    return {"key": message.key, "picture": stored.key}


def with_file(scene: Scene) -> Words:
    """Let dan say something with a file."""
    stored = store_document(b"Plan", community=scene.cast.table.pk, now=NOW)
    message = say(scene.cast, "dan", "", things=[Paper(stored.key, "plan.txt", 4)])
    return {"key": message.key, "file": stored.key}


def imported(scene: Scene) -> Words:
    """Take a file in."""
    facts = {"community": scene.cast.table.pk, "group": None, "actor": scene.cast.actor("alice"), "now": NOW}
    return {"key": begin_import(kind="irc", file="tea.log", **facts).key}


def with_known_code(scene: Scene) -> Words:
    """Hang a poster up, and print signs on the code that the rows below know."""
    LiveCode.objects.filter(pk=scene.code.pk).update(slug="knwn234")
    return matrix.with_poster(scene)


def with_poster_file(scene: Scene) -> Words:
    """Hang a poster up, to be drawn for a phone."""
    return {**matrix.with_poster(scene), "file": "phone.png"}


def file(name: str, data: bytes, **more: object) -> Callable[[], dict[str, object]]:
    """Return what makes a form with a file, which is read but once."""
    return lambda: {name: SimpleUploadedFile("tea_2004-11-15.log", data), **more}


COMMUNITY = "/communities/{slug}"
GROUP, CODE, MESSAGE = f"{COMMUNITY}/groups/{{key}}", f"{COMMUNITY}/codes/{{code}}", f"{COMMUNITY}/messages/{{key}}"
MEMBER, SEAT = f"{COMMUNITY}/members/{{key}}", f"{GROUP}/members/{{member}}"
CHANNEL, PLACEMENT = f"{COMMUNITY}/channels/{{key}}", f"{COMMUNITY}/placements/{{key}}"
BAIT = f"{COMMUNITY}/baits/{{key}}"
OWN = "/me/memberships/{slug}"
SLOT = {"capacity": 9}
TEA = {"words": ["tea"], "text": "At nine."}
QR = qr.png("https://chat.example.org/g/2")
COST = {"amount": 9, "currency": "CNY", "first_day": "2026-03-01", "last_day": "2026-03-02"}
DECISION = {"applications": [], "action": "approve"}
POSTER, RUN = f"{COMMUNITY}/posters/{{key}}", f"{COMMUNITY}/print-runs/{{key}}"
LANDING = f"{COMMUNITY}/landing-pages/{{key}}"
SUMMER = {"slug": "summer", "title": "Summer"}
OWN = "/me/memberships/{slug}"
SLOT = {"capacity": 9}
COME_IN = {"headline": "Come in", "code": "knwn234"}
TAGGING = {"members": [], "tag": "friend"}

CALLS: dict[str, Row] = {
    "get /communities": Row(signed_in, narrow="ok"),
    "post /communities": Row(signed_in, {"slug": "new", "name": "New"}),
    f"get {COMMUNITY}": Row(staff(P.SEE_CONSOLE)),
    f"get {COMMUNITY}/canvas": Row(staff(P.SEE_CONSOLE)),
    f"patch {COMMUNITY}/canvas": Row(staff(P.EDIT_CANVAS), {"goal": "Talk"}),
    f"post {COMMUNITY}/opening": Row(staff(P.OPEN_COMMUNITY), {}, closed),
    f"post {COMMUNITY}/closure": Row(staff(P.OPEN_COMMUNITY)),
    f"get {COMMUNITY}/rules": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/rules": Row(staff(P.PUBLISH_RULES), {"text": "Be kinder."}),
    f"get {COMMUNITY}/staff": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/staff": Row(staff(P.APPOINT_STAFF), {"email": "dan@example.org", "role": "analyst"}),
    f"put {COMMUNITY}/staff/{{account}}": Row(staff(P.APPOINT_STAFF), {"role": "analyst"}),
    f"delete {COMMUNITY}/staff/{{account}}": Row(staff(P.APPOINT_STAFF)),
    f"get {COMMUNITY}/members": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"get {MEMBER}": Row(staff(P.SEE_MEMBERS), key="member", narrow="ok"),
    f"get {MEMBER}/groups": Row(staff(P.SEE_MEMBERS), key="member", narrow="ok"),
    f"patch {MEMBER}": Row(staff(P.EDIT_MEMBERS), {"name": "Daniel"}, key="member"),
    f"delete {MEMBER}": Row(staff(P.EDIT_MEMBERS), key="member"),
    f"get {COMMUNITY}/tags": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"post {COMMUNITY}/tags": Row(staff(P.EDIT_MEMBERS), TAGGING),
    f"post {COMMUNITY}/tags/removal": Row(staff(P.EDIT_MEMBERS), TAGGING),
    f"get {COMMUNITY}/groups": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/groups": Row(staff(P.EDIT_GROUPS), {"name": "Tea"}),
    f"get {GROUP}": Row(staff(P.SEE_CONSOLE)),
    f"put {GROUP}": Row(staff(P.EDIT_GROUPS), {"name": "Tea"}),
    f"get {GROUP}/members": Row(staff(P.SEE_MEMBERS)),
    f"put {SEAT}": Row(staff(P.EDIT_MEMBERS)),
    f"delete {SEAT}": Row(staff(P.EDIT_MEMBERS)),
    f"get {COMMUNITY}/codes": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/codes": Row(staff(P.EDIT_CODES), {"title": "Window", "groups": ["Basic"]}),
    f"get {CODE}": Row(staff(P.SEE_CONSOLE)),
    f"put {CODE}": Row(staff(P.EDIT_CODES), {"title": "Window"}),
    f"post {COMMUNITY}/code-batches": Row(staff(P.EDIT_CODES), {"codes": [{"title": "Window", "groups": ["Basic"]}]}),
    f"post {COMMUNITY}/code-changes": Row(
        staff(P.EDIT_CODES), {"codes": ["knwn234"], "folder": "Fair"}, with_known_code
    ),
    f"get {COMMUNITY}/code-folders": Row(staff(P.SEE_CONSOLE)),
    f"put {COMMUNITY}/code-folders": Row(staff(P.EDIT_CODES), {"folder": "Fair", "name": "Trip"}, before=filed),
    f"post {CODE}/copies": Row(staff(P.EDIT_CODES), {"title": "Another"}),
    f"put {CODE}/state": Row(staff(P.EDIT_CODES), {"state": "paused"}),
    f"get {CODE}/numbers": Row(staff(P.SEE_CONSOLE)),
    f"get {CODE}/visitors/{{visitor}}": Row(staff(P.SEE_CONSOLE), before=scanned),
    f"get {CODE}/hours?day=2026-03-02": Row(staff(P.SEE_CONSOLE)),
    f"get {CODE}/qr.svg": Row(staff(P.SEE_CONSOLE)),
    f"get {CODE}/qr.png": Row(staff(P.SEE_CONSOLE)),
    f"get {CODE}/qr.pdf": Row(staff(P.SEE_CONSOLE)),
    f"get {CODE}/slots": Row(staff(P.SEE_CONSOLE)),
    f"post {CODE}/slots": Row(staff(P.EDIT_CODES), SLOT | {"external_url": "https://example.org/"}),
    f"put {CODE}/slots/{{number}}": Row(staff(P.EDIT_CODES), SLOT),
    f"get {COMMUNITY}/baits": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/baits": Row(staff(P.EDIT_CODES), {"title": "Gift", "kind": "text", "text": "Thirty"}),
    f"post {COMMUNITY}/files": Row(staff(P.EDIT_CODES), form=file("file", b"%PDF-1.7", title="Gift")),
    f"get {BAIT}": Row(staff(P.SEE_CONSOLE), None, matrix.of_bait),
    f"put {BAIT}": Row(staff(P.EDIT_CODES), {"title": "Gift"}, matrix.of_bait),
    f"post {BAIT}/file": Row(staff(P.EDIT_CODES), None, matrix.of_bait, form=file("file", b"%PDF-1.7")),
    f"put {BAIT}/archive": Row(staff(P.EDIT_CODES), {"archived": True}, matrix.of_bait),
    f"post {BAIT}/texts": Row(staff(P.EDIT_CODES), {"texts": ["A9"]}, matrix.of_bait),
    f"get {BAIT}/deliveries": Row(staff(P.SEE_MEMBERS), None, matrix.of_bait),
    f"put {CODE}/bait": Row(staff(P.EDIT_CODES), {"bait": None}),
    f"put {CHANNEL}/bait": Row(staff(P.EDIT_CODES), {"bait": None}, key="channel"),
    f"get {OWN}/things": Row(members),
    f"get {OWN}/welcome": Row(matrix.only_dan, None, matrix.as_newcomer),
    f"put {OWN}/welcome/{{step}}": Row(matrix.only_dan, {"skip": True}, welcomed),
    f"get {COMMUNITY}/onboarding": Row(staff(P.SEE_CONSOLE)),
    f"put {COMMUNITY}/onboarding": Row(staff(P.EDIT_CODES), {"on": True}),
    f"get {COMMUNITY}/newcomers/waiting": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"get {OWN}/things/{{key}}/file": Row(matrix.only_dan, None, matrix.given_file),
    f"post {CODE}/picture-slots": Row(staff(P.EDIT_CODES), form=file("picture", QR, capacity=9)),
    f"post {CODE}/slots/{{number}}/picture": Row(
        staff(P.EDIT_CODES), before=matrix.behind_picture, form=file("picture", QR)
    ),
    f"put {CODE}/slots/{{number}}/count": Row(staff(P.EDIT_CODES), {"inside": 3}, matrix.behind_picture),
    f"get {COMMUNITY}/host-tasks": Row(staff(P.SEE_CONSOLE)),
    f"put {COMMUNITY}/host-tasks/{{key}}/completion": Row(staff(P.EDIT_CODES), {}, matrix.asked_of_hosts),
    "get /platforms": Row(signed_in, narrow="ok"),
    f"get {COMMUNITY}/landing-pages": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/landing-pages": Row(staff(P.EDIT_CODES), SUMMER),
    f"get {LANDING}": Row(staff(P.SEE_CONSOLE), before=matrix.with_landing),
    f"put {LANDING}": Row(staff(P.EDIT_CODES), SUMMER, matrix.with_landing),
    f"delete {LANDING}": Row(staff(P.EDIT_CODES), before=matrix.with_landing),
    f"put {LANDING}/publication": Row(staff(P.EDIT_CODES), before=matrix.with_landing),
    f"delete {LANDING}/publication": Row(staff(P.EDIT_CODES), before=matrix.with_landing),
    f"put {LANDING}/versions/{{number}}/restoration": Row(staff(P.EDIT_CODES), before=matrix.with_landing),
    f"get {LANDING}/versions": Row(staff(P.SEE_CONSOLE), before=matrix.with_landing),
    f"get {LANDING}/tests": Row(staff(P.SEE_CONSOLE), before=matrix.with_landing),
    f"get {LANDING}/test": Row(staff(P.SEE_CONSOLE), before=matrix.with_landing_test),
    f"post {LANDING}/test": Row(staff(P.EDIT_CODES), before=matrix.with_changed_landing),
    f"put {LANDING}/test/end": Row(staff(P.EDIT_CODES), {"keep": "a"}, matrix.with_landing_test),
    f"get {COMMUNITY}/posters": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/posters": Row(staff(P.EDIT_CODES), COME_IN, with_known_code),
    f"get {POSTER}": Row(staff(P.SEE_CONSOLE), before=matrix.with_poster),
    f"put {POSTER}": Row(staff(P.EDIT_CODES), COME_IN, with_known_code),
    f"delete {POSTER}": Row(staff(P.EDIT_CODES), before=matrix.with_poster),
    f"post {POSTER}/photo": Row(staff(P.EDIT_CODES), form=file("picture", PNG), before=matrix.with_poster),
    f"delete {POSTER}/photo": Row(staff(P.EDIT_CODES), before=matrix.with_poster),
    f"get {POSTER}/{{file}}": Row(staff(P.SEE_CONSOLE), before=with_poster_file),
    f"post {COMMUNITY}/print-runs": Row(staff(P.EDIT_CODES), {"headline": "Come in", "people": "codes"}),
    f"get {COMMUNITY}/print-runs": Row(staff(P.EDIT_CODES)),
    f"get {RUN}": Row(staff(P.EDIT_CODES), before=matrix.with_print_run),
    f"get {RUN}/zip": Row(staff(P.EDIT_CODES), before=matrix.with_print_run),
    f"get {COMMUNITY}/channels": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/channels": Row(staff(P.EDIT_CODES), {"name": "Window"}),
    f"get {CHANNEL}": Row(staff(P.SEE_CONSOLE), key="channel"),
    f"put {CHANNEL}": Row(staff(P.EDIT_CODES), {"name": "Window"}, key="channel"),
    f"put {CHANNEL}/archive": Row(staff(P.EDIT_CODES), {"archived": True}, key="channel"),
    f"get {CHANNEL}/placements": Row(staff(P.SEE_CONSOLE), key="channel"),
    f"post {CHANNEL}/placements": Row(staff(P.EDIT_CODES), {"name": "Window"}, key="channel"),
    f"get {CHANNEL}/tags": Row(staff(P.SEE_CONSOLE), key="channel"),
    f"get {CHANNEL}/costs": Row(staff(P.SEE_CONSOLE), key="channel"),
    f"post {CHANNEL}/costs": Row(staff(P.EDIT_CODES), COST, key="channel"),
    f"delete {COMMUNITY}/costs/{{key}}": Row(staff(P.EDIT_CODES), None, matrix.of_cost),
    f"get {PLACEMENT}": Row(staff(P.SEE_CONSOLE), key="placement"),
    f"put {PLACEMENT}": Row(staff(P.EDIT_CODES), {"name": "Window"}, key="placement"),
    f"put {PLACEMENT}/archive": Row(staff(P.EDIT_CODES), {"archived": True}, key="placement"),
    f"get {COMMUNITY}/comparison": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/comparison/{{counted}}": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/thresholds": Row(staff(P.SEE_CONSOLE)),
    f"put {COMMUNITY}/thresholds": Row(staff(P.EDIT_CODES), {"steps": [{"kind": "approval"}]}),
    f"get {CODE}/thresholds": Row(staff(P.SEE_CONSOLE)),
    f"put {CODE}/thresholds": Row(staff(P.EDIT_CODES), {"steps": [{"kind": "approval"}]}),
    f"get {COMMUNITY}/applications": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"post {COMMUNITY}/applications/decisions": Row(staff(P.EDIT_MEMBERS), DECISION),
    f"get {COMMUNITY}/invitations": Row(staff(P.EDIT_CODES)),
    f"post {COMMUNITY}/invitations": Row(staff(P.EDIT_CODES), {"invited": "Lin"}),
    f"delete {COMMUNITY}/invitations/{{key}}": Row(staff(P.EDIT_CODES), before=matrix.invited),
    f"patch {COMMUNITY}/identity": Row(staff(P.EDIT_CANVAS), {"accent": "pine"}),
    f"post {COMMUNITY}/logo": Row(staff(P.EDIT_CANVAS), form=file("picture", PNG)),
    f"delete {COMMUNITY}/logo": Row(staff(P.EDIT_CANVAS)),
    f"get {COMMUNITY}/portrait": Row(staff(P.SEE_REVIEW)),
    f"put {COMMUNITY}/portrait/target": Row(staff(P.EDIT_CANVAS), {"needs": {"learning": 1}}),
    f"get {COMMUNITY}/badges": Row(staff(P.SEE_MEMBERS), narrow="ok"),
    f"post {COMMUNITY}/badges": Row(staff(P.EDIT_MEMBERS), {"name": "Kind", "symbol": "heart"}),
    f"put {MEMBER}/badges/{{badge}}": Row(staff(P.EDIT_MEMBERS), {"reason": "Kind"}, matrix.with_badge),
    f"delete {MEMBER}/badges/{{badge}}": Row(staff(P.EDIT_MEMBERS), None, matrix.with_badge),
    f"get {OWN}/card": Row(members),
    f"put {OWN}/card": Row(members, {"line": "A baker.", "shared": True}),
    f"get {COMMUNITY}/replies": Row(staff(P.SEE_CONSOLE)),
    f"post {COMMUNITY}/replies": Row(staff(P.EDIT_CODES), TEA),
    f"get {COMMUNITY}/replies/{{key}}": Row(staff(P.SEE_CONSOLE), before=matrix.with_reply),
    f"put {COMMUNITY}/replies/{{key}}": Row(staff(P.EDIT_CODES), TEA, matrix.with_reply),
    f"put {COMMUNITY}/replies/{{key}}/state": Row(staff(P.EDIT_CODES), {"on": False}, matrix.with_reply),
    f"post {COMMUNITY}/keyword-answers": Row(staff(P.SEE_CONSOLE), {"text": "tea"}),
    f"get {COMMUNITY}/unknown-words": Row(staff(P.SEE_CONSOLE)),
    f"delete {COMMUNITY}/unknown-words/{{key}}": Row(staff(P.EDIT_CODES), before=matrix.with_unknown_word),
    f"get {COMMUNITY}/redeem-codes": Row(staff(P.EDIT_CODES)),
    f"post {COMMUNITY}/redeem-codes": Row(staff(P.EDIT_CODES), {"title": "Book", "count": 2}),
    f"delete {COMMUNITY}/redeem-codes/{{key}}": Row(staff(P.EDIT_CODES), before=matrix.printed),
    f"get {MEMBER}/answers": Row(staff(P.SEE_MEMBERS), key="member", narrow="ok"),
    f"get {COMMUNITY}/questions": Row(staff(P.SEE_CONSOLE)),
    f"put {COMMUNITY}/questions": Row(staff(P.EDIT_CODES), {"questions": [{"text": "Why?"}]}),
    "get /open-communities": Row(signed_in),
    "get /open-communities/{community}": Row(signed_in),
    "get /open-communities/{community}/door": Row(signed_in),
    "get /open-communities/{community}/promise": Row(signed_in),
    "put /open-communities/{community}/door/{kind}": Row(signed_in, {"name": "Zoe"}, approving),
    "post /me/memberships": Row(welcome, {"community": "table", "name": "Zoe", "accepted_rules": 1}),
    f"get {GROUP}/messages": Row(seated),
    f"post {GROUP}/messages": Row(members, {"text": "Hi"}),
    f"get {COMMUNITY}/messages?words=hello": Row(seated),
    f"get {MESSAGE}": Row(seated, key="message"),
    f"patch {MESSAGE}": Row(matrix.author, {"text": "Hi"}, key="message"),
    f"delete {MESSAGE}": Row(matrix.author_or_moderators, key="message"),
    f"post {MESSAGE}/restoration": Row(matrix.author, None, matrix.taken_away, key="message"),
    f"put {MESSAGE}/reactions/{{emoji}}": Row(members, key="message"),
    f"delete {MESSAGE}/reactions/{{emoji}}": Row(members, key="message"),
    f"get {MESSAGE}/versions": Row(matrix.author_or_moderators, key="message"),
    f"post {GROUP}/files": Row(members, form=file("files", PNG)),
    f"get {MESSAGE}/pictures/{{picture}}": Row(seated, before=with_picture),
    f"get {MESSAGE}/files/{{file}}": Row(seated, before=with_file),
    f"get {GROUP}/announcement": Row(seated),
    f"put {MESSAGE}/announcement": Row(moderators, key="message"),
    f"delete {MESSAGE}/announcement": Row(moderators, None, matrix.announced, key="message"),
    "get /me": Row(signed_in),
    "get /me/token": Row(signed_in, narrow="ok"),
    "get /me/memberships": Row(signed_in),
    f"delete {OWN}": Row(members),
    f"get {OWN}/groups": Row(seated),
    f"get {OWN}/groups/{{key}}/members": Row(seated),
    f"put {OWN}/groups/{{key}}": Row(seated),
    f"delete {OWN}/groups/{{key}}": Row(members),
    f"get {COMMUNITY}/imports": Row(staff(P.IMPORT)),
    f"post {COMMUNITY}/imports": Row(staff(P.IMPORT), form=file("file", b"[12:00] <dan> Tea?\n", kind="irc")),
    f"get {COMMUNITY}/imports/{{key}}": Row(staff(P.IMPORT), before=imported),
    f"get {COMMUNITY}/review": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/review/{{picture}}": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/orders": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/value": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/customers": Row(staff(P.SEE_REVIEW)),
    f"get {COMMUNITY}/today": Row(staff(P.SEE_CONSOLE)),
    f"get {COMMUNITY}/parked": Row(staff(P.SEE_MACHINERY)),
    f"post {COMMUNITY}/parked/{{key}}/retry": Row(staff(P.SEE_MACHINERY), key="parked"),
    f"get {COMMUNITY}/receivers": Row(staff(P.SEE_MACHINERY)),
}
"""Operations by method and path; a query that is needed stands behind the path."""
