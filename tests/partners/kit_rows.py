"""What partners are given to sell with, in the permission matrix: pages, operations, lists, and which does what."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.base import ContentFile

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.partners.domain.bounty import offer_bounty
from coterie.partners.domain.coupon import choose_coupon, set_partner_coupons
from coterie.partners.domain.share_text import write_share_text
from coterie.partners.domain.work import hand_in_work
from coterie.partners.domain.work_file import Looked, looked_over
from coterie.partners.models import Bounty, ShareText, Work
from tests.api import matrix as api
from tests.cast import Cast
from tests.partners.partner_scenes import a_partner, a_programme
from tests.talk.speech import PNG
from tests.web.matrix import Row, only_dan, staff

SEE, EDIT = staff(Permission.SEE_MEMBERS), staff(Permission.EDIT_PARTNERS)
TEXTS, OWN = f"{api.COMMUNITY}/partner-texts", f"{api.OWN}/partner-texts"
COUPONS, OWN_COUPON = f"{api.COMMUNITY}/partner-programme/coupons", f"{api.OWN}/partner-coupon"
BOUNTIES, WORKS = f"{api.COMMUNITY}/partner-bounties", f"{api.COMMUNITY}/partner-works"
OWN_BOUNTIES, OWN_WORKS = f"{api.OWN}/partner-bounties", f"{api.OWN}/partner-works"
BOUNTY: dict[str, Any] = {"title": "A film", "text": "One minute.", "amount": 5000, "most": 3}
TEXT: dict[str, object] = {"channel": "group", "text": "Look here: {link}"}


def a_text(cast: Cast, **facts: Any) -> ShareText:
    """Let there be a ready text at the table."""
    a_programme(cast)
    words: dict[str, Any] = {"now": now(), **TEXT, **facts}
    return write_share_text(community=cast.table.pk, actor=cast.actor("alice"), **words)


def with_programme(scene: Any) -> Mapping[str, object]:
    """Let there be a programme."""
    a_programme(scene.cast)
    return {}


def with_text(scene: Any) -> Mapping[str, object]:
    """Let dan be a partner, and there be a text."""
    a_partner(scene.cast)
    return {"key": a_text(scene.cast).key}


def with_coupons(scene: Any) -> Mapping[str, object]:
    """Let dan be a partner, and partners have coupons."""
    a_partner(scene.cast)
    set_partner_coupons(community=scene.cast.table.pk, percent=10, actor=scene.cast.actor("alice"), now=now())
    return {}


def with_coupon(scene: Any) -> Mapping[str, object]:
    """Let dan have a coupon."""
    with_coupons(scene)
    choose_coupon(community=scene.cast.table.pk, code="dans", actor=scene.cast.actor("dan"), now=now())
    return {}


def a_bounty(cast: Cast, **facts: Any) -> Bounty:
    """Let there be a bounty at the table."""
    a_programme(cast)
    words: dict[str, Any] = {"now": now(), **BOUNTY, **facts}
    return offer_bounty(community=cast.table.pk, actor=cast.actor("alice"), **words)


def hands_in(cast: Cast, bounty: Bounty, who: str = "dan", **facts: Any) -> Work:
    """Let a partner hand work in."""
    words: dict[str, Any] = {"now": now(), "text": "Here it is.", **facts}
    return hand_in_work(community=cast.table.pk, bounty=bounty.key, actor=cast.actor(who), **words)


def with_bounty(scene: Any) -> Mapping[str, object]:
    """Let dan be a partner, and there be a bounty."""
    a_partner(scene.cast)
    return {"key": a_bounty(scene.cast).key}


def with_work(scene: Any) -> Mapping[str, object]:
    """Let dan hand work in."""
    a_partner(scene.cast)
    return {"key": hands_in(scene.cast, a_bounty(scene.cast)).key}


def with_files(*files: tuple[str, bytes]) -> list[Looked]:
    """Return files that were looked at, a picture where none is named."""
    return looked_over([ContentFile(data, name=name) for name, data in files or [("sign.png", PNG)]])


def with_work_file(scene: Any) -> Mapping[str, object]:
    """Let dan hand work in with a picture."""
    a_partner(scene.cast)
    row = hands_in(scene.cast, a_bounty(scene.cast), files=with_files())
    return {"key": row.key, "file": row.files.get().file, "size": "small"}


def a_bounty_more(stage: Any) -> None:
    """Let there be one more bounty, and work for it."""
    a_partner(stage.cast)
    hands_in(stage.cast, a_bounty(stage.cast), files=with_files())


def to_hand_in(_scene: Any) -> dict[str, object]:
    """Return work for the bounty that there is."""
    return {"bounty": Bounty.objects.latest("pk").key, "text": "Here it is.", "link": "https://films.test/1"}


def work_form() -> dict[str, object]:
    """Return work for the bounty that there is, as a form with a file."""
    return {"bounty": Bounty.objects.latest("pk").key, "text": "Here it is.", "files": ContentFile(PNG, name="a.png")}


def a_text_more(stage: Any) -> None:
    """Let dan find one more text."""
    a_partner(stage.cast)
    a_text(stage.cast, text=f"Number {stage.rows}: {{link}}")


PAGES: dict[str, Row] = {
    "console:partner_coupons": Row(EDIT, "post", {"percent": "10"}, named=with_programme),
    "member:partner_coupon": Row(only_dan, "post", {"code": "dans"}, named=with_coupons),
    "console:bounties": Row(EDIT, named=with_bounty),
    "console:new_bounty": Row(EDIT, "post", {**BOUNTY, "amount": "50", "most_each": "1"}, named=with_programme),
    "console:bounty": Row(EDIT, named=with_bounty),
    "console:bounty_end": Row(EDIT, "post", named=with_bounty),
    "console:work_state": Row(EDIT, "post", {"to": "accepted"}, named=with_work),
    "console:work_file": Row(EDIT, named=with_work_file),
    "member:work_file": Row(only_dan, named=with_work_file),
    "member:bounties": Row(only_dan, "post", to_hand_in, named=with_bounty),
    "console:partner_texts": Row(SEE, named=with_text),
    "console:new_partner_text": Row(EDIT, "post", TEXT, named=with_programme),
    "console:partner_text": Row(EDIT, "post", TEXT, named=with_text),
    "console:partner_text_end": Row(EDIT, "post", named=with_text),
}
CALLS: dict[str, api.Row] = {
    f"get {COUPONS}": api.Row(SEE, before=with_coupons, narrow="ok"),
    f"put {COUPONS}": api.Row(EDIT, {"percent": 10}, with_programme),
    f"get {OWN_COUPON}": api.Row(only_dan, before=with_coupon),
    f"post {OWN_COUPON}": api.Row(only_dan, {"code": "dans"}, with_coupons),
    f"get {BOUNTIES}": api.Row(EDIT),
    f"post {BOUNTIES}": api.Row(EDIT, BOUNTY, with_programme),
    f"post {BOUNTIES}/{{key}}/closing": api.Row(EDIT, before=with_bounty),
    f"get {WORKS}": api.Row(EDIT),
    f"put {WORKS}/{{key}}/state": api.Row(EDIT, {"accept": True}, with_work),
    f"get {WORKS}/{{key}}/files/{{file}}": api.Row(EDIT, before=with_work_file),
    f"get {OWN_WORKS}/{{key}}/files/{{file}}": api.Row(only_dan, before=with_work_file),
    f"post {OWN_WORKS}/files": api.Row(only_dan, before=with_bounty, form=work_form),
    f"get {OWN_BOUNTIES}": api.Row(only_dan, before=with_bounty),
    f"get {OWN_WORKS}": api.Row(only_dan, before=with_bounty),
    f"post {OWN_WORKS}": api.Row(only_dan, to_hand_in, with_bounty),
    f"get {TEXTS}": api.Row(SEE, narrow="ok"),
    f"post {TEXTS}": api.Row(EDIT, TEXT, with_programme),
    f"put {TEXTS}/{{key}}": api.Row(EDIT, TEXT, with_text),
    f"delete {TEXTS}/{{key}}": api.Row(EDIT, before=with_text),
    f"get {OWN}": api.Row(only_dan, before=with_text),
}
LISTS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "/communities/{slug}/partner-bounties": ("alice", a_bounty_more),
    "/communities/{slug}/partner-works": ("alice", a_bounty_more),
    "/me/memberships/{slug}/partner-bounties": ("dan", a_bounty_more),
    "/me/memberships/{slug}/partner-works": ("dan", a_bounty_more),
    "/communities/{slug}/partner-texts": ("alice", a_text_more),
    "/me/memberships/{slug}/partner-texts": ("dan", a_text_more),
}
ALL = "/communities/{slug}/partner-texts"
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:partner_coupons": (
        "get /communities/{slug}/partner-programme/coupons",
        "put /communities/{slug}/partner-programme/coupons",
    ),
    "member:partner_coupon": (
        "get /me/memberships/{slug}/partner-coupon",
        "post /me/memberships/{slug}/partner-coupon",
    ),
    "console:bounties": ("get /communities/{slug}/partner-bounties",),
    "console:new_bounty": ("post /communities/{slug}/partner-bounties",),
    "console:bounty": ("get /communities/{slug}/partner-works",),
    "console:bounty_end": ("post /communities/{slug}/partner-bounties/{key}/closing",),
    "console:work_state": ("put /communities/{slug}/partner-works/{key}/state",),
    "console:work_file": ("get /communities/{slug}/partner-works/{key}/files/{file}",),
    "member:work_file": ("get /me/memberships/{slug}/partner-works/{key}/files/{file}",),
    "member:bounties": (
        "get /me/memberships/{slug}/partner-bounties",
        "get /me/memberships/{slug}/partner-works",
        "post /me/memberships/{slug}/partner-works",
        "post /me/memberships/{slug}/partner-works/files",
    ),
    "console:partner_texts": (f"get {ALL}",),
    "console:new_partner_text": (f"post {ALL}",),
    "console:partner_text": (f"put {ALL}/{{key}}",),
    "console:partner_text_end": (f"delete {ALL}/{{key}}",),
}
