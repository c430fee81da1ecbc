"""Send e-mail by SMTP; without a server nothing is sent, and everybody is told so."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib

from sigec.drivers.ports import Letter, LetterNotSent

TIMEOUT_S = 15.0
_TLS_PORT, _SUBMISSION_PORT = 465, 587


class SmtpPostman:
    """Hands letters to one server: ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://``.

    A server that offers no TLS gets letters only without a password.
    """

    def __init__(self, url: str, *, sender: str) -> None:
        self._url: SplitResult = urlsplit(url)
        self._sender = sender

    @property
    def is_ready(self) -> bool:
        """Letters can be sent."""
        return True

    async def send(self, letter: Letter) -> None:
        """Connect, hand the letter over, and leave.

        :raises LetterNotSent: when the server does not take it within 15 s.
        """
        is_tls = self._url.scheme == "smtps"
        user = self._url.username and unquote(self._url.username)
        password = self._url.password and unquote(self._url.password)
        try:
            await aiosmtplib.send(
                self._message(letter),
                hostname=self._url.hostname,
                port=self._url.port or (_TLS_PORT if is_tls else _SUBMISSION_PORT),
                username=user,
                password=password,
                use_tls=is_tls,
                start_tls=None if is_tls or user is None else True,
                timeout=TIMEOUT_S,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise LetterNotSent(type(error).__name__) from error

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2].strip(">"))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


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
