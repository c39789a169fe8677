"""Small files in the official formats that are binary: workbooks and PDFs, built from plain Python rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DPRK_PERSONS: Final = "北朝鮮に関連する活動等に関与する者（個人）"
DPRK_BODIES: Final = "北朝鮮に関連する活動等に関与する者（団体）"
HEADER_16: Final = ("告示日付", "告示番号", "日本語表記", "英語表記", "別称・旧称", "所在地", "その他の情報")
HEADER_17: Final = (
    "告示日付", "告示番号", "日本語表記", "英語表記", "別称・別名", "役職", "生年月日", "国籍", "旅券番号", "住所",
)  # fmt: skip
BANK_ALIASES: Final = (
    "（別称）ファースト・クレジット・バンク；\nFirst Credit Bank\n"
    "（旧称）キョンギョン・クレジット・バンク\nKyongyong Credit Bank"
)
ROWS_16: Final = (
    (
        "2017.11.7", 31, "チェイル・クレジット・バンク", "Cheil Credit Bank", BANK_ALIASES,
        "北朝鮮平壌特別市\n中華人民共和国北京市", "SWIFT/BIC：KYCBKPPYXXX",
    ),
    ("2025.9.12削除", 98, None, None, None, None, None),
    (
        "2013.4.5\n2017.8.16改訂", "1(#47)", "フォーリン・トレード・バンク", "FOREIGN TRADE BANK",
        "エフ・ティー・ビー；ムヨクバンク\nFTB; Mooyokbank", "北朝鮮平壌特別市", "IMO番号：5342883",
    ),
)  # fmt: skip
ROWS_17: Final = (
    (
        "2023.12.1", 81, "セルゲイ・ミハイロヴィチ・コズロフ", "Sergey Mikhaylovich Kozlov",
        "KOZLOV, Sergei Mikhailovich", None, 22067, "ロシア連邦", "000000001（ロシア連邦旅券）", "ロシア連邦モスクワ市",
    ),
    (
        "２０２３．１２．１", "＊82", "アショット・ムクルティチェフ", "Ashot Mkrtychev", None, "ヴェルソルの社長",
        "１９６６年頃", "スロバキア共和国", None, "Bratislava, Slovakia",
    ),
)  # fmt: skip
CONTENTS: Final = {16: DPRK_BODIES, 17: DPRK_PERSONS, 18: "【解除】イランの核活動に関与する者"}


def mof_workbook(
    path: Path, *, contents: Mapping[int, str] = CONTENTS, sheets: Mapping[str, Sequence[Sequence[Any]]] | None = None
) -> Path:
    """A small asset-freeze workbook: contents, two categories, one lifted regime."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "一覧"
    for number, title in contents.items():
        first.append((number, title))
    for name, rows in (mof_sheets() if sheets is None else sheets).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(tuple(row))
    book.save(path)
    return path


def mof_sheets() -> dict[str, list[Sequence[Any]]]:
    """Sheets of the small workbook: title, header, rows."""
    return {
        "16.北朝鮮(協調；団体)": [(DPRK_BODIES,), ("（注）",), HEADER_16, *ROWS_16],
        "17.北朝鮮(協調；個人) ": [(DPRK_PERSONS,), HEADER_17, *ROWS_17],
        "18.【解除】イラン": [("イランの核活動に関与する者",), ("【2016年1月22日告示廃止】",)],
    }


def eul_workbook(path: Path, *, header: Sequence[str] | None = None, sheet: str = "ユーザーリスト") -> Path:
    """A small End User List."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    names = header or (
        "No.", "国名、地域名\nCountry or Region", "企業名､組織名\nCompany or Organization", "別名\nAlso Known As",
        "懸念区分\nType of WMD", "通常兵器\nConventional Weapons",
    )  # fmt: skip
    page.append(tuple(names))
    branch = "4.27 Co. Pyongyang Branch\n（4.27貿易会社平壌支社）"
    aliases, weapons = "・4.27 Corporation\n・(四二七)", "生物、化学、ミサイル、核\nB,C,M,N"
    page.append(("=ROW()-1", "北朝鮮\nNorth Korea", branch, aliases, weapons, "通常兵器\nCW"))
    page.append(("=ROW()-1", "ロシア\nRussian Federation", 'Zavod "Miass"', "・JSC MMZ", "ミサイルM", None))
    page.append(("=ROW()-1", "ロシア\nRussian Federation", "Uralvagonzavod", None, None, "通常兵器\nCW"))
    book.save(path)
    return path


FONT_DETAILS: Final = (
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor "
    b"/FontName /Ryumin-Light /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 >> >>"
)


def pdf(path: Path, lines: Sequence[str], *, per_page: int = 30) -> Path:
    """A PDF with a Japanese font named, not embedded, one text line under the other."""
    pages = [lines[start : start + per_page] for start in range(0, len(lines), per_page)] or [[]]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /DW 1000 " + FONT_DETAILS,
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        text = "".join(_shown(line, row) for row, line in enumerate(page)).encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text))
    path.write_bytes(_assembled(objects))
    return path


def _shown(line: str, row: int) -> str:
    return f"BT /F1 8 Tf 40 {800 - 20 * row} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


RUSSIA_BAN: Final = (
    "○ 国際平和のための国際的な努力に我が国として寄与するために講ずる輸出等に係る禁止措置",
    "の対象となるロシア連邦の団体（令和四年外務省告示第八十二号）",
    "指定日：2022 年 03 月01 日",
    "最終更新日：2025 年 09 月 12 日",
    "１ 連邦保安庁（別称、FSB及びロシア",
    "保安庁）",
    "Federal Security Service, a.k.a., the following two aliases:",
    "-Federalnaya Sluzhba Bezopasnosti; and",
    "-FSB.",
    "所在地：Ulitsa Kuznetskiy Most, Dom 22, Moscow 107031, Russia; and Lubyanskaya",
    "2 Ploschad, Dom 2, Moscow 107031, Russia.",
    "２ アルファ・マシナリー・グループ",
    "Alfa Machinery Group",
    "別称：AMG社; 有限",
    "会社AMG",
    "LLC Company AMG; Kompaniya AMG",
    "所 在 地 ：ul. Kuskovskaya, d. 20A, Moscow 111141, Russia",
)
THIRD_COUNTRIES_BAN: Final = (
    "○ ウクライナをめぐる禁止措置の対象となるロシア連邦及びベラルーシ共和国以外の国の団体を指定する件",
    "指定日：2023年12月15日",
    "最終更新日：2025年9月12日",
    "1 シェンジェン・イノベーション有限会社（深圳高科創新有限公司）",
    "Shenzhen Innovation Co., Limited",
    "所在地：Longgang District, Shenzhen, Guangdong, China.",
)


def un_list(count: int, *, day: str = "2025-11-18", first: int = 1) -> bytes:
    """A Security Council list of that many persons of the DPRK regime."""
    persons = "".join(
        f"<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>PERSON</FIRST_NAME><SECOND_NAME>{number}</SECOND_NAME>"
        f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.{number:03}</REFERENCE_NUMBER>"
        "<LISTED_ON>2016-11-30</LISTED_ON></INDIVIDUAL>\n"
        for number in range(first, first + count)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="{day}T23:00:09Z"><INDIVIDUALS>\n'
        f"{persons}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>\n"
    ).encode()
