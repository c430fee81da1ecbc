"""Messages from 2.x stations, a file per functional block."""
