"""WeChat's official account on this machine: a browser that asks is sent back with a code, which says who it is, once."""

import json
import secrets as chance
from urllib.parse import urlencode

from tests.market.standin.server import Answer, Asked


class Official:
    def __init__(self) -> None:
        super().__init__()
        self.app_secret = chance.token_hex(16)
        self.openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
        """Who the next browser is."""
        self.moved = ("", "")
        """Where a shop says that it is, and where it is."""
        self.openids: set[str] = set()
        self._codes: dict[str, str] = {}

    def as_official(self, asked: Asked, appid: str) -> Answer | None:
        path = asked.path.partition("?")[0]
        if path == "/connect/oauth2/authorize":
            return self._sent_back(asked, appid)
        if path == "/sns/oauth2/access_token":
            return 200, {"Content-Type": "text/plain"}, json.dumps(self._said(asked.query, appid)).encode()
        return None

    def _sent_back(self, asked: Asked, appid: str) -> Answer:
        query = asked.query
        known = (query["appid"], query["response_type"], query["scope"]) == (appid, "code", "snsapi_base")
        if not known or not (query["state"].isalnum() and len(query["state"]) <= 128):
            return 400, {}, "参数错误".encode()
        code = chance.token_hex(16)
        self._codes[code] = self.openid
        back = {"code": code, "state": query["state"]}
        return 302, {"Location": f"{query['redirect_uri'].replace(*self.moved)}?{urlencode(back)}"}, b""

    def _said(self, query: dict[str, str], appid: str) -> dict[str, object]:
        if (query["appid"], query["secret"]) != (appid, self.app_secret):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        openid = self._codes.pop(query["code"], "")
        if not openid or query["grant_type"] != "authorization_code":
            return {"errcode": 40029, "errmsg": "invalid code"}
        self.openids.add(openid)
        return {"access_token": "none", "expires_in": 7200, "openid": openid, "scope": "snsapi_base"}
