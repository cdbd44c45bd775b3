"""What the demo publishes: a column whose readers dwindle, and one of pictures that they like."""

from coterie.rituals.domain.material import MaterialFacts

LINE = "One line, taken apart"
WINDOW = "From the shop window"

LINES: tuple[tuple[str, str], ...] = (
    (
        "“Open since five, for those who cannot sleep”",
        (
            "A bakery in Lyon wrote this on a card beside the door, and fed night nurses for eleven years.\n\n"
            "Take it apart: five is a fact, and nobody argues with a fact. “For those who cannot sleep” is a person."
            " Between the two stands no adjective at all.\n\nTry it with your own hours: who is awake then?"
        ),
    ),
    (
        "“Slow noodles”",
        (
            "Two words, and a queue. The shop next door says “fast”, so this one is for everybody who has an hour.\n\n"
            "A line need not be true of the whole street. It has to be true of you and false next door."
        ),
    ),
    (
        "“Ask for the burnt one”",
        (
            "A pancake stand in Tianjin sells its mistakes first. Why? Because the line lets you in on something.\n\n"
            "What do your regulars know that a stranger does not? Write it on the board for a week."
        ),
    ),
    (
        "「今天的豆腐，昨天的水」",
        "四个词，两天。卖的不是豆腐，是那一夜的等。\n\n写一句你的东西「等」了多久，别写它「好」在哪里。",
    ),
    (
        "“We repair what you were told to throw away”",
        (
            "The verb does the work: repair. The enemy does the rest: whoever told you.\n\n"
            "Find the sentence your customers were told before they came to you. Turn it round."
        ),
    ),
    (
        "“Nine tables, one cook”",
        (
            "Numbers that make a place small make it dear. Nine tables say: book. One cook says: wait.\n\n"
            "Count something in your shop that nobody has counted."
        ),
    ),
    (
        "“Your grandmother would have asked the price”",
        (
            "It makes a dear thing honest by naming the one who would have minded.\n\n"
            "Whose eyebrow do your customers see when they pay?"
        ),
    ),
    (
        "“Closed when the fish is sold”",
        "No hours at all, and everybody comes at nine.\n\nWhat ends your day, if not the clock?",
    ),
    (
        "“Tea for people who read menus”",
        "Flattery, of a habit and not of a face.\n\nWhich habit brings them?",
    ),
    (
        "“The last shop before the bridge”",
        "A place told by what comes after it.\n\nWhat do people do right after they leave you?",
    ),
    ("“Bread, and the time to eat it”", "An “and” that sells the second thing.\n\nWhat do you give away beside it?"),
    ("“Not for everybody, but for Tuesday”", "It ends where one does not expect it.\n\nEnd your line one word later."),
    ("“Here since the old bridge”", "Age without a number.\n\nName what was there when you began."),
)
WINDOWS: tuple[tuple[str, str], ...] = (
    ("Seven signs that need no price", "Seven windows of one street, photographed on one morning. None names a price."),
    ("A menu with four words", "Soup. Bread. Wine. Later. We asked the owner about the fourth."),
    ("The chalk that changed at noon", "Two boards of the same café, at eleven and at one. Which one sold more?"),
    ("A door that says please", "Pull, push, please. The third one is opened twice as often, says who sits behind it."),
    ("What the florist leaves out", "No names on the flowers, only occasions: “for after a quarrel”."),
    ("手写的「今日无鱼」", "一块板，四个字，老板说：那天卖掉的豆腐最多。"),
)
MATERIALS: tuple[MaterialFacts, ...] = (
    {
        "kind": "text",
        "title": "The night nurse's sentence",
        "rights": "quoted",
        "tags": ["bread", "voices"],
        "text": "“I read it at four in the morning, and it was the first thing that day that was meant for me.”",
        "source": "A letter of a member, with leave",
    },
    {
        "kind": "audio",
        "title": "A talk about short menus",
        "rights": "licensed",
        "tags": ["menus"],
        "link": "https://radio.example.org/short-menus",
        "source": "Radio Example, 2025",
    },
    {
        "kind": "video",
        "title": "Painting a shop sign by hand",
        "rights": "licensed",
        "tags": ["signs"],
        "link": "https://film.example.org/sign-painter",
        "source": "The sign painters' guild",
    },
    {
        "kind": "link",
        "title": "A collection of closed shops",
        "rights": "unclear",
        "tags": ["signs"],
        "link": "https://archive.example.org/closed-shops",
        "source": "",
    },
)
IDEAS: tuple[tuple[str, str, bool], ...] = (
    (
        "Everybody photographs the noodle shop with the empty sign: what does it sell?",
        "https://news.example.org/1",
        True,
    ),
    ("Ask five bakers for the line that they took down again", "", False),
    ("A quiz: which of these lines is from 1920?", "", False),
)
WAITING = ("“Come as you are hungry”", "A whole dress code, taken off in five words.\n\nWhat may people leave at home?")
COMING = ("“Half a loaf, whole price, all the story”", "A line for people who ask why.\n\nWhat do they ask you?")
