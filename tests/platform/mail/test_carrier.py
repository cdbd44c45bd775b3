"""What COTERIE_MAIL_URL means."""

import pytest

from coterie.kit.environment import WrongEnvironment
from coterie.platform.mail.carrier import CONSOLE, PATIENCE, SMTP, carrier_of


def test_without_an_address_letters_go_to_the_terminal():
    carrier = carrier_of("", host="books.example")

    assert (carrier.backend, carrier.sender, carrier.options) == (CONSOLE, "coterie@books.example", {})


def test_address_says_everything():
    carrier = carrier_of("smtp://dan:p%40ss@mail.example:2525?tls=1&from=hello@books.example", host="x")

    assert (carrier.backend, carrier.sender) == (SMTP, "hello@books.example")
    assert carrier.options == {
        "host": "mail.example",
        "port": 2525,
        "username": "dan",
        "password": "p@ss",
        "use_tls": True,
        "use_ssl": False,
        "timeout": PATIENCE,
    }


@pytest.mark.parametrize(
    ("url", "port"), [("smtp://m.example", 25), ("smtp://m.example?tls=1", 587), ("smtps://m.example", 465)]
)
def test_port_follows_from_the_kind(url, port):
    assert carrier_of(url, host="x").options["port"] == port


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://m.example?tsl=1"])
def test_address_that_cannot_be_used_stops_the_program(url):
    with pytest.raises(WrongEnvironment, match="COTERIE_MAIL_URL"):
        carrier_of(url, host="x")
