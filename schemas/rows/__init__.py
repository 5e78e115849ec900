"""The tables of the warehouse, one struct each. `ROWS` lists them in the order in which they are written; `DERIVED` are the
tables that are made from those."""

from schemas.rows.about import AccuracyRow, NoteRow, PrivateNameRow
from schemas.rows.base import Col, Column, Correctable, ProvenanceError, Read, Regions, Row, TableInfo
from schemas.rows.contents import Amendment, Entity, Event, Incident, Mention, Provision, Statistic
from schemas.rows.derived import (
    DERIVED,
    MetaRow,
    NotPublishedRow,
    SearchPosting,
    SearchSurface,
    SearchTerm,
    SearchText,
    TextClass,
)
from schemas.rows.documents import (
    BlockRow,
    DocumentRow,
    FindingRow,
    Form,
    FormField,
    IdHistory,
    PageRow,
    Paper,
    RunRow,
    TableCell,
    TableRow,
)
from schemas.rows.meetings import (
    Attendance,
    Commitment,
    Condition,
    Item,
    ItemCounterparty,
    ItemDepartment,
    ItemDocument,
    ItemHandling,
    ItemLegalBasis,
    ItemPersonalInformation,
    ItemReference,
    ItemSafeguard,
    Meeting,
    Opinion,
    QaLink,
    Turn,
)

ROWS: tuple[type[Row], ...] = (
    DocumentRow, PageRow, BlockRow, Paper, Meeting, Attendance, Item, ItemDepartment, ItemHandling, ItemLegalBasis,
    ItemPersonalInformation, ItemSafeguard, ItemCounterparty, Opinion, Condition, Turn, QaLink, Commitment, Entity, Mention, Form,
    FormField, ItemDocument, ItemReference, TableRow, TableCell, Statistic, Incident, Provision, Amendment, Event, FindingRow, RunRow, IdHistory,
)  # fmt: skip

__all__ = [
    "DERIVED", "ROWS", "AccuracyRow", "Amendment", "Attendance", "BlockRow", "Col", "Column", "Commitment", "Condition", "Correctable", "DocumentRow", "Entity", "Event", "FindingRow", "Form",
    "FormField", "IdHistory", "Incident", "Item", "ItemCounterparty", "ItemDepartment", "ItemDocument", "ItemHandling",
    "ItemLegalBasis", "ItemPersonalInformation", "ItemReference", "ItemSafeguard", "Meeting", "Mention", "MetaRow", "NotPublishedRow", "NoteRow", "Opinion", "PageRow", "Paper", "PrivateNameRow",
    "ProvenanceError", "Provision", "QaLink", "Read", "Regions", "Row", "RunRow", "SearchPosting", "SearchSurface", "SearchTerm", "SearchText", "Statistic", "TableCell", "TableInfo",
    "TableRow", "TextClass", "Turn",
]  # fmt: skip
