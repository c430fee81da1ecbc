"""Authorities of tenants, and the certificates that they sign for stations."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0028_certificates"
down_revision = "0027_room_in_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "certificate_authorities",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("organization", sa.String(200), nullable=False),
        sa.Column("certificate_pem", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False, unique=True),
        sa.Column("sealed_key", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("list_number", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("not_after", UtcDateTime, nullable=False),
    )
    op.create_index(
        "certificate_authorities_active",
        "certificate_authorities",
        ["tenant_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "station_certificates",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("authority_id", Id, sa.ForeignKey("certificate_authorities.id")),
        sa.Column("use", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("request_pem", sa.Text, nullable=False),
        sa.Column("key_digest", sa.String(64), nullable=False),
        sa.Column("request_id", sa.Integer),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("chain_pem", sa.Text),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("serial_number", sa.String(40)),
        sa.Column("not_before", UtcDateTime),
        sa.Column("not_after", UtcDateTime),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(50)),
        sa.Column("requested_at", UtcDateTime, nullable=False),
        sa.Column("signed_at", UtcDateTime),
        sa.Column("delivered_at", UtcDateTime),
        sa.Column("used_at", UtcDateTime),
        sa.Column("revoked_at", UtcDateTime),
    )
    op.create_index("station_certificates_station", "station_certificates", ["station_id", "id"])
    op.create_index("station_certificates_authority", "station_certificates", ["authority_id"])
    op.create_index("station_certificates_fingerprint", "station_certificates", ["fingerprint"])
    protect(op.get_bind(), "certificate_authorities")
    protect(op.get_bind(), "station_certificates")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
