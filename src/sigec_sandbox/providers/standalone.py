"""`sigec sandbox evolution`, `meta`, …: one provider on a port, for whoever wants to look."""

import asyncio
from collections.abc import Callable

from sigec_sandbox.errors import PortTaken
from sigec_sandbox.providers.evolution import Evolution
from sigec_sandbox.providers.meta import Meta
from sigec_sandbox.providers.push import Push
from sigec_sandbox.providers.sendgrid import SendGrid
from sigec_sandbox.providers.serving import PREFIX, HttpProvider, Listed, Served
from sigec_sandbox.providers.smtp import SmtpServer
from sigec_sandbox.providers.twilio import Twilio

Report = Callable[[str], None]


async def run_provider(provider: HttpProvider, *, port: int, report: Report) -> None:
    """Run until the task is cancelled.

    :raises PortTaken: when something else listens on the port.
    """
    served = Served(provider, port=port)
    try:
        await served.__aenter__()
    except OSError as error:
        raise PortTaken(port, error.strerror) from error
    try:
        report(f"{provider.name} stand-in on {served.url}: open it to see what arrived")
        for line in _directions(provider, served.url):
            report(f"  {line}")
        report(
            f"Behave badly:  curl {served.url}{PREFIX}/habits --json"
            ' \'{"faults": ["too_many", "cut"], "slow_s": 2}\''
        )
        await asyncio.Event().wait()
    finally:
        await served.__aexit__(None, None, None)


async def run_smtp(*, port: int, page_port: int, report: Report) -> None:
    """Run a mail server until the task is cancelled.

    :raises PortTaken: when something else listens on one of the ports.
    """
    server = SmtpServer(port=port)
    page = Listed(server.name, server.inbox, port=page_port)
    try:
        async with server, page:
            report(f"SMTP stand-in on {server.host}:{server.port}, without TLS and passwords")
            report(f"Open {page.url} to see what arrived")
            await asyncio.Event().wait()
    except OSError as error:
        raise PortTaken(port, error.strerror) from error


def _directions(provider: HttpProvider, url: str) -> list[str]:
    match provider:
        case Evolution():
            return [f"instance  {provider.instance}", f"API key   {provider.api_key}"]
        case Meta():
            return [
                f"phone number id  {provider.phone_number_id}",
                f"access token     {provider.access_token}",
            ]
        case Twilio():
            return [
                f"account SID  {provider.account_sid}",
                f"auth token   {provider.auth_token}",
            ]
        case SendGrid():
            return [f"API key  {provider.api_key}"]
        case Push():
            return [f"a device: curl {url}/subscribe/celular"]
        case _:
            return []
