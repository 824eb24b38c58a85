"""What each line would be as residue: on both sides of every kind, in runs, zones and languages."""

import time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detector import traits
from detector.lines.cleaned import ResidueKind
from detector.lines.kinds import kinds
from detector.lines.wordings import BEFORE_A_NAME, LISTS, wordings

KINDS = tuple(ResidueKind)
STORY = (
    "The keeper of the lock said on Monday that the gate would stay shut until the end of May.\n"
    "Boats that come up the river will have to wait, or to be carried over the weir by crane.\n"
    "Nobody had been told, and the two hotels at the basin have lost half of their guests.\n"
    "The council meets again on Friday to hear what the engineers have found below the sill."
)


def _kinds(text: str) -> list[str]:
    found = kinds(traits.find([text]))
    return [str(KINDS[kind]) for line, kind in zip(text.split("\n"), found, strict=False) if line]


def _of(line: str, text: str) -> str:
    lines = [each for each in text.split("\n") if each]
    return _kinds(text)[lines.index(line)]


# A line as it stands alone below an article.
ALONE = [
    ("Leave a comment", "comments"),
    ("12 Kommentare", "comments"),
    ("Оставить комментарий", "comments"),
    ("發表評論", "comments"),
    ("Facebook Twitter WhatsApp Email", "share"),
    ("Artikel drucken", "share"),
    ("Κοινοποίηση", "share"),
    ("分享到：", "share"),
    ("Subscribe to our newsletter", "newsletter"),
    ("Newsletter abonnieren", "newsletter"),
    ("Подписаться на рассылку", "newsletter"),
    ("Related articles", "related"),
    ("Lees ook: waarom de sluis dicht bleef", "related"),
    ("Читайте также: почему шлюз закрыт", "related"),
    ("相关新闻", "related"),
    ("We use cookies to improve your experience on our site.", "cookie"),
    ("Wir verwenden Cookies", "cookie"),
    ("Pliki cookies", "cookie"),
    ("© 2021 Quay Press. All rights reserved.", "legal"),
    ("Impressum | Datenschutz", "legal"),
    ("Wszelkie prawa zastrzeżone", "legal"),
    ("版权所有", "legal"),
    ("Advertisement", "promotion"),
    ("Anzeige", "promotion"),
    ("На правах рекламы", "promotion"),
    ("Subscribe to continue reading", "promotion"),
    ("By Jane Doe", "byline"),
    ("12.03.2024 | 14:05 Uhr", "byline"),
    ("Veröffentlicht am 12. März 2024", "byline"),
    ("Автор: Анна Лес", "byline"),
    ("2012年1月12日 12:17", "byline"),
    ("12 maja 2011, 09:30", "byline"),
    ("Home | News | Sport | Contact", "navigation"),
    ("Zaloguj się", "navigation"),
    ("會員登入", "navigation"),
    ('<div class="a"><p></p></div>', "markup"),
    ("[/vc_column_text][/vc_row]", "markup"),
    ("&nbsp;&nbsp;", "markup"),
    ("var a = {b: 1}; var c = {d: 2};", "markup"),
]
# Words of residue in sentences, and lines at which nothing points.
NOTHING = [
    "She would not comment on the vote, and the reporters went home without an answer from her.",
    "He wrote on Facebook and on Twitter that the pier had burned, and nobody believed it at all.",
    "The newsletter of the sailing club has 4,000 readers, and each of them pays for the paper.",
    "Die Kommentare der Anwohner waren so laut, dass der Rat die Sitzung unterbrechen musste.",
    "Related species live in the same river, but nobody has seen one above the old weir so far.",
    "Bake the cookies for ten minutes, and let all of them cool before you put the icing on top.",
    "The court held that the copyright in the song had lapsed, and the label lost its appeal.",
    "By Monday the river had risen to the sill of the gate, and the road to the farm was gone.",
    "Реклама на улицах города исчезнет к лету, сказал мэр, и никто в зале ему не возразил.",
    "The gate in winter",
    "Nichts als Wasser",
]


@pytest.mark.parametrize(("line", "kind"), ALONE)
def test_a_line_says_what_it_is(line: str, kind: str) -> None:
    assert _of(line, f"{STORY}\n{line}") == kind


@pytest.mark.parametrize("line", NOTHING)
def test_nothing_points_at_it(line: str) -> None:
    first, second, *others = STORY.split("\n")
    assert _of(line, "\n".join([first, second, line, *others])) == "other"


@pytest.mark.parametrize(
    "menu",
    [
        "Home\nNews\nSport\nContact",
        "Αρχική\nΚόσμος\nΠολιτική\nΑθλητισμός",
        "Wisła\nOdra\nWarta\nBug",
        "首頁\n政治\n財經\n娛樂",
    ],
)
def test_short_lines_below_each_other_are_a_menu(menu: str) -> None:
    assert _kinds(f"{menu}\n{STORY}")[:4] == ["navigation"] * 4


def test_a_heading_between_paragraphs_is_no_menu() -> None:
    assert _kinds(f"{STORY}\nThe weir\n{STORY}")[4] == "other"


def test_buttons_below_each_other_are_a_row_of_shares() -> None:
    assert _kinds(f"{STORY}\nFacebook\nTwitter\nWhatsApp\nPinterest")[4:] == ["share"] * 4


@pytest.mark.parametrize("heading", ["Most popular", "Lesen Sie auch", "Читайте также", "相關新聞"])
def test_titles_below_a_heading_are_related(heading: str) -> None:
    titles = "Why the old lock was shut\nA crane for nine boats on the river\nWeir"
    assert _kinds(f"{STORY}\n{heading}\n{titles}")[4:] == ["related"] * 4


