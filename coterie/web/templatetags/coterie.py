"""The tags of every template: assets, marks, small components, figures. See docs/handbook/design.md."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel.numbers import format_currency, format_decimal
from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from coterie.communities.rules import numbered
from coterie.kit.money import Money
from coterie.web.assets import asset_url
from coterie.web.drawing.funnel import Step, draw_funnel
from coterie.web.drawing.heat import draw_heat
from coterie.web.drawing.line import Series, draw_lines
from coterie.web.drawing.ring import dash
from coterie.web.drawing.sparkline import draw_sparkline
from coterie.web.icons import ICONS
from coterie.web.listing import address_with, page_links, sort_state
from coterie.web.mark import MARK
from coterie.web.place import Named

register = template.Library()
register.simple_tag(asset_url, name="asset")

HUES = 12


@register.filter
def number(value: float | None) -> str:
    """Write a number with the separators of the reader's language; nothing for None."""
    return "" if value is None else format_decimal(value, locale=reader())


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """Write 0.314 as `31 %`; nothing for None."""
    if share is None:
        return ""
    shown = format_decimal(round(share * 100, decimals), locale=reader())
    return (_("%(number)s %%") % {"number": shown}).replace(" ", "\u00a0")


@register.filter
def money(minor: int | None, currency: str) -> str:
    """Write an amount in minor units of `currency` as the reader's language does; nothing for None."""
    return "" if minor is None else format_currency(Money(minor, currency).decimal, currency, locale=reader())


def reader() -> str:
    """Return the locale of who reads, in the form that Babel knows."""
    return to_locale(get_language() or "en")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon: hidden from screen readers, or with `label` a picture that says its name."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    picture = '<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>'
    return format_html(picture, said, ICONS[name])


@register.simple_tag
def seal(name: str = "", size: str = "") -> SafeString:
    """Draw the mark: Coterie's own, or with `name` the first letter of a community."""
    inside = name.strip()[:1].upper() if name else MARK
    css = f"seal seal-{size}" if size else "seal"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, inside)


@register.filter(name="numbered")
def member_number(number: int, pattern: str) -> str:
    """Write a member number in the community's pattern."""
    return numbered(pattern, number)


@register.simple_tag
def sign(community: Named | None, size: str = "") -> SafeString:
    """Draw the sign of a community: its logo, or the first letter of its name; Coterie's own without one."""
    if not community or not getattr(community, "logo", ""):
        return seal(community.name if community else "", size)
    css = f"seal seal-logo seal-{size}" if size else "seal seal-logo"
    address = reverse("logo", args=[community.slug, community.logo])
    return format_html('<span class="{}" aria-hidden="true"><img src="{}" alt=""></span>', css, address)


@register.simple_tag
def avatar(name: str, picture: str = "", size: str = "") -> SafeString:
    """Draw a person: the picture, or the first letter on a colour that stays the same for this name."""
    hue = zlib.crc32(name.encode()) % HUES
    css = f"avatar avatar-{size} hue-{hue}" if size else f"avatar hue-{hue}"
    inside = format_html('<img src="{}" alt="" loading="lazy">', picture) if picture else name.strip()[:1].upper()
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, inside)


