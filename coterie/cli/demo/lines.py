"""What people say in the demo's story."""

OPENERS = (
    "Headline of the day: “Rice that waits for you.” Too soft?",
    "I sell umbrellas. Nobody reads past the price. What would you put first?",
    "Rewrote my shop sign this morning: from “Quality shoes” to “Your feet will forget them”.",
    "Does anybody test two subject lines on the same list? Mine gave 11 % against 19 %.",
    "今天的标题：“半夜回家，还有一碗热汤。”大家觉得怎么样？",
    "My client wants the word “premium” three times in one sentence. Help.",
    "Which verb would you use for honey? “Tastes” is tired.",
    "Read yesterday's menu aloud to my mother. She laughed at the right place.",
    "Is a question in a headline a promise or an excuse?",
    "把“限时优惠”换成“今晚九点收摊”，点击多了一倍。",
    "Eleven words or fewer, for a tea house that opens at six. Go.",
    "I cut my product page from 600 words to 140. Sales are the same. I miss the 460.",
    "What do you do with a customer who answers “just make it pop”?",
    "A line I envy: “We lock the door, you keep the key.”",
    "写给孩子的产品，到底是写给孩子看，还是写给妈妈看？",
    "Do you write the price into the first line or the last?",
    "Found this on a bakery bag: “Still warm at the corner.” That is all a bag needs.",
    "How long do you let a draft lie before you cut it?",
    "My poster has one job and four sentences. Which one would you throw out?",
    "大家的开头第一句，一般改几遍？",
)

REPLIES = (
    "I would cut the second half. The first one already smiles.",
    "Say who it is for. I did not feel spoken to until the last word.",
    "Numbers first, then the feeling. People forgive a number.",
    "Try it without the adjective.",
    "我会把“我们”换成“你”。",
    "That made me hungry, so it works.",
    "Read it to somebody who is in a hurry and watch their eyes.",
    "Put the price where the doubt is.",
    "I tried the same last month: plus four points, then back to normal after a week.",
    "Short is not the same as quick. This one is quick.",
    "动词再具体一点会更好，比如“端上来”。",
    "A question is fine when you do not know the answer. Here you do.",
    "Steal the structure, not the words.",
    "Ask the three people who bought it last. They will write the line for you.",
    "I like it. I would still move “tonight” to the front.",
    "删掉最后一句，留白就够了。",
    "Who says that? Put a person into it.",
    "My test said the opposite, but my readers are teachers.",
    "Honest, and a bit sad. Good for umbrellas.",
    "Thank you, that is the word I was looking for.",
)

GREETINGS = (
    "Hello, I am {name}. I run a noodle shop and want to write the menu myself.",
    "Hi everybody, {name} here. I write for a bicycle workshop.",
    "大家好，我是{name}，刚开了一家小面馆，想学写菜单。",
    "{name}, two years of newsletters, still afraid of headlines.",
    "Hello! {name}. I came through the poster at the library doors.",
    "大家好，{name}，做童书的，请多指教。",
)

WELCOMES = (
    "Welcome, {name}! Tonight at nine we take three headlines apart; bring one.",
    "Hello {name}, good to have you. What is the last line you were proud of?",
    "欢迎{name}！先看看置顶，再把你的招牌拍给我们看看。",
)

DISPUTE = (
    "Sorry, but that headline is simply a lie. Nobody loses five kilos by tea.",
    "It is what the client asked for. I have rent to pay.",
    "Then say no to the client. We sit here to get better.",
    "Easy to say with a fixed salary.",
    "Both of you: the rule is be kind and be true. Let us write the true version together, tonight.",
    "Fair. My try: “A warm cup that makes it easier to say no to cake.”",
    "That one I would sign.",
)

ANNOUNCEMENT = "Tuesday, 21:00: “Headlines that sell rice.” Bring one line of your own. Good ones go into the book."

RULES = """1. Be kind, and be true.
2. No advertisements and no links to shops, your own included.
3. Criticise the line, never the person.
4. What is shown here stays here until its author publishes it."""

