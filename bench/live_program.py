"""What `live` lets run: ours with a door through which the bench speaks, and a plain fan-out as its floor."""

import asyncio
import itertools
import json
import os

NUMBERS = itertools.count()
HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
SAY = "/bench/say"


class Floor:
    """Gives each word to everybody who listens, and nothing else."""

    def __init__(self) -> None:
        self.readers: set[asyncio.Queue[bytes]] = set()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
        elif scope["path"] == SAY:
            key = f"m{next(NUMBERS)}"
            for reader in self.readers:
                reader.put_nowait(f'data: {{"subject":"{key}"}}\n\n'.encode())
            await send(HEAD)
            await send({"type": "http.response.body", "body": key.encode()})
        elif scope["path"] == "/":
            await send(HEAD)
            await send({"type": "http.response.body", "body": b"up"})
        else:
            await self.stream(receive, send)

    async def stream(self, receive, send) -> None:
        mine: asyncio.Queue[bytes] = asyncio.Queue()
        self.readers.add(mine)
        gone = asyncio.create_task(hung_up(receive, mine))
        await send(HEAD)
        body = b": open\n\n"
        while body:
            await send({"type": "http.response.body", "body": body, "more_body": True})
            body = await mine.get()
        self.readers.discard(mine)
        gone.cancel()


async def hung_up(receive, mine) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    mine.put_nowait(b"")


def speaking():
    """Return ours with one more door: a message is posted by the verb that pages call."""
    from coterie.asgi import application
    from coterie.kit.actor import Actor
    from coterie.kit.clock import now
    from coterie.talk.domain.message import post_message

    facts = json.loads(os.environ["BENCH_WRITER"])
    who = {"group": facts["group"], "member": facts["member"], "actor": Actor(account=facts["account"])}

    async def door(scope, receive, send) -> None:
        if scope["type"] == "http" and scope["path"] == SAY:
            message = await asyncio.to_thread(post_message, text="Good morning", now=now(), **who)
            await send(HEAD)
            await send({"type": "http.response.body", "body": message.key.encode()})
        else:
            await application(scope, receive, send)

    return door


application = speaking() if "BENCH_WRITER" in os.environ else Floor()
