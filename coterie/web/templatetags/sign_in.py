"""Words for the pages of one's account."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from coterie.platform.mail.carrier import CONSOLE

register = template.Library()

BROWSERS = {
    "MicroMessenger": "WeChat", "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
"""Signs of browsers, the more special first: most name the others too."""

SYSTEMS = {
    "HarmonyOS": "HarmonyOS", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows",
    "Mac OS X": "macOS", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


@register.simple_tag
def letters_are_printed() -> bool:
    """Tell whether this install has no mail server and prints its letters in the terminal."""
    return settings.MAIL_CARRIER.backend == CONSOLE


@register.filter
def device(user_agent: str) -> str:
    """Return which browser on which system, as far as the browser's own name for itself says."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return " · ".join(filter(None, (browser, system))) or _("Another program")
