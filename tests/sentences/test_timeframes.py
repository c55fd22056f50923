"""When an activity is to be done, as ministries write it."""

from __future__ import annotations

from tests.all_of import over

from ictwg.sentences.timeframes import possible, timeframe


@over(
    "text, said",
    [
        ("2010", "2010-01-01 – 2010-12-31"),
        ("2010–2012", "2010-01-01 – 2012-12-31"),
        ("2010/2011", "2010-01-01 – 2011-12-31"),
        ("Q2 2010", "2010-04-01 – 2010-06-30"),
        ("Q2/2010", "2010-04-01 – 2010-06-30"),
        ("Q1 – Q3 2010", "2010-01-01 – 2010-09-30"),
        ("2nd quarter of 2010", "2010-04-01 – 2010-06-30"),
        ("2.º trimestre de 2010", "2010-04-01 – 2010-06-30"),
        ("Triwulan II tahun 2010", "2010-04-01 – 2010-06-30"),
        ("1.º semestre de 2010", "2010-01-01 – 2010-06-30"),
        ("Jan–Jun 2010", "2010-01-01 – 2010-06-30"),
        ("Janeiro a Junho de 2010", "2010-01-01 – 2010-06-30"),
        ("Janeiru to'o Juñu 2010", "2010-01-01 – 2010-06-30"),
        ("Januari sampai Maret 2010", "2010-01-01 – 2010-03-31"),
        ("Nov 2010 – Feb 2011", "2010-11-01 – 2011-02-28"),
        ("2010-Q2", "2010-04-01 – 2010-06-30"),
        ("first half 2010", "2010-01-01 – 2010-06-30"),
        ("segundo semestre de 2010", "2010-07-01 – 2010-12-31"),
        ("March 2010", "2010-03-01 – 2010-03-31"),
        ("03/2010", "2010-03-01 – 2010-03-31"),
        ("by June 2010", "2010-06-30"),
        ("até Junho 2010", "2010-06-30"),
        ("30 June 2010", "2010-06-30"),
        ("01/02/2010 - 15/03/2010", "2010-02-01 – 2010-03-15"),
    ],
)
def test_what_is_clear_is_read(text: str, said: str) -> None:
    assert str(timeframe(text)) == said


@over(
    "text",
    ["ongoing", "2010-12", "mid 2010", "Q5 2010", "Jan–Jun", "Q2", "2010, 2012", "2012–2010", "", "Nov–Feb 2010", "?"],
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert timeframe(text) is None


def test_the_years_that_it_names_are_offered() -> None:
    assert [*map(str, possible("2010-12"))] == ["2010-01-01 – 2012-12-31", "2010-12-01 – 2010-12-31"]
    assert [*map(str, possible("mid 2010"))] == ["2010-01-01 – 2010-12-31"]
    assert [*possible("ongoing")] == []
    (offered,) = possible("mid 2010")
    assert timeframe(str(offered)) == offered
