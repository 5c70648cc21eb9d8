"""The labels OFAC puts before facts, whichever file they stand in, and what becomes of each."""

# Labels by what becomes of them: (way, property) -> labels as OFAC spells them, without a final colon or dash.
_WAYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("births", "birthDate"): ("DOB", "Birthdate"),
    ("place", "birthPlace"): ("POB", "Place of Birth"),
    ("country", "nationality"): ("nationality", "Nationality Country"),
    ("country", "citizenship"): ("citizen", "Citizenship Country"),
    ("country", "jurisdiction"): ("Nationality of Registration", "Registration Country"),
    ("country", "flag"): ("Vessel Flag", "Other Vessel Flag"),
    ("country", "pastFlags"): ("Former Vessel Flag",),
    ("gender", "gender"): ("Gender",),
    ("text", "position"): ("Title", "Alternate Title", "Position"),
    ("text", "email"): ("Email Address", "Email"),
    ("text", "website"): ("Website",),
    ("text", "phone"): ("Phone Number", "Phone No.", "Telephone No.", "Telephone", "Phone"),
    ("text", "sector"): ("Organization Type",),
    ("text", "classification"): ("Target Type",),
    ("text", "type"): ("Vessel Type", "Other Vessel Type"),
    ("text", "callSign"): ("Vessel Call Sign", "Other Vessel Call Sign"),
    ("number", "tonnage"): ("Vessel Tonnage", "Vessel Deadweight Tonnage", "Gross Tonnage"),
    ("number", "grossRegisteredTonnage"): ("Vessel Gross Registered Tonnage", "Gross Registered Tonnage"),
    ("text", "mmsi"): ("MMSI",),
    ("text", "model"): ("Aircraft Model",),
    ("text", "serialNumber"): (
        "Aircraft Manufacturer's Serial Number (MSN)", "Aircraft Serial Identification",
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
    ),
    ("text", "registrationNumber"): ("Aircraft Tail Number",),
    ("text", "icaoCode"): ("Aircraft Mode S Transponder Code",),
    ("date", "buildDate"): ("Aircraft Manufacture Date", "Vessel Year of Build", "Vessel Build Date"),
    ("date", "incorporationDate"): ("Organization Established Date",),
    ("party", "operator"): ("Aircraft Operator", "Vessel Operator", "Vessel Manager"),
    ("party", "owner"): ("Vessel Owner", "Aircraft Owner"),
    ("linked", ""): ("Linked To",),
    ("ship", "imoNumber"): ("Vessel Registration Identification",),
    ("passport", "passportNumber"): (
        "Passport", "Diplomatic Passport", "British National Overseas Passport", "Stateless Person Passport",
        "Service Passport", "Official Passport",
    ),
    ("paper", "taxNumber"): (
        "Tax ID No.", "R.F.C.", "RFC", "NIT #", "RUC #", "C.U.I.T.", "US FEIN", "Italian Fiscal Code", "RIF #",
        "C.I.F.", "RTN", "Fiscal Code", "Romanian Tax Registration", "Paraguayan tax identification number",
        "Numero Unico de Identificacao Tributaria (NUIT)",
    ),
    ("paper", "vatCode"): ("V.A.T. Number",),
    ("paper", "registrationNumber"): (
        "Registration Number", "Registration ID", "Company Number", "UK Company Number", "Commercial Registry Number",
        "Business Registration Number", "Business Registration Document #", "C.R. No.", "Matricula Mercantil No",
        "Folio Mercantil No.", "Certificate of Incorporation Number", "Chamber of Commerce Number",
        "Public Registration Number", "Enterprise Number", "File Number", "Branch Unit Number", "Business Number",
        "Central Registration System Number", "Economic Register Number (CBLS)", "Romanian C.R.",
        "Registered Charity No.", "Istanbul Chamber of Comm. No.", "Dubai Chamber of Commerce Membership No.",
        "MSB Registration Number", "RSIN", "Organization Code",
    ),
    ("paper", "licenseNumber"): (
        "Trade License No.", "License", "Tourism License No.", "Afghan Money Service Provider License Number",
    ),
    ("paper", "uscCode"): (
        "Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)",
        "United Social Credit Code",
    ),
    ("paper", "dunsCode"): ("D-U-N-S Number",),
    ("paper", "socialSecurityNumber"): ("SSN",),
    ("paper", "isinCode"): ("ISIN",),
    ("legal entity", "leiCode"): ("Legal Entity Number", "LEI"),
    ("text", "swiftBic"): ("SWIFT/BIC",),
    ("paper", ""): (
        "Cedula No.", "Cedula de Ciudadania", "C.U.R.P.", "National ID No.", "Identification Number", "D.N.I.",
        "C.U.I.", "C.U.I.P.", "Personal ID Card", "Government Gazette Number", "Electoral Registry No.",
        "Driver's License No.",
        "Cartilla de Servicio Militar Nacional", "Credencial electoral", "National Foreign ID Number", "I.F.E.",
        "Birth Certificate Number", "Residency Number", "LE Number", "Turkish Identification Number",
        "Citizen's Card Number", "Numero de Identidad", "Travel Document Number", "Kenyan ID No.", "VisaNumberID",
        "Tazkira National ID Card", "Refugee ID Card", "SRE Permit No.", "Immigration No.", "Pilot License Number",
        "Stateless Person ID Card", "Bosnian Personal ID No.", "Serial No.", "CNP (Personal Numerical Code)",
        "Romanian Permanent Resident", "N.I.E.", "Seafarer's Identification Document", "Moroccan Personal ID No.",
        "Public Security and Immigration No.", "UAE Identification", "C.I.N.", "BIK (RU)",
        "Military Registration Number",
        "Interpol: Red Notice. File No.", "Residency Permit", "Permanent Resident Card",
    ),
    ("note", ""): (
        "Fax No.", "Fax", "Chinese Commercial Code", "UN/LOCODE", "MICEX Code", "Equity Ticker", "Issuer Name",
        "ethnicity", "Tribe", "Previous Aircraft Tail Number", "Telex", "Operations in",
        "For more information, please reference the following link",
        "For more information on directives, please visit the following link",
    ),
    ("measure", ""): (
        "Additional Sanctions Information", "Secondary sanctions risk", "CAATSA Section 235 Information",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions", "IFCA Determination",
        "Executive Order 13662 Directive Determination", "Executive Order 13846 information", "PEESA Information",
        "Executive Order 14024 Directive Information", "Executive Order 14014 Directive Information",
        "Executive Order 14059 information", "Purchase/Sales For Divestment Date (CMIC)", "Effective Date (CMIC)",
        "Listing Date (CMIC)", "Executive Order 13645 Determination",
    ),
}  # fmt: skip
_BY_LABEL = {label.casefold(): way for way, labels in _WAYS.items() for label in labels}
# How sentences begin that tell third parties what a listing means for them.
FORMULAS = tuple(label for way, labels in _WAYS.items() if way[0] == "measure" for label in labels)
LABELS = tuple(sorted((label for labels in _WAYS.values() for label in labels), key=lambda one: (-len(one), one)))


def way(label: str) -> tuple[str, str]:
    """What becomes of a label's value and the property it goes to; empty texts for a label nobody knows."""
    return _BY_LABEL.get(bare(label), ("", ""))


def bare(label: str) -> str:
    """A label without `alt.` before it and the colon or dash behind it, in small letters."""
    return label.strip().removeprefix("alt. ").removeprefix("Alt. ").rstrip(" :-").casefold()


def is_document(label: str) -> bool:
    """Whether the label is of a numbered paper, which may carry a country and dates."""
    return way(label)[0] in ("passport", "paper", "legal entity")
