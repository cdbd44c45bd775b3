"""`Idempotency-Key`: a call that changes something is served once for each key of a token.

The same key with the same request, within 24 hours, is answered as the first time, with `Idempotency-Replayed: true`;
with another request it is refused. What holds after `kill -9` is told in `coterie.platform.once.keeping`: whatever a
call changes is committed together with its answer, except where an operation `works_apart`.

An answer may say what is said but once, or what somebody wrote. So it is kept in a box that opens with the secret of
its token alone, of which we keep a digest.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial, wraps
from hashlib import sha256
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.operation import Operation

from coterie.api.token import TokenAuth, caller_of
from coterie.kit.box import Box
from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.platform.once.keeping import Answer, Asked, apart, in_one_transaction

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
KEY = re.compile(r"[\x21-\x7e]{1,255}")

Run = Callable[..., HttpResponse]
V = TypeVar("V", bound=Callable[..., object])


def works_apart(view: V) -> V:
    """Mark an operation that takes long, or that counts guesses, which must not be forgotten with what it refuses.

    It commits as it goes, and finds what it did when it is called again.
    """
    view.works_apart = True  # type: ignore[attr-defined]  # read below
    return view


def once(run: Run) -> Run:
    """Let an operation heed the key of its caller."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]  # ninja hands in a bound method

    @wraps(run)
    def heedful(request: HttpRequest, **words: object) -> HttpResponse:
        key = request.headers.get(HEADER)
        if key is None or request.method not in UNSAFE:
            return run(request, **words)
        try:
            return with_key(key, request, operation, partial(run, request, **words))
        except Exception as error:  # noqa: BLE001 - the API says of each what becomes of it
            return operation.api.on_exception(request, error)

    return heedful


def with_key(key: str, request: HttpRequest, operation: Operation, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Serve a call, unless it was served; who is nobody is told so by the operation itself."""
    if not KEY.fullmatch(key):
        raise Invalid(_("A key has between 1 and 255 visible ASCII signs."), field=HEADER)
    if TokenAuth()(request) is None:
        return run()
    way = apart if getattr(operation.view_func, "works_apart", False) else in_one_transaction
    caller = caller_of(request)
    box = Box(caller.secret, "kept answers")
    asked = Asked(caller.token, key, box.mark(digest_of(request)))
    return response_of(way(asked, lambda: answer_of(run(), box), now=now()), box)


def digest_of(request: HttpRequest) -> bytes:
    """Return a digest of what is asked."""
    digest = sha256()
    for part in parts_of(request):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def parts_of(request: HttpRequest) -> Iterator[bytes]:
    """Yield what makes two requests differ; of a form its fields, for what stands between them is random."""
    yield from (part.encode() for part in (request.method or "", request.get_full_path(), request.content_type or ""))
    if request.content_type != "multipart/form-data" or request.method != "POST":
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        yield from (part.encode(errors="surrogatepass") for part in (name, *values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (name.encode(), (file.name or "").encode(), digest_in(file))


def digest_in(file: "UploadedFile[bytes]") -> bytes:
    """Return the digest of a file, which is read in parts and stands at its beginning again."""
    digest = sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.digest()


def answer_of(response: HttpResponse, box: Box) -> Answer:
    """Return what can be kept of a response."""
    return Answer(response.status_code, dict(response.items()), box.close(response.content))


def response_of(answer: Answer, box: Box) -> HttpResponse:
    """Return an answer as a response."""
    response = HttpResponse(box.open(answer.body), status=answer.status, headers=dict(answer.headers))
    if answer.again:
        response[REPLAYED] = "true"
    return response
