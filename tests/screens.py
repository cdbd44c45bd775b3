"""Pictures of the main paths, in a real browser on the demo: `python -m tests.screens [NAME …]` fills screens/."""

import re
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests import needs
from tests.demo import demo_in, waiting_in
from tests.install import ROOT, Install
from tests.once import forget_all

SCREENS = ROOT / "screens"
DESKTOP = {"viewport": {"width": 1440, "height": 1000}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}
LOOKS = {
    "desktop": (DESKTOP, "light", "en"),
    "desktop-dark": (DESKTOP, "dark", "en"),
    "desktop-zh": (DESKTOP, "light", "zh-hans"),
    "phone": (PHONE, "light", "en"),
    "phone-dark": (PHONE, "dark", "en"),
    "phone-zh": (PHONE, "light", "zh-hans"),
    "phone-zh-dark": (PHONE, "dark", "zh-hans"),
    "narrow": (NARROW, "light", "en"),
    "narrow-zh-dark": (NARROW, "dark", "zh-hans"),
}
CONSOLE = {
    "today": "",
    "first-steps": "first-steps",
    "position": "position",
    "identity": "position/identity",
    "build": "build",
    "members": "members",
    "member-facts": "members/{member}",
    "new-group": "build/groups/new",
    "guests": "engage/guests",
    "guest-session": "engage/times/{guest_time}/guest",
    "group-facts": "build/groups/{group}",
    "group-move": "build/groups/{group}/move",
    "draw-in": "draw-in",
    "baits": "draw-in/baits",
    "bait": "draw-in/baits/{bait}",
    "new-bait": "draw-in/baits/new/file",
    "bait-deliveries": "draw-in/baits/{bait}/deliveries",
    "comparison": "draw-in/comparison",
    "figure-rows": "draw-in/comparison/joins?channel={channel}",
    "channel": "draw-in/channels/{channel}",
    "placement": "draw-in/placements/{placement}",
    "new-channel": "draw-in/channels/new",
    "new-cost": "draw-in/channels/{channel}/costs",
    "code": "codes/{code}",
    "calendar": "engage/calendar",
    "votes": "engage/votes",
    "vote": "engage/votes/{ballot}",
    "content": "engage/content",
    "piece": "engage/content/pieces/{piece}",
    "draft": "engage/content/pieces/{draft}",
    "new-piece": "engage/content/new",
    "columns": "engage/content/columns",
    "column": "engage/content/columns/{column}",
    "library": "engage/content/library",
    "material": "engage/content/library/{material}",
    "ideas": "engage/content/ideas",
    "trials": "engage/trials",
    "trial": "engage/trials/{trial}",
    "rally": "engage/rallies/{rally}",
    "rewards": "rewards",
    "points-plan": "rewards/plan",
    "points-rule": "rewards/rules/mark",
    "levels": "rewards/levels",
    "new-level": "rewards/levels/4",
    "prizes": "rewards/shop",
    "new-prize": "rewards/shop/new",
    "purchases": "rewards/shop/purchases",
    "envelopes": "rewards/envelopes",
    "our-envelope": "rewards/envelopes/new",
    "member-points": "members/{member}/points",
    "new-vote": "engage/votes/new",
    "gatherings": "engage/gatherings",
    "gathering": "engage/gatherings/{gathering}",
    "new-gathering": "engage/gatherings/new",
    "door": "engage/gatherings/{gathering}/door",
    "challenges": "engage/check-ins",
    "new-challenge": "engage/check-ins/new",
    "challenge": "engage/check-ins/{challenge}",
    "new-ritual": "engage/rituals/new",
    "time": "engage/times/{time}",
    "portrait": "review/portrait",
    "target": "position/target",
    "badges": "badges",
    "newcomers": "newcomers",
    "onboarding": "newcomers/onboarding",
    "replies": "draw-in/replies?text=price",
    "new-reply": "draw-in/replies/new",
    "code-hours": "codes/{workshop}/hours",
    "code-look": "codes/{code}/look?dark=%238a1c18&light=%23fdf7f0&sealed=on",
    "code-table": "draw-in/code-table",
    "sheet": "codes/{code}/sheet",
    "slot": "codes/{circle}/slots/1",
    "new-code": "codes/new",
    "thresholds": "thresholds",
    "thresholds-of-code": "thresholds?code={vip}",
    "questions": "thresholds/questions?code={vip}",
    "preview": "thresholds/preview/questions?code={vip}",
    "preview-last": "thresholds/preview/join?code={vip}",
    "applications": "applications",
    "invitations": "invitations",
    "redeem-codes": "redeem-codes",
    "landing-pages": "landing",
    "landing-draft": "landing/{landing}",
    "landing-preview": "landing/{landing}/preview",
    "posters": "posters",
    "new-poster": "posters/new",
    "poster": "posters/{poster}",
    "print-runs": "posters/runs",
    "engage": "engage",
    "seed": "seed",
    "promotion": "seed/{seed}/promotion",
    "faces": "position/profiles",
    "face": "position/profiles/{face}",
    "face-facts": "position/profiles/{face}/facts",
    "forecast": "spread/forecast",
    "campaigns": "spread/campaigns",
    "campaign": "spread/campaigns/{campaign}",
    "measures": "spread/campaigns/{campaign}/measures",
    "tree": "spread/campaigns/{campaign}/tree",
    "plan": "spread/campaigns/{campaign}/plan",
    "holds": "spread/risk",
    "partner": "spread/partners/person/{partner}",
    "campaign-teams": "spread/campaigns/{team_campaign}/teams",
    "partners": "spread/partners",
    "bounties": "spread/partners/bounties",
    "payouts": "spread/partners/payouts",
    "earn": "earn",
    "sale": "orders/{order}",
    "new-sale": "earn/orders/new",
    "offers": "earn/offers",
    "offer": "earn/offers/{offer}",
    "new-offer": "earn/offers/new",
    "teams": "earn/teams",
    "coupons": "earn/coupons",
    "times": "earn/offers/{hour}/times",
    "new-time": "earn/offers/{hour}/times/new",
    "time-pattern": "earn/offers/{hour}/times/pattern",
    "time-to-book": "earn/offers/{hour}/times/{hour_time}",
    "plans": "earn/plans",
    "plans-forecast": "earn/plans/forecast",
    "courses": "courses",
    "course": "courses/{course}",
    "learners": "courses/{course}/learners",
    "course-questions": "courses/questions",
    "projects": "earn/projects",
    "project": "earn/projects/{project}",
    "backers": "earn/projects/{project}/backers",
    "value": "earn/value",
    "profit": "earn/profit",
    "scenes": "earn/scenes",
    "books": "earn/books",
    "account-entries": "earn/books/{book_account}",
    "entry": "earn/entries/{entry}",
    "providers": "earn/providers",
    "provider": "earn/providers/stripe",
    "payment-notices": "earn/notices",
    "statements": "earn/statements",
    "statement": "earn/statements/{statement}",
    "order-by-card": "orders/{card_order}",
    "price-tests": "earn/prices",
    "price-test": "earn/prices/{ladder}",
    "till": "earn/till",
    "review": "review",
    "maintain": "maintain",
    "import": "maintain/history",
}
PAGES = {
    **{name: f"/console/{{slug}}/{path}" for name, path in CONSOLE.items()},
    "communities": "/console/",
    "begin": "/console/begin",
    "member-home": "/m/{slug}/",
    "group": "/m/{slug}/g/{group}",
    "people": "/m/{slug}/g/{group}/members",
    "search": "/m/{slug}/search?q=headline",
    "questions": "/m/{slug}/questions?state=settled",
    "notices": "/m/{slug}/notices",
    "new-poll": "/m/{slug}/g/{group}/polls/new",
    "later": "/m/{slug}/g/{group}/later",
    "profile": "/m/{slug}/me",
    "rituals": "/m/{slug}/rituals",
    "check-in": "/m/{slug}/check-ins/{challenge}",
    "supper": "/m/{slug}/gatherings/{gathering}",
    "ballot": "/m/{slug}/votes/{ballot}",
    "card-trial": "/m/{slug}/trials/{cards}",
    "points": "/m/{slug}/points",
    "board": "/m/{slug}/board?days=all",
    "shop": "/m/{slug}/shop",
    "envelope": "/m/{slug}/envelopes/{envelope}",
    "own-campaigns": "/m/{slug}/campaigns",
    "own-campaign": "/m/{slug}/campaigns/{campaign}",
    "own-team": "/m/{slug}/campaigns/{team_campaign}",
    "new-envelope": "/m/{slug}/g/{group}/envelopes/new",
    "member-offers": "/m/{slug}/offers",
    "checkout": "/o/headline-cards/checkout",
    "gift": "/o/twelve-lessons/gift",
    "own-orders": "/m/{slug}/orders",
    "own-order": "/m/{slug}/orders/{own_order}",
    "own-booking": "/m/{slug}/orders/{booked}",
    "move-booking": "/m/{slug}/orders/{booked}/booking",
    "to-pay-by-card": "/m/{slug}/orders/{by_card}",
    "to-pay-by-code": "/m/{slug}/orders/{by_code}",
    "checkout-team": "/o/headline-cards/checkout?team=new",
    "checkout-time": "/o/hour-by-the-window/checkout",
    "receipt": "/m/{slug}/orders/{own_order}/receipt",
    "own-plans": "/m/{slug}/plans",
    "own-courses": "/m/{slug}/courses",
    "own-course": "/m/{slug}/courses/{course}",
    "own-lecture": "/m/{slug}/courses/{course}/lectures/{lecture}",
    "certificate": "/m/{slug}/courses/{course}/certificate",
    "new-pledge": "/m/{slug}/fund/reading-room",
    "to-read": "/m/{slug}/read",
    "reading": "/m/{slug}/read/{piece}",
    "session": "/m/{slug}/rituals/{time}",
    "guest-evening": "/m/{slug}/rituals/{guest_time}",
    "things": "/m/{slug}/things?new=1",
    "ip-member": "/c/{slug}/ip/{face}",
    "account": "/account/",
    "home": "/",
}
STRANGER = {
    "landing": "/c/{slug}",
    "newsletter": "/c/{slug}/l/newsletter",
    "ip": "/c/{slug}/ip/{face}",
    "public-piece": "/c/{slug}/read/{piece}",
    "join": "/c/{slug}/join?code={code}",
    "step-questions": "/c/{slug}/join/questions?code={vip}",
    "step-purchase": "/c/{slug}/join/purchase?code={book}",
    "waiting": "/g/{workshop}",
    "sells-a-thing": "/o/headline-cards",
    "team": "/o/headline-cards/teams/{team}",
    "sells-a-plan": "/o/vip-table",
    "sells-a-time": "/o/hour-by-the-window",
    "sells-a-course": "/o/twelve-lessons",
    "asks-for-money": "/c/{slug}/fund/reading-room",
    "invited-by-a-friend": "/c/{slug}/with/{friend_link}",
    "sign-in": "/account/login/",
    "sign-in-code": "/account/login/code/",
    "sign-up": "/account/signup/",
    "front": "/",
}
"""What somebody sees who is not signed in."""
SHORT = {"member-home", "group", "people", "search", "profile"}
"""Pages that are shown as high as the screen, because something stands at its foot."""
SETTLED = """() => Promise.all([...document.images].map((image) => image.decode().catch(() => null)))
    .then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"""
