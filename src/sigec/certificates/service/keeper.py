"""From a station's request to a certificate in use, and on to the next one, by itself."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.certificates._store import certificates as store
from sigec.certificates.model import (
    CLOCK_SLACK,
    LIFE,
    LIVING,
    OPEN,
    TRIES_MAX,
    TRIGGERS,
    WARN_BEFORE,
    CertificateState,
    IssuedChain,
    NoCertificate,
    RevocationReason,
    SigningOrder,
    StationCertificate,
    fingerprint_of,
    key_digest,
    read_pem,
)
from sigec.certificates.ports import AuthorityMissing, CertificateAuthority
from sigec.certificates.service.steps import (
    STEP_KIND,
    forget_plans,
    move,
    plan_renewal,
    plan_step,
    revoke,
    trouble_of,
)
from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.errors import Unavailable
from sigec.kit.ids import CertificateId, StationId
from sigec.kit.ports import Clock
from sigec.stations.model import (
    CommandAnswer,
    CommandStatus,
    DeliverCertificate,
    IncidentKind,
    Trigger,
    VariableName,
    key_of,
)
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import StationService, begin_troubles, end_troubles, find_values

ASKED_AGAIN_AFTER = timedelta(days=1)
"""How long a station that was asked for its next key may take to send a request."""
RETRY_FIRST = timedelta(minutes=1)
CHAIN_LIMITS = (
    VariableName(variable="CertificateSignedMaxChainSize"),
    VariableName(component="SecurityCtrlr", variable="MaxCertificateChainSize"),
)
"""The variables by which stations say how long a chain may be: 1.6 and 2.x."""

_log = structlog.get_logger(__name__)


class CertificateKeeper:
    """Does the next thing with each certificate; any process may, one does at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        authority: CertificateAuthority,
        stations: StationService,
    ) -> None:
        """Sign by ``authority`` and speak with stations by ``stations``."""
        self._database = database
        self._clock = clock
        self._authority = authority
        self._stations = stations

    async def step(self, job: Job) -> None:
        """Sign what was requested, then give it to its station.

        :raises AuthorityUnavailable: when nobody can sign now; the job is tried again.
        """
        certificate = await self._find(job)
        if certificate is not None and certificate.state is CertificateState.REQUESTED:
            certificate = await self._sign(certificate)
        if certificate is not None and certificate.state is CertificateState.SIGNED:
            await self._deliver(certificate)

    async def renew(self, job: Job) -> None:
        """Ask a station for its next key, every day until it made one; warn before the end."""
        certificate = await self._find(job)
        if certificate is None or certificate.state not in LIVING:
            return
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            found = await store.find_of_station(
                connection, PLATFORM, certificate.station_id, LIVING | OPEN, use=certificate.use
            )
            if any(each.requested_at > certificate.requested_at for each in found):
                return  # the next one is on its way
            if certificate.not_after is not None and at >= certificate.not_after - WARN_BEFORE:
                trouble = trouble_of(certificate, "ends_soon", began_at=at)
                await begin_troubles(connection, [trouble], at=at)
            if certificate.not_after is not None and at < certificate.not_after:
                await plan_renewal(connection, certificate, at=at + ASKED_AGAIN_AFTER)
        await self.ask(certificate.station_id, TRIGGERS[certificate.use])

    async def ask(self, station_id: StationId, message: str) -> CommandAnswer | None:
        """Ask a station to make a key; ``None`` when it cannot be asked now."""
        try:
            return await self._stations.ask(station_id, Trigger(message=message))
        except (StationOffline, StationSilent, Unavailable):
            return None

    async def seen(self, station_id: StationId, fingerprint: str | None) -> None:
        """Learn which certificate a station came with; whatever it lacks is given to it again.

        The one before a new one is revoked now: the station has proved that it can use this.
        """
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            living = await store.find_of_station(connection, PLATFORM, station_id, LIVING)
            shown = next((each for each in living if each.fingerprint == fingerprint), None)
            if shown is not None:
                await self._take_in_use(connection, shown, at=at)
            waiting = {CertificateState.SIGNED}
            for each in await store.find_of_station(connection, PLATFORM, station_id, waiting):
                await plan_step(connection, each, at=at)

    async def _take_in_use(
        self, connection: AsyncConnection, shown: StationCertificate, *, at: datetime
    ) -> None:
        """Settle what else the station has for the same use, by what it showed."""
        if shown.state is not CertificateState.IN_USE:
            used = replace(shown, state=CertificateState.IN_USE, used_at=at)
            await move(connection, used, at=at)
            await forget_plans(connection, used, kinds=[STEP_KIND])
        for each in await store.find_of_station(
            connection, PLATFORM, shown.station_id, LIVING, use=shown.use
        ):
            if each.requested_at < shown.requested_at:
                await revoke(connection, each, RevocationReason.SUPERSEDED, at=at)
            elif each.state is CertificateState.DELIVERED and each.tries < TRIES_MAX:
                # It came back with the old one: it lost the new one, or never put it to use.
                again = replace(each, state=CertificateState.SIGNED, tries=each.tries + 1)
                await move(connection, again, at=at)

    async def _find(self, job: Job) -> StationCertificate | None:
        certificate_id = CertificateId(UUID(job.payload["certificate_id"]))
        async with self._database.read(PLATFORM) as connection:
            return await store.find(connection, PLATFORM, certificate_id)

    async def _sign(self, certificate: StationCertificate) -> StationCertificate:
        at = self._clock.now()
        order = SigningOrder(
            tenant_id=certificate.tenant_id,
            station_id=certificate.station_id,
            use=certificate.use,
            request_pem=certificate.request_pem,
            not_before=at - CLOCK_SLACK,
            not_after=at + LIFE[certificate.use],
        )
        try:
            signed = _with_chain(certificate, await self._authority.sign(order))
        except AuthorityMissing:
            return await self._fail(certificate, "no_authority")
        except NoCertificate:
            return await self._fail(certificate, "wrong_answer")
        signed = replace(signed, state=CertificateState.SIGNED, signed_at=at)
        async with self._database.transaction(PLATFORM) as connection:
            await move(connection, signed, at=at)
        return signed

    async def _deliver(self, certificate: StationCertificate) -> None:
        assert certificate.chain_pem is not None, "it is signed"
        limit = await self._chain_limit(certificate.station_id)
        if limit is not None and len(certificate.chain_pem) > limit:
            leaf = _leaf_of(certificate.chain_pem)
            if len(leaf) > limit:
                await self._fail(certificate, "chain_too_long")
                return
            certificate = replace(certificate, chain_pem=leaf)
        command = DeliverCertificate(
            chain=certificate.chain_pem or "",
            use=certificate.use.value,
            signing_request_id=certificate.request_id,
        )
        try:
            answer = await self._stations.ask(certificate.station_id, command)
        except StationOffline:
            return  # it is given to the station when it comes back: see `seen`
        except (StationSilent, Unavailable):
            await self._try_again(certificate)
            return
        if answer.status is CommandStatus.ACCEPTED:
            await self._delivered(certificate)
        elif answer.status is CommandStatus.NOT_SUPPORTED:
            await self._fail(certificate, "not_supported")
        else:
            await self._try_again(replace(certificate, tries=certificate.tries + 1))

    async def _delivered(self, certificate: StationCertificate) -> None:
        at = self._clock.now()
        done = replace(certificate, state=CertificateState.DELIVERED, delivered_at=at)
        async with self._database.transaction(PLATFORM) as connection:
            await move(connection, done, at=at)
            await end_troubles(
                connection, {key_of(IncidentKind.CERTIFICATE, done.station_id)}, at=at
            )
            if done.renew_at is not None:
                await plan_renewal(connection, done, at=done.renew_at)

    async def _try_again(self, certificate: StationCertificate) -> None:
        if certificate.tries >= TRIES_MAX:
            await self._fail(certificate, "not_taken")
            return
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            await store.save(connection, certificate)
            await plan_step(connection, certificate, at=at + RETRY_FIRST * 2**certificate.tries)

    async def _fail(self, certificate: StationCertificate, reason: str) -> StationCertificate:
        at = self._clock.now()
        failed = replace(certificate, state=CertificateState.FAILED, reason=reason)
        _log.warning("certificates.failed", station_id=str(failed.station_id), reason=reason)
        async with self._database.transaction(PLATFORM) as connection:
            await move(connection, failed, at=at)
            await forget_plans(connection, failed)
            await begin_troubles(connection, [trouble_of(failed, reason, began_at=at)], at=at)
        return failed

    async def _chain_limit(self, station_id: StationId) -> int | None:
        """Return how long a chain the station takes, as far as it told."""
        async with self._database.read(PLATFORM) as connection:
            told = await find_values(connection, station_id, CHAIN_LIMITS)
        limits = [int(value) for value in told.values() if value and value.isdecimal()]
        return min(limits, default=None)


def _with_chain(certificate: StationCertificate, issued: IssuedChain) -> StationCertificate:
    """Read what an authority answered: it must be for the key that the station has.

    :raises NoCertificate: when it is not.
    """
    leaf = read_pem(issued.pem)[0]
    if key_digest(leaf.public_key()) != certificate.key_digest:
        raise NoCertificate("it is for another key")
    return replace(
        certificate,
        chain_pem=issued.pem,
        authority_id=issued.authority_id,
        fingerprint=fingerprint_of(leaf),
        serial_number=f"{leaf.serial_number:x}",
        not_before=leaf.not_valid_before_utc,
        not_after=leaf.not_valid_after_utc,
    )


def _leaf_of(chain_pem: str) -> str:
    end = "-----END CERTIFICATE-----"
    return chain_pem[: chain_pem.index(end) + len(end)] + "\n"
