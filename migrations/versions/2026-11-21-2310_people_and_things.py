"""Sites and units, people and their id tokens, stations and what they are told."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0002_people_and_things"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _create_sites()
    _create_people()
    _create_id_tokens()
    _create_stations()
    _create_connectors()
    _create_commands()
    _create_handshakes()
    for table in (
        "sites",
        "units",
        "people",
        "residences",
        "id_tokens",
        "id_token_owners",
        "stations",
        "evses",
        "connectors",
        "commands",
        "handshakes",
    ):
        protect(op.get_bind(), table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _create_sites() -> None:
    op.create_table(
        "sites",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("street", sa.String(200)),
        sa.Column("district", sa.String(100)),
        sa.Column("city", sa.String(100)),
        sa.Column("state", sa.String(50)),
        sa.Column("postal_code", sa.String(20)),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    )
    op.create_table(
        "units",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("site_id", Id, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("tower", sa.String(50), nullable=False, server_default=""),
        sa.Column("number", sa.String(50), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.UniqueConstraint("site_id", "tower", "number", name="uq_units_site_id_tower_number"),
    )


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_folded", sa.String(400), nullable=False),
        sa.Column("phone", sa.String(20)),
        sa.Column("email", sa.String(254)),
        sa.Column("cpf", sa.String(11)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("removed_at", UtcDateTime),
    )
    _create_unique_among_present("people", ["tenant_id", "cpf"])
    op.create_table(
        "residences",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("unit_id", Id, sa.ForeignKey("units.id"), nullable=False, index=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("to_date", sa.Date),
    )


def _create_id_tokens() -> None:
    op.create_table(
        "id_tokens",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("value", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("space", sa.String(20), nullable=False),
        sa.Column("canonical", sa.String(255), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), index=True),
        sa.Column("group_name", sa.String(255)),
        sa.Column("valid_from", UtcDateTime),
        sa.Column("valid_to", UtcDateTime),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("removed_at", UtcDateTime),
    )
    _create_unique_among_present("id_tokens", ["tenant_id", "space", "canonical"])
    op.create_table(
        "id_token_owners",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("id_token_id", Id, sa.ForeignKey("id_tokens.id"), nullable=False, index=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("owned_from", UtcDateTime),
        sa.Column("owned_to", UtcDateTime),
    )


def _create_stations() -> None:
    op.create_table(
        "stations",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("site_id", Id, sa.ForeignKey("sites.id"), index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("ocpp_identity", sa.String(100), nullable=False),
        sa.Column("registration", sa.String(20), nullable=False),
        sa.Column("security_profile", sa.Integer, nullable=False),
        sa.Column("password_digest", sa.LargeBinary),
        # What the station says of itself: kept uncut, also beyond the lengths of the schema.
        sa.Column("vendor", sa.Text),
        sa.Column("model", sa.Text),
        sa.Column("serial_number", sa.Text),
        sa.Column("firmware_version", sa.Text),
        sa.Column("boot_reason", sa.Text),
        sa.Column("last_boot_at", UtcDateTime),
        sa.Column("last_seen_at", UtcDateTime),
        sa.Column("status", sa.String(20)),
        sa.Column("error_code", sa.Text),
        sa.Column("status_at", UtcDateTime),
        # Who owns its socket; the generation only grows and fences off older sockets.
        sa.Column("is_connected", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("protocol", sa.String(20)),
        sa.Column("generation", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("node", sa.String(100)),
        sa.Column("address", sa.String(100)),
        sa.Column("connected_at", UtcDateTime),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("removed_at", UtcDateTime),
    )
    _create_unique_among_present("stations", ["ocpp_identity"])


def _create_connectors() -> None:
    op.create_table(
        "evses",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("station_id", "number", name="uq_evses_station_id_number"),
    )
    op.create_table(
        "connectors",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False, index=True),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("evse_id", Id, sa.ForeignKey("evses.id"), nullable=False),
        sa.Column("evse", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20)),
        sa.Column("error_code", sa.Text),
        sa.Column("vendor_error_code", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("status_at", UtcDateTime),
        sa.Column("type", sa.String(50)),
        sa.Column("power_max_w", sa.Integer),
        sa.UniqueConstraint(
            "station_id", "evse", "number", name="uq_connectors_station_id_evse_number"
        ),
    )


def _create_commands() -> None:
    op.create_table(
        "commands",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("answer", Json),
        sa.Column("actor_kind", sa.String(20), nullable=False),
        sa.Column("user_id", Id),
        sa.Column("idempotency_key", sa.String(255)),
        sa.Column("requested_at", UtcDateTime, nullable=False),
        sa.Column("answered_at", UtcDateTime),
        sa.UniqueConstraint(
            "tenant_id", "idempotency_key", name="uq_commands_tenant_id_idempotency_key"
        ),
    )
    op.create_index(
        "ix_commands_station_id_requested_at", "commands", ["station_id", "requested_at"]
    )


def _create_handshakes() -> None:
    op.create_table(
        "handshakes",
        sa.Column("id", Id, primary_key=True),
        # Unset while nobody knows whose station it might be: only the platform sees it then.
        sa.Column("tenant_id", Id),
        sa.Column("identity", sa.String(200), nullable=False),
        sa.Column("address", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(50), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("first_at", UtcDateTime, nullable=False),
        sa.Column("last_at", UtcDateTime, nullable=False, index=True),
        sa.UniqueConstraint(
            "identity", "address", "reason", name="uq_handshakes_identity_address_reason"
        ),
    )


def _create_unique_among_present(table: str, columns: list[str]) -> None:
    """Let what was removed be registered anew."""
    op.create_index(
        f"uq_{table}_{'_'.join(columns)}",
        table,
        columns,
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
        sqlite_where=sa.text("removed_at IS NULL"),
    )
