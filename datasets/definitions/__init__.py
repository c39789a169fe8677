"""Definitions that must not drift: derived tables as f(tables, day), for build, pages, ``/data`` and citations alike.

Small curated tables are read row by row, where a definition reads like its text; tables that may hold a million
listings stay lazy frames in the portable subset.
"""
