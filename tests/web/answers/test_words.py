"""The sentences of what keeps an answer from being recorded."""

import re
from pathlib import Path

from tracker.domain import answers
from tracker.wording.answer_words import PROBLEMS


def test_every_problem_of_the_rules_has_a_sentence():
    source = Path(answers.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Problem\("\w+", "(\w+)"\)', source))

    assert codes
    assert codes <= set(PROBLEMS)


def test_each_sentence_says_what_to_do_without_raising_its_voice():
    for sentence in PROBLEMS.values():
        assert sentence.endswith(".")
        assert "!" not in sentence
