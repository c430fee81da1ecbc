"""Brands of tenants with their logos among the blobs; one e-mail may belong to several tenants."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0013_brands"
down_revision = "0012_vehicles_and_visits"
branch_labels = None
depends_on = None

_OF_PLATFORM = sa.text("tenant_id IS NULL")


def upgrade() -> None:
    """Apply."""
    connection = op.get_bind()
    op.create_table(
        "blobs",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_blobs_tenant_id", "blobs", ["tenant_id"])
    protect(connection, "blobs")
    op.add_column("tenants", sa.Column("brand_name", sa.String(80)))
    op.add_column("tenants", sa.Column("brand_color", sa.String(7)))
    op.add_column("tenants", sa.Column("logo_id", Id))
    _free_emails(connection)
    op.create_index("ix_users_email", "users", ["email"])
    op.create_index("uq_users_tenant_email", "users", ["tenant_id", "email"], unique=True)
    op.create_index(
        "uq_users_platform_email",
        "users",
        ["email"],
        unique=True,
        postgresql_where=_OF_PLATFORM,
        sqlite_where=_OF_PLATFORM,
    )


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _free_emails(connection: sa.Connection) -> None:
    """Let an e-mail be another tenant's too."""
    if connection.dialect.name == "postgresql":
        for unique in sa.inspect(connection).get_unique_constraints("users"):
            if unique["column_names"] == ["email"]:
                op.drop_constraint(unique["name"] or "", "users")
        return
    # SQLite drops no constraint: the table is made anew. Dropping the old one would take the
    # logins along (ON DELETE CASCADE), so they are kept aside and nobody is signed out.
    op.execute("CREATE TEMPORARY TABLE kept_logins AS SELECT * FROM refresh_tokens")
    with op.batch_alter_table("users", copy_from=_users(), recreate="always"):
        pass
    op.execute("INSERT INTO refresh_tokens SELECT * FROM kept_logins")
    op.execute("DROP TABLE kept_logins")
    op.create_index("ix_users_tenant_id", "users", ["tenant_id"])


def _users() -> sa.Table:
    return sa.Table(
        "users",
        sa.MetaData(),
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id")),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("person_id", Id),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("last_login_at", UtcDateTime),
        sa.Column("version", sa.Integer, nullable=False),
    )
