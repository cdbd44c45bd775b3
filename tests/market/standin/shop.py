"""A shop that only listens: it reads notices with a provider and answers as a server of ours would."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from coterie.kit.clock import now
from coterie.market.providers.port import Refused


class Shop:
    """`taken` are the notices that were believed, `refused` the errors of the others."""

    def __init__(self) -> None:
        self.provider = None
        self.taken, self.refused = [], []
        self.url = ""

    def answer(self, headers, body):
        try:
            self.taken.append(self.provider.notice(headers, body, now=now()))
        except Refused as error:
            self.refused.append(error)
            return error.status, "text/plain", b"fail"
        return self.provider.answer()


@contextmanager
def open_shop():
    shop = Shop()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, answer = shop.answer(dict(self.headers.items()), body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    shop.url = f"http://127.0.0.1:{server.server_port}/webhooks/provider"
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
