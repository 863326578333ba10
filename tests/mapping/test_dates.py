from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import DateKnowledge, find_dates

# language, text, expected: "first/last" of a period, a date, a duration; "" for none.
STRINGS = [
    ("en", "1 February – 20 June 2011", "2011-02-01/2011-06-20"),
    ("en", "1 February - 20 June 2011", "2011-02-01/2011-06-20"),
    ("en", "1 February—20 June 2011", "2011-02-01/2011-06-20"),
    ("en", "from 1 February to 20 June 2011", "2011-02-01/2011-06-20"),
    ("en", "between 3 May 2016 and 4 June 2018", "2016-05-03/2018-06-04"),
    ("en", "February 1, 2011 to June 20, 2011", "2011-02-01/2011-06-20"),
    ("en", "February 1 – 20, 2011", "2011-02-01/2011-02-20"),
    ("en", "1–20 June 2011", "2011-06-01/2011-06-20"),
    ("en", "1st to 20th of June 2011", "2011-06-01/2011-06-20"),
    ("en", "Nov 2019 - Dec 2022", "2019-11/2022-12"),
    ("en", "November 2019 until December 2022", "2019-11/2022-12"),
    ("en", "September–December 2017", "2017-09/2017-12"),
    ("en", "December – February 2012", "2011-12/2012-02"),
    ("en", "2016-2018", "2016/2018"),
    ("en", "2016 – 2018", "2016/2018"),
    ("en", "2016 to 2018", "2016/2018"),
    ("en", "2007/2013", "2007/2013"),
    ("en", "2019/20", "2019/2020"),
    ("en", "2019-20", "2019/2020"),
    ("en", "2016-03-05", "2016-03-05"),
    ("en", "2016-03", "2016-03"),
    ("en", "2016-03-05 – 2018-01-31", "2016-03-05/2018-01-31"),
    ("en", "01/01/2022", "2022-01-01"),
    ("en", "01/01/2022 - 31/12/2023", "2022-01-01/2023-12-31"),
    ("en", "01.01.2023 - 12.31.2023", "2023-01-01/2023-12-31"),
    ("en", "03/04/2021 – 12/31/2021", "2021-03-04/2021-12-31"),
    ("en", "05/2016 - 06/2018", "2016-05/2018-06"),
    ("en", "05.2016 – 06.2018", "2016-05/2018-06"),
    ("en", "From 01/01/2022 up to 31/12/2023", "2022-01-01/2023-12-31"),
    ("en", "since 2016", "2016/"),
    ("en", "Since March 2016", "2016-03/"),
    ("en", "From 2016", "2016/"),
    ("en", "2016 - present", "2016/"),
    ("en", "May 2016 – ongoing", "2016-05/"),
    ("en", "until December 2020", "/2020-12"),
    ("en", "until 31.12.2020", "/2020-12-31"),
    ("en", "5 March 2016", "2016-03-05"),
    ("en", "March 5, 2016", "2016-03-05"),
    ("en", "5th of March, 2016", "2016-03-05"),
    ("en", "March 2016", "2016-03"),
    ("en", "in 2016", "2016"),
    ("en", "(2016)", "2016"),
    ("en", "3 years", "P3Y"),
    ("en", "three years", "P3Y"),
    ("en", "Three-year project", "P3Y"),
    ("en", "36 months", "P36M"),
    ("en", "a 24-month project", "P24M"),
    ("en", "2 years and 9 months", "P2Y9M"),
    ("en", "1 year 6 months", "P1Y6M"),
    ("en", "two and a half years", "P2Y6M"),
    ("en", "2.5 years", "P2Y6M"),
    ("en", "2½ years", "P2Y6M"),
    ("en", "six weeks", "P6W"),
    ("en", "10 days", "P10D"),
    ("en", "one year", "P1Y"),
    ("sv", "1 februari – 20 juni 2011", "2011-02-01/2011-06-20"),
    ("sv", "från 1 februari till 20 juni 2011", "2011-02-01/2011-06-20"),
    ("sv", "den 5 mars 2016", "2016-03-05"),
    ("sv", "mars 2016", "2016-03"),
    ("sv", "januari 2016 till och med december 2018", "2016-01/2018-12"),
    ("sv", "sedan 2016", "2016/"),
    ("sv", "3 år", "P3Y"),
    ("sv", "tre år", "P3Y"),
    ("sv", "treårigt projekt", "P3Y"),
    ("sv", "18 månader", "P18M"),
    ("sv", "två och ett halvt år", "P2Y6M"),
    ("sv", "mellan 2016 och 2018", "2016/2018"),
    ("sv", "2016-03-05", "2016-03-05"),
    ("bg", "1 февруари – 20 юни 2011 г.", "2011-02-01/2011-06-20"),
    ("bg", "от 1 февруари до 20 юни 2011 г.", "2011-02-01/2011-06-20"),
    ("bg", "от 01.02.2011 г. до 20.06.2011 г.", "2011-02-01/2011-06-20"),
    ("bg", "01.02.2011 г.", "2011-02-01"),
    ("bg", "5 март 2016 година", "2016-03-05"),
    ("bg", "март 2016 г.", "2016-03"),
    ("bg", "ноември 2019 – декември 2022", "2019-11/2022-12"),
    ("bg", "между 2016 и 2018 г.", "2016/2018"),
    ("bg", "3 години", "P3Y"),
    ("bg", "три години", "P3Y"),
    ("bg", "тригодишен проект", "P3Y"),
    ("bg", "24 месеца", "P24M"),
    ("bg", "18 мес.", "P18M"),
    ("bg", "2016 – 2018 г.", "2016/2018"),
    ("bg", "2016-2018г.", "2016/2018"),
    ("bg", "от 2016 г. до момента", "2016/"),
    ("de", "1. Februar – 20. Juni 2011", "2011-02-01/2011-06-20"),
    ("de", "vom 1. Februar bis zum 20. Juni 2011", "2011-02-01/2011-06-20"),
    ("de", "1. bis 20. Juni 2011", "2011-06-01/2011-06-20"),
    ("de", "01.02.2011 bis 20.06.2011", "2011-02-01/2011-06-20"),
    ("de", "01.02.-20.06.2011", "2011-02-01/2011-06-20"),
    ("de", "5. März 2016", "2016-03-05"),
    ("de", "Jänner 2016", "2016-01"),
    ("de", "seit 2016", "2016/"),
    ("de", "seit März 2016", "2016-03/"),
    ("de", "ab 01.01.2016", "2016-01-01/"),
    ("de", "bis 2018", "/2018"),
    ("de", "2 3/4 Jahre", "P2Y9M"),
    ("de", "zweieinhalb Jahre", "P2Y6M"),
    ("de", "drei Jahre", "P3Y"),
    ("de", "dreijähriges Projekt", "P3Y"),
    ("de", "36 Monate", "P36M"),
    ("de", "2,5 Jahre", "P2Y6M"),
    ("de", "Laufzeit: 01.07.2019 – 30.06.2022", "2019-07-01/2022-06-30"),
    ("de", "zwischen 2016 und 2018", "2016/2018"),
    ("de", "Juli 2019 bis Juni 2022", "2019-07/2022-06"),
    ("fr", "du 1er février au 20 juin 2011", "2011-02-01/2011-06-20"),
    ("fr", "de février à juin 2011", "2011-02/2011-06"),
    ("fr", "5 mars 2016", "2016-03-05"),
    ("fr", "août 2016", "2016-08"),
    ("fr", "depuis 2016", "2016/"),
    ("fr", "depuis le 1er mars 2016", "2016-03-01/"),
    ("fr", "jusqu'au 31 décembre 2020", "/2020-12-31"),
    ("fr", "trois ans", "P3Y"),
    ("fr", "36 mois", "P36M"),
    ("fr", "un an et demi", "P1Y6M"),
    ("fr", "entre 2016 et 2018", "2016/2018"),
    ("es", "1 de febrero de 2011", "2011-02-01"),
    ("es", "del 1 de febrero al 20 de junio de 2011", "2011-02-01/2011-06-20"),
    ("es", "de febrero a junio de 2011", "2011-02/2011-06"),
    ("es", "desde 2016", "2016/"),
    ("es", "enero de 2016 – diciembre de 2018", "2016-01/2018-12"),
    ("es", "tres años", "P3Y"),
    ("es", "18 meses", "P18M"),
    ("es", "entre 2016 y 2018", "2016/2018"),
    ("es", "un año y medio", "P1Y6M"),
    ("it", "1 febbraio – 20 giugno 2011", "2011-02-01/2011-06-20"),
    ("it", "dal 1 febbraio al 20 giugno 2011", "2011-02-01/2011-06-20"),
    ("it", "dal 2016 al 2018", "2016/2018"),
    ("it", "dal 2016", "2016/"),
    ("it", "marzo 2016", "2016-03"),
    ("it", "tre anni", "P3Y"),
    ("it", "24 mesi", "P24M"),
    ("it", "un anno e mezzo", "P1Y6M"),
    ("pt", "1 de fevereiro a 20 de junho de 2011", "2011-02-01/2011-06-20"),
    ("pt", "5 de março de 2016", "2016-03-05"),
    ("pt", "desde março de 2016", "2016-03/"),
    ("pt", "três anos", "P3Y"),
    ("pt", "36 meses", "P36M"),
    ("pt", "entre 2016 e 2018", "2016/2018"),
    ("ro", "1 februarie – 20 iunie 2011", "2011-02-01/2011-06-20"),
    ("ro", "de la 1 februarie până la 20 iunie 2011", "2011-02-01/2011-06-20"),
    ("ro", "martie 2016", "2016-03"),
    ("ro", "trei ani", "P3Y"),
    ("ro", "24 de luni", "P24M"),
    ("ro", "12 luni", "P12M"),
    ("ro", "01.02.2011-20.06.2011", "2011-02-01/2011-06-20"),
    ("el", "1 Φεβρουαρίου – 20 Ιουνίου 2011", "2011-02-01/2011-06-20"),
    ("el", "από 1 Φεβρουαρίου έως 20 Ιουνίου 2011", "2011-02-01/2011-06-20"),
    ("el", "Μάρτιος 2016", "2016-03"),
    ("el", "τρία χρόνια", "P3Y"),
    ("el", "36 μήνες", "P36M"),
    ("el", "από το 2016 έως το 2018", "2016/2018"),
    ("hu", "2011. február 1. – június 20.", "2011-02-01/2011-06-20"),
    ("hu", "2011. február 1. – 2012. június 20.", "2011-02-01/2012-06-20"),
    ("hu", "2011. február 1-jétől június 20-ig", "2011-02-01/2011-06-20"),
    ("hu", "2016. március", "2016-03"),
    ("hu", "2016 márciusában", "2016-03"),
    ("hu", "három év", "P3Y"),
    ("hu", "24 hónap", "P24M"),
    ("hu", "2016-tól 2018-ig", "2016/2018"),
    ("hu", "2016.03.05.", "2016-03-05"),
    ("cs", "1. února – 20. června 2011", "2011-02-01/2011-06-20"),
    ("cs", "od 1. února do 20. června 2011", "2011-02-01/2011-06-20"),
    ("cs", "1. 2. 2011 – 20. 6. 2011", "2011-02-01/2011-06-20"),
    ("cs", "v únoru 2011", "2011-02"),
    ("cs", "tři roky", "P3Y"),
    ("cs", "24 měsíců", "P24M"),
    ("pl", "1 lutego – 20 czerwca 2011 r.", "2011-02-01/2011-06-20"),
    ("pl", "od 1 lutego do 20 czerwca 2011 roku", "2011-02-01/2011-06-20"),
    ("pl", "w lutym 2011", "2011-02"),
    ("pl", "listopad 2016", "2016-11"),
    ("pl", "trzy lata", "P3Y"),
    ("pl", "24 miesiące", "P24M"),
    ("hr", "listopad 2016", "2016-10"),
    ("sl", "1. februar – 20. junij 2011", "2011-02-01/2011-06-20"),
    ("sl", "od 1. februarja do 20. junija 2011", "2011-02-01/2011-06-20"),
    ("sl", "tri leta", "P3Y"),
    ("sl", "36 mesecev", "P36M"),
    ("fi", "1. helmikuuta – 20. kesäkuuta 2011", "2011-02-01/2011-06-20"),
    ("fi", "1.2.2011–20.6.2011", "2011-02-01/2011-06-20"),
    ("fi", "helmikuussa 2011", "2011-02"),
    ("fi", "vuodesta 2016 vuoteen 2018", "2016/2018"),
    ("fi", "kolme vuotta", "P3Y"),
    ("fi", "24 kuukautta", "P24M"),
    ("tr", "1 Şubat - 20 Haziran 2011", "2011-02-01/2011-06-20"),
    ("tr", "Mart 2016", "2016-03"),
    ("tr", "2016'dan 2018'e", "2016/2018"),
    ("tr", "üç yıl", "P3Y"),
    ("tr", "24 ay", "P24M"),
    ("ru", "1 февраля – 20 июня 2011 года", "2011-02-01/2011-06-20"),
    ("ru", "с 1 февраля по 20 июня 2011 г.", "2011-02-01/2011-06-20"),
    ("ru", "в феврале 2011 года", "2011-02"),
    ("ru", "три года", "P3Y"),
    ("ru", "36 месяцев", "P36M"),
    ("ru", "с 2016 по 2018 год", "2016/2018"),
    ("uk", "з 1 лютого до 20 червня 2011 року", "2011-02-01/2011-06-20"),
    ("uk", "у лютому 2011 року", "2011-02"),
    ("uk", "три роки", "P3Y"),
    ("uk", "18 місяців", "P18M"),
    ("uk", "листопад 2016", "2016-11"),
    ("ar", "من 1 فبراير إلى 20 يونيو 2011", "2011-02-01/2011-06-20"),
    ("ar", "مارس 2016", "2016-03"),
    ("ar", "1 أيلول/سبتمبر 2019", "2019-09-01"),
    ("ar", "آذار/مارس 2019", "2019-03"),
    ("ar", "ثلاث سنوات", "P3Y"),
    ("ar", "٥ مارس ٢٠١٦", "2016-03-05"),
    ("nl", "van 1 februari tot 20 juni 2011", "2011-02-01/2011-06-20"),
    ("nl", "drie jaar", "P3Y"),
    ("da", "1. februar til 20. juni 2011", "2011-02-01/2011-06-20"),
    ("no", "1. februar til 20. juni 2011", "2011-02-01/2011-06-20"),
    ("en", "from 2019 until the end of 2022", "2019/2022"),
    ("cs", "od roku 2019 do konce roku 2022", "2019/2022"),
    ("bg", "от 2019 г. до края на 2022 г.", "2019/2022"),
    ("de", "von Anfang 2019 bis Ende 2022", "2019/2022"),
    ("en", "01.02.11", "2011-02-01"),
    ("en", "FAMI/15.03.01", ""),
    ("en", "In November", ""),
    ("en", "it may march on", ""),
    ("en", "Directive 2007/435/EC", ""),
    ("en", "EUR 2016.50", ""),
    ("en", "agreement 2018-1-BG01-KA204-047953", ""),
    ("en", "section 3.1.2", ""),
    ("en", "No. 3/2021 and 4/2021", ""),
    ("cs", "9/2022 – 8/2023", "2022-09/2023-08"),
    ("de", "2/2020 bis 11/2021", "2020-02/2021-11"),
    ("sl", "9. 2022 – 8. 2023", "2022-09/2023-08"),
    ("en", "youth aged 15 years", ""),
    ("en", "children under 18 years old", ""),
    ("en", "an 18-year-old", ""),
    ("en", "3-5 years", ""),
    ("en", "31.02.2011", ""),
    ("en", "10 to 12 persons", ""),
    ("en", "+359 2 939 2016 11", ""),
    ("de", "18 Jahre alt", ""),
    ("bg", "на възраст 18 години", ""),
    ("en", "- -", ""),
    ("en", "1.234.2011", ""),
    ("lt", "2019 m. kovo 1 d. – 2021 m. birželio 30 d.", "2019-03-01/2021-06-30"),
    ("lt", "nuo 2020 m. sausio iki 2022 m. gruodžio mėn.", "2020-01/2022-12"),
    ("lt", "2020–2022 m.", "2020/2022"),
    ("lt", "2024 m. gegužės 9 d.", "2024-05-09"),
    ("lt", "2022 m. rugsėjį", "2022-09"),
    ("lt", "iki 2024 m. birželio", "/2024-06"),
    ("lt", "trejus metus", "P3Y"),
    ("lt", "18 mėnesių", "P18M"),
    ("lv", "2021. gada 1. oktobris – 2023. gada 31. decembris", "2021-10-01/2023-12-31"),
    ("lv", "no 2021. gada 1. oktobra līdz 2023. gada 31. decembrim", "2021-10-01/2023-12-31"),
    ("lv", "2023. gada 1. martā", "2023-03-01"),
    ("lv", "kopš 2020. gada janvāra", "2020-01/"),
    ("lv", "līdz 2022. gada decembrim", "/2022-12"),
    ("lv", "no 2021. līdz 2023. gadam", "2021/2023"),
    ("lv", "24 mēneši", "P24M"),
    ("lv", "trīs gadus", "P3Y"),
    ("et", "1. märts 2023 – 31. august 2025", "2023-03-01/2025-08-31"),
    ("et", "2022. aasta septembrist kuni 2024. aasta maini", "2022-09/2024-05"),
    ("et", "märtsist 2021 detsembrini 2022", "2021-03/2022-12"),
    ("et", "alates 1. jaanuarist 2020", "2020-01-01/"),
    ("et", "aastatel 2019 kuni 2021", "2019/2021"),
    ("et", "kaks aastat", "P2Y"),
    ("et", "24 kuud", "P24M"),
]


