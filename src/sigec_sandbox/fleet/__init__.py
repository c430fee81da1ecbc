"""Many stations that live on their own: connected, visited by drivers, troubled by faults."""
