"""What the shop of the demo says."""

from typing import Any

from coterie.market.domain.offer import OfferFacts

HOW_TO_PAY = (
    "Transfer to Copywriters' Table, 6222 0000 0000 0000, and write the order's number into the note. "
    "We look every evening at nine."
)
PAY_HERE = "https://pay.example.org/copywriters"
COUPON = "TUESDAY"

CARDS: OfferFacts = {
    "slug": "headline-cards",
    "title": "Headline cards",
    "teaser": "Fifty-two headlines that sold, each with the question that made it.",
    "scene": "At the counter, before the shop opens",
    "with_address": True,
    "story": (
        "Draw one while the water boils. Read the front, turn it over, answer the question for your own shop. "
        "Ten minutes later there is a line on your door.\n\n"
        "Every card is a headline that sold something this year: rice, umbrellas, a course, a bicycle bell. On its "
        "back stands who wrote it, where it hung, and what it changed.\n\n"
        "“I drew a card on Monday and rewrote my sign. Three people asked about it before noon.” — Mei Wu, tea\n\n"
        "“我每天早上抽一张，贴在收银台上。” — 陈小满，面馆\n\n"
        "Are they in English? Half of them; the other half is Chinese, as we are.\n\n"
        "When do they come? We post on Fridays, with a number to follow the parcel.\n\n"
        "May I send them back? Within two weeks, in any state. We want them used."
    ),
}
SIZES: tuple[dict[str, Any], ...] = (
    {"name": "Pocket box", "price": 5_900, "cost": 1_650, "left": 180},
    {"name": "Desk stand", "price": 9_800, "cost": 3_100, "left": 120, "most_each": 8},
)
"""What comes of the cards, the cheapest first."""

PLAN: OfferFacts = {
    "slug": "vip-table",
    "title": "The VIP table",
    "teaser": "Two teachers answer every line within a day.",
    "scene": "The evening before something is printed",
    "story": (
        "Post the line that keeps you awake. Two teachers read it aloud, on paper, and answer within a day.\n\n"
        "Every other Thursday the clinic: bring the page that does not sell.\n\n"
        "“I pay for the one sentence a month that I would not have found.” — Paul Idowu, bicycles\n\n"
        "Can I stop? Any day. You stay inside until what you paid for is over."
    ),
}
MONTHLY, YEARLY = 3_900, 29_900

CLINICS: tuple[tuple[str, str, str, int], ...] = (
    ("page-clinic-short", "A page, read aloud", "Half an hour, one page, two honest readers.", 9_900),
    ("page-clinic", "A page, taken apart", "An hour with a teacher: your page, sentence by sentence.", 17_900),
    (
        "page-clinic-long",
        "A page, written anew",
        "Half a day: we rewrite it together, and you keep both.",
        39_900,
    ),
)
CLINIC_SCENE = "When a page is finished and nobody buys"
LADDER = "How much of an hour is a page worth?"

HOUR: OfferFacts = {
    "slug": "hour-by-the-window",
    "title": "An hour by the window",
    "teaser": "Bring one text. A teacher sits across from you, with tea.",
    "scene": "The week before something goes out",
    "story": (
        "You read it aloud, once. Then you say whom it is for, and what they do on the day on which they read it. "
        "The rest of the hour we spend with a pencil.\n\n"
        "Two may come together: a shop and its partner, an editor and her author.\n\n"
        "“我带了一封信去，回来时只剩三行，客人全回了。” — 陈小满，面馆\n\n"
        "Can I come on another day? Choose another time on the page of your order, until the day before."
    ),
}
HOUR_PRICE, HOUR_WHERE = 12_900, "Rice Lane 12, the table by the window"
STATEMENT = "stripe-balance.csv"

ADDRESSES = (
    "Rice Lane 12, back door, Chengdu",
    "成都市青羊区宽巷子8号2楼",
    "Tea house by the bridge, Suzhou 215000",
    "上海市徐汇区武康路210弄5号",
)
INVOICES = ("Noodle House Rice Lane Ltd, tax number 91510100MA6EXAMPLE", "小满面馆，税号 91510105MA0000000X")
WET_CORNER = "One box came with a wet corner."
NOT_FOR_ME = "It was not what I need just now."
