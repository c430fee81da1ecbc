"""A mail server for this machine only: it keeps what it takes and forwards nothing."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from sigec_sandbox.providers.inbox import Fault, Inbox

LINE_BYTES_MAX = 1_000_000


class _Gone(Exception):
    """The conversation is over."""


class SmtpServer:
    """Listens for as long as the context lasts; strangers are mailboxes that do not exist."""

    name = "SMTP"

    def __init__(self, *, port: int = 0, host: str = "127.0.0.1") -> None:
        """Prepare; port 0 is whichever is free."""
        self.inbox = Inbox()
        self.host, self.port = host, port
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Listen.

        :raises OSError: when the port is taken.
        """
        self._server = await asyncio.start_server(
            self._meet, self.host, self.port, limit=LINE_BYTES_MAX
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        assert self._server is not None
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)
        try:
            await _Talk(self.inbox, reader, writer).hold()
        except (_Gone, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


class _Talk:
    """One conversation (RFC 5321), of as much as a client needs that signs in nowhere."""

    def __init__(
        self, inbox: Inbox, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._inbox = inbox
        self._reader = reader
        self._writer = writer
        self._to = ""

    async def hold(self) -> None:
        await self._say("220 sandbox ready")
        while line := (await self._reader.readline()).decode("utf-8", "replace").strip():
            verb, _, rest = line.partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    await self._say("250-sandbox\r\n250-8BITMIME\r\n250 SMTPUTF8")
                case "MAIL":
                    is_known = self._inbox.habits.knows_sender
                    await self._say("250 OK" if is_known else "553 sender not allowed")
                case "RCPT":
                    await self._name(rest)
                case "DATA":
                    await self._take()
                case "QUIT":
                    await self._say("221 bye")
                    raise _Gone
                case _:
                    await self._say("250 OK" if verb.upper() in ("RSET", "NOOP") else "502 no")

    async def _name(self, rest: str) -> None:
        self._to = rest.partition("<")[2].partition(">")[0]
        is_there = self._to not in self._inbox.habits.strangers
        await self._say("250 OK" if is_there else "550 no such mailbox")

    async def _take(self) -> None:
        await self._say("354 go on")
        raw = (await self._reader.readuntil(b"\r\n.\r\n"))[:-5].replace(b"\r\n..", b"\r\n.")
        if self._inbox.habits.slow_s:
            await asyncio.sleep(self._inbox.habits.slow_s)
        fault = self._inbox.next_fault()
        if fault in (Fault.TOO_MANY, Fault.UNAVAILABLE):
            await self._say("451 try again later")
            return
        self._keep(message_from_bytes(raw, policy=policy.default))
        if fault is not None:
            raise _Gone
        await self._say("250 taken")

    def _keep(self, message: EmailMessage) -> None:
        text, html = message.get_body(("plain",)), message.get_body(("html",))
        self._inbox.take(
            self._to,
            text.get_content() if text else "",
            subject=str(message["Subject"]),
            html=html.get_content() if html else "",
            about=[("from", str(message["From"])), ("message-id", str(message["Message-ID"]))],
        )

    async def _say(self, line: str) -> None:
        self._writer.write(f"{line}\r\n".encode())
        await self._writer.drain()
