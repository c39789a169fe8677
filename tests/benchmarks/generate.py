"""Full-size inputs in the official schemas, generated: the same seed gives the same bytes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SURNAMES: Final = ("KIM", "RI", "PAK", "CHOE", "JONG", "KANG", "YUN", "IVANOV", "PETROV", "SIDOROV", "KUZNETSOV")
GIVEN: Final = ("Song Il", "Yong Chol", "Chol Su", "Hyok Chol", "Sergey", "Aleksandr", "Dmitry", "Viktor")
FIRMS: Final = ("TRADING CORPORATION", "SHIPPING CO LTD", "BANK", "OOO", "PAO", "HOLDING LIMITED", "INSTITUTE")
CITIES: Final = (("Moscow", "Russia"), ("Vladivostok", "Russia"), ("Pyongyang", "Korea, North"), ("Dandong", "China"))
PROGRAMMES: Final = ("RUSSIA-EO14024", "DPRK3", "DPRK4", "SDGT", "IRAN", "NPWMD", "UKRAINE-EO13662")


def classic_xml(path: Path, *, count: int, seed: int = 1) -> Path:
    """Write an SDN.XML of ``count`` entries, about 1.5 kB each, as the real file has."""
    chance = random.Random(seed)  # noqa: S311 - test data
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write('<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">\n')
        file.write("  <publshInformation>\n    <Publish_Date>07/01/2026</Publish_Date>\n")
        file.write(f"    <Record_Count>{count}</Record_Count>\n  </publshInformation>\n")
        for number in range(count):
            file.writelines(_entry(number, chance))
        file.write("</sdnList>\n")
    return path


def _entry(number: int, chance: random.Random) -> Iterator[str]:
    is_person = chance.random() < 0.45
    yield f"  <sdnEntry>\n    <uid>{40_000 + number}</uid>\n"
    if is_person:
        yield f"    <firstName>{chance.choice(GIVEN)}</firstName>\n    <lastName>{chance.choice(SURNAMES)}</lastName>\n"
    else:
        yield f"    <lastName>{_firm(chance)}</lastName>\n"
    yield f"    <sdnType>{'Individual' if is_person else 'Entity'}</sdnType>\n"
    yield f"    <programList>\n      <program>{chance.choice(PROGRAMMES)}</program>\n    </programList>\n"
    yield from _ids(number, chance)
    yield from _aliases(number, chance)
    yield from _addresses(number, chance)
    if is_person:
        yield _births(number, chance)
    yield "  </sdnEntry>\n"


def _firm(chance: random.Random) -> str:
    return f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)} {chance.choice(FIRMS)} {chance.randrange(1000)}"


def _ids(number: int, chance: random.Random) -> Iterator[str]:
    labels = ("Tax ID No.", "Registration Number", "Passport", "Secondary sanctions risk:", "Website", "Gender")
    yield "    <idList>\n"
    for step in range(chance.randrange(1, 4)):
        yield f"      <id>\n        <uid>{number * 4 + step}</uid>\n        <idType>{chance.choice(labels)}</idType>\n"
        yield f"        <idNumber>{chance.randrange(10**9)}</idNumber>\n        <idCountry>Russia</idCountry>\n      </id>\n"
    yield "    </idList>\n"


def _aliases(number: int, chance: random.Random) -> Iterator[str]:
    yield "    <akaList>\n"
    for step in range(chance.randrange(1, 3)):
        yield f"      <aka>\n        <uid>{number * 3 + step}</uid>\n        <type>a.k.a.</type>\n"
        yield f"        <category>strong</category>\n        <lastName>{_firm(chance)}</lastName>\n      </aka>\n"
    yield "    </akaList>\n"


def _addresses(number: int, chance: random.Random) -> Iterator[str]:
    yield "    <addressList>\n"
    for step in range(chance.randrange(1, 3)):
        city, country = chance.choice(CITIES)
        yield f"      <address>\n        <uid>{number * 3 + step}</uid>\n"
        yield f"        <address1>{chance.randrange(200)} Street</address1>\n"
        yield f"        <city>{city}</city>\n        <country>{country}</country>\n      </address>\n"
    yield "    </addressList>\n"


def _births(number: int, chance: random.Random) -> str:
    return (
        f"    <dateOfBirthList>\n      <dateOfBirthItem>\n        <uid>{number}</uid>\n"
        f"        <dateOfBirth>{chance.randrange(1, 28)} Jan {chance.randrange(1940, 2000)}</dateOfBirth>\n"
        "        <mainEntry>true</mainEntry>\n      </dateOfBirthItem>\n    </dateOfBirthList>\n"
    )
