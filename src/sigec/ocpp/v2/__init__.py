"""OCPP 2.0.1, and what 2.1 kept of it: what its stations report and are told."""
