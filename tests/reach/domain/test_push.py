"""Pushed words reach the browser that may read them, and nobody else can: by the RFC's own example, and end to end."""

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from coterie.groups.models import Membership
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.http_out import NotFetched, fetch
from coterie.reach.domain import push as verbs
from coterie.reach.domain.push import NotPushed, own_public_key, push
from coterie.reach.domain.push_device import add_push_device, remove_push_device
from coterie.reach.models import PushDevice
from coterie.reach.queries.push import notes_of
from coterie.talk.domain.deletion import delete_message
from tests.cast import NOW, Cast
from tests.talk.speech import say

CURVE = ec.SECP256R1()
SERVICE = "https://push.example"


def plain(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def shown(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Reader:
    """A browser: its key, and the secret that it shares with who may push."""

    key: ec.EllipticCurvePrivateKey
    auth: bytes

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def read(self, body: bytes) -> bytes:
        """Decrypt as RFC 8291, section 3.4, and RFC 8188 say."""
        salt, _size, length = body[:16], struct.unpack("!L", body[16:20]), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        secret = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        mixed = derived(self.auth, secret, b"WebPush: info\0" + self.point + sender, 32)
        key = derived(salt, mixed, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(salt, mixed, b"Content-Encoding: nonce\0", 12)
        return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0").removesuffix(b"\2")


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def browser() -> Reader:
    return Reader(ec.generate_private_key(CURVE), bytes(range(16)))


def test_reader_of_the_test_reads_the_example_of_the_rfc() -> None:
    """RFC 8291, section 5 and appendix A."""
    private = int.from_bytes(plain("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
    reader = Reader(ec.derive_private_key(private, CURVE), plain("BTBZMqHH6r4Tts7J_aSIgg"))
    body = plain(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )

    assert reader.read(body) == b"When I grow up, I want to be a watermelon"


class Service:
    """A push service on this machine: what came, and what it answers."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.status = 201
        service = self

        class Post(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.came.append((headers, self.rfile.read(length)))
                self.send_response(service.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Post)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def fetched(self, url: str, **facts: Any) -> object:
        """Fetch from here what is meant for the service."""
        assert url.startswith(SERVICE)
        there = f"http://127.0.0.1:{self.server.server_port}"
        return fetch(url.replace(SERVICE, there), private=True, **facts)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch):
    service = Service()
    monkeypatch.setattr(verbs, "fetch", service.fetched)
    yield service
    service.close()


def device(cast: Cast, who: str = "dan", reader: Reader | None = None, name: str = "one") -> PushDevice:
    reader = reader or browser()
    keys = {"p256dh": shown(reader.point), "auth": shown(reader.auth)}
    return add_push_device(endpoint=f"{SERVICE}/{name}", **keys, actor=cast.actor(who), now=NOW)


def verified(header: str, point: bytes) -> dict[str, Any]:
    """Return the claims of a VAPID header (RFC 8292), once its signature holds."""
    words = dict(part.strip().split("=", 1) for part in header.removeprefix("vapid ").split(","))
    head, claims, mark = words["t"].split(".")
    assert plain(words["k"]) == point
    signature = plain(mark)
    pair = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    key.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    found: dict[str, Any] = json.loads(plain(claims))
    return found


def test_only_that_browser_reads_what_is_pushed(cast: Cast, service: Service) -> None:
    reader, other = browser(), browser()
    row = device(cast, reader=reader)

    assert push(device=row.pk, title="Nina · Basic", text="在吗？", path="/m/table/")

    [(headers, body)] = service.came
    assert json.loads(reader.read(body)) == {"title": "Nina · Basic", "text": "在吗？", "path": "/m/table/"}
    with pytest.raises(InvalidTag):
        other.read(body)
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "43200")
    claims = verified(headers["authorization"], own_public_key())
    assert claims["aud"] == SERVICE
    assert claims["sub"].startswith("mailto:")


def test_a_browser_that_is_gone_is_forgotten_and_a_busy_service_is_asked_again(cast: Cast, service: Service) -> None:
    row = device(cast)
    service.status = 503
    with pytest.raises(NotPushed):
        push(device=row.pk, title="a", text="b", path="/")
    service.status = 410
    assert not push(device=row.pk, title="a", text="b", path="/")
    assert not PushDevice.objects.exists()
    assert not push(device=row.pk, title="a", text="b", path="/")


def test_our_own_network_is_not_pushed_to(cast: Cast) -> None:
    reader = browser()
    keys = {"p256dh": shown(reader.point), "auth": shown(reader.auth)}
    row = add_push_device(endpoint="https://127.0.0.1/x", **keys, actor=cast.actor("dan"), now=NOW)

    with pytest.raises(NotFetched):
        push(device=row.pk, title="a", text="b", path="/")


def test_who_is_named_or_wants_everything_is_told_and_nobody_else(cast: Cast) -> None:
    ids = {name: device(cast, name, name=name).pk for name in ("dan", "carol", "nina", "paul", "stranger")}
    Membership.objects.filter(member=cast.members["paul"]).update(notify="nothing")
    Membership.objects.filter(member=cast.members["carol"], group=cast.group).update(notify="all")
    message = say(cast, "nina", "@Dan @Paul look " + "x" * 300)

    notes = notes_of([message.pk])

    assert {note.device for note in notes} == {ids["dan"], ids["carol"]}
    assert notes[0].title == "Nina · Basic"
    assert len(notes[0].text) < 200
    assert notes[0].path.endswith(f"?around={message.key}#message-{message.key}")
    delete_message(message=message.pk, actor=cast.actor("nina"), now=NOW)
    assert notes_of([message.pk]) == []


@pytest.mark.parametrize(
    "facts",
    [{"endpoint": "http://push.example/x"}, {"endpoint": ""}, {"auth": "short"}, {"p256dh": "!" * 87}, {"p256dh": ""}],
)
def test_what_no_browser_says_is_refused(cast: Cast, facts: dict[str, str]) -> None:
    reader = browser()
    known = {"endpoint": f"{SERVICE}/x", "p256dh": shown(reader.point), "auth": shown(reader.auth)}
    with pytest.raises(Invalid):
        add_push_device(**{**known, **facts}, actor=cast.actor("dan"), now=NOW)


def test_a_browser_has_one_owner_and_a_person_ten(cast: Cast) -> None:
    device(cast, "dan")
    device(cast, "carol")
    assert PushDevice.objects.get().account_id == cast.accounts["carol"].pk
    assert remove_push_device(endpoint=f"{SERVICE}/one", actor=cast.actor("dan"), now=NOW) == 0
    for number in range(9):
        device(cast, "carol", name=str(number))
    with pytest.raises(Conflict):
        device(cast, "carol", name="eleventh")
    assert remove_push_device(endpoint=f"{SERVICE}/one", actor=cast.actor("carol"), now=NOW) == 1