@pytest.fixture(scope="module")
def knowledge() -> DateKnowledge:
    return DateKnowledge.load()


def written(mention: DateMention) -> str:
    if mention.kind is DateKind.PERIOD:
        return f"{mention.first or ''}/{mention.last or ''}"
    return mention.duration or mention.first or ""


def test_the_table_is_broad() -> None:
    assert len([row for row in STRINGS if row[2]]) >= 150
    assert len({language for language, _, _ in STRINGS}) >= 12


@pytest.mark.parametrize(("language", "text", "expected"), STRINGS)
def test_strings(knowledge: DateKnowledge, language: str, text: str, expected: str) -> None:
    found = [written(mention) for mention in find_dates(text, knowledge, language)]
    assert [value for value in found if value] == ([expected] if expected else [])


@pytest.mark.parametrize(("language", "text", "expected"), [row for row in STRINGS if row[2]])
def test_strings_need_no_language(knowledge: DateKnowledge, language: str, text: str, expected: str) -> None:
    found = [written(mention) for mention in find_dates(text, knowledge)]
    if language not in {"hr", "uk"} or "listopad" not in text:
        assert [value for value in found if value] == [expected]


def test_a_day_without_year_is_no_date(knowledge: DateKnowledge) -> None:
    (mention,) = find_dates("The feast is on 20 June in Sofia.", knowledge, "en")
    assert mention.kind is DateKind.DAY
    assert (mention.first, mention.last, mention.duration) == (None, None, None)


