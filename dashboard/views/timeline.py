"""Timeline: events by lane, and what each party says: deny … confirm."""

from dashboard import blocks

blocks.page("timeline")
