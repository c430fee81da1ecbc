"""Alembic's entry, called with a connection inside the transaction of `sigec.db.migrate`."""

from alembic import context

from sigec.db import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
