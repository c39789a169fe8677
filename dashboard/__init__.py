"""Table → page; never writes."""
