"""What the scanner finds however it is written, and the numbers and titles of offices that it leaves alone."""

from __future__ import annotations

from tests.all_of import over

from ictwg.domain.confidential import finds_in
from ictwg.domain.values import Find

HOSTILE = {
    Find.PHONE: """
        Ana Dias 7723 4567
        Ana Dias, 331 2345
        Ana Dias (3312345), Rui Alves
        3312345
        77234567
        331 2345; 332 4455
        Call her at 7723-4567.
        7723–4567
        77 23 45 67
        +670 7723 4567
        (+62) 812-3456-7890
        0812 3456 7890
        ７７２３４５６７
        tel. 77\u200b23 4567
        77\u00ad23\u00ad4567
        whatsapp 7723\u00a04567
        1 / Abdi Hassan / DRC / 0615000441 /
        (0380) 555014
        0419 123 456""",
    Find.EMAIL: """
        ana@exam\u00adple.org
        ana＠example.org""",
    Find.IDENTITY: """
        ID card 0612345678
        electoral card 0123456
        Cartão de eleitor n.º 0123456
        kartu identitas 3201234567890001
        NIK 3201234567890001
        passport AB1234567
        Passaporte Ｃ４５６７８９
        case no. 12/2009 was heard
        Case 2010/045 – female, 16, from Baucau""",
    Find.BIRTH: """
        born on 12 March 1994
        nascida a 3 de maio de 1990
        moris iha 3-5-1990""",
    Find.NAME: """
        victim no. 7: Maria
        vic\u00adtim Maria Soares
        vic\u200btim Maria
        ｖｉｃｔｉｍ Maria
        child M. (aged 9)
        labarik Rosa (tinan 9)
        anak S.M. dipulangkan
        criança Rosa, 9 anos
        trafficked woman Lurdes
        mulher traficada Lurdes
        a vítima n.º 3, Maria
        korban bernama Siti
        vítima naran Lurdes
        labarik feto Rosa ho tinan 9
        | 3 | M.S. | F | 16 | Ermera |
        Maria Soares; 17; F; Suai
        Maria, 17, a victim, was found in Comoro
        Siti, perempuan, 16 tahun
        S.A. (16 tahun), korban""",
    Find.PLACE: """
        shelter Uma Mahon Salele
        the safe house in Suai
        abrigo em Maliana
        casa de acolhimento em Baucau
        rumah aman di Kupang
        uma mahon iha Suai""",
    Find.HEALTH: """
        she is HIV positive
        HIV-positif
        é VIH positiva
        the victim is pregnant""",
}
INNOCENT = """
    On 2010-03-12 at 10:00, 250 people in 13 districts
    USD 12 000 000
    $331 2345 was never meant so, but USD 1250000 was
    Total 1250000
    Budget Execution 3312345.00
    1,250,000 for 2009-2010
    the years 2009 2010 and 2010-2012
    2009–2013
    A-2010-014, D-2010-03 and Law 3/2010
    M-2010-0312
    Ofício n.º 123/MJ/2010
    Letter 0331/MJ/GVM/2010
    Ref. MSS/2010/0045
    Jornal da República, Série I, N.º 12, 2010-03-24
    Decreto-Lei n.º 17/2008 de 25 de Junho
    Resolution 1325 (2000) and 1820 (2008)
    CEDAW/C/TLS/2-3, paragraph 22
    A/HRC/19/17, 79.12 to 79.34
    ISBN 978-92-1-130255-1
    Item 5.1.12
    room 331, 2nd floor
    12 000 booklets and 3 500 posters
    page 331, paragraph 2300
    15 Mar 2010 – 17 Mar 2010
    10:30-12:45
    13 districts, 65 administrative posts, 442 villages
    Pillar 2: Victim Protection and Assistance
    Vítimas de tráfico e testemunhas
    Perlindungan Saksi dan Korban Perdagangan Orang
    In case 2 ministries cannot come
    Child Protection Network, Child Rights Convention
    Shelter Guidelines and Shelter Management Standards
    abrigos para vítimas em todos os distritos
    Anak Indonesia has sent its report
    HIV/AIDS Commission
    Women and girls aged 15 to 24
    Trafficked persons are referred within 24 hours
    identity cards for 300 returnees
    Programme 2009-2013, output 2.3.4
    Vulnerable Persons Unit, Victim Support Service
    SOP version 2.0 of 12-02-2010
    1 USD = 9 345.50 IDR, budget code 5010203
    Account code 3312345
    Room 331-1234
    No. 0012/2010/MJ
    www.example.org/00123456789
    Invoice 0615000441
    | Shelter Kit Trust | Yuki Harashima |
    Lembaga Perlindungan Saksi dan Korban (LPSK)
    Proteção de Vítimas Estrangeiras
    | Ermera | 12 | 16 | Baucau | 3 |
    Training, 16 men and 14 women
    Section 3, Victim Assistance
    In Baucau, 12 victims were assisted
    Workshop (20 participants, 5 of them survivors)""".strip()


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


@over("find, text", [(find, text) for find, texts in HOSTILE.items() for text in lines(texts)])
def test_hostile_spellings_are_found(find: Find, text: str) -> None:
    assert find in finds_in(text)


@over("text", lines(INNOCENT))
def test_numbers_and_titles_of_offices_are_none(text: str) -> None:
    assert finds_in(text) == ()


@over("word", ["And", "Was", "Timor-Leste", "The", "Street"])
def test_a_name_is_found_wherever_it_is_cut_out_of_many_words_with_capitals(word: str) -> None:
    """What looks like the end of a name there is none."""
    for count in range(16):
        more = " ".join([*["Alpha"] * count, word, "Rosa"])
        assert Find.NAME in finds_in(f"THE VICTIM MARIA SOARES {more.upper()} PINTO")
        assert Find.NAME in finds_in(f"CHILD MARIA SOARES {more.upper()} AGED 14")
        assert Find.NAME in finds_in(f"Alpha {more} {'Beta ' * (15 - count)}Maria Soares, F 14")
        assert finds_in(f"Victim Support {more}") == ()
