"""Data and method: what a row is, where it comes from, what was checked, what the product is not."""

from dashboard import address, blocks, codebook, widgets

TABS = ("about", "sources", "coverage", "codebook", "data")

filters = address.current()
tab = widgets.tabs(filters, TABS, "method")
filters = address.current()
if tab == "about":
    codebook.about()
elif tab == "codebook":
    codebook.tables(filters)
elif tab == "data":
    codebook.downloads(filters)
else:
    blocks.table(tab, filters)
