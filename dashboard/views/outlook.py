"""Outlook: observable signs of four policy paths, computed, never predicted."""

from dashboard import blocks

blocks.page("outlook")
