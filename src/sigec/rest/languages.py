"""The language in which a caller reads."""

from typing import Annotated

from fastapi import Depends, Header

from sigec.rest.texts import Language, negotiate


async def _language(
    accept_language: Annotated[
        str | None, Header(description="pt-BR or en, for the names that we give.")
    ] = None,
) -> Language:
    return negotiate(accept_language)


LanguageDep = Annotated[Language, Depends(_language)]
"""What ``Accept-Language`` asks for, Portuguese by default."""
