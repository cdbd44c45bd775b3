"""Functions of `scipy.special`, loaded at their first use: loading takes a third of a second, and a start needs none.

Names, shapes and sources are those of `scipy.special`.
"""

from collections.abc import Callable
from typing import Any

import scipy


def late(name: str) -> Callable[..., Any]:
    """Return the function of that name, looked up when it is called."""

    def function(*numbers: Any) -> object:
        return getattr(scipy.special, name)(*numbers)

    return function


betainc = late("betainc")
betaincinv = late("betaincinv")
betaln = late("betaln")
chdtrc = late("chdtrc")
digamma = late("digamma")
expit = late("expit")
gammaln = late("gammaln")
hyp2f1 = late("hyp2f1")
log_expit = late("log_expit")
