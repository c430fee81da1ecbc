"""Letters over a real SMTP connection."""

import asyncio
from collections.abc import AsyncIterator
from email.message import Message

import pytest
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP

from sigec.adapters.smtp import NoPostman, SmtpPostman
from sigec.drivers.ports import Letter, LetterNotSent

LETTER = Letter(to="ana@example.com", subject="Olá, Ana", text="https://sigec.example/#abc")


class Mailbox(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.messages.append(message)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
async def port(mailbox: Mailbox) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mailbox, loop=loop), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_a_letter_arrives_as_it_was_written(mailbox: Mailbox, port: int) -> None:
    postman = SmtpPostman(f"smtp://127.0.0.1:{port}", sender="SIGEC <no-reply@sigec.example>")

    await postman.send(LETTER)

    [message] = mailbox.messages
    assert message["To"] == "ana@example.com"
    assert message["Auto-Submitted"] == "auto-generated"
    assert LETTER.text in str(message.get_payload())


async def test_a_server_without_tls_gets_no_password(mailbox: Mailbox, port: int) -> None:
    postman = SmtpPostman(f"smtp://ana:pass@127.0.0.1:{port}", sender="no-reply@sigec.example")

    with pytest.raises(LetterNotSent):
        await postman.send(LETTER)
    assert not mailbox.messages


async def test_what_nobody_takes_was_not_sent() -> None:
    listener = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    listener.close()
    await listener.wait_closed()

    with pytest.raises(LetterNotSent):
        await SmtpPostman(f"smtp://127.0.0.1:{port}", sender="a@b.example").send(LETTER)
    with pytest.raises(LetterNotSent):
        await NoPostman().send(LETTER)
