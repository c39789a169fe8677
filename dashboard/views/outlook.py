"""Outlook: observable signs of four policy paths, computed, never predicted."""

from dashboard import address, blocks, data
from dashboard.figures import coverage as figures
from dashboard.text import label, language, t
from datasets.queries import results

filters = address.current()
signs = results.whole(data.tables(filters), "outlook_signs", filters)
if signs.height:
    trends = signs["trend"].to_list()
    drawn = figures.signs(
        signs.to_dicts(), blocks.mode(), title=lambda r: f"{label('path', r['path'])}: {r[f'title_{language()}']} – {label('trend', r['trend'])}",
        words=(t("outlook.before"), t("outlook.last")),
    )  # fmt: skip
    blocks.figure(drawn, "outlook-signs", title=t("outlook.chart"), caption=t("outlook.caption"),
                  alt=t("outlook.alt", up=trends.count("up"), down=trends.count("down"), same=trends.count("same")))  # fmt: skip
blocks.table("outlook_signs", filters)
