"""The tags that every page uses: what they write, and that they never let a name become markup."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation

from coterie.kit.clock import now

NASTY = "<b onclick=x>\"'"


def written(text, request=None, **words):
    return engines["django"].from_string(text).render(words, request).strip()


@pytest.mark.parametrize(
    "text",
    [
        "{% avatar n %}", "{% seal n %}", "{% tag n 'leaf' %}", "{% icon 'search' label=n %}", "{% copy n n %}",
        "{% card title=n aside=n %}{{ n }}{% endcard %}", "{% empty n %}{{ n }}{% endempty %}",
        "{% figure title=n sentence=n csv=n formula=n %}{{ n }}{% endfigure %}", "{% progress 1 2 n %}",
        "{% ring 1 2 n text=n %}", "{% sparkline v label=n %}", "{% dialog name='x' title=n %}{{ n }}{% enddialog %}",
    ],
)  # fmt: skip
def test_name_never_becomes_markup(text):
    assert "<b onclick" not in written(text, n=NASTY, v=[1, 2])


def test_colour_of_a_name_stays():
    assert written("{% avatar 'Wen' %}") == written("{% avatar 'Wen' %}")
    assert written("{% avatar 'Wen' %}") != written("{% avatar 'Ma' %}")


def test_seal_without_a_name_is_our_mark():
    assert "<svg" in written("{% seal %}")
    assert written("{% seal '文案餐桌' %}") == '<span class="seal" aria-hidden="true">文</span>'


def test_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in written("{% icon 'search' %}")
    assert 'role="img" aria-label="Search"' in written("{% icon 'search' label='Search' %}")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("{{ 1234567|number }}", "1,234,567", "1,234,567"),
        ("{{ 0.746|percent }}", "75\u00a0%", None),
        ("{{ 0.746|percent:1 }}", "74.6\u00a0%", None),
        ("{{ 123450|money:'CNY' }}", "CN¥1,234.50", "¥1,234.50"),
        ("{{ 500|money:'JPY' }}", "¥500", "JP¥500"),
        ("{{ nothing|percent }}{{ nothing|number }}{{ nothing|money:'CNY' }}", "", ""),
    ],
)
def test_number_is_written_in_the_language_of_the_reader(text, english, chinese):
    with translation.override("en"):
        assert written(text, nothing=None) == english
    with translation.override("zh-hans"):
        assert chinese is None or written(text, nothing=None) == chinese


class Form(forms.Form):
    name = forms.CharField(help_text="As members read it.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    rules = forms.BooleanField(label="I keep them.")


def test_field_joins_label_hint_and_error():
    page = written("{% field form.name %}", form=Form({}))

    assert 'for="id_name"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_choice_is_a_group_with_a_legend():
    page = written("{% field form.kind %}", form=Form())

    assert page.startswith("<fieldset")
    assert "optional" in page


def test_tick_box_stands_before_its_label():
    page = written("{% field form.rules %}", form=Form())

    assert page.index("<input") < page.index("I keep them.")


def test_form_keeps_what_was_typed_and_says_so():
    page = written("{% form form %}", form=Form({"name": NASTY}))

    assert 'value="&lt;b onclick=x&gt;&quot;&#x27;"' in page
    assert 'role="alert"' in page


def test_pagination_keeps_the_filter(rf):
    page = Paginator(range(200), 50).page(2)

    shown = written("{% pagination page %}", rf.get("/?tag=seed&page=2"), page=page)

    assert 'href="?tag=seed&amp;page=3" rel="next"' in shown
    assert "51–100 of 200" in shown


def test_pagination_of_one_page_is_silent(rf):
    assert written("{% pagination page %}", rf.get("/"), page=Paginator(range(3), 50).page(1)) == ""


@pytest.mark.parametrize(
    ("query", "link", "state"),
    [("", "?sort=name", ""), ("?sort=name", "?sort=-name", "ascending"), ("?sort=-name", "?sort=name", "descending")],
)
def test_head_turns_the_order(rf, query, link, state):
    head = written("{% sortable 'name' 'Name' %}", rf.get(f"/{query}"))

    assert f'href="{link}"' in head
    assert ("aria-sort" in head) == bool(state)
    assert state in head


def test_order_begins_at_the_first_page(rf):
    assert 'href="?q=a&amp;sort=name"' in written("{% sortable 'name' 'Name' %}", rf.get("/?q=a&page=3"))


def test_address_takes_a_filter_away(rf):
    assert written("{% address tag='' q='rice' %}", rf.get("/?tag=seed&state=here")) == "?state=here&amp;q=rice"


def test_figure_has_its_table_and_its_csv():
    table = {"head": ["step", "people"], "rows": [["saw", 12], ["joined", None]]}

    shown = written("{% figure title='Funnel' csv='/x.csv' table=table %}·{% endfigure %}", table=table)

    assert 'href="/x.csv"' in shown
    assert '<th scope="row">joined</th><td class="number"></td>' in shown


@dataclass
class Step:
    label: str
    count: int
    rate: float | None = None
    pending: int = 0
    weakest: bool = False


def test_a_funnel_of_nobody_is_not_drawn():
    assert written("{% funnel steps %}", steps=[Step("saw", 0), Step("spoke", 0)]) == ""
    assert written("{% funnel steps %}", steps=[Step("saw", 1), Step("spoke", 0)]).count("funnel-step") == 2


@pytest.mark.parametrize(
    ("seconds", "said"), [(5, "just now"), (60, "1 minute ago"), (7_500, "2 hours ago"), (200_000, "2 days ago")]
)
def test_ago_says_one_unit(seconds, said):
    assert written("{% load day %}{{ moment|ago }}", moment=now() - timedelta(seconds=seconds)) == said


def test_a_form_that_may_stay_empty_marks_no_field():
    class Whole(forms.Form):
        word = forms.CharField(required=False)

    class Open(Whole):
        may_stay_empty = True

    assert "optional" in written("{% field form.word %}", form=Whole())
    assert "optional" not in written("{% field form.word %}", form=Open())
