"""What each page shows, described once: drawn by :mod:`dashboard.blocks` on the page, by :mod:`dashboard.brief` on paper."""
