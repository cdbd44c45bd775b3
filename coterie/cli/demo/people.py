"""The people of the demo's story."""

OWNER = "Wen Yulan"
STAFF = {"Lin Qiao": "host", "Marco Ma": "admin", "Anna Berg": "analyst"}

FIRST = (
    "Nina", "Dan", "Carol", "Paul", "Mei", "Tom", "Sara", "Jonas", "Amara", "Ravi", "Elena", "Hugo", "Yuki", "Leila",
    "Oscar", "Grace", "Ben", "Fatima", "Ivy", "Pedro", "Kate", "Samir", "Lucy", "Viktor", "Noor",
)  # fmt: skip
LAST = (
    "Cheng", "Porter", "Wu", "Idowu", "Hale", "Lindqvist", "Weber", "Okafor", "Patel", "Rossi", "Martin", "Tanaka",
    "Haddad", "Nilsson", "Kim", "Carter", "Zahra",
)  # fmt: skip
FAMILY = ("李", "王", "陈", "赵", "周", "孙", "林", "高", "何", "吴", "徐", "郑", "沈", "韩", "许", "马", "朱")
GIVEN = ("想", "小满", "米", "一鸣", "青", "木木", "小夏", "远", "苗", "桐", "来", "晓光", "初", "冬", "愿")


def name_of(place: int) -> str:
    """Return the name of the person who came as number `place` (from 0); every third writes it in Chinese."""
    if place % 3 == 2:
        return FAMILY[place % len(FAMILY)] + GIVEN[place % len(GIVEN)]
    return f"{FIRST[place % len(FIRST)]} {LAST[place % len(LAST)]}"
