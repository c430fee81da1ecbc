"""The OCPP edge: stations connect here; it translates between their words and ours."""
