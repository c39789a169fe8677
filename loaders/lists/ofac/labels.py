"""What the United States prints as an identity document or feature: which are public identifiers, which are private.

One table serves every format; the flat files print the same labels inside their remarks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from loaders.cleaning import compact, imo_number
from loaders.lists.entry import Identifier, Kind

WALLET: Final = "Digital Currency Address"
PUBLIC: Final[dict[str, str]] = {
    "Vessel Registration Identification": "imo", "Identification Number IMO": "imo", "MMSI": "mmsi",
    "Other Vessel Call Sign": "call_sign", "Vessel Call Sign": "call_sign", "Aircraft Tail Number": "tail",
    "Previous Aircraft Tail Number": "tail", "SWIFT/BIC": "swift",
    "Tax ID No.": "tax", "V.A.T. Number": "tax", "R.F.C.": "tax", "RFC": "tax", "NIT #": "tax", "RUC #": "tax",
    "RIF #": "tax", "US FEIN": "tax", "C.U.I.T.": "tax", "RTN": "tax", "C.I.F.": "tax", "RSIN": "tax",
    "Italian Fiscal Code": "tax", "Fiscal Code": "tax", "Romanian Tax Registration": "tax", "C.U.I.": "tax",
    "Paraguayan tax identification number": "tax", "Numero Unico de Identificacao Tributaria (NUIT)": "tax",
    "Registration ID": "registration", "Registration Number": "registration", "Company Number": "registration",
    "UK Company Number": "registration", "Commercial Registry Number": "registration", "Company ID:": "registration",
    "Business Registration Number": "registration", "Business Registration Document #": "registration",
    "Business Number": "registration", "C.R. No.": "registration", "Folio Mercantil No.": "registration",
    "Matricula Mercantil No": "registration", "Public Registration Number": "registration",
    "Chamber of Commerce Number": "registration", "Trade License No.": "registration",
    "Unified Social Credit Code (USCC)": "registration", "Enterprise Number": "registration",
    "United Social Credit Code Certificate (USCCC)": "registration", "Romanian C.R.": "registration",
    "Certificate of Incorporation Number": "registration", "Central Registration System Number": "registration",
    "Dubai Chamber of Commerce Membership No.": "registration", "Registered Charity No.": "registration",
    "Istanbul Chamber of Comm. No.": "registration", "MSB Registration Number": "registration",
    "Branch Unit Number": "registration",
    "Government Gazette Number": "other", "Legal Entity Number": "other", "D-U-N-S Number": "other",
    "BIK (RU)": "other", "ISIN": "other", "Aircraft Mode S Transponder Code": "other", "UN/LOCODE": "other",
    "Aircraft Manufacturer's Serial Number (MSN)": "other", "Aircraft Serial Identification": "other",
    "Aircraft Construction Number (also called L/N or S/N or F/N)": "other", "License": "other",
    "Afghan Money Service Provider License Number": "other", "MICEX Code": "other", "Identification Number": "other",
    "Chinese Commercial Code": "other", "File Number": "other", "Tourism License No.": "other", "Serial No.": "other",
    "SRE Permit No.": "other",
}  # fmt: skip
PRIVATE: Final = (
    "Passport", "Diplomatic Passport", "Stateless Person Passport", "British National Overseas Passport", "SSN",
    "National ID No.", "National Foreign ID Number", "Cedula No.", "Cedula de Residencia", "C.U.R.P.", "D.N.I.",
    "Driver's License No.", "Birth Certificate Number", "Electoral Registry No.", "Credencial electoral", "I.F.E.",
    "Cartilla de Servicio Militar Nacional", "Personal ID Card", "Kenyan ID No.", "Bosnian Personal ID No.",
    "Moroccan Personal ID No.", "Turkish Identification Number", "Citizen's Card Number", "Numero de Identidad",
    "Travel Document Number", "VisaNumberID", "Tazkira National ID Card", "Refugee ID Card", "Immigration No.",
    "Pilot License Number", "Stateless Person ID Card", "CNP (Personal Numerical Code)", "N.I.E.", "Residency Number",
    "Romanian Permanent Resident", "Seafarer's Identification Document", "Public Security and Immigration No.",
    "UAE Identification", "LE Number", "C.U.I.P.", "Phone Number", "Telephone No.", "Fax No.", "Phone No.",
    "Permanent Resident Card", "Military Registration Number", "Numero de Identificacion Personal",
)  # fmt: skip
FACTS: Final = (
    "Gender", "Website", "Email Address", "Additional Sanctions Information -", "Secondary sanctions risk:",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:", "Target Type",
    "Organization Established Date", "Organization Type:", "Issuer Name", "Equity Ticker", "Nationality of Registration",
    "Executive Order", "CAATSA Section 235 Information:", "PEESA Information:", "IFCA Determination -",
    "Listing Date", "Effective Date", "Purchase/Sales For Divestment Date", "Aircraft Model", "Aircraft Operator",
    "Aircraft Manufacture Date", "Former Vessel Flag", "Other Vessel Flag", "Other Vessel Type", "Vessel Type",
    "Vessel Flag", "Vessel Owner", "Vessel Tonnage", "Vessel Gross Tonnage", "Registration Country",
    "Citizenship Country", "Nationality Country", "Location", "Vessel Year of Build", "Dead Weight Tonnage",
    "Vessel Gross Registered Tonnage", "Executive Order 13846 information:", "Vessel Build Date",
)  # fmt: skip
_LOOKS_PRIVATE = re.compile(
    r"passport|national|personal|identi|\bid\b|resident|licen[cs]e|birth|military|elector", re.IGNORECASE
)


@cache
def is_fact(label: str) -> bool:
    """Whether a label says something about the target and is no number of it."""
    return label.startswith(FACTS)


@cache
def is_private(label: str, kind: Kind | None) -> bool:
    """Whether a number under this label is read past: of a person everything but a wallet address."""
    if label.startswith(WALLET) or is_fact(label):
        return False
    if kind == "person" or label in PRIVATE:
        return True
    return label not in PUBLIC and bool(_LOOKS_PRIVATE.search(label))


def identifier(label: str, number: str, kind: Kind | None) -> Identifier | None:
    """The public identifier under a label; ``None`` if it is private or no identifier."""
    if not number or is_private(label, kind) or is_fact(label):
        return None
    if label.startswith(WALLET):
        return Identifier("other", f"{label.rpartition(' ')[2]} {number.strip()}")
    code = PUBLIC.get(label, "other")
    imo = imo_number(number) if code == "imo" or number.startswith("IMO ") else None
    if imo:
        return Identifier("imo" if kind in ("vessel", None) else "company_imo", imo)
    return Identifier("other" if code == "imo" else code, compact(number))
