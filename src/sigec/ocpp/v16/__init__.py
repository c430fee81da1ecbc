"""OCPP 1.6J: what its stations report and are told, in its words and ours."""
