"""The table of processes."""

from sqlalchemy import BigInteger, Column, String, Table

from sigec.db import metadata

nodes = Table(
    "nodes",
    metadata,
    Column("name", String(255), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("roles", String(100), nullable=False),
    Column("beat", BigInteger, nullable=False),
    Column("trouble", String(200)),
)
