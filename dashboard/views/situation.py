"""Situation: the state on one screen."""

from dashboard import blocks

blocks.page("situation")
