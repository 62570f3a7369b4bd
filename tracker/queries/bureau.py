"""The Bureau's own settings, and the environment's with those laid over them."""

from dataclasses import dataclass, replace
from email.headerregistry import Address
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.domain.bureau import BureauSettings, languages


@dataclass(frozen=True, slots=True)
class BureauRow:
    """What was chosen on pages; all empty, and `set_up` false, until somebody did."""

    city_name: str = ""
    timezone: str = ""
    default_locale: str = "fr"
    bilingual: bool = True
    sender_name: str = ""
    sender_address: str = ""
    footer_fr: str = ""
    footer_en: str = ""
    set_up: bool = False

    @property
    def languages(self) -> str:
        """Those of the city, its first one first: fr_en, en_fr, fr."""
        return languages(self.default_locale, self.bilingual)

    def speaks(self, locale: str) -> str:
        """`locale`, or the one language of a city that has a single one."""
        return locale if self.bilingual else self.default_locale

    def footer(self, locale: str) -> str:
        """The Bureau's own words at the foot of every mail."""
        return (self.footer_en or self.footer_fr) if locale == "en" else self.footer_fr

    def over(self, config: Config) -> Config:
        """`config` with the zone and the sender chosen here, where they were."""
        chosen: dict[str, object] = {}
        if self.timezone:
            chosen["timezone"] = ZoneInfo(self.timezone)
        if self.sender_address:
            # Words, not yet a header: the letter encodes them, once.
            chosen["mail_from"] = str(Address(self.sender_name, addr_spec=self.sender_address))
        return replace(config, **chosen) if chosen else config


def read_bureau(session: Session) -> BureauRow:
    """The Bureau's settings. One statement."""
    row = session.execute(_statement()).one_or_none()
    return BureauRow(*row, True) if row else BureauRow()


def settings_in_force(session: Session, config: Config) -> Config:
    """The settings of this process with the Bureau's own laid over them. One statement."""
    return read_bureau(session).over(config)


@cache
def _statement() -> Select:
    table = BureauSettings.__table__.c
    return select(
        table.city_name,
        table.timezone,
        table.default_locale,
        table.bilingual,
        table.sender_name,
        table.sender_address,
        table.footer_fr,
        table.footer_en,
    )
