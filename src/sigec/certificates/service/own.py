"""Our own authority: its key is a sealed row, so that any process may sign."""

from sigec.certificates._store import authorities as store
from sigec.certificates.model import IssuedChain, KeyHolder, SigningOrder, sign_request
from sigec.certificates.ports import AuthorityMissing
from sigec.db import Database
from sigec.kit.actor import Scope
from sigec.kit.ports import Vault


class OwnAuthority:
    """Signs by the active authority of each tenant (`sigec.certificates.ports`)."""

    def __init__(self, database: Database, vault: Vault) -> None:
        """Open keys by ``vault``."""
        self._database = database
        self._vault = vault

    async def sign(self, order: SigningOrder) -> IssuedChain:
        """Sign a request that was checked.

        :raises AuthorityMissing: when the tenant has no active authority.
        """
        scope = Scope(tenant_id=order.tenant_id)
        async with self._database.read(scope) as connection:
            authority = await store.find_active(connection, order.tenant_id)
            if authority is None:
                raise AuthorityMissing
            sealed = await store.load_key(connection, scope, authority.id)
        holder = KeyHolder(
            certificate_pem=authority.certificate_pem, key_pem=self._vault.open(sealed)
        )
        signed = sign_request(holder, order)
        # The root comes with it: how long a chain may be is the station's to say, and one is short.
        return IssuedChain(pem=signed + authority.certificate_pem, authority_id=authority.id)
