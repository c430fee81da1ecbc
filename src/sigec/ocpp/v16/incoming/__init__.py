"""Messages from 1.6 stations, a file per feature profile."""