SLOGAN = "One headline a day that somebody answers"
CANVAS = {
    "attribute": "People who must sell something with words: shop owners, young copywriters, teachers",
    "goal": "One line a week that a stranger answers",
    "own_rules": "Bring a line before you judge one; no advertisements",
    "what_kind": "A table where copywriters take each other's lines apart",
    "why_together": "Nobody sees their own blind spot, and a good reader is hard to find",
    "what_together": "A topic each Tuesday at nine, a check-in each day, a book each year",
    "types": ["knowledge", "interest"],
    "purposes": ["serve", "influence", "sell"],
    "needs": ["learning", "friends", "job"],
    "portrait": {
        "who": "shop owners and writers in their first ten years",
        "age_from": 22,
        "age_to": 45,
        "place": "Chengdu, Shanghai, online",
        "interests": "headlines, menus, small shops",
    },
}

TOPIC_SESSION = "Topic Tuesday"
TOPIC_BRIEF = "One headline each, on one thing. Nobody explains; the others say what they read."
CLINIC = "Clinic"
CLINIC_BRIEF = "Bring the page that does not sell. Two teachers read it aloud."
RUN_OF_SHOW = [
    {"minute": -60, "text": "Poster into the group"},
    {"minute": 0, "text": "Welcome, and the topic in one sentence"},
    {"minute": 10, "text": "Ask two who have not spoken"},
    {"minute": 25, "text": "Mark the three best lines"},
]
CONTRIBUTIONS = (
    "Rice that waits until you come home",
    "Six o'clock, and the bread is still warm",
    "A chair that forgives a long day",
    "We sell tea. We give you ten minutes.",
    "The soup your mother would check",
    "Nobody ever returned it. We asked why.",
    "For feet that stand eight hours",
    "Read it on the tram. Miss your stop.",
)
WISHES = (
    "Prices said aloud", "The first line of a menu", "Headlines without adjectives", "A letter to who never came back",
    "Names for a soup", "What a window should say", "Ten words for rain",
)  # fmt: skip
PAGES = "21 days of lines"
PAGES_BRIEF = "Write lines every day, at least three. Nobody reads them but you; the number is what you show."
SUPPER, SUPPER_AGAIN = "Supper at the long table", "Second supper at the long table"
SUPPER_BRIEF = "Everybody brings one dish and one headline. We eat both."
SUPPER_PLACE = "Rice Lane 12, back room"
SUPPER_COST = "Room and rice are on the house; bring a dish."
SUPPER_RECAP = "Ten people, eleven soups, and the line that everybody copied: “The soup your mother would check.”"
SUPPER_NAME = "What shall our supper be called?"
SUPPER_NAMES = ("Supper at the long table", "Rice and lines", "The hungry headline")
NEXT_BOOK = "What shall the next book be about?"
NEXT_BOOKS = ("Menus that sell", "Letters to who never came back", "Names for small shops", "Windows")
POLL = "When should our Tuesday begin?"
POLL_OPTIONS = ("At eight", "At nine", "At ten")
QUESTION = "My first headline for the shop: how long may it be?"
ANSWER = "As long as a breath. Say it aloud; where you stop for air, it ends. Three are in the announcement."
LATER = "Good morning. Today: one line about a book that kept you awake. Check in when it is written."

