"""The css and js that browsers load: built, small, readable in both themes, and nothing inline."""

import importlib.util
import json
import math
import re
import sys
import types
from pathlib import Path

import pytest

from coterie.web.assets import BUILD, asset_url, built_names
from coterie.web.icons import ICONS
from tests.house.plan import ROOT

FRONTEND = ROOT / "frontend"
TEMPLATES = sorted((ROOT / "coterie").rglob("templates/**/*.html"))
MEMBER_PAGE_BUDGET = 60_000
ICON_NAMED = re.compile(r'\{% icon "([^"]+)"|icon="([^"]+)"')


def test_manifest_names_built_files():
    assert {"app.css", "app.js", "chart_canvas.js"} <= set(built_names())
    assert [name for name in built_names().values() if not (BUILD / name).exists()] == []


def test_address_holds_the_hash():
    assert re.fullmatch(r"/static/build/app-[0-9A-Z]{8}\.css", asset_url("app.css"))


def test_member_page_is_light():
    """Everything but what comes only where it is used, as gzip, which every browser reads."""
    names = [name for key, name in built_names().items() if key not in {"chart_canvas.js", "door_watch.js"}]

    assert sum((BUILD / f"{name}.gz").stat().st_size for name in names) <= MEMBER_PAGE_BUDGET


def test_npm_packages_are_pinned_without_a_registry():
    package = json.loads((FRONTEND / "package.json").read_text())
    lock = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    wanted = package["dependencies"] | package["devDependencies"]

    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, row in lock.items() if name and ("resolved" in row or "integrity" not in row)] == []


# --- Colours -------------------------------------------------------------------------------------------------------

GROUNDS = ("paper", "card", "sunk")
TEXT_PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "soft", "seal-ink", "alarm-ink", "leaf-ink", "amber-ink")
        for ground in GROUNDS
    ),
    *(("faint", ground) for ground in GROUNDS[:2]),
    *((f"{tone}-ink", f"{tone}-wash") for tone in ("seal", "alarm", "leaf", "amber", "sky")),
    *((text, f"{tone}-wash") for text in ("ink", "soft") for tone in ("seal", "alarm", "leaf", "amber", "sky")),
    *(("on-seal", ground) for ground in ("seal", "seal-deep", "leaf")),
    ("ink", "seal-line"),
]
EDGE_PAIRS = [*(("edge", ground) for ground in GROUNDS[:2]), *((f"{tone}-ink", "card") for tone in ("seal", "leaf"))]
HEAT_PAIRS = [(f"text-{shade}", f"heat-{shade}") for shade in range(10)]


def colours(theme, accent):
    """Return token -> (lightness, chroma, hue) of one theme; heat shades and the text on them too."""
    tokens = (FRONTEND / "css/tokens.css").read_text()
    heat = (FRONTEND / "css/components/heat.css").read_text()
    found = {name: pick(value, theme, accent) for name, value in re.findall(r"--([a-z-]+): (.*oklch.*);", tokens)}
    found |= {
        name: pick(value, theme, accent) for name, value in re.findall(r"\.(heat-\d) \{\s+background: (.*);", heat)
    }
    turned = pick(re.findall(r"\.heat-9 \{\s+color: (.*);", heat)[0], theme, accent)
    return found | {f"text-{shade}": turned if shade >= 7 else found["ink"] for shade in range(10)}


ACCENTS = re.findall(
    r'data-accent="(\w+)"\] \{\s+--hue: (\d+);\s+--vivid: ([\d.]+);', (FRONTEND / "css/tokens.css").read_text()
)


def pick(value, theme, accent):
    """Return a colour of the theme, with the accent's hue where it has a part in it."""
    _name, hue, vivid = accent
    calculated = r"calc\(([\d.]+) \* var\(--vivid\)\) var\(--hue\)"
    value = re.sub(calculated, lambda found: f"{float(found[1]) * float(vivid):.4f} {hue}", value)
    parts = re.findall(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)", value)
    light, chroma, hue = parts[-1 if theme == "dark" else 0]
    return float(light) / 100, float(chroma), float(hue)


def luminance(colour):
    """Relative luminance of WCAG 2 from OKLCH, by Ottosson's matrices, clipped to what a screen shows."""
    light, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does():
    white, black, grey = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.5658, 0.0, 0.0)  # the grey is #767676

    assert contrast(white, black) == pytest.approx(21)
    assert contrast(white, grey) == pytest.approx(4.54, abs=0.03)


