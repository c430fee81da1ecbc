"""Looking after stations from afar: their firmware, one by one or in campaigns, and their logs."""
