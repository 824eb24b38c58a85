"""When the detector does not judge, and what it says of the words that carry a score."""

import pytest

from detector import Detector, Label

ENGLISH = "The harbour was closed on Monday, and nobody knew when the ferry would sail again. "
FOREIGN = {
    "Spanish": "El puerto estuvo cerrado el lunes y nadie sabía cuándo volvería a salir el barco. ",
    "French": "Le port est resté fermé lundi et personne ne savait quand le bateau repartirait. ",
    "German": "Der Hafen blieb am Montag geschlossen, und niemand wusste, wann die Fähre fährt. ",
    "Polish": "Port był zamknięty w poniedziałek i nikt nie wiedział, kiedy prom znów wypłynie. ",
    "Greek": "Το λιμάνι έμεινε κλειστό τη Δευτέρα και κανείς δεν ήξερε πότε θα φύγει το πλοίο. ",
    "Chinese": "星期一港口关闭了 没有人知道渡轮什么时候再次启航。 ",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_not_judged(detector: Detector, language: str) -> None:
    verdict = detector.score(FOREIGN[language] * 12)
    assert (verdict.label, verdict.kind) == (Label.UNSURE, None)
    assert verdict.unsure_because == "not English"


@pytest.mark.parametrize(("times", "because"), [(2, "fewer than 40 words"), (5, None)])
def test_a_few_words_are_not_judged(detector: Detector, times: int, because: str | None) -> None:
    assert detector.score(ENGLISH * times).unsure_because == because


def test_a_menu_in_english_is_judged(detector: Detector) -> None:
    menu = "Home\nNews\nSports\nWeather\nBusiness\nTravel\nContact Us\nAbout Us\n" * 6
    assert detector.score(menu).unsure_because is None


def test_a_run_of_words_is_where_it_says(detector: Detector) -> None:
    text = ENGLISH * 6
    runs = [each for each in detector.score(text).contributions if each.start is not None]
    assert runs
    for run in runs:
        said = text[run.start : run.end]
        assert run.feature.removeprefix("wording: ").rstrip("…") in said
