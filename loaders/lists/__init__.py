"""Official lists: one module per list, one shape: ``read(path) -> Reading``."""
