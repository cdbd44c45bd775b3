"""The people of the demo's story."""

OWNER = "Wen Yulan"
STAFF = {"Lin Qiao": "host", "Marco Ma": "admin", "Anna Berg": "analyst"}

NAMES = (
    "Nina Cheng",
    "Dan Porter",
    "Carol Wu",
    "Paul Idowu",
    "Mei Lin",
    "Tom Hale",
    "李想",
    "王小满",
    "Sara Lindqvist",
    "Jonas Weber",
    "陈米",
    "Amara Okafor",
    "Ravi Patel",
    "赵一鸣",
    "Elena Rossi",
    "Hugo Martin",
    "周青",
    "Yuki Tanaka",
    "Leila Haddad",
    "孙木木",
    "Oscar Nilsson",
    "Grace Kim",
    "林小夏",
    "Ben Carter",
    "Fatima Zahra",
    "高远",
    "Ivy Brooks",
    "Pedro Alves",
    "何苗",
    "Kate O'Neill",
    "Samir Khan",
    "吴桐",
    "Lucy Grant",
    "Viktor Novak",
    "徐来",
    "Noor Ali",
    "Hannah Fischer",
    "Diego Cruz",
    "郑晓光",
    "Priya Nair",
    "Emil Larsen",
    "许愿",
    "Rosa Vidal",
    "Liam Walsh",
    "沈初",
    "Olga Petrova",
    "Jack Turner",
    "韩冬",
    "Maya Singh",
    "Felix Braun",
)
"""First and family names; the story draws from them in order and begins anew with a number when they run out."""


def name_of(place: int) -> str:
    """Return the name of the person who came as number `place` (from 0)."""
    again, at = divmod(place, len(NAMES))
    return NAMES[at] if not again else f"{NAMES[at]} {again + 1}"