@register.simple_tag
def tag(text: str, tone: str = "", stamp: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - templates name it
    """Write a word as a tag; tone is leaf, amber, red, sky or nothing; a stamp is outlined."""
    css = "tag" + (f" tag-{tone}" if tone else "") + (" tag-stamp" if stamp else "")
    return format_html('<span class="{}">{}</span>', css, text)


@register.simple_block_tag
def card(content: str, title: str = "", aside: str = "", tone: str = "", level: int = 2) -> SafeString:
    """Frame a part of a page, with a title of heading `level` and a small remark beside it."""
    words = {"content": content, "title": title, "aside": aside, "tone": tone, "level": level}
    return render_to_string("components/card.html", words)


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "plus") -> SafeString:
    """Say what will stand in an empty place; the block holds the first action."""
    return render_to_string("components/empty.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def notice(content: str, tone: str = "sky") -> SafeString:
    """Tell something within the page: sky tells, leaf confirms, amber warns, red is an error."""
    icons = {"leaf": "check", "amber": "warning", "red": "warning"}
    words = {"content": content, "tone": tone, "icon": icons.get(tone, "info")}
    return render_to_string("components/notice.html", words)


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Put the block into a dialog, opened by any link or button with `data-dialog` naming it."""
    return render_to_string("components/dialog.html", {"content": content, "name": name, "title": title})


@register.simple_block_tag(takes_context=True)
def figure(
    context: Context,
    content: str,
    *,
    title: str,
    sentence: str = "",
    aside: str = "",
    csv: str = "",
    formula: str = "",
    table: Mapping[str, Sequence[Sequence[object]]] | None = None,
    level: int = 2,
) -> SafeString:
    """Frame a picture with its plain sentence, its table (`head` and `rows`), its CSV and its formula."""
    words = {"content": content, "title": title, "sentence": sentence, "aside": aside, "csv": csv}
    return render_to_string(
        "components/figure.html",
        {**words, "formula": formula, "table": table, "level": level, "page": context.get("page")},
    )


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", kind: str = "") -> dict[str, Any]:
    """Render a field with label, hint and errors; kind `chips` draws choices as chips, `bare` hides the label.

    In a form that `may_stay_empty` no field says that it is optional.
    """
    boxed = getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset
    optional = not bound.field.required and not boxed and not getattr(bound.form, "may_stay_empty", False)
    return {"field": bound, "hint": hint or bound.help_text, "boxed": boxed, "kind": kind, "optional": optional}


@register.inclusion_tag("components/form.html")
def form(form: Form) -> dict[str, Any]:
    """Render the errors of a whole form and all its fields; the page writes <form>, the token and the buttons."""
    return {"form": form}


@register.inclusion_tag("components/errors.html")
def form_errors(form: Form) -> dict[str, Any]:
    """Render what is wrong with a form as a whole, with links to the fields that have errors."""
    return {"form": form}


@register.inclusion_tag("components/sparkline.html")
def sparkline(values: Sequence[float | None], tone: str = "", label: str = "") -> dict[str, Any]:
    """Draw a line the size of a word; `label` says in words what it shows."""
    return {"line": draw_sparkline(values), "tone": tone, "label": label}


@register.inclusion_tag("components/funnel.html")
def funnel(steps: Iterable[Step]) -> dict[str, Any]:
    """Draw a funnel of steps with label, count, rate, pending and weakest; nothing where nobody came."""
    columns = draw_funnel(steps)
    return {"columns": columns if any(column.count for column in columns) else []}


@register.inclusion_tag("components/heatmap.html")
def heatmap(
    rows: Iterable[tuple[str, str, Sequence[float | None]]],
    columns: Sequence[str],
    corner: str = "",
    unit: str = "%",
    most: float | None = None,
) -> dict[str, Any]:
    """Draw a heat map of rows (label, note, values); unit `%` shows shares, `` plain numbers, `-` none."""
    return {"lines": draw_heat(rows, most), "columns": columns, "corner": corner, "unit": unit}


@register.inclusion_tag("components/line_chart.html")
def line_chart(series: Sequence[Series], labels: Sequence[str], label: str) -> dict[str, Any]:
    """Draw series of numbers over `labels`; `label` says in words what the picture shows."""
    return {"chart": draw_lines(series, labels), "label": label}


@register.inclusion_tag("components/progress.html")
def progress(value: float, most: float, label: str, tone: str = "") -> dict[str, Any]:
    """Show how far something is, as a bar with words."""
    return {"value": value, "most": most, "label": label, "tone": tone}


@register.inclusion_tag("components/ring.html")
def ring(value: float, most: float, label: str, text: str = "", tone: str = "") -> dict[str, Any]:
    """Show how far something is, as a ring with `text` in it."""
    return {"dash": dash(value, most), "text": text or value, "label": label, "tone": tone}


@register.inclusion_tag("components/copy.html")
def copy(text: str, label: str) -> dict[str, Any]:
    """Show a text that people take with them, and a button that copies it."""
    return {"text": text, "label": label}


@register.inclusion_tag("components/tabs.html")
def tabs(entries: Iterable[object], label: str) -> dict[str, Any]:
    """Show sibling pages: entries with label, url, current and, if there are any, count."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Iterable[object]) -> dict[str, Any]:
    """Show steps with label, state (done, current, todo) and, if one may go there, url."""
    return {"steps": steps}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Show the pages of a Django `Page`; the links keep the filters of the address."""
    return page_links(context["request"], page)


@register.inclusion_tag("components/sortable.html", takes_context=True)
def sortable(context: Context, name: str, text: str, css: str = "") -> dict[str, Any]:
    """Write a table head whose link sorts by `name` (`?sort=name`, again `?sort=-name`)."""
    return {"text": text, "css": css, **sort_state(context["request"], name)}


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: object) -> str:
    """Return this page's address with some parameters changed; an empty value takes one away."""
    return address_with(context["request"], **changes)
