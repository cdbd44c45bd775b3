"""Nothing that the pages can do is missing from the API: each page names its operations, or says why it has none."""

from coterie.api.scopes import SCOPES
from tests.web.routes import routes

BROWSER = "is for browsers and for machines that read the web"
PERSON = "belongs to the person, not to a program (docs/handbook/api.md)"
AGAIN = "is a list or a table again, as a file"
COMPOSED = "is put together of other pages"
OUTSIDE = ("api/", "account/")
"""The API itself, and what belongs to the person: signing in, profile, sessions, tokens."""

C, ME = "/communities/{slug}", "/me/memberships/{slug}"
G, CODE, M = f"{C}/groups/{{key}}", f"{C}/codes/{{code}}", f"{C}/messages/{{key}}"
POSTER, LAND = f"{C}/posters/{{key}}", f"{C}/landing-pages/{{key}}"
CHANNEL, PLACE, DOOR = f"{C}/channels/{{key}}", f"{C}/placements/{{key}}", "/open-communities/{community}/door"
BAIT = f"{C}/baits/{{key}}"

PAGES: dict[str, str | tuple[str, ...]] = {
    "home": ("get /open-communities", "get /communities", "get /me/memberships"),
    "robots": BROWSER,
    "sitemap": BROWSER,
    "manifest": BROWSER,
    "gallery": BROWSER,
    "preferences": BROWSER,
    "enter": PERSON,
    "None": PERSON,
    "community": ("get /open-communities/{community}",),
    "landing": BROWSER,
    "landing_card": BROWSER,
    "join": (f"get {DOOR}", "get /open-communities/{community}/promise", "post /me/memberships"),
    "join_step": (f"get {DOOR}", f"put {DOOR}/{{kind}}"),
    "join_anew": BROWSER,
    "join_return": BROWSER,
    "seat": BROWSER,
    "seat_picture": BROWSER,
    "seat_confirmation": BROWSER,
    "waiting_address": BROWSER,
    "waiting_offer": BROWSER,
    "file": (f"get {M}/pictures/{{picture}}",),
    "file_in_size": (f"get {M}/pictures/{{picture}}",),
    "console:communities": ("get /communities",),
    "console:begin": (
        "post /communities",
        f"patch {C}/canvas",
        f"post {C}/groups",
        f"post {C}/rules",
        f"post {C}/codes",
    ),
    "console:today": (f"get {C}/today",),
    "console:first_steps": (f"get {C}/today", f"get {C}/canvas"),
    "console:position": (f"get {C}/canvas", f"patch {C}/canvas"),
    "console:opening": (f"post {C}/opening",),
    "console:closure": (f"post {C}/closure",),
    "console:build": (f"get {C}/groups", f"get {C}/rules", f"get {C}/staff"),
    "console:rules": (f"get {C}/rules", f"post {C}/rules"),
    "console:new_group": (f"post {C}/groups",),
    "console:group": (f"get {G}", f"put {G}", f"get {G}/members"),
    "console:appointments": (f"post {C}/staff", f"put {C}/staff/{{account}}"),
    "console:dismissal": (f"delete {C}/staff/{{account}}",),
    "console:members": (f"get {C}/members", f"get {C}/tags"),
    "console:members_csv": AGAIN,
    "console:bulk": (f"post {C}/tags", f"post {C}/tags/removal"),
    "console:member": (
        f"get {C}/members/{{key}}",
        f"patch {C}/members/{{key}}",
        f"get {C}/members/{{key}}/groups",
        f"get {C}/members/{{key}}/answers",
    ),
    "console:removal": (f"delete {C}/members/{{key}}",),
    "console:draw_in": (f"get {C}/codes", f"get {C}/channels"),
    "console:baits": (f"get {C}/baits",),
    "console:new_bait": (f"post {C}/baits", f"post {C}/files"),
    "console:bait": (f"get {BAIT}",),
    "console:bait_facts": (f"put {BAIT}", f"post {BAIT}/file"),
    "console:bait_texts": (f"post {BAIT}/texts",),
    "console:bait_hooks": (f"put {CODE}/bait", f"put {CHANNEL}/bait"),
    "console:bait_archive": (f"put {BAIT}/archive",),
    "console:bait_deliveries": (f"get {BAIT}/deliveries",),
    "console:deliveries_csv": AGAIN,
    "console:comparison": (f"get {C}/comparison",),
    "console:comparison_csv": AGAIN,
    "console:figure_rows": (f"get {C}/comparison/{{counted}}",),
    "console:new_channel": ("get /platforms", f"post {C}/channels"),
    "console:channel": (f"get {CHANNEL}", f"get {CHANNEL}/placements", f"get {CHANNEL}/costs", f"get {CHANNEL}/tags"),
    "console:channel_facts": (f"put {CHANNEL}",),
    "console:channel_archive": (f"put {CHANNEL}/archive",),
    "console:new_cost": (f"post {CHANNEL}/costs",),
    "console:cost_withdrawal": (f"delete {C}/costs/{{key}}",),
    "console:new_placement": (f"post {CHANNEL}/placements",),
    "console:placement": (f"get {PLACE}",),
    "console:link_picture": (f"get {PLACE}", f"get {CODE}/qr.png"),
    "console:placement_facts": (f"put {PLACE}",),
    "console:placement_archive": (f"put {PLACE}/archive",),
    "console:new_code": (f"post {C}/codes",),
    "console:code": (f"get {CODE}", f"get {CODE}/numbers", f"get {CODE}/slots"),
    "console:print_sheet": COMPOSED,
    "console:code_facts": (f"put {CODE}",),
    "console:pause": (f"put {CODE}/state",),
    "console:new_slot": (f"post {CODE}/slots", f"post {CODE}/picture-slots"),
    "console:slot": (f"put {CODE}/slots/{{number}}",),
    "console:new_picture": (f"post {CODE}/slots/{{number}}/picture",),
    "console:slot_picture": COMPOSED,
    "console:count": (f"put {CODE}/slots/{{number}}/count",),
    "console:task_completion": (f"get {C}/host-tasks", f"put {C}/host-tasks/{{key}}/completion"),
    "console:explanation": (f"get {CODE}/visitors/{{visitor}}",),
    "console:picture": (f"get {CODE}/qr.png", f"get {CODE}/qr.svg", f"get {CODE}/qr.pdf"),
    "console:landings": (f"get {C}/landing-pages",),
    "console:new_landing": (f"post {C}/landing-pages",),
    "console:landing": (f"get {LAND}", f"put {LAND}", f"get {LAND}/versions", f"get {LAND}/test", f"get {LAND}/tests"),
    "console:landing_preview": (f"get {LAND}",),
    "console:landing_publication": (f"put {LAND}/publication",),
    "console:landing_unpublication": (f"delete {LAND}/publication",),
    "console:landing_restoration": (f"put {LAND}/versions/{{number}}/restoration",),
    "console:landing_removal": (f"delete {LAND}",),
    "console:landing_test": (f"post {LAND}/test",),
    "console:landing_test_end": (f"put {LAND}/test/end",),
    "console:posters": (f"get {C}/posters",),
    "console:new_poster": (f"post {C}/posters", f"post {POSTER}/photo"),
    "console:poster": (f"get {POSTER}",),
    "console:poster_words": (f"put {POSTER}", f"post {POSTER}/photo"),
    "console:poster_removal": (f"delete {POSTER}",),
    "console:photo_removal": (f"delete {POSTER}/photo",),
    "console:poster_file": (f"get {POSTER}/{{file}}",),
    "console:print_runs": (f"get {C}/print-runs", f"post {C}/print-runs"),
    "console:print_run": (f"get {C}/print-runs/{{key}}",),
    "console:print_run_zip": (f"get {C}/print-runs/{{key}}/zip",),
    "console:thresholds": (
        f"get {C}/thresholds",
        f"put {C}/thresholds",
        f"get {CODE}/thresholds",
        f"put {CODE}/thresholds",
    ),
    "console:threshold_removal": (f"put {C}/thresholds", f"put {CODE}/thresholds"),
    "console:questions": (f"get {C}/questions", f"put {C}/questions"),
    "console:threshold_preview": COMPOSED,
    "console:applications": (f"get {C}/applications",),
    "console:applications_csv": AGAIN,
    "console:decisions": (f"post {C}/applications/decisions",),
    "console:invitations": (f"get {C}/invitations", f"post {C}/invitations"),
    "console:revocation": (f"delete {C}/invitations/{{key}}",),
    "console:redeem_codes": (f"get {C}/redeem-codes", f"post {C}/redeem-codes"),
    "console:voiding": (f"delete {C}/redeem-codes/{{key}}",),
    "console:engage": (f"get {C}/groups", f"get {G}/announcement", f"get {G}/messages"),
    "console:earn": (f"get {C}/orders", f"get {C}/customers"),
    "console:orders_csv": AGAIN,
    "console:review": (f"get {C}/review", f"get {C}/review/{{picture}}"),
    "console:picture_csv": (f"get {C}/review/{{picture}}",),
    "console:history": (f"post {C}/imports", f"get {C}/imports", f"get {C}/imports/{{key}}"),
    "console:maintain": (f"get {C}/parked", f"get {C}/receivers"),
    "console:parked_retry": (f"post {C}/parked/{{key}}/retry",),
    "member:communities": ("get /me/memberships", "get /communities"),
    "member:home": (f"get {ME}/groups",),
    "member:search": (f"get {C}/messages",),
    "member:profile": ("get /me", "get /me/memberships", f"get {ME}/groups"),
    "member:things": (f"get {ME}/things",),
    "member:thing_file": (f"get {ME}/things/{{key}}/file",),
    "member:departure": (f"delete {ME}",),
    "member:group": (f"get {G}/messages", f"get {G}/announcement"),
    "member:messages": (f"get {G}/messages", f"post {G}/messages", f"post {G}/pictures"),
    "member:people": (f"get {ME}/groups/{{key}}/members",),
    "member:seat": (f"put {ME}/groups/{{key}}",),
    "member:group_departure": (f"delete {ME}/groups/{{key}}",),
    "member:message": (f"get {M}",),
    "member:actions": (f"get {M}",),
    "member:text": (f"patch {M}",),
    "member:versions": (f"get {M}/versions",),
    "member:removal": (f"delete {M}",),
    "member:restoration": (f"post {M}/restoration",),
    "member:pin": (f"put {M}/announcement",),
    "member:pin_removal": (f"delete {M}/announcement",),
    "member:reactions": (f"put {M}/reactions/{{emoji}}",),
    "member:reactions_removal": (f"delete {M}/reactions/{{emoji}}",),
}
"""Pages by name: the operations that do the same, or why there are none."""


def test_every_page_has_its_operations_or_a_reason() -> None:
    pages = {name for name, route in routes() if not route.startswith(OUTSIDE)}

    assert sorted(pages - set(PAGES)) == [], "say which operations do what the page does, or why none"
    assert sorted(set(PAGES) - pages) == []


def test_operations_of_pages_are_there() -> None:
    named = {operation for what in PAGES.values() if not isinstance(what, str) for operation in what}

    assert sorted(named - set(SCOPES)) == []
