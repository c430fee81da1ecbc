"""E-mail by SMTP: a tenant's notices, and the installation's letters."""

import asyncio
import hashlib
import socket
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr
from enum import StrEnum
from typing import Self
from urllib.parse import unquote, urlsplit

import aiosmtplib

from sigec.adapters.provider_http import masked
from sigec.drivers.ports import Letter, LetterNotSent
from sigec.kit.addresses import OutOfReach, Reach, find_address
from sigec.notifications.model import Acceptance, ChannelHealth, Message
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried

TIMEOUT_S = 15.0
PRELUDE_TIMEOUT_S = 30.0
"""For everything that comes before the e-mail itself."""
_FAREWELL_S = 2.0
_FOR_GOOD = 500
_TLS_PORT, _SUBMISSION_PORT = 465, 587
_TROUBLES = (aiosmtplib.SMTPException, OSError, ValueError)


class Security(StrEnum):
    """How a connection is kept private; without it there is no password."""

    TLS = "tls"
    STARTTLS = "starttls"
    IF_OFFERED = "none"
    """STARTTLS where the server has it."""


_STARTTLS = {Security.TLS: False, Security.STARTTLS: True, Security.IF_OFFERED: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Takes e-mail, one connection each; ``reach`` is where it may be, ``None`` anywhere."""

    host: str
    port: int | None = None
    security: Security = Security.STARTTLS
    username: str | None = None
    password: str | None = None
    reach: Reach | None = None
    timeout_s: float = TIMEOUT_S

    @classmethod
    def at(cls, url: str) -> Self:
        """Read ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://``.

        A server that offers no TLS gets letters only without a password.
        """
        parts = urlsplit(url)
        user = parts.username and unquote(parts.username)
        if parts.scheme == "smtps":
            security = Security.TLS
        else:
            security = Security.STARTTLS if user is not None else Security.IF_OFFERED
        return cls(
            host=parts.hostname or "",
            port=parts.port,
            security=security,
            username=user,
            password=parts.password and unquote(parts.password),
        )

    async def take(self, message: EmailMessage) -> None:
        """Hand one e-mail to the server.

        :raises MessageRefused: when it does not want this e-mail.
        :raises ChannelClosed: when it wants none of ours.
        :raises NotCarried: when it was not taken this time.
        :raises AnswerLost: when it was handed over, and nobody said that it was taken.
        """
        client: aiosmtplib.SMTP | None = None
        try:
            try:
                async with asyncio.timeout(PRELUDE_TIMEOUT_S):
                    client = await self._connect()
                    await self._name(client, message)
            except TimeoutError:
                raise NotCarried("the server took too long") from None
            await self._hand_over(client, message)
        finally:
            if client is not None:
                await _leave(client)

    async def check(self) -> ChannelHealth:
        """Connect, sign in, and leave."""
        try:
            async with asyncio.timeout(PRELUDE_TIMEOUT_S):
                client = await self._connect()
        except NotCarried as error:
            return ChannelHealth(is_ready=False, detail=str(error))
        except TimeoutError:
            return ChannelHealth(is_ready=False, detail="the server took too long")
        await _leave(client)
        return ChannelHealth(is_ready=True)

    async def _connect(self) -> aiosmtplib.SMTP:
        if self.username is not None and self.security is Security.IF_OFFERED:
            raise ChannelClosed("a password is sent by TLS only")
        is_tls = self.security is Security.TLS
        port = self.port or (_TLS_PORT if is_tls else _SUBMISSION_PORT)
        with ExitStack() as undone:
            try:
                line = None
                if self.reach is not None:
                    line = await _line(self.reach, self.host, port)
                    undone.callback(line.close)
                client = aiosmtplib.SMTP(
                    hostname=self.host,
                    port=None if line else port,
                    sock=line,
                    username=self.username,
                    password=self.password,
                    use_tls=is_tls,
                    start_tls=_STARTTLS[self.security],
                    timeout=self.timeout_s,
                )
                await client.connect()
            except (OutOfReach, *_TROUBLES) as error:
                raise _not_connected(error) from None
            undone.pop_all()
        return client

    async def _name(self, client: aiosmtplib.SMTP, message: EmailMessage) -> None:
        """Say from whom it comes and for whom it is."""
        try:
            await client.mail(parseaddr(str(message["From"]))[1])
            await client.rcpt(str(message["To"]))
        except aiosmtplib.SMTPSenderRefused as error:
            raise _lasting(error, ChannelClosed)(
                f"the sender is not taken: {_reason(error)}"
            ) from None
        except aiosmtplib.SMTPRecipientRefused as error:
            raise _lasting(error, MessageRefused)(
                f"the recipient is not taken: {_reason(error)}"
            ) from None
        except ValueError:
            raise MessageRefused("the address cannot be written") from None
        except _TROUBLES as error:
            raise NotCarried(_reason(error)) from None

    async def _hand_over(self, client: aiosmtplib.SMTP, message: EmailMessage) -> None:
        try:
            await client.data(message.as_bytes(policy=SMTP))
        except aiosmtplib.SMTPDataError as error:
            raise _lasting(error, MessageRefused)(_reason(error)) from None
        except _TROUBLES as error:
            raise AnswerLost(f"the server's answer was lost: {_reason(error)}") from None


class SmtpCarrier:
    """Brings notices as e-mails of one sender."""

    def __init__(self, server: SmtpServer, *, sender: str) -> None:
        self._server = server
        self._sender = sender

    @property
    def dedupes(self) -> bool:
        """A repeat has the same ``Message-ID``, which only some servers look at."""
        return False

    async def carry(self, message: Message) -> Acceptance:
        """Send a message as text, and as HTML where it has one."""
        name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
        message_id = f"<{name}@{_domain(self._sender)}>"
        try:
            written = _written(
                self._sender, message.to, message.subject, message.text, message_id=message_id
            )
        except ValueError:
            raise MessageRefused("the address or the subject cannot be written") from None
        if message.html is not None:
            written.add_alternative(message.html, subtype="html", cte="quoted-printable")
        await self._server.take(written)
        return Acceptance(provider_id=message_id)

    async def check(self) -> ChannelHealth:
        """Connect and sign in."""
        return await self._server.check()


class SmtpPostman:
    """Brings the installation's own letters."""

    def __init__(self, url: str, *, sender: str) -> None:
        self._server = SmtpServer.at(url)
        self._sender = sender

    @property
    def is_ready(self) -> bool:
        """Letters can be sent."""
        return True

    async def send(self, letter: Letter) -> None:
        """Connect, hand the letter over, and leave.

        :raises LetterNotSent: when the server does not take it within 15 s.
        """
        try:
            message_id = make_msgid(domain=_domain(self._sender))
            await self._server.take(
                _written(
                    self._sender, letter.to, letter.subject, letter.text, message_id=message_id
                )
            )
        except (NotCarried, AnswerLost, ValueError) as error:
            raise LetterNotSent(masked(error)) from error


class NoPostman:
    """Stands where no server is set."""

    @property
    def is_ready(self) -> bool:
        """Nothing can be sent."""
        return False

    async def send(self, letter: Letter) -> None:  # noqa: ARG002 - as the port asks
        """Refuse.

        :raises LetterNotSent: always.
        """
        raise LetterNotSent("SIGEC_SMTP_URL is not set")


def _written(sender: str, to: str, subject: str, text: str, *, message_id: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]


def _reason(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {masked(error.message)}"
    return type(error).__name__


def _not_connected(error: Exception) -> NotCarried:
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            kind = _lasting(error, ChannelClosed)
            return kind("the server does not take this user and password")
        case OutOfReach():
            return ChannelClosed(str(error))
        case _:
            return NotCarried(_reason(error))


def _lasting(error: aiosmtplib.SMTPResponseException, kind: type[NotCarried]) -> type[NotCarried]:
    """Return what an answer means: 5xx is for good, 4xx for now."""
    return kind if error.code >= _FOR_GOOD else NotCarried


async def _line(reach: Reach, host: str, port: int) -> socket.socket:
    """Connect to where a name leads now."""
    address = await find_address(reach, host, port)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    line = socket.socket(family, socket.SOCK_STREAM)
    line.setblocking(False)  # noqa: FBT003 - its only parameter
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await asyncio.get_running_loop().sock_connect(line, (address, port))
    except BaseException:
        line.close()
        raise
    return line


async def _leave(client: aiosmtplib.SMTP) -> None:
    with suppress(*_TROUBLES):
        await client.quit(timeout=_FAREWELL_S)
    client.close()
