"""Somebody of the house who signs in."""

from sigec.accounts.model import UserDraft
from sigec.kit.actor import Role
from tests.canaries import PASSWORD
from tests.integration.cvepro.conftest import Garage


async def admin_of(garage: Garage) -> dict[str, str]:
    """Return what the requests of a fresh síndico carry."""
    services = garage.platform.services
    draft = UserDraft(
        email="admin@example.com", name="Síndico", role=Role.TENANT_ADMIN, password=PASSWORD
    )
    user = await services.accounts.create_user(garage.actor, draft)
    login = await services.logins.login(user.email, PASSWORD, address="127.0.0.1")
    return {"Authorization": f"Bearer {login.access_token}"}
