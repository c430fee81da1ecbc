"""Which tenant an address belongs to: ``{slug}.{SIGEC_PUBLIC_DOMAIN}``."""

from typing import Annotated

from fastapi import Depends, Request

from sigec.rest.services import ServicesDep


def slug_in(host: str | None, domain: str | None) -> str | None:
    """Return the one label before the domain, ``None`` for the domain itself and for others.

    ``host`` is the header as it came, with or without a port, and may be anything.
    """
    if host is None or domain is None:
        return None
    name, _, _port = host.lower().partition(":")
    label, _, rest = name.partition(".")
    return label if label and rest == domain.lower() else None


async def _address_slug(request: Request, services: ServicesDep) -> str | None:
    return slug_in(request.headers.get("host"), services.public_domain)


AddressSlugDep = Annotated[str | None, Depends(_address_slug)]
"""The slug in the address that was called, whether or not a tenant has it."""
