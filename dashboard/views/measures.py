"""Measures: what each jurisdiction adopted, in any unit of count."""

from dashboard import blocks

blocks.page("measures")
