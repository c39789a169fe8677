"""Responses: which jurisdiction answered which trigger, how fast."""

from dashboard import blocks

blocks.page("responses")
