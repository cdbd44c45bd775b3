"""What partners are given to sell with, in the permission matrix: pages, operations, lists, and which does what."""

from collections.abc import Callable, Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.partners.domain.coupon import choose_coupon, set_partner_coupons
from coterie.partners.domain.share_text import write_share_text
from coterie.partners.models import ShareText
from tests.api import matrix as api
from tests.cast import Cast
from tests.partners.partner_scenes import a_partner, a_programme
from tests.web.matrix import Row, only_dan, staff

SEE, EDIT = staff(Permission.SEE_MEMBERS), staff(Permission.EDIT_PARTNERS)
TEXTS, OWN = f"{api.COMMUNITY}/partner-texts", f"{api.OWN}/partner-texts"
COUPONS, OWN_COUPON = f"{api.COMMUNITY}/partner-programme/coupons", f"{api.OWN}/partner-coupon"
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


def a_text_more(stage: Any) -> None:
    """Let dan find one more text."""
    a_partner(stage.cast)
    a_text(stage.cast, text=f"Number {stage.rows}: {{link}}")


PAGES: dict[str, Row] = {
    "console:partner_coupons": Row(EDIT, "post", {"percent": "10"}, named=with_programme),
    "member:partner_coupon": Row(only_dan, "post", {"code": "dans"}, named=with_coupons),
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
    f"get {TEXTS}": api.Row(SEE, narrow="ok"),
    f"post {TEXTS}": api.Row(EDIT, TEXT, with_programme),
    f"put {TEXTS}/{{key}}": api.Row(EDIT, TEXT, with_text),
    f"delete {TEXTS}/{{key}}": api.Row(EDIT, before=with_text),
    f"get {OWN}": api.Row(only_dan, before=with_text),
}
LISTS: dict[str, tuple[str, Callable[[Any], object]]] = {
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
    "console:partner_texts": (f"get {ALL}",),
    "console:new_partner_text": (f"post {ALL}",),
    "console:partner_text": (f"put {ALL}/{{key}}",),
    "console:partner_text_end": (f"delete {ALL}/{{key}}",),
}
