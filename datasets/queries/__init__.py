"""Questions the pages and ``/data`` ask: tables + filters → small frame, in the portable subset, collected once."""
