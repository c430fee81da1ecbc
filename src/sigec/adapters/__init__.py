"""What stands behind the ports: one file per vendor, and in-process twins."""