GUEST = ("Hedda Lund", "Sold 40,000 loaves with one sentence", "Bread, names, queues", "hedda@example.org")
GUEST_PROFILE = "She bakes in a small town and writes her own windows. Her sentence changed twice in ten years."
NEXT_GUEST = ("Tomas Reyes", "Editor of obituaries", "Last lines, first lines", "tomas@example.org")
GUEST_TOPIC = "One sentence in a window"
NEXT_GUEST_TOPIC = "How a life becomes a headline"
GUEST_QUESTIONS = (
    "Do you write prices into it?",
    "Who reads it first?",
    "What did the worst one say?",
    "How often do you change the sentence?",
)
GUEST_ANSWERS = (
    "Twice in ten years. A sentence needs time to become true.",
    "“Fresh bread.” Everybody has that, so nobody saw it.",
)
NEXT_GUEST_QUESTIONS = ("Which last line do you wish you had written?", "How long is too long?")
GUEST_VERDICTS = ("Warm and short.", "I rewrote our window the same night.", "More of this!")
TRIAL = "The exercise book, before it is printed"
TRIAL_BRIEF = "Six copies from the copy shop. Write in them for a week, then tell us what to change."
TRIAL_QUESTIONS = ("Which exercise did you skip, and why?", "What would you pay for it?")
TRIAL_WHY = (
    "I run a tea shop and write the board every morning.",
    "I never finish exercise books. If I finish this one, it is good.",
    "Teacher of Chinese, thirty pupils, one printer.",
    "I would like to try it on the train.",
)
TRIAL_ANSWERS = (
    (5, ("None. The one with the receipts I did twice.", "40")),
    (4, ("The one about smells: I had no words.", "35")),
    (4, ("Number nine. Too long for a train.", "About 30")),
    (5, ("I skipped nothing.", "45")),
    (3, ("Those with a partner; I was alone.", "25")),
)
NEXT_TRIAL = "A pack of forty cards: one headline each"
NEXT_TRIAL_BRIEF = "Draw one in the morning, answer it by night. Six packs."
SEED = "seed"
FIRST_RALLY = "A full room for the baker"
FIRST_RALLY_TASK = "She comes for the first time. Write one question for her before Friday, and bring a friend along."
RALLY = "The cards are out on Sunday"
RALLY_TASK = "Be the first who speaks: post the line on your card in your circle, and tell us here when it is done."
RALLY_WORDS = ("Posted.", "Done, two friends asked already.", "Is up.", "Will do it at lunch.")
LIST_WORDS = "The list from Tuesday, to print and to pin above the desk."
LIST_NAME = "Ten first words.txt"
LIST = "Now\nOnly\nYours\nWhy\nBefore\nAlmost\nListen\nTonight\nNobody\nAgain\n"

LEVELS = (
    ("Reader", 40, "Your name on the wall of thanks."),
    ("Writer", 100, "A seat in the front row of each supper."),
    ("Pillar", 180, "One headline a month read by the teacher."),
)
PRIZES = (
    ("A pencil with our seal", "Soft, for first drafts. By post.", 30, None),
    ("Your headline, read by Wen", "Send three; she writes what she would change, and why.", 60, 12),
    ("The pocket book of openings", "Forty first lines that made people read on.", 90, 8),
    ("An hour at Wen's desk", "Bring the text that does not want to work.", 400, 2),
)
ENVELOPE, NEXT_ENVELOPE = "For a month of mornings", "For the ninetieth day"
GIFT = "For answering at midnight"
DELIVERED = "In the post since this morning."
FACE = "Teaches shop owners to write the line that sells"
FACE_PERSONA = (
    "I wrote the price boards of my parents' noodle shop before I could reach them. Later I wrote for agencies, twenty"
    " years long, and learned that the board was the better school: whoever passes reads it or does not, and by noon"
    " you know.\n\nI founded this table so that people who sell things themselves find their own words. I answer"
    " every line that is put to me here, and I cross out more than I add."
)
FACE_FIELDS = ("Headlines", "Price boards", "Product names", "Crossing out")
FACE_ENDORSEMENTS = (
    ("She crossed out eleven of my twelve words. The twelfth sold the batch.", "Marta Keller, baker"),
    ("The only course from which my staff came back with shorter mails.", "Ho Jian, tea merchant"),
    ("I hand her book to every apprentice on the first day.", "Elsa Lund, bookseller"),
)
FACE_PIECES = (
    ("Ten first words, and when to use which", "https://example.org/wen/ten-first-words"),
    ("The board in front of the shop: a talk in eleven minutes", "https://example.org/wen/the-board"),
    ("Crossing out: an exercise book", "https://example.org/wen/crossing-out"),
)
