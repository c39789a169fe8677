"""The contract: every table and column, declared once.

Loaders, checks, the codebook page, column dictionaries, result schemas and ``datapackage.json`` are generated from
:data:`TABLES`. Names of tables and columns are public interface: they appear in addresses, downloads and citations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_VERSION: Final = "1"

Kind = Literal["text", "code", "id", "ids", "codes", "texts", "int", "float", "bool", "day"]
ARROW: Final[dict[Kind, pa.DataType]] = {
    "text": pa.string(), "code": pa.string(), "id": pa.string(),
    "ids": pa.list_(pa.string()), "codes": pa.list_(pa.string()), "texts": pa.list_(pa.string()),
    "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(),
}  # fmt: skip
LANGUAGES: Final = ("en", "ja", "ko")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of one table.

    Attributes:
        name: Public name.
        kind: What a cell holds; lists (``ids``, ``codes``, ``texts``) join with ``|`` in CSV.
        meaning: One sentence for the codebook, unit included.
        vocabulary: Name of the controlled vocabulary a code must come from.
        refers_to: Table whose key an id must be in (several for "or").
        required: Whether a curated row must fill it.
        computed: Whether people may not type it.
    """

    name: str
    kind: Kind
    meaning: str
    vocabulary: str | None = None
    refers_to: tuple[str, ...] = ()
    required: bool = False
    computed: bool = False

    @property
    def arrow(self) -> pa.DataType:
        """Arrow type of the stored column."""
        return ARROW[self.kind]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its key, what a row is, and its columns in order.

    Attributes:
        name: Public name.
        row: What one row is, for the codebook.
        columns: All columns, shared ones included.
        dates: Names X of date fields stored as ``X``, ``X_earliest``, ``X_latest``, ``X_basis``, ``X_known_from``.
        curated: Whether people edit it (else it is derived or read from official lists).
        public_day: Date field whose last day is the day the row became public; ``None`` = earliest source date,
            or for reference tables the earliest row that refers to it.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    dates: tuple[str, ...] = ()
    curated: bool = True
    public_day: str | None = None
    key: tuple[str, ...] = field(default=())

    def column(self, name: str) -> Column:
        """The column of that name; ``KeyError`` if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def arrow(self) -> pa.Schema:
        """Arrow schema of the stored table."""
        return pa.schema([(column.name, column.arrow) for column in self.columns])


def text(name: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A free text column."""
    return Column(name=name, kind="text", meaning=meaning, required=required, computed=computed)


