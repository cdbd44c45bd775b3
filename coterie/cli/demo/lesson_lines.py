"""What the course of the demo says."""

from coterie.market.domain.offer import OfferFacts

PRICE = 19_900
VIDEO = "https://video.example.org/watch/an-edit"

OFFER: OfferFacts = {
    "slug": "twelve-lessons",
    "title": "Twelve lessons in words that sell",
    "teaser": "One idea a day, one line to write, one line to throw away.",
    "scene": "On the tram, fifteen minutes a day",
    "story": (
        "For shop owners who write their own signs, letters and posts.\n\nTwelve short lectures, each with a task.\n\n"
        "“I did lecture four at the till, between two customers. The third read it and smiled.” — Grace Hale, books\n\n"
        "How long does it take? A quarter of an hour a day, for twelve days. It stays yours."
    ),
}

CHAPTERS = (
    (
        "Before the first word",
        (
            (
                "Who is it for?",
                6,
                (
                    "Write down one person: a name, a street, what they did this morning.\n\nA line for "
                    "everybody is read by nobody. A line for Mrs Lin, who closes her shop at nine with cold "
                    "hands, is read by everyone with cold hands.\n\nTask: describe one buyer in three "
                    "sentences."
                ),
            ),
            (
                "What do they say?",
                5,
                (
                    "Listen before you write. Keep the exact words of people who ask you for "
                    "something.\n\n“Does it drip?” is a better headline than “innovative closure”.\n\nTask: "
                    "collect five sentences at your counter today."
                ),
            ),
            (
                "One promise",
                5,
                (
                    "Choose one thing that gets better for the buyer, and leave the rest for the second "
                    "page.\n\nTask: finish the sentence “After this you can …” in eight words."
                ),
            ),
        ),
    ),
    (
        "The first line",
        (
            (
                "Nine words",
                4,
                (
                    "A headline has nine words or fewer. Count them.\n\nTake out every adjective; put back "
                    "the one that hurts to lose.\n\nTask: write ten headlines, keep one."
                ),
            ),
            (
                "A number beats a claim",
                5,
                (
                    "“Baked at four” says fresh without saying fresh. “Most popular” says nothing; “sold 61 "
                    "on Sunday” is a fact.\n\nTask: replace one claim by a number that is true."
                ),
            ),
            (
                "Ask or tell?",
                4,
                (
                    "A question opens only if the reader does not know the answer and wants it.\n\nTask: turn "
                    "your headline into a question, and back. Keep the stronger one."
                ),
            ),
        ),
    ),
    (
        "The middle",
        (
            (
                "Show the hands",
                6,
                (
                    "Tell how it is made: who, with what, how long. Buyers pay for hands.\n\nTask: describe "
                    "one step of your work so that one could film it."
                ),
            ),
            (
                "Say what it does not do",
                5,
                (
                    "One honest limit makes ten claims believable.\n\n“Not for machines” has sold more cups "
                    "than “hand wash recommended”.\n\nTask: name one customer who should not buy."
                ),
            ),
            (
                "Watch an edit",
                8,
                (
                    "A letter of 200 words becomes one of 80, line by line. Stop the video before each cut, "
                    "and guess it."
                ),
            ),
        ),
    ),
    (
        "The end",
        (
            (
                "One thing to do",
                4,
                (
                    "End with one action, as small as possible: answer, come by, press here.\n\nTask: cut "
                    "every second call to action."
                ),
            ),
            (
                "Why today",
                5,
                (
                    "Give a reason that is true: the oven is full on Friday, the seats are twelve. Never "
                    "invent a clock.\n\nTask: find the real reason, or leave it out."
                ),
            ),
            (
                "Read it aloud",
                5,
                (
                    "Read the text to somebody who is cooking. Where they turn round, it works; where you "
                    "breathe in, there is a comma too many.\n\nTask: read today's text aloud, twice."
                ),
            ),
        ),
    ),
)

ASKED = (
    (
        3,
        "Do numbers count as words in a headline?",
        "Yes, and they are the cheapest ones: they are read first.",
        "Count. Then take out the adjective.",
    ),
    (
        7,
        "Is it not dangerous to say who should not buy?",
        "It costs one sale in twenty and earns the trust of the other nineteen. Try it for a week and count.",
        "“Not for machines.”",
    ),
)

WAITING = "My buyer is a company, not a person. Whom do I write down?"
