"""Reading the five questions that begin a community."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from coterie.accounts.models import Account
from coterie.communities.enums import CommunityType, Need, Purpose
from coterie.communities.queries.address import free_address

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "JPY", "SGD", "TWD")
HABITS = {"zh-hans": ("Asia/Shanghai", "CNY")}
"""The time zone and the currency that readers of a language usually have."""
ELSEWHERE = ("UTC", "USD")


def line(label: StrOrPromise, hint: StrOrPromise, longest: int = 300) -> forms.CharField:
    """Return a field for one sentence that must be said."""
    widget = forms.Textarea({"rows": 2}) if longest > 200 else forms.TextInput()
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=widget)


def some(label: StrOrPromise, choices: type[Any]) -> forms.MultipleChoiceField:
    """Return a field for at least one of a list."""
    wrong = {"required": gettext_lazy("Choose at least one.")}
    return forms.MultipleChoiceField(
        label=label, choices=choices.choices, widget=forms.CheckboxSelectMultiple, error_messages=wrong
    )


class BeginningForm(forms.Form):
    """Five questions; what else a canvas asks follows from the answers."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=60)
    what_kind = line(
        gettext_lazy("One sentence for a stranger"), gettext_lazy("“A table where copywriters take lines apart.”")
    )
    types = some(gettext_lazy("What binds people here?"), CommunityType)
    who = line(gettext_lazy("The people"), gettext_lazy("“Shop owners who write their own signs and menus.”"), 200)
    needs = some(gettext_lazy("What do they come for?"), Need)
    together = line(
        gettext_lazy("What they reach together"), gettext_lazy("“One line a week that makes a stranger answer.”")
    )
    what_together = line(
        gettext_lazy("Something to look forward to"), gettext_lazy("“Tuesdays at nine we take three headlines apart.”")
    )
    rules = forms.CharField(
        label=gettext_lazy("The rules, one a line"),
        help_text=gettext_lazy("Everybody who joins accepts them. Keep only those that you will keep."),
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
    )
    purposes = some(gettext_lazy("And what is it to bring you?"), Purpose)
    you = forms.CharField(
        label=gettext_lazy("And you? Your name, as people here read it"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Part of every link. Empty: made from the name."),
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lambda: [(zone, zone) for zone in sorted(available_timezones())],
        widget=forms.Select({"data-timezone": ""}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCIES])

    @staticmethod
    def usual(language: str, account: Account) -> dict[str, str]:
        """Return what stands in the form before anything is typed; a name that is only the address's is left open."""
        zone, currency = HABITS.get(language, ELSEWHERE)
        you = "" if account.name == (account.email or "").partition("@")[0] else account.name
        rules = _("Be kind, and be true.\nNo advertisements, your own included.\nWhat is shown here stays here.")
        return {"timezone": zone, "language": language, "currency": currency, "rules": rules, "you": you}

    def facts(self) -> dict[str, Any]:
        """Return what was answered as the verb takes it."""
        said = self.cleaned_data
        facts = {key: said[key] for key in ("name", "timezone", "language", "currency")}
        return {
            "facts": facts | {"slug": said["slug"] or free_address(said["name"])},
            "answers": self.answers(),
            "rules": said["rules"],
            "group": _("Everybody"),
            "code": _("First code"),
            "called": said["you"],
        }

    def answers(self) -> dict[str, Any]:
        """Return the canvas: one sentence is who they are and what they share, one is why and what for."""
        said = self.cleaned_data
        same = {key: said[key] for key in ("what_kind", "what_together", "types", "needs", "purposes")}
        first_rule = said["rules"].strip().splitlines()[0]
        return same | {
            "attribute": said["who"],
            "portrait": {"who": said["who"]},
            "goal": said["together"],
            "why_together": said["together"],
            "own_rules": first_rule[:300],
        }
