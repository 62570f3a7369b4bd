"""A survey of two waves for tests, as large as one likes."""

from tracker.domain.surveys import (
    Survey,
    SurveyFigure,
    SurveyQuestion,
    SurveyWave,
    SurveyWording,
)

WORDING = "De façon générale, êtes-vous satisfait?"
SCALE = "très, assez, peu, pas du tout"


def lay_survey(session, shares, *, n=1900, code="essai", words=True, **wave):
    """A survey asked of everybody: a question a pair of `shares` (in 2014, in 2016, in percent).

    `words`: False leaves the wording unpublished, "other" gives another one in 2016. Returns the
    survey's id. The caller commits.
    """
    survey = Survey(code=code, name_fr=f"Sondage {code}", name_en=f"Survey {code}", position=1)
    session.add(survey)
    session.flush()
    waves = [
        SurveyWave(survey_id=survey.id, year=year, season="autumn", n=n, **wave)
        for year in (2014, 2016)
    ]
    session.add_all(waves)
    session.flush()
    for number, pair in enumerate(shares, 1):
        lay_question(session, survey.id, waves, pair, number, words)
    return survey.id


def lay_question(session, survey_id, waves, pair, number, words):
    question = SurveyQuestion(
        survey_id=survey_id,
        code=f"q{number}",
        label_fr=f"Satisfaits, {number}",
        label_en=f"Satisfied, {number}",
        position=number,
    )
    session.add(question)
    session.flush()
    asked = [None, None]
    if words:
        versions = (1, 2) if words == "other" else (1,)
        texts = [
            SurveyWording(
                question_id=question.id,
                version=version,
                wording=f"{WORDING} ({version})",
                scale=SCALE,
                counted="très, assez",
            )
            for version in versions
        ]
        session.add_all(texts)
        session.flush()
        asked = [texts[0].id, texts[-1].id]
    for wave, share, wording_id in zip(waves, pair, asked, strict=True):
        session.add(
            SurveyFigure(
                survey_id=survey_id,
                wave_id=wave.id,
                question_id=question.id,
                wording_id=wording_id,
                share=share,
                provenance="rapport de la firme",
            )
        )
    session.flush()


def lay_units(session, survey_id, shares):
    """Results of the last wave's first question by unit: `shares` = {unit_id: (share, n)}."""
    wave = session.query(SurveyWave).filter_by(survey_id=survey_id, year=2016).one()
    question = session.query(SurveyQuestion).filter_by(survey_id=survey_id, code="q1").one()
    for unit_id, (share, n) in shares.items():
        session.add(
            SurveyFigure(
                survey_id=survey_id,
                wave_id=wave.id,
                question_id=question.id,
                unit_id=unit_id,
                share=share,
                n=n,
                provenance="rapport de la firme",
            )
        )
    session.flush()
