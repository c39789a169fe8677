"""A project of the mini facts, built, changed, built again, kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from datasets import store
from loaders.build import build
from loaders.release import keep
from tests.loaders.facts import add, mini

if TYPE_CHECKING:
    from loaders.release import Kept

NO_LISTS = Path("no-lists")
Line = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Project:
    """Facts and the releases made of them."""

    curated: Path
    out: Path

    def build(self) -> str:
        """Build; the release id."""
        return build(curated=self.curated, lists=NO_LISTS, out=self.out)

    def keep(self) -> Kept:
        """Keep what was built."""
        return keep(curated=self.curated, lists=NO_LISTS, out=self.out)

    def rows(self, release: str | None = None) -> list[dict[str, Any]]:
        """The table ``changes``."""
        return store.rows(store.open_release(self.out, release=release).table("changes").sort("change_id"))

    def lines(self) -> set[Line]:
        """Table, row, column and reason of every change of the release in service."""
        return {(row["table"], row["row_id"], row["field"], row["reason"]) for row in self.rows()}

    def say(self, *records: dict[str, Any], part: str = "") -> Path:
        """Record reasons for changes since the release kept last."""
        last = next(iter(store.kept_releases(self.out)))
        path = self.curated / "changes" / f"{last}{part}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.dump(list(records), allow_unicode=True, sort_keys=False, default_style='"'))
        return path


def first(tmp_path: Path) -> Project:
    """The mini facts with one release, kept; its day is 2024-07-01."""
    project = Project(mini(tmp_path), tmp_path / "tables")
    project.build()
    project.keep()
    return project


def event(day: str, source: str) -> dict[str, Any]:
    """An event record."""
    words = {f"{stem}_{code}": text for stem in ("title", "summary") for code, text in
             (("en", "A vote."), ("ja", "投票があった。"), ("ko", "표결이 있었다."))}  # fmt: skip
    return {"event_id": f"event-{day}-vote", "occurred": day, "kind": "un_vote", **words, "source_ids": [source]}


def add_source(project: Project, day: str, name: str = "src-four") -> str:
    """A further source; its id."""
    add(project.curated, "sources", {"source_id": name, "url": f"https://{name}.example.net/", "publisher": "Example Wire",
        "published": day, "language": "en", "kind": "news_article", "tier": "relayed_report"})  # fmt: skip
    return name
