"""What a batch does, written down as it does it, so that it can be undone."""

import json

from sqlalchemy.orm import Session

from tracker.domain.imports import ImportStep


class Journal:
    """The steps of one batch, numbered in their order."""

    def __init__(self, session: Session, batch_id: int) -> None:
        self._session, self._batch_id = session, batch_id
        self.count = 0

    def add(
        self,
        deed: str,
        kind: str,
        ident: int,
        field: str = "",
        before: object = None,
        after: object = None,
    ) -> None:
        """One step; what was there before and after is kept as JSON."""
        self.count += 1
        self._session.add(
            ImportStep(
                batch_id=self._batch_id,
                seq=self.count,
                deed=deed,
                object_kind=kind,
                object_id=ident,
                field=field,
                before=json.dumps(before, ensure_ascii=False),
                after=json.dumps(after, ensure_ascii=False),
            )
        )
