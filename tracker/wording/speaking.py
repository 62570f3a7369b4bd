"""Speaking one language for a while, outside a request: a mail is in its reader's."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from babel import Locale
from flask_babel import Domain, force_locale, get_domain, get_translations


class _Spoken(Domain):
    """The sentences of one language, found once: a mail says some thirty of them."""

    def __init__(self, usual: Domain, locale: str) -> None:
        super().__init__(domain=usual.domain[0])
        self.usual = usual
        self.locale = locale
        self._translations = get_translations()

    def get_translations(self):
        return self._translations


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """gettext speaks `locale` within. Needs an application context."""
    before = get_domain()
    spoken = isinstance(before, _Spoken)
    if spoken and before.locale == locale:
        yield
        return
    usual = before.usual if spoken else before
    with force_locale(_parsed(locale)):
        usual.as_default()
        try:
            _spoken(usual, locale).as_default()
            yield
        finally:
            before.as_default()


@cache
def _spoken(usual: Domain, locale: str) -> _Spoken:
    return _Spoken(usual, locale)


@cache
def _parsed(locale: str) -> Locale:
    """Babel asks the disk each time whether it knows a language."""
    return Locale.parse(locale)
