"""Coverage: who lists whom, and who does not."""

from dashboard import blocks

blocks.page("coverage")
