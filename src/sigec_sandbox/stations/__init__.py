"""What every simulated station does, whatever version of OCPP it speaks."""