def test_titles_without_a_heading_are_related_too() -> None:
    titles = (
        "Why the old lock was shut last year\nA crane for nine boats\nWho owns the weir below town"
    )
    assert _kinds(f"{STORY}\n{titles}")[4:] == ["related"] * 3


def test_a_pointer_in_the_middle_leaves_the_article_alone() -> None:
    assert _kinds(f"{STORY}\nRead more: Why the lock was shut\n{STORY}")[5:] == ["other"] * 4


def test_a_teaser_between_titles_is_related() -> None:
    teaser = "Nine boats were lifted over the weir last night, and one of them was dropped."
    text = f"{STORY}\nRecommended for you\nA crane for nine boats\n{teaser}\nWho owns the old weir"
    assert _kinds(text)[4:] == ["related"] * 4


@pytest.mark.parametrize(
    ("head", "date", "foot"),
    [
        ("3 Comments", "March 3, 2019 at 9:13 am", "Reply"),
        ("Комментарии (3)", "3 марта 2019, 9:13", "Ответить"),
        ("Kommentare", "03.03.2019 09:13", "Antworten"),
    ],
)
def test_a_thread_of_comments(head: str, date: str, foot: str) -> None:
    said = "I have rowed there for twenty years, and the gate was never once shut for so long."
    thread = "\n".join([head, *[f"Anna B.\n{date}\n{said}\n{foot}"] * 3])
    text = f"{STORY}\n{thread}\n© 2021 Quay Press"
    assert _kinds(text) == ["other"] * 4 + ["comments"] * 13 + ["legal"]


def test_a_link_to_the_comments_does_not_make_the_article_one() -> None:
    assert _kinds(f"The lock is shut\n3 comments\n{STORY}")[2:] == ["other"] * 4


def test_paragraphs_between_lines_about_cookies() -> None:
    banner = (
        "We use cookies on this site.\n"
        "Some of them are needed for the site to work, and they are always there.\n"
        "Accept all"
    )
    assert _kinds(f"{banner}\n{STORY}") == ["cookie"] * 3 + ["other"] * 4


def test_a_form_of_a_newsletter() -> None:
    form = "Sign up for our newsletter\nFirst\nEmail address"
    assert _kinds(f"{STORY}\n{form}")[4:] == ["newsletter"] * 3


def test_a_name_beside_a_date_is_a_byline() -> None:
    assert _kinds(f"Why the old lock was shut again\nAnna Berg\n12.03.2024\n{STORY}")[1:3] == [
        "byline",
        "byline",
    ]


def test_dates_between_titles_belong_to_the_list() -> None:
    titles = (
        "Why the old lock was shut\n11:42\nA crane for nine boats\n11:31\nWho owns the old weir"
    )
    assert _kinds(f"{STORY}\nLatest news\n{titles}")[4:] == ["related"] * 6


def test_the_address_below_a_copyright_is_legal() -> None:
    address = "Quay Press, 4 Basin Road, Ely, printed by A. Moss and daughters"
    assert _kinds(f"{STORY}\n© 2021 Quay Press\n{address}")[4:] == ["legal", "legal"]


def test_a_rule_belongs_to_what_stands_above_it() -> None:
    assert _kinds(f"{STORY}\nTwitter\n|\nFacebook")[4:] == ["share"] * 3


def test_nothing_reaches_from_one_article_to_the_next() -> None:
    texts = [f"{STORY}\nMost popular", STORY, "Twitter", "|", f"{STORY}\n3 comments", STORY]
    found = kinds(traits.find(texts))
    alone = [kinds(traits.find([text])) for text in texts]
    np.testing.assert_array_equal(found, np.concatenate(alone))


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
SAMPLES = [line for line, _ in ALONE] + NOTHING + STORY.split("\n") + ["", "  ", "|", "Weir"]
TEXTS = ANY_TEXT | st.lists(st.sampled_from(SAMPLES), max_size=30).map("\n".join)


@given(texts=st.lists(TEXTS, max_size=4))
@example(texts=[])
@example(texts=["", "\n"])
@example(texts=["\x00", "\ud800\n\ud800"])
@example(texts=["|\n" * 50 + "{};=" * 50])
def test_any_text_has_a_kind_for_every_line(texts: list[str]) -> None:
    findings = traits.find(texts)
    found = kinds(findings)
    assert found.dtype == np.int8
    assert found.shape == (len(findings.whole.lines),)
    assert ((found >= 0) & (found < len(KINDS))).all()


@given(texts=st.lists(TEXTS, max_size=4))
def test_alone_equals_in_a_batch(texts: list[str]) -> None:
    alone = [kinds(traits.find([text])) for text in texts]
    batch = kinds(traits.find(texts))
    assert batch.tolist() == [kind for each in alone for kind in each.tolist()]


def test_ten_times_the_lines_take_about_ten_times_as_long() -> None:
    def seconds(lines: int) -> float:
        findings = traits.find(["\n".join(SAMPLES * (lines // len(SAMPLES)))])
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            kinds(findings)
            taken.append(time.perf_counter() - start)
        return min(taken)

    seconds(1000)
    assert seconds(30_000) < 20 * seconds(3000)


def test_every_list_says_something_in_many_languages() -> None:
    members = wordings().members
    assert set(members) == {*LISTS, BEFORE_A_NAME}
    assert all(members[name].sum() >= 40 for name in LISTS)
    assert {name for name in LISTS if name != "moments"} <= {str(kind) for kind in KINDS}
