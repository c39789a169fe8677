"""Errors that are the user's or a publisher's, not the program's: shown as one message without a traceback."""

from __future__ import annotations


class TrackerError(Exception):
    """Base of every error whose message alone tells the user what is wrong and what to do."""
