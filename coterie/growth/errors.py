"""What can stand in the way of a campaign."""

from typing import ClassVar

from coterie.kit.errors import Conflict


class NotRunning(Conflict):
    """The campaign takes nobody in now."""

    code: ClassVar[str] = "not_running"


class InTeam(Conflict):
    """The member is in a team that is still open."""

    code: ClassVar[str] = "in_team"


class BudgetSpent(Conflict):
    """The budget of a campaign does not reach that far."""

    code: ClassVar[str] = "budget_spent"


class PolicyBroken(Conflict):
    """A promise goes beyond what the community's policy pack allows."""

    code: ClassVar[str] = "policy_broken"
