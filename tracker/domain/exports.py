"""Workbooks that left, each with the values it held: what an import is compared with."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class WorkbookExport(Base):
    """One plan as it was at one revision. `key` stands in every row of the file.

    `content`: the values as exchange/workbook/memory.py packs them. The same plan at the same
    revision holds the same values, hence a row is used again as long as nothing changes.
    """

    __tablename__ = "workbook_export"
    __table_args__ = (
        Index("ix_workbook_export_plan_id_revision", "plan_id", "revision"),
        CheckConstraint("lines >= 0", name="lines_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    revision: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_name: Mapped[str] = mapped_column(String(160))
    lines: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
