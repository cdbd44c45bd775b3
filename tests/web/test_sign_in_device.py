import pytest

from coterie.web.templatetags.sign_in import device

NAMES = {
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36": "Chrome · Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1": "Safari · iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 MicroMessenger/8.0": "WeChat · iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0": "Edge · Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:120.0) Gecko/20100101 Firefox/120.0": "Firefox · macOS",
    "curl/8.1": "Another program",
    "": "Another program",
}


@pytest.mark.parametrize(("user_agent", "words"), NAMES.items())
def test_device_is_named_in_words(user_agent, words):
    assert device(user_agent) == words
