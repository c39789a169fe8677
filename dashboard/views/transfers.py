"""Transfers: what is alleged to have moved, who says so on what evidence."""

from dashboard import blocks

blocks.page("transfers")
