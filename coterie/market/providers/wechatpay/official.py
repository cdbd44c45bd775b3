"""The official account by which WeChat says who a buyer is: OAuth 2, which asks the buyer nothing (snsapi_base)."""

from urllib.parse import urlencode

from coterie.market.providers.peer import Peer
from coterie.market.providers.port import Declined

PAGES = "https://open.weixin.qq.com"
OWN = "https://api.weixin.qq.com"
OF_NO_USE = (40029, 40163, 41008, 42003)
"""What WeChat says of a code that is not its own, was used, is missing or too old."""


class OfficialAccount:
    """An official account with its secret."""

    def __init__(self, appid: str, secret: str, base: str = "") -> None:
        self._appid, self._secret = appid, secret
        self._pages = base or PAGES
        self._peer = Peer("WeChat", OWN, base)

    def entrance(self, back: str, state: str) -> str:
        """Return where WeChat sends a browser `back` from, with a code and `state`: letters and digits, 128 at most."""
        query = {"appid": self._appid, "redirect_uri": back, "response_type": "code", "scope": "snsapi_base"}
        return f"{self._pages}/connect/oauth2/authorize?{urlencode({**query, 'state': state})}#wechat_redirect"

    def buyer(self, code: str) -> str:
        """Return by a code, good for once, who the buyer is to this account.

        Raises Declined for a code that is none, too old or used; ProviderFailed where it cannot be asked.
        """
        query = {"appid": self._appid, "secret": self._secret, "code": code, "grant_type": "authorization_code"}
        answer = self._peer.ask(f"/sns/oauth2/access_token?{urlencode(query)}", method="GET", headers={})
        said = self._peer.told(answer.body)
        with self._peer.reading():
            buyer, words, why = said.text("openid"), said.text("errmsg"), said.at("errcode").value
        if not buyer:
            refused = self._peer.refused(words)
            raise Declined(str(refused)) if why in OF_NO_USE else refused
        return buyer
