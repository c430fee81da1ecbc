"""A report on its way into the database, and what becomes of it there."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from sigec.drivers.model import TokenInfo
from sigec.journal import Entry
from sigec.kit.ids import SiteId, TenantId
from sigec.sessions.model import (
    OCPP,
    TOLD_LATE_AFTER,
    Flag,
    Holder,
    Identity,
    ReportOutcome,
    Session,
    TransactionReport,
    hold,
)
from sigec.sessions.service.authorisation import Authorisation
from sigec.sessions.service.work import Work


class Reported(Struct, frozen=True, kw_only=True, gc=False):
    """A report with all that its session may need.

    ``number`` is the transaction id it gets if it turns out to be a new start of OCPP 1.6.
    ``names_own_ids`` says that the source makes transaction ids itself, as all but OCPP 1.6 do:
    then an id never heard of is a session that we did not see start.
    """

    tenant_id: TenantId
    site_id: SiteId | None
    price_group: str | None
    source: str
    names_own_ids: bool
    report: TransactionReport
    entry: Entry
    render: Callable[[ReportOutcome], bytes]
    authorisation: Authorisation | None = None
    number: int | None = None

    def outcome(
        self, session: Session | None, *, decision: TokenInfo | None = None
    ) -> ReportOutcome:
        """Say what the source is told; ``decision`` is an earlier one that has to be repeated."""
        if decision is None and self.authorisation is not None:
            decision = self.authorisation.decision.info
        return ReportOutcome(
            session_id=None if session is None else session.id,
            external_id=self.report.external_id if session is None else session.external_id,
            decision=decision,
        )

    def identify(self, session: Session) -> Session:
        """Freeze who charges, once the session has a token and this report brought it.

        A cloud may tell the token later, and has let its bearer in itself.
        """
        authorisation = self.authorisation
        if self.source != OCPP and session.fold.id_token is None:
            return hold(session, Holder(identity=Identity.PENDING))
        if (
            session.decision is not None
            or authorisation is None
            or session.fold.id_token != authorisation.token
        ):
            return session
        decision = authorisation.decision
        is_refused = self.source == OCPP and not decision.is_accepted
        refused = frozenset({Flag.REFUSED}) if is_refused else frozenset()
        decided = replace(session, decision=decision.info, marked=session.marked | refused)
        return hold(decided, authorisation.holder(session.started_at))

    def keep_decision(self, work: Work, session: Session | None) -> None:
        """Keep what was decided about the report's token, if we decided at all."""
        if self.authorisation is None or self.source != OCPP:
            return
        report = self.report
        is_late = report.received_at - report.happened_at > TOLD_LATE_AFTER
        work.add_decision(
            self.authorisation.decided(
                session_id=None if session is None else session.id,
                message_id=self.entry.message_id,
                is_offline=report.offline or is_late,
            )
        )

    def journaled(self, outcome: ReportOutcome, answer: bytes) -> Entry:
        """Complete the journal's entry with what became of the report."""
        report = self.report
        registers = [sample.energy_wh for sample in report.samples if sample.energy_wh is not None]
        powers = [sample.power_w for sample in report.samples if sample.power_w is not None]
        register_wh = report.register_wh
        return replace(
            self.entry,
            session_id=outcome.session_id,
            external_id=outcome.external_id,
            evse=report.evse,
            connector=report.connector,
            energy_wh=register_wh if register_wh is not None or not registers else registers[-1],
            power_w=powers[-1] if powers else None,
            answer=answer.decode(),
        )
