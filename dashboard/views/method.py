"""Data and method: what a row is, where it comes from, what was checked, what the product is not."""

from dashboard import address, blocks, codebook

tab = blocks.page("method")
if tab == "about":
    codebook.about()
elif tab == "data":
    codebook.downloads(address.current())
