"""Every component in its states, and each face as a whole page: looked at by people, and by axe in the tests."""

from dataclasses import dataclass, replace

import segno
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coterie.web.context import page as page_of
from coterie.web.drawing.line import Series
from coterie.web.gallery_form import SampleForm
from coterie.web.icons import ICONS

FACES = ("components", "forms", "lists", "figures", "today", "talk", "landing", "sign_in", "lost")


@dataclass(frozen=True, slots=True)
class Place:
    """A sample community, or an entry of a sample navigation."""

    name: str = ""
    slug: str = "copywriters"
    accent: str = "red"
    logo: str = ""
    number_pattern: str = "No.#"
    label: str = ""
    url: str = "#"
    number: int | None = None
    icon: str = ""
    glyph: str = ""
    count: int = 0
    current: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the sample funnel."""

    label: str
    count: int
    rate: float | None = None
    pending: int = 0
    weakest: bool = False


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show one page of the gallery."""
    face = request.GET.get("face", "components")
    if face not in FACES:
        raise Http404
    facts = page_of(request)["page"]
    nav = bottom_tabs() if face == "talk" else loop(face)
    community = Place(name=say("Copywriters’ Table", "文案餐桌"))
    words = {**samples(request), "page": replace(facts, community=community, nav=nav), "faces": tabs(face)}  # type: ignore[arg-type]
    return render(request, f"gallery/{face}.html", words, status=404 if face == "lost" else 200)


def say(english: str, chinese: str) -> str:
    """Choose the sample text; samples are what people typed, so they are not in the catalogue of the interface."""
    return chinese if (get_language() or "").startswith("zh") else english


def tabs(face: str) -> list[Place]:
    """Return the pages of the gallery."""
    return [Place(label=name, url=f"?face={name}", current=name == face) for name in FACES]


def loop(face: str) -> list[Place]:
    """Return the whole loop as the rail will show it."""
    names = (
        ("Today", "今天"), ("Position", "定位"), ("Build", "搭建"), ("Draw in", "引流"), ("Seed", "种子"),
        ("Engage", "活跃"), ("Spread", "裂变"), ("Earn", "变现"), ("Review", "复盘"), ("Copy", "复制"),
        ("Maintain", "维护"),
    )  # fmt: skip
    here = 0 if face == "today" else 1
    counts = {0: 7, 5: 3, 10: 2}
    return [
        Place(label=say(*name), number=number or None, current=number == here, count=counts.get(number, 0))
        for number, name in enumerate(names)
    ]


def bottom_tabs() -> list[Place]:
    """Return the tabs of the member space; Chinese pages show a character, others an icon."""
    names = (("Talk", "群聊", "chat", "群"), ("Rituals", "活动", "gift", "礼"), ("Shop", "小店", "shop", "市"),
             ("Me", "我的", "person", "我"))  # fmt: skip
    return [
        Place(label=say(english, chinese), icon=icon, glyph=say("", glyph), current=icon == "chat", count=2 * (at == 1))
        for at, (english, chinese, icon, glyph) in enumerate(names)
    ]


def samples(request: HttpRequest) -> dict[str, object]:
    """Return what the sample components show."""
    typed = {"name": "A", "email": "wen@", "age": "7", "kind": "book"}
    return {
        "form": SampleForm(),
        "wrong": SampleForm(typed),
        "icons": sorted(ICONS),
        "funnel_steps": funnel_steps(),
        "weeks": ["0", "1", "2", "3", "4", "5", "6", "7"],
        "cohorts": cohorts(),
        "days": [f"{day} Nov" for day in range(1, 29)],
        "series": [Series(say("messages", "消息"), WAVE), Series(say("speakers", "发言人"), [v / 3 for v in WAVE])],
        "one_series": [Series(say("messages", "消息"), WAVE)],
        "lively": [8, 12, 10, 16, 14, 19, 17, 21, 18, 23, 21],
        "sinking": [10, 14, 20, 24, 19, 15, 13, 9, 8, 6, 6],
        "steady": [14, 15, 14, 17, 16, 18, 17, 19, 18, 20, 20],
        "steps": [Place(label=say("Together", "共性"), state="done"), Place(label=say("Goal", "目标"), state="done"),
                  Place(label=say("Rules", "规则"), state="current"), Place(label=say("People", "人群"), state="todo"),
                  Place(label=say("Open", "开群"), state="todo")],
        "rows_page": Paginator(range(1, 1285), 50).get_page(request.GET.get("page", 4)),
        "actions": [("tag", say("put a tag on", "加标签")), ("untag", say("take a tag off", "去标签"))],
        "graph": GRAPH,
        "qr": segno.make("http://127.0.0.1:8000/g/k3m9w2").svg_data_uri(border=4),
        "table": {"head": [say("step", "步骤"), say("people", "人数")],
                  "rows": [[step.label, step.count] for step in funnel_steps()]},
    }  # fmt: skip


WAVE = [42, 38, 51, 60, 58, 30, 28, 47, 55, 64, 71, 69, 40, 36, 58, 66, 72, 80, 77, 48, 45, 70, 78, 84, 91, 88, 60, 57]
NAMES = ("Wen", "Ma", "Nina", "Lin", "Zhou", "Chen", "Dan", "Eve")
GRAPH = {
    "nodes": [{"id": str(at), "name": name, "value": 40 - at * 5, "group": at % 4} for at, name in enumerate(NAMES)],
    "links": [
        {"source": str(a), "target": str((a * 3 + b) % 8), "value": 1 + (a + b) % 5} for a in range(8) for b in (1, 2)
    ],
}


def funnel_steps() -> list[Step]:
    """Return the funnel of the sample community."""
    return [
        Step(say("saw", "看到"), 12480),
        Step(say("scanned", "扫码"), 9310, 0.746),
        Step(say("joined", "入群"), 5022, 0.539),
        Step(say("spoke", "发言"), 1557, 0.31, pending=212, weakest=True),
        Step(say("ritual", "活动"), 1204, 0.773),
        Step(say("bought", "下单"), 391, 0.325),
        Step(say("invited", "邀请"), 226, 0.578),
    ]


def cohorts() -> list[tuple[str, str, list[float | None]]]:
    """Return retention by week of joining; what lies in the future is None."""
    return [
        (say(f"{5 + 7 * week} Oct" if week < 4 else f"{7 * week - 26} Nov", f"第 {40 + week} 周"), str(180 + week * 17),
         [None if age > 7 - week else round((0.9 + week * 0.01) * 0.72**age, 2) for age in range(8)])
        for week in range(8)
    ]  # fmt: skip
