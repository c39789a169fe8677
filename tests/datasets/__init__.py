"""Tests mirror the packages; fixtures are written by hand."""