@pytest.mark.parametrize("accent", ACCENTS, ids=[accent[0] for accent in ACCENTS])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT_PAIRS, 4.5), (HEAT_PAIRS, 4.5), (EDGE_PAIRS, 3)], ids=["text", "heat", "edge"]
)
def test_colours_are_readable(theme, accent, pairs, least):
    tones = colours(theme, accent)
    weak = {pair: round(contrast(tones[pair[0]], tones[pair[1]]), 2) for pair in pairs}

    assert {pair: found for pair, found in weak.items() if found < least} == {}


def test_what_is_wrong_is_red_whatever_the_accent():
    reds = {accent[0]: [colours(theme, accent)["alarm-ink"] for theme in ("light", "dark")] for accent in ACCENTS}

    assert all(red == reds["red"] for red in reds.values())


# --- Templates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline style", r"\sstyle="),
        ("a handler in an attribute", r"\son[a-z]+="),
        ("an inline script", r"<script(?![^>]*\s(src=|nonce=|type=.application/(ld\+)?json))[^>]*>"),
        ("htmx that needs eval", r'hx-(on|vals|headers)[^=]*="(js|javascript):'),
    ],
)
def test_no_template_has(what, pattern):
    assert [str(path) for path in TEMPLATES if re.search(pattern, path.read_text())] == [], what


def test_every_icon_named_in_a_template_is_drawn():
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}

    assert named - set(ICONS) == set()


def test_components_name_tokens_not_colours():
    """Heat and avatars mix their own shades, a QR is always black on white, a seal has its light rim, a swatch shows one accent."""
    own = {"swatch.css", "heat.css", "avatar.css", "qr.css", "seal.css"}
    sheets = [path for path in (FRONTEND / "css/components").glob("*.css") if path.name not in own]

    assert [path.name for path in sheets if re.search(r"#[0-9a-f]{3,8}\b|oklch\(\d|rgb", path.read_text())] == []


# --- The build hook ------------------------------------------------------------------------------------------------


@pytest.fixture
def hook(monkeypatch):
    """Load frontend/build.py without hatchling, which only the build has."""
    interface = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = type(
        "BuildHookInterface", (), {"__init__": lambda self, root: setattr(self, "root", root)}
    )
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    spec = importlib.util.spec_from_file_location("build_hook", FRONTEND / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(hook, tmp_path):
    """A tree with one source and a build folder made from it."""
    (tmp_path / "frontend/css").mkdir(parents=True)
    (tmp_path / "frontend/css/app.css").write_text("a{}")
    build = tmp_path / "coterie/web/static/build"
    build.mkdir(parents=True)
    (build / "manifest.json").write_text(json.dumps({"sources": hook.digest(tmp_path / "frontend")}))
    return tmp_path


def program(folder, name, version):
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(0o755)


def test_built_folder_is_kept_until_a_source_changes(hook, house):
    assert hook.is_built(house)

    (house / "frontend/css/app.css").write_text("b{}")

    assert not hook.is_built(house)


def test_wheel_with_node_is_not_asked_for_when_built(hook, house, monkeypatch):
    monkeypatch.setenv("PATH", str(house))

    assert hook.Assets(str(house)).dependencies() == []


@pytest.mark.parametrize(("version", "asked"), [("v20.20.2", False), ("v16.1.0", True), (None, True)])
def test_wheel_with_node_is_asked_for_without_a_usable_one(hook, house, monkeypatch, version, asked):
    (house / "frontend/css/app.css").write_text("b{}")
    monkeypatch.setenv("PATH", f"{house}")
    if version:
        program(house, "node", version)
        program(house, "npm", version)

    assert hook.Assets(str(house)).dependencies() == ([hook.NODE_WHEEL] if asked else [])


def test_translations_are_compiled_when_newer(hook, tmp_path):
    folder = tmp_path / "zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "django.po").write_text(head + 'msgid "Today"\nmsgstr "今天"\n', encoding="utf-8")

    hook.compile_translations(tmp_path)

    assert "今天".encode() in Path(folder / "django.mo").read_bytes()


def test_every_icon_that_a_page_names_exists() -> None:
    """A page that nobody opens in a test, such as an empty list, would otherwise fail before its first reader."""
    named = {
        (path.name, icon)
        for path in TEMPLATES
        for pair in ICON_NAMED.findall(path.read_text(encoding="utf-8"))
        for icon in pair
        if icon
    }

    assert len({icon for _page, icon in named}) > 20
    assert sorted(row for row in named if row[1] not in ICONS) == []
