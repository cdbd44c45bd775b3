"""What somebody fills in who buys in a team."""

from typing import Any

from django import forms

from coterie.web.public.checkout_form import CheckoutForm

NOT_IN_TEAMS = ("coupon", "points", "is_gift")
"""Everybody in a team pays the same, for themselves."""


class TeamForm(CheckoutForm):
    """An order for one piece, in a team: by its key, or a new one."""

    def __init__(self, *args: Any, team: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        for name in NOT_IN_TEAMS:
            self.fields.pop(name, None)
        self.fields["quantity"].widget = forms.HiddenInput()

    def facts(self) -> dict[str, Any]:
        """Return what was filled in as the verb takes it."""
        return {**super().facts(), "team": self.team}
