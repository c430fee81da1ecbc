"""Sign in, stay signed in, sign out, and who am I.

The refresh token travels in the body for programs, and for the web app in a cookie that its
scripts cannot read.
"""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import Field

from sigec.accounts.model import EMAIL_LENGTH_MAX, PASSWORD_LENGTH_MAX, User
from sigec.accounts.service import Login
from sigec.accounts.service.logins import REFRESH_LIFETIME_DAYS, LoginEnded
from sigec.kit.actor import Permission, Role
from sigec.kit.errors import Forbidden, Unauthenticated
from sigec.rest.addresses import AddressSlugDep
from sigec.rest.openapi import PROBLEM_RESPONSE
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import CallerDep, address_of, bearer
from sigec.rest.services import ServicesDep
from sigec.rest.users import NewPassword
from sigec.tenants.model import Tenant

COOKIE = "sigec_refresh"
LIVE_COOKIE = "sigec_live"
"""The same token for the door of the live socket, which cannot send a header."""
_COOKIE_PATHS = {COOKIE: "/api/v1/auth", LIVE_COOKIE: "/api/v1/live"}
"""No other door is sent them, so none can be fooled by them."""
_TOKEN_LENGTH_MAX = 200

router = APIRouter(prefix="/auth", tags=["auth"])

CookieToken = Annotated[str | None, Cookie(alias=COOKIE, max_length=_TOKEN_LENGTH_MAX)]
CredentialsDep = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


class RegistrationClosed(Forbidden):
    """People do not register by themselves; their administration makes their account."""

    code = "forbidden.registration_closed"


class Credentials(Body):
    """E-mail and password."""

    email: str = Field(min_length=1, max_length=EMAIL_LENGTH_MAX)
    password: str = Field(
        min_length=1, max_length=PASSWORD_LENGTH_MAX, json_schema_extra={"writeOnly": True}
    )

    tenant: str | None = Field(
        default=None,
        min_length=1,
        max_length=63,
        description="Slug or id, for who has the same password in several; see 409's `tenants`.",
    )

    model_config = example(
        email="ana@example.com",
        password="correct horse battery staple",  # noqa: S106 - an example
    )


class RefreshToken(Body):
    """The refresh token; the web app leaves it out and sends its cookie."""

    refresh_token: str | None = Field(default=None, max_length=_TOKEN_LENGTH_MAX)

    model_config = example(refresh_token="hWx0…")  # noqa: S106 - an example


class PasswordChange(Body):
    """The present password and the one to replace it."""

    current_password: str = Field(min_length=1, max_length=PASSWORD_LENGTH_MAX)
    new_password: NewPassword

    model_config = example(
        current_password="correct horse battery staple",  # noqa: S106 - an example
        new_password="staple battery horse correct",  # noqa: S106 - an example
    )


class OwnTenant(View):
    """The tenant one belongs to."""

    id: UUID
    name: str
    slug: str


class Me(View):
    """Who is signed in, and what they may do."""

    id: UUID
    email: str
    name: str
    role: Role
    permissions: list[Permission]
    tenant: OwnTenant | None = Field(description="Null for a platform admin.")
    person_id: UUID | None = Field(description="The resident behind this user.")

    @classmethod
    def of(cls, user: User, tenant: Tenant | None) -> Self:
        """Show a user with the rights of the role."""
        return cls(
            id=user.id,
            email=user.email,
            name=user.name,
            role=user.role,
            permissions=sorted(user.permissions),
            tenant=None if tenant is None else OwnTenant.model_validate(tenant),
            person_id=user.person_id,
        )


class Tokens(View):
    """What a program needs to act for somebody; `access_token` is good for `expires_in` seconds."""

    access_token: str
    refresh_token: str | None = Field(description="Null when it went into the cookie only.")
    token_type: str = Field(default="bearer", examples=["bearer"])
    expires_in: int = Field(examples=[900])
    user: Me


@router.post("/login")
async def login(
    services: ServicesDep,
    request: Request,
    response: Response,
    body: Credentials,
    by_address: AddressSlugDep,
) -> Tokens:
    """Sign in; sets the web app's cookie too. At a tenant's own address only its people may."""
    made = await services.logins.login(
        body.email,
        body.password,
        address=address_of(request),
        tenant=body.tenant,
        by_address=by_address,
    )
    _set_cookies(request, response, made.refresh_token)
    return _tokens(made, refresh_token=made.refresh_token)


@router.post("/refresh")
async def refresh(
    services: ServicesDep,
    request: Request,
    response: Response,
    body: RefreshToken | None = None,
    cookie: CookieToken = None,
) -> Tokens:
    """Exchange the refresh token for the next; a token that comes twice ends its whole login."""
    token = (body and body.refresh_token) or cookie
    if token is None:
        raise LoginEnded
    made = await services.logins.refresh(token)
    _set_cookies(request, response, made.refresh_token)
    # Whoever came by cookie is a web app: its scripts need not hold the token.
    is_from_body = body is not None and body.refresh_token is not None
    return _tokens(made, refresh_token=made.refresh_token if is_from_body else None)


@router.post("/logout", status_code=204)
async def logout(
    services: ServicesDep,
    response: Response,
    credentials: CredentialsDep,
    body: RefreshToken | None = None,
    cookie: CookieToken = None,
) -> None:
    """Sign out: the tokens of this login are worth nothing any more. Harmless when repeated."""
    token = (body and body.refresh_token) or cookie
    if token is not None:
        await services.logins.logout(token)
    if credentials is not None:
        await services.logins.logout_access(credentials.credentials)
    for name, path in _COOKIE_PATHS.items():
        response.delete_cookie(name, path=path)


@router.post(
    "/register", status_code=403, response_class=Response, responses={403: PROBLEM_RESPONSE}
)
async def register() -> None:
    """Refuse: accounts are made by the administration of the condominium or operator."""
    raise RegistrationClosed


@router.get("/me")
async def get_me(services: ServicesDep, credentials: CredentialsDep) -> Me:
    """Show who is signed in."""
    if credentials is None:
        raise Unauthenticated
    user, tenant = await services.logins.who_is(credentials.credentials)
    return Me.of(user, tenant)


@router.post("/password", status_code=204)
async def change_own_password(
    services: ServicesDep, caller: CallerDep, body: PasswordChange
) -> None:
    """Change your own password; you are signed out everywhere."""
    await services.accounts.change_password(caller, body.current_password, body.new_password)


def _tokens(made: Login, *, refresh_token: str | None) -> Tokens:
    return Tokens(
        access_token=made.access_token,
        refresh_token=refresh_token,
        expires_in=made.expires_in_s,
        user=Me.of(made.user, made.tenant),
    )


def _set_cookies(request: Request, response: Response, token: str) -> None:
    for name, path in _COOKIE_PATHS.items():
        response.set_cookie(
            name,
            token,
            max_age=REFRESH_LIFETIME_DAYS * 24 * 60 * 60,
            path=path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