def code(name: str, vocabulary: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column of one vocabulary code."""
    return Column(name=name, kind="code", vocabulary=vocabulary, meaning=meaning, required=required, computed=computed)


def codes(name: str, vocabulary: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column holding a list of vocabulary codes."""
    return Column(name=name, kind="codes", vocabulary=vocabulary, meaning=meaning, required=required, computed=computed)


def ref(name: str, table: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column holding the key of a row in another table."""
    tables = tuple(table.split("|"))
    return Column(name=name, kind="id", refers_to=tables, meaning=meaning, required=required, computed=computed)


def refs(name: str, table: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column holding a list of keys of rows in another table."""
    tables = tuple(table.split("|"))
    return Column(name=name, kind="ids", refers_to=tables, meaning=meaning, required=required, computed=computed)


def key(name: str) -> Column:
    """The key column of a table."""
    return Column(name=name, kind="id", meaning="Stable key: lower-case ASCII, never reused.", required=True)


def number(name: str, meaning: str, *, whole: bool = True, computed: bool = False) -> Column:
    """A numeric column; null is unknown, never zero."""
    return Column(name=name, kind="int" if whole else "float", meaning=meaning, computed=computed)


def day(name: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A plain date column."""
    return Column(name=name, kind="day", meaning=meaning, required=required, computed=computed)


def texts(name: str, meaning: str, *, required: bool = False) -> Column:
    """A column holding a list of texts."""
    return Column(name=name, kind="texts", meaning=meaning, required=required)


def in_languages(stem: str, meaning: str, *, required: bool = True) -> tuple[Column, ...]:
    """``stem_en``, ``stem_ja``, ``stem_ko``: the same text in three languages, in our own words."""
    return tuple(text(f"{stem}_{language}", f"{meaning} ({language}).", required=required) for language in LANGUAGES)


def dated(name: str, meaning: str, *, required: bool = False, later: bool = False) -> tuple[Column, ...]:
    """The columns of a date field stored as an interval.

    Args:
        name: The field X.
        meaning: What happened on that date.
        required: Whether a row must fill X.
        later: Whether the date may become public after the row; adds ``X_known_from``.
    """
    columns = [
        Column(name=name, kind="text", meaning=f"{meaning} ISO text at the known precision.", required=required),
        day(f"{name}_earliest", f"First day {name} can be; null = unbounded.", computed=True),
        day(f"{name}_latest", f"Last day {name} can be; null = unbounded.", computed=True),
        code(f"{name}_basis", "date_basis", f"How {name} is known."),
    ]
    if later:
        columns.append(day(f"{name}_known_from", f"Day {name} became public, where it differs from its last day."))
    return tuple(columns)


PROVENANCE: Final = (
    day("known_from", "First day the act or assertion was public; computed unless overridden with known_from_why."),
    text("known_from_why", "Why known_from was typed instead of computed."),
    refs("source_ids", "sources", "Documents that were read and support the row.", required=True),
    day("withdrawn_on", "Day we withdrew the row as our own error."),
    text("withdrawn_why", "Why we withdrew it."),
    texts("distinct_from", "Keys of rows that look alike and are not the same thing."),
    text("notes", "Remarks of the coder."),
)


def curated(name: str, row: str, *columns: Column | tuple[Column, ...], public_day: str | None = None) -> Table:
    """A table that people edit, with provenance columns added at its end."""
    flat = [*flatten(columns), *PROVENANCE]
    return build_table(name, row, flat, public_day=public_day, is_curated=True)


def plain(
    name: str, row: str, *columns: Column | tuple[Column, ...], keys: tuple[str, ...] = (), is_curated: bool = False
) -> Table:
    """A table without provenance columns."""
    return build_table(name, row, flatten(columns), keys=keys, is_curated=is_curated)


def flatten(columns: tuple[Column | tuple[Column, ...], ...]) -> list[Column]:
    """Columns and groups of columns as one list."""
    return [c for part in columns for c in (part if isinstance(part, tuple) else (part,))]


def build_table(
    name: str, row: str, columns: list[Column], *,
    public_day: str | None = None, is_curated: bool, keys: tuple[str, ...] = (),
) -> Table:  # fmt: skip
    """Assemble a table; date fields are recognised by their ``_earliest`` column."""
    names = {column.name for column in columns}
    dates = tuple(c.name for c in columns if f"{c.name}_earliest" in names)
    key_names = keys or (columns[0].name,)
    return Table(name=name, row=row, columns=tuple(columns), dates=dates, curated=is_curated, public_day=public_day, key=key_names)


CURATED: Final = (
    plain(
        "sources", "a published document",
        key("source_id"), text("url", "https address; null only for a document without one."),
        text("publisher", "Who published it.", required=True), text("title", "Its title as printed, where read."),
        dated("published", "Day of publication."), code("language", "language", "Language of the text.", required=True),
        code("kind", "source_kind", "What kind of document it is.", required=True),
        code("tier", "source_tier", "How near to the origin of the assertion.", required=True),
        text("archived_url", "Address of an archived copy."), text("notes", "Remarks of the coder."),
        is_curated=True,
    ),
    curated(
        "actors", "who asserts, replies, issues or takes part",
        key("actor_id"), in_languages("name", "Name"), code("kind", "claimant_kind", "What kind of body.", required=True),
        text("country", "ISO 3166 alpha-2 country; null for bodies of several."),
        code("jurisdiction", "jurisdiction", "Jurisdiction it acts for, if one of ours."),
        text("family_id", "Claimants that speak from one body of evidence share a family.", required=True),
        code("side", "side", "accuser, party to the alleged transfers, or observer.", required=True),
    ),
    curated(
        "places", "a point on the map",
        key("place_id"), in_languages("name", "Name"), text("name_native", "Name in the script of the place."),
        code("kind", "place_kind", "Port, rail node, depot …", required=True),
        text("country", "ISO 3166 alpha-2; borders after UNGA 68/262 and ES-11/4.", required=True),
        number("latitude", "Degrees north, WGS 84.", whole=False), number("longitude", "Degrees east, WGS 84.", whole=False),
        number("precision_km", "Radius within which the point lies, kilometres.", whole=False),
    ),
    curated(
        "routes", "a way between places",
        key("route_id"), in_languages("name", "Name"), code("mode", "mode", "Sea, rail, air or road.", required=True),
        refs("place_ids", "places", "Places in order of travel.", required=True),
        Column(name="is_schematic", kind="bool", meaning="Whether the line is drawn, not tracked.", required=True),
    ),
    curated(
        "packages", "one announcement as the public knows it",
        key("package_id"), code("jurisdiction", "jurisdiction", "Who acted.", required=True),
        refs("issuers", "actors", "Bodies that announced it.", required=True), in_languages("title", "Title"),
        dated("announced", "Day it was announced.", required=True),
        text("joint_action_id", "Same id on packages announced together."),
        public_day="announced",
    ),
    curated(
        "measures", "what one issuer adopted under one regime within a package",
        key("measure_id"), ref("package_id", "packages", "Package it belongs to.", required=True),
        code("jurisdiction", "jurisdiction", "Who acted.", required=True),
        ref("issuer_id", "actors", "Body that adopted it.", required=True),
        refs("participants", "actors", "Further bodies or states, of a joint act."),
        code("regime", "regime", "Legal regime.", required=True), codes("kinds", "measure_kind", "What it does.", required=True),
        code("effect_class", "effect_class", "Strongest class of its kinds.", computed=True),
        texts("legal_basis", "Acts it rests on."), text("act_reference", "Official number of the act."),
        dated("announced", "First day the text or the names were public.", required=True),
        dated("adopted", "Day of adoption."), dated("published", "Day of official publication."),
        dated("in_force", "Day it took effect.", later=True), dated("expires", "Day it lapses unless renewed.", later=True),
        dated("ended", "Day it ended.", later=True),
        code("nexus", "nexus", "Tie that the issuer's own ground states.", required=True),
        code("nexus_by", "nexus_by", "Where the tie is stated.", required=True),
        text("stated_reasons_en", "Conduct that the act names, in our words."),
        in_languages("title", "Title"), in_languages("summary", "Summary"),
        public_day="announced",
    ),
    curated(
        "announced_counts", "how many targets a source says an act names",
        key("announced_count_id"), ref("measure_id", "measures", "The act.", required=True),
        code("target_kind", "count_kind", "Kind of target counted.", required=True), number("n", "Number of targets."),
        code("basis", "count_basis", "Who counted and when.", required=True),
    ),
    curated(
        "targets", "one real person, body, ship or aircraft",
        key("target_id"), code("kind", "target_kind", "Person, body, ship or aircraft.", required=True),
        text("name", "Name shown, as an issuer prints it.", required=True),
        text("nationality_or_registry", "ISO 3166 alpha-2 of nationality, registration or flag state as listed."),
        text("flag", "Flag of a ship, ISO 3166 alpha-2."), text("located_in", "ISO 3166 alpha-2 of where it works."),
        number("birth_year", "Year of birth only."),
    ),
    curated(
        "target_names", "one name of a target",
        key("target_name_id"), ref("target_id", "targets", "Whose name.", required=True), text("name", "The name.", required=True),
        code("script", "script", "Writing system.", required=True), code("language", "language", "Language, where known."),
        code("strength", "name_strength", "Primary, alias or weak alias.", required=True),
        code("origin", "name_origin", "Who printed the name.", required=True),
        code("romanisation", "romanisation", "System of romanisation, where known."),
    ),
    curated(
        "target_identifiers", "one public identifier of a target",
        key("target_identifier_id"), ref("target_id", "targets", "Whose identifier.", required=True),
        code("type", "identifier_type", "What kind of number.", required=True), text("value", "The identifier.", required=True),
        code("origin", "name_origin", "Who printed it.", required=True),
    ),
    curated(
        "relations", "a tie between two targets",
        key("relation_id"), ref("from_target_id", "targets", "Who owns, operates, leads.", required=True),
        ref("to_target_id", "targets", "What is owned, operated, led.", required=True),
        code("kind", "relation_kind", "The tie.", required=True), dated("start", "Begin."), dated("end", "End.", later=True),
    ),
    curated(
        "listings", "one target under one measure or on one list, one spell",
        key("listing_id"), number("spell", "1 for the first listing, 2 after a delisting and a new listing."),
        ref("target_id", "targets", "Who is listed.", required=True),
        ref("measure_id", "measures", "Act that lists it, where known."),
        code("jurisdiction", "jurisdiction", "Who lists it.", required=True), codes("effects", "effect", "What it brings."),
        text("list_name", "List it stands on.", required=True), text("list_reference", "Number on that list."),
        text("name_as_listed", "What the issuer prints, in its script."),
        dated("listed", "Day of listing.", required=True), dated("delisted", "Day of delisting.", later=True),
        code("delisting_reason", "delisting_reason", "Why it left the list."),
        ref("replaced_by", "listings", "Listing that took its place."), texts("programmes", "Programme codes."),
        texts("legal_basis", "Acts it rests on."), in_languages("grounds", "Ground stated, in our words", required=False),
        code("nexus", "nexus", "Tie that the ground states.", required=True),
        code("nexus_by", "nexus_by", "Where the tie is stated.", required=True),
        code("resolution_basis", "resolution_basis", "Why it is this target.", required=True),
        codes("origins", "origin", "Curated, official list, or both.", computed=True),
        public_day="listed",
    ),
    curated(
        "transfers", "one kind of alleged flow in one direction that claimants treat as one",
        key("transfer_id"), code("direction", "direction", "Who sends.", required=True),
        code("category", "category", "What flows.", required=True), in_languages("title", "Title"),
        refs("provision_ids", "provisions", "Treaty or resolution paragraphs it touches."),
    ),
    curated(
        "claims", "one assertion by one claimant, first made public on one day",
        key("claim_id"), ref("transfer_id", "transfers", "What it is about.", required=True),
        ref("claimant_id", "actors", "Who first asserts it, not who prints it.", required=True),
        code("attribution", "attribution", "How it is attributed.", required=True), ref("relayed_by", "actors", "Who printed it."),
        dated("claimed", "Day it was first public.", required=True),
        dated("period_start", "Begin of the period it covers."), dated("period_end", "End of the period it covers."),
        code("item", "item", "What is counted or asserted.", required=True), code("unit", "unit", "Unit of the number."),
        code("measure_of", "measure_of", "Running total, level, period …"), code("stage", "stage", "How far along.", required=True),
        text("quantity_text", "The words of the quantity."), number("quantity_best", "The one figure.", whole=False),
        number("quantity_low", "Lower bound of a stated range.", whole=False),
        number("quantity_high", "Upper bound of a stated range.", whole=False),
        code("hedge", "hedge", "exact, about, at_least, up_to, range, vague."),
        code("bounds_by", "bounds_by", "Claimant gave the number, or a coder read it out of words."),
        code("scope", "claim_scope", "What the number covers."), text("scope_text", "Scope in words."),
        text("series_break", "What changed against the claimant's earlier figures."),
        ref("component_of", "claims", "Claim whose number includes this one."),
        text("alternative_group", "Claims of one group are mutually exclusive readings."),
        refs("variant_of", "claims", "Claims of which this is another report's reading."),
        ref("converted_from", "claims", "Claim this figure was converted from."),
        number("conversion_factor", "Factor that the claimant states.", whole=False),
        code("derivation", "derivation", "Own evidence, repeated, or unknown.", required=True),
        refs("derived_from", "claims", "Claims it repeats or combines."),
        ref("disclosed_in_measure_id", "measures", "Measure that made it public."),
        refs("refutes_claim_ids", "claims", "Claims it refutes."),
        codes("asserts", "element", "Elements asserted.", required=True), codes("shows", "element", "Elements shown."),
        codes("evidence", "evidence", "Kinds of evidence."),
        code("evidence_access", "evidence_access", "Whether others could see it.", required=True),
        refs("target_ids", "targets", "Parties it names."), refs("place_ids", "places", "Places it names."),
        refs("route_ids", "routes", "Routes it names."), dated("retracted", "Day the claimant took it back.", later=True),
        in_languages("summary", "Summary"),
        public_day="claimed",
    ),
    curated(
        "participations", "a party's part in a transfer, as one claim or listing states it",
        key("participation_id"), ref("transfer_id", "transfers", "The transfer.", required=True),
        ref("target_id", "targets", "The party.", required=True), code("role", "role", "Its part.", required=True),
        ref("claim_id", "claims", "Claim that says so."), ref("listing_id", "listings", "Listing that says so."),
        refs("place_ids", "places", "Where."), dated("start", "Begin."), dated("end", "End."),
    ),
    curated(
        "voyages", "one observed passage or call of one named ship or aircraft",
        key("voyage_id"), ref("target_id", "targets", "The ship or aircraft.", required=True),
        ref("from_place_id", "places", "From."), ref("to_place_id", "places", "To."), ref("route_id", "routes", "Route."),
        dated("departed", "Departure."), dated("arrived", "Arrival."), code("transponder", "transponder", "AIS or ADS-B.", required=True),
        refs("claim_ids", "claims", "Claims that report it."),
    ),
    curated(
        "stances", "one reply",
        key("stance_id"), ref("party_id", "actors", "Who replies.", required=True),
        code("party_role", "party_role", "Accused or third party.", required=True), text("speaker", "Office or name of the speaker."),
        dated("stated", "Day of the reply.", required=True), code("stance", "stance", "What it amounts to.", required=True),
        code("scope", "stance_scope", "What it is about.", required=True), code("direction", "direction", "Direction it is about."),
        codes("categories", "category", "Categories it is about."), codes("elements", "element", "Elements it is about."),
        refs("provision_ids", "provisions", "Paragraphs it invokes."), refs("transfer_ids", "transfers", "Transfers it is about."),
        refs("claim_ids", "claims", "Claims it answers."), in_languages("summary", "Summary"),
        public_day="stated",
    ),
    curated(
        "events", "a dated fact of the story",
        key("event_id"), dated("occurred", "Day.", required=True), dated("ended", "Last day."),
        code("kind", "event_kind", "Lane.", required=True), in_languages("title", "Title"), in_languages("summary", "Summary"),
        refs("place_ids", "places", "Where."), refs("actor_ids", "actors", "Who."),
        refs("provision_ids", "provisions", "Paragraphs."), text("document", "Symbol of the document."),
        number("votes_for", "Votes for."), number("votes_against", "Votes against."), number("votes_abstain", "Abstentions."),
        refs("vetoed_by", "actors", "Permanent members whose vote blocked it."),
        public_day="occurred",
    ),
    curated(
        "provisions", "one article or paragraph of a treaty or resolution",
        key("provision_id"), text("instrument", "Treaty or resolution.", required=True), text("number", "Article or paragraph."),
        text("number_disputed", "Other number some texts print."), code("topic", "provision_topic", "Subject.", required=True),
        in_languages("title", "Title"), in_languages("summary", "Summary"), dated("signed", "Signed or adopted."),
        dated("ratified", "Ratified.", later=True), dated("in_force", "In force.", later=True), dated("ended", "Ended.", later=True),
        number("limit_value", "Numeric limit.", whole=False), code("limit_unit", "unit", "Unit of the limit."), text("limit_per", "Period of the limit."),
    ),
    curated(
        "triggers", "a day on which the public learned something that called for an answer",
        key("trigger_id"), in_languages("title", "Title"), code("rule", "trigger_rule", "Rule by which it entered.", required=True),
        text("inclusion_reason_en", "Why it is a trigger.", required=True), ref("transfer_id", "transfers", "The transfer."),
        refs("claim_ids", "claims", "Every claim on it up to the first official one."), ref("event_id", "events", "The event."),
    ),
    curated(
        "links", "a measure answers a transfer or an event",
        key("link_id"), ref("measure_id", "measures", "The measure.", required=True),
        refs("listing_ids", "listings", "Listings it concerns; null = the whole measure."),
        ref("transfer_id", "transfers", "What it answers."), ref("event_id", "events", "What it answers."),
        code("basis", "link_basis", "How the tie is known.", required=True), code("stated_in", "stated_in", "Where it is stated."),
        code("same_day_order", "same_day_order", "Set where a measure dated one day earlier still followed."),
        text("reason_en", "Why the link is drawn.", required=True),
    ),
    curated(
        "official_counts", "a total that an issuer published",
        key("official_count_id"), code("jurisdiction", "jurisdiction", "Issuer.", required=True), text("list_name", "List.", required=True),
        day("day", "Day the total holds for.", required=True), number("n_persons", "Persons."), number("n_entities", "Bodies."),
        number("n_vessels", "Ships."),
    ),
    curated(
        "outlook", "an observable sign of a policy path",
        key("indicator_id"), code("path", "path", "Policy path.", required=True), in_languages("title", "Title"),
        in_languages("definition", "How it is computed"), refs("proposed_by", "actors", "Who proposed the path."),
    ),
    plain(
        "coverage", "what was checked",
        key("coverage_id"), code("subject_kind", "coverage_subject", "What was checked.", required=True),
        code("jurisdiction", "jurisdiction", "Jurisdiction."), text("list_name", "List."), ref("actor_id", "actors", "Claimant."),
        code("target_kind", "target_kind", "Kind of target."), day("from", "First day checked.", required=True),
        day("to", "Last day checked.", required=True), code("status", "coverage_status", "Result.", required=True),
        day("checked_on", "Day of the check."), text("notes", "What was searched."),
        is_curated=True,
    ),
)  # fmt: skip

DERIVED: Final = (
    plain(
        "lags", "one combination of trigger, jurisdiction, clock and endpoint",
        ref("trigger_id", "triggers", "The trigger."), code("jurisdiction", "jurisdiction", "Who answers."),
        code("clock", "clock", "Which claim starts the clock."), code("endpoint", "endpoint", "What ends the waiting."),
        code("class", "lag_class", "Class, first that fits."), day("trigger_earliest", "First day the trigger can be."),
        day("trigger_latest", "Last day the trigger can be."), ref("measure_id", "measures", "First qualifying measure."),
        ref("package_id", "packages", "Its package."), text("joint_action_id", "Joint action, if any."),
        day("measure_earliest", "First day the measure can be."), day("measure_latest", "Last day the measure can be."),
        number("lag_days_low", "Shortest lag, calendar days."), number("lag_days_high", "Longest lag, calendar days."),
        Column(name="is_upper_bound", kind="bool", meaning="An unchecked stretch lies before the response."),
        Column(name="is_censored", kind="bool", meaning="No response by the censoring day."),
        day("censored_on", "Censoring day."), ref("preexisting_measure_id", "measures", "Qualifying measure wholly before."),
        code("basis", "link_basis", "Basis of the link."),
        keys=("trigger_id", "jurisdiction", "clock", "endpoint"),
    ),
    plain(
        "gaps", "one target and one jurisdiction",
        ref("target_id", "targets", "The target."), code("jurisdiction", "jurisdiction", "Jurisdiction."),
        code("status", "gap_status", "State of the cell."), codes("effects", "effect", "Effects of active listings."),
        day("first_listed", "First day of the earliest listing."), ref("listing_id", "listings", "That listing."),
        number("names_unread", "Targets announced and not read."),
        keys=("target_id", "jurisdiction"),
    ),
    plain(
        "proof", "one transfer and one element",
        ref("transfer_id", "transfers", "The transfer."), code("element", "element", "The element."),
        code("status", "proof_status", "What has been shown."), Column(name="is_contested", kind="bool", meaning="A claim or stance disputes it."),
        number("credibility", "1 to 6, computed; labels of AJP-2.1."), text("credibility_rule", "Rule that gave it."),
        day("first_on", "First day it was asserted, shown or acknowledged."), refs("claim_ids", "claims", "Claims on it."),
        number("origins_low", "Known independent origins."), number("origins_high", "Origins if every unknown one is apart."),
        keys=("transfer_id", "element"),
    ),
    plain(
        "voyages_vs_listing", "one voyage and one jurisdiction",
        ref("voyage_id", "voyages", "The voyage."), code("jurisdiction", "jurisdiction", "Jurisdiction."),
        text("ship_status", "Ship listed before, after or never."), number("ship_days_low", "Days from listing to voyage, least."),
        number("ship_days_high", "Days from listing to voyage, most."), text("owner_status", "Owner or operator likewise."),
        number("owner_days_low", "Days, least."), number("owner_days_high", "Days, most."),
        keys=("voyage_id", "jurisdiction"),
    ),
    plain(
        "list_entries", "one entry of an official list as a loader read it",
        text("list_entry_id", "List and entry id."), text("list_name", "List."), day("list_version", "Date of the list copy."),
        code("jurisdiction", "jurisdiction", "Publisher."), text("entry_id", "Id the publisher gives."),
        code("kind", "target_kind", "Kind of target."), text("name", "First name printed."), texts("names", "All names."),
        texts("programmes", "Programme codes."), texts("legal_basis", "Legal bases."), texts("countries", "ISO 3166 alpha-2."),
        texts("identifiers", "type:value, public ones only."), dated("listed", "Day of listing."), dated("delisted", "Day of delisting."),
        code("nexus", "nexus", "Tie by rule."), text("nexus_rule", "Rule that gave it."), text("admitted_by", "Rule that admitted it."),
        ref("target_id", "targets", "Curated target, where resolved."), text("resolution", "How it was resolved."),
        text("raw", "The record as published, JSON."),
        keys=("list_entry_id",),
    ),
    plain(
        "changes", "one field of one row that differs between two releases or two list versions",
        text("change_id", "Key."), text("subject", "Release or list."), text("from_version", "Older version."),
        text("to_version", "Newer version."), text("table", "Table."), text("row_id", "Row."), text("field", "Column."),
        text("old", "Old value."), text("new", "New value."), code("reason", "change_reason", "Why."),
        keys=("change_id",),
    ),
)  # fmt: skip

TABLES: Final[dict[str, Table]] = {table.name: table for table in (*CURATED, *DERIVED)}


def references(table: Table) -> Iterator[Column]:
    """Columns of a table that hold keys of other tables."""
    return (column for column in table.columns if column.refers_to)
