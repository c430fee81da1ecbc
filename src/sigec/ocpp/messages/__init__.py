"""The messages of OCPP as types: one generated, complete module per version."""