def test_several_in_a_sentence(knowledge: DateKnowledge) -> None:
    text = "Begun on 3 May 2016, it lasted 2 years; a second phase ran from 2019 to 2021."
    found = [(text[m.start : m.end], written(m)) for m in find_dates(text, knowledge, "en")]
    assert found == [("3 May 2016", "2016-05-03"), ("2 years", "P2Y"), ("from 2019 to 2021", "2019/2021")]


@given(
    st.sampled_from([row for row in STRINGS if row[2] and not row[2].endswith("/")]),
    st.sampled_from(["", "Alfa beta. ", "Projekt: ", "* "]),
    st.sampled_from(["", ".", " gamma", "\n\n7 x"]),
)
def test_surrounding_text_moves_the_span_only(
    knowledge: DateKnowledge, row: tuple[str, str, str], before: str, after: str
) -> None:
    language, text, _ = row
    alone = find_dates(text, knowledge, language)
    framed = find_dates(before + text + after, knowledge, language)
    shift = len(before)
    assert [(m.start + shift, written(m)) for m in alone] == [(m.start, written(m)) for m in framed]


@given(st.text(alphabet="0123456789.-/ –MayJune2016åyears3 from to,\n", max_size=60))
def test_spans_are_ordered_and_values_well_formed(knowledge: DateKnowledge, text: str) -> None:
    end = 0
    for mention in find_dates(text, knowledge):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        assert mention.kind is DateKind.DAY or mention.first or mention.last or mention.duration
        end = mention.end


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2018 szeptemberétől 2021 augusztusáig", "hu"),
        ("2018. szeptembertől 2021. augusztusig", "hu"),
        ("2018 szeptembere és 2021 augusztusa között", "hu"),
        ("2018 szeptember elejétől 2021 augusztusának végéig", "hu"),
        ("syyskuusta 2018 elokuuhun 2021", "fi"),
        ("syyskuun 2018 alusta elokuun 2021 loppuun", "fi"),
        ("vuoden 2018 syyskuusta vuoden 2021 elokuuhun", "fi"),
        ("syyskuun 2018 ja elokuun 2021 välillä", "fi"),
        ("Eylül 2018'den Ağustos 2021'e kadar", "tr"),
        ("Eylül 2018 ile Ağustos 2021 arasında", "tr"),
        ("2018 yılının Eylül ayından 2021 yılının Ağustos ayına kadar", "tr"),
        ("din septembrie 2018 până în august 2021", "ro"),
        ("από τον Σεπτέμβριο του 2018 έως τον Αύγουστο του 2021", "el"),
        ("da settembre 2018 ad agosto 2021", "it"),
        ("van september 2018 t/m augustus 2021", "nl"),
        ("september 2018 t.o.m. augusti 2021", "sv"),
    ],
)
def test_endings_and_words_behind_say_from_and_until(
    text: str, language: str, knowledge: DateKnowledge
) -> None:
    (mention,) = find_dates(text, knowledge, language)
    assert (mention.kind, mention.first, mention.last) == (DateKind.PERIOD, "2018-09", "2021-08")


def test_two_dates_side_by_side_are_no_period_without_a_word_for_until(knowledge: DateKnowledge) -> None:
    found = find_dates("szeptemberben 2018 és 2021 augusztusában", knowledge, "hu")
    assert all(mention.kind is DateKind.DATE for mention in found)
