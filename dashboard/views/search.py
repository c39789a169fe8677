"""Search: one box over names, aliases, titles, places and identifiers in every script."""

from dashboard import address, blocks, widgets

widgets.question(address.current())
blocks.page("search")
