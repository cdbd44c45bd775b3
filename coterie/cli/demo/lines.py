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
