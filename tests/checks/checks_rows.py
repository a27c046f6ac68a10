"""The rules' table, joined: for each rule what breaks it and what is near but fine."""

from __future__ import annotations

from rows_apart import ROWS as APART
from rows_file import EXCEPTIONS, REFERENCES, WRITTEN
from rows_inquiry import HEARD, INQUIRY
from rows_later import GOVERNORS, LOG, WORDS
from rows_outcome import CLOSINGS, EVALUATIONS
from rows_plan import CONCRETE, DECISIONS, FIVE_POINTS
from rows_report import DUTIES, RECEIPT
from rows_time import TIME

ROWS = [
    *WRITTEN,
    *REFERENCES,
    *EXCEPTIONS,
    *TIME,
    *APART,
    *DUTIES,
    *RECEIPT,
    *INQUIRY,
    *HEARD,
    *FIVE_POINTS,
    *CONCRETE,
    *DECISIONS,
    *EVALUATIONS,
    *CLOSINGS,
    *WORDS,
    *LOG,
    *GOVERNORS,
]
HITS = [row for row in ROWS if row.key]
MISSES = [row for row in ROWS if not row.key]