"""Pictures are drawn, and two frames later what scrolls to its end by itself has done so."""


@dataclass(frozen=True)
class Sight:
    """A running install with a community, its owner signed in, and the keys of what the pages are about."""

    address: str
    signed_in: StorageState
    keys: dict[str, str]

    def open(self, browser: Browser, look: str, *, stranger: bool = False) -> BrowserContext:
        """Return a browser's window in a look, of the owner or of a stranger."""
        size, theme, language = LOOKS[look]
        context = browser.new_context(
            **size, reduced_motion="reduce", storage_state=None if stranger else self.signed_in
        )
        cookies = {"theme": theme, "django_language": language}
        context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in cookies.items()])
        return context

    def url(self, path: str) -> str:
        return self.address + path.format(**self.keys)


def enter(browser: Browser, install: Install, link: str) -> Sight:
    """Sign in by the printed link and look up a group, the oldest code (it has a story), a landing page, a poster, and a member."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.goto(f"{install.address}/console/")
    slug = found(page, r"/console/([\w-]+)/\"")
    keys = {"slug": slug}
    for name, path, pattern in (
        ("group", "build", r"/m/[\w-]+/g/(\w+)\""),
        ("code", "draw-in", rf".*/console/{slug}/codes/(?!new)([\w-]+)\""),
        ("vip", "draw-in", r"/codes/([\w-]+)\"[^>]*>VIP welcome"),
        ("book", "draw-in", r"/codes/([\w-]+)\"[^>]*>Book supporters"),
        ("circle", "draw-in", r"/codes/([\w-]+)\"[^>]*>Breakfast circle"),
        ("workshop", "draw-in", r"/codes/([\w-]+)\"[^>]*>Workshop on Saturday"),
        ("landing", "landing", r"/landing/(\w{12})\""),
        ("poster", "posters", r"/posters/(\w{12})\""),
        ("member", "members", r"/members/(\w{12})\""),
        ("channel", "draw-in", r"/draw-in/channels/(\w{12})\""),
        ("bait", "draw-in/baits", r"/draw-in/baits/(\w{12})\""),
        ("placement", "draw-in/channels/{channel}", r"/draw-in/placements/(\w{12})\""),
        ("challenge", "engage/check-ins", r"/engage/check-ins/(\w{12})\""),
        ("gathering", "engage/gatherings", r"/engage/gatherings/(\w{12})\""),
        ("ballot", "engage/votes", r"/engage/votes/(\w{12})\""),
        ("trial", "engage/trials", r"/engage/trials/(\w{12})\"[^>]*>The exercise book"),
        ("cards", "engage/trials", r"/engage/trials/(\w{12})\"[^>]*>A pack"),
        ("piece", "engage/content", r"/content/pieces/(\w{12})\"[^>]*>What the florist"),
        ("draft", "engage/content", r"/content/pieces/(\w{12})\"[^>]*>“Come as"),
        ("column", "engage/content/columns", r"/content/columns/(\w{12})\"[^>]*>One line"),
        ("material", "engage/content/library", r"/content/library/(\w{12})\"[^>]*>What the florist"),
        ("rally", "engage/rallies", r"/engage/rallies/(\w{12})\""),
        ("envelope", "rewards/envelopes", r"/envelopes/(\w{12})\""),
        ("face", "position/profiles", r"/position/profiles/(\w{12})\""),
        ("seed", "seed", r"/seed/(\w{12})/promotion\""),
        ("guest", "engage/guests", r"/engage/guests/(\w{12})\""),
        ("guest_time", "engage/guests/{guest}", r"/engage/times/(\w{12})/guest\""),
        ("order", "earn?state=partially_refunded", r"/orders/(\w{12})\""),
        ("offer", "earn/offers", r"/earn/offers/(\w{12})\"[^>]*>Headline cards"),
        ("hour", "earn/offers", r"/earn/offers/(\w{12})\"[^>]*>An hour by"),
        ("hour_time", "earn/offers/{hour}/times", r"/times/(\w{12})\""),
        ("team", "earn/teams?state=open", r"earn\?team=(\w{12})\""),
        ("course", "courses", r"/courses/(\w{12})\""),
        ("project", "earn/projects", r"/earn/projects/(\w{12})\"[^>]*>A reading room"),
        ("book_account", "earn/books", r"/earn/books/(\d+)\""),
        ("entry", "earn/books/{book_account}", r"/earn/entries/(\d+)\""),
        ("statement", "earn/statements", r"/earn/statements/(\w{12})\""),
        ("card_order", "earn/notices", r"/orders/(\w{12})\""),
        ("ladder", "earn/prices", r"/earn/prices/(\w{12})\""),
        ("partner", "spread/partners?state=approved", r"/partners/person/(\w{12})\""),
        ("time", "engage/calendar", r"/engage/times/(\w{12})\""),
    ):
        page.goto(f"{install.address}/console/{slug}/{path.format(**keys)}")
        keys[name] = found(page, pattern)
    for name, path, pattern in (
        ("own_order", "orders", r"/orders/(\w{12})\"[^>]*>Twelve"),
        ("booked", "orders", r"/orders/(\w{12})\"[^>]*>An hour by"),
        ("by_card", "orders", r"/orders/(\w{12})\"[^>]*>Headline cards · Desk"),
        ("by_code", "orders", r"/orders/(\w{12})\"[^>]*>Headline cards · Pocket"),
        ("lecture", "courses/{course}", r"/lectures/(\w{12})\""),
        ("campaign", "campaigns", r"/campaigns/(\w{12})\"[^:]*: Three chairs"),
        ("team_campaign", "campaigns", r"/campaigns/(\w{12})\"[^:]*: Three at one"),
        ("friend_link", "campaigns/{campaign}", r"/with/(\w{12})\""),
    ):
        page.goto(f"{install.address}/m/{slug}/{path.format(**keys)}")
        keys[name] = found(page, pattern)
    signed_in = context.storage_state()
    context.close()
    return Sight(install.address, signed_in, keys)


def found(page: Page, pattern: str) -> str:
    """Return what the pattern catches first in the page."""
    caught = re.search(pattern, page.content(), re.DOTALL)
    assert caught, f"{page.url} has no {pattern}"
    return caught[1]


def sights(browser: Browser, sight: Sight, look: str, names: Collection[str] = ()) -> Iterator[tuple[str, Page]]:
    """Open every page in one look, or those that are named."""
    for pages, stranger in ((PAGES, False), (STRANGER, True)):
        context = sight.open(browser, look, stranger=stranger)
        page = context.new_page()
        for name, path in pages.items():
            if names and name not in names:
                continue
            page.goto(sight.url(path), wait_until="load")
            yield name, page
        context.close()


def take(browser: Browser, sight: Sight, names: set[str]) -> None:
    """Write every picture that was asked for."""
    SCREENS.mkdir(exist_ok=True)
    for look in LOOKS:
        for name, page in sights(browser, sight, look, names):
            picture = SCREENS / f"{name}-{look}.png"
            page.evaluate(SETTLED)
            page.screenshot(path=picture, full_page=name not in SHORT)
            print(picture.relative_to(ROOT), flush=True)


def main(names: set[str]) -> None:
    """Start an install with the demo, take the pictures, stop it."""
    print("Playing the demo; it takes half a minute", file=sys.stderr, flush=True)
    install, link = demo_in(Path(tempfile.mkdtemp(prefix="coterie-screens-")) / "data")
    waiting_in(install)
    forget_all()
    with install.serving(), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=needs.chromium())
        take(browser, enter(browser, install, link), names)
        browser.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
