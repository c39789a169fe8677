"""What is read past and never stored: passport and national identity numbers, and of a birth all but the year.

The texts of the lists mix such numbers with grounds and remarks; here they are blanked and the rest is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from loaders.cleaning import half_width
from loaders.published_dates import birth_years

BLANK: Final = "[not kept]"

_TRIGGER = re.compile(
    r"passport|identi|\bID\b|\bSSN\b|D\.?O\.?B|P\.?O\.?B|born|birth|cedula|C\.U\.R\.P|D\.N\.I|licen[cs]e|tazkira"
    r"|旅券|パスポート|身分|ＩＤ|ID番号|国籍証明|生|出身地|여권|주민|신분|생년|출생|출생지"
    r"|(?<!\d)\d{17}[\dXx](?!\w)|(?<!\d)\d{6}-[1-4]\d{6}(?!\d)",
    re.IGNORECASE,
)
# A document number: letters, then signs with at least one digit, five or more in all.
_NUMBER = r"(?:\d{3}(?:\s\d{3}){2,}|[A-Z]{0,4}[-\s]?(?=[\w/-]*\d)\w[\w/-]{3,})"
_PASSPORT = re.compile(
    rf"""(passports?(?:\s+(?:number|no\.?|num\.?))?s?[\s:#(]*
         (?:(?:(?:is|of|a|and|or)\s|[a-c]\)|,)\s*)*
         (?:[A-Za-z\ ’'-]{{0,40}}?(?:number|no\.?)\s*:?\s*)?(?:of\s+[A-Za-z\ ]{{1,40}}?\s+)?)({_NUMBER})""",
    re.IGNORECASE | re.VERBOSE,
)
_IDENTITY = re.compile(
    rf"""((?:national\ (?:foreign\ )?id(?:entification|entity)?(?:\ (?:card|number|no\.?))*
          |identification(?:\ number|\ no\.?)
          |identity\ (?:card|number|document)(?:\ number|\ no\.?)?
          |personal\ id(?:entification)?(?:\ (?:card|number|no\.?|code))*
          |id\ (?:card|number|no\.?)(?:\ number|\ no\.?)?
          |\bSSN|cedula(?:\ no\.?)?|C\.U\.R\.P\.|D\.N\.I\.
          |driver[’']?s\ licen[cs]e(?:\ no\.?)?|birth\ certificate(?:\ number)?|tazkira(?:\ number)?)
         [\s:#.]*)({_NUMBER})""",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT = re.compile(
    rf"(\[not kept\]\s*(?:,|;|/|and|or|及び|、)\s*(?:[a-z]\)\s*)?)(?=[A-Z]{{0,3}}\d{{5}})({_NUMBER})", re.IGNORECASE
)
_NUMBER_JA = re.compile(
    r"""((?:旅券|パスポート|身分証|身分登録|国民識別|ID|ＩＤ|国籍証明書)(?:番号)?[^\d\n;；。、:：]{0,20}[:：]?\s*)
        ([A-Za-zＡ-Ｚ]{0,3}[\s-]?[\d０-９][\w０-９\-/]{4,})""",
    re.VERBOSE,
)
_NUMBER_BEFORE_JA = re.compile(r"[A-Za-zＡ-Ｚ]{0,3}[\d０-９][\w０-９\-/]{4,}(?=\s*（[^（）]{0,20}旅券[^（）]*）)")
_NUMBER_KO = re.compile(r"((?:여권|주민등록|신분증)(?:번호)?[\s:：]*)([A-Z]{0,3}\d[\w-]{4,})")
_CHINESE_ID = re.compile(r"(?<!\w)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\w)")
_KOREAN_ID = re.compile(r"(?<!\d)\d{6}-[1-4]\d{6}(?!\d)")
# The next label of a Japanese notice printed without line breaks ends a value.
_REST_JA = (
    r"(?:(?!国籍|旅券|ＩＤ|ID番号|身分|住所|所在地|国連|その他|性別|生年|出生地|出身地|称号|役職|別名|別称)"
    r"[^;；\])）。\n]){1,200}"
)
_BIRTH = re.compile(
    rf"""((?:\bD\.?O\.?B\.?\b|\bdate\ of\ birth\b|\bborn\b|\bbirth\ ?date\b|生年月日|生年|생년월일|출생)[\s:：は]*)
         ((?:[（(][a-z][）)])?{_REST_JA})""",
    re.IGNORECASE | re.VERBOSE,
)
_BIRTH_JA = re.compile(r"[\d０-９]{4}年[\d０-９]{1,2}月[\d０-９]{1,2}日(?=[^。、\n]{0,30}(?:生|に生まれ))")
_BIRTHPLACE = re.compile(
    rf"((?:\bP\.?O\.?B\.?\b|\bplace of birth\b|出生地|出身地|출생지)[\s:：]*)((?:[（(][a-z][）)])?{_REST_JA})",
    re.IGNORECASE,
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"""\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})[a-z]*\.?,?\s+(\d{{4}})
        |(?:{_MONTHS})[a-z]*\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(\d{{4}})
        |(\d{{4}})[-./]\d{{1,2}}[-./]\d{{1,2}}
        |\d{{1,2}}[-./]\d{{1,2}}[-./](\d{{4}})
        |(\d{{4}})\s*[年년]\s*\d{{1,2}}\s*[月월](?:\s*\d{{1,2}}\s*[日일])?""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT = re.compile(r"circa|about|approx|頃|約|およそ|おおよそ|경", re.IGNORECASE)


def years_only(text: str) -> str:
    """A text about a birth without day and month; ``circa`` stays readable."""
    years = birth_years(text)
    about = "circa " if _ABOUT.search(text) else ""
    return about + ", ".join(map(str, years)) if years else BLANK


def without_days(text: str) -> str:
    """A text in which every full date is cut to its year."""
    return _DAY.sub(lambda found: next(group for group in found.groups() if group), half_width(text))


@lru_cache(maxsize=4096)
def redact(text: str) -> str:
    """A text without private numbers, birth days and birth places; other words are kept."""
    if not _TRIGGER.search(text):
        return text
    text = _BIRTHPLACE.sub(rf"\1{BLANK}", text)
    text = _BIRTH.sub(lambda found: found[1] + without_days(found[2]), text)
    text = _BIRTH_JA.sub(lambda found: without_days(found[0]), text)
    for pattern in (_PASSPORT, _IDENTITY, _NUMBER_JA, _NUMBER_KO):
        text = pattern.sub(rf"\1{BLANK}", text)
    while (followed := _NEXT.sub(rf"\1{BLANK}", text)) != text:
        text = followed
    for pattern in (_NUMBER_BEFORE_JA, _CHINESE_ID, _KOREAN_ID):
        text = pattern.sub(BLANK, text)
    return text
