"""What a station keeps for the central system: certificates, firmware, messages, monitors."""
