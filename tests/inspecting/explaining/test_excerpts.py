from __future__ import annotations

from tried_codebook import finding, findings

from qualcode.inspecting.explaining.explanation import Fragment


def test_only_the_sentence_is_shown() -> None:
    one = finding("Раз. Началась экономия сил. Два.")
    assert one.excerpt == (
        Fragment("Началась ", marked=False),
        Fragment("экономия", marked=True),
        Fragment(" сил.", marked=False),
    )


def test_sentences_that_do_not_meet_are_set_apart() -> None:
    net = next(one for one in findings("Есть союз. Раз. Есть экономия.") if one.code == "net")
    text = "".join(fragment.text for fragment in net.excerpt)
    assert text == "Есть союз. […] Есть экономия."


def test_sentences_in_a_row_are_joined() -> None:
    net = next(one for one in findings("Есть союз.  Есть экономия.") if one.code == "net")
    text = "".join(fragment.text for fragment in net.excerpt)
    assert text == "Есть союз. Есть экономия."


def test_between_marks_of_a_long_sentence_words_are_left_out() -> None:
    text = " ".join(["Союз", *["слово"] * 50, "экономия"])
    net = next(one for one in findings(text) if one.code == "net")
    shown = "".join(fragment.text for fragment in net.excerpt).split()
    assert (shown[0], shown[-1]) == ("Союз", "экономия")
    assert shown.count("…") == 1
    assert 35 < shown.count("слово") <= 40


def test_of_a_long_sentence_the_words_around_are_shown() -> None:
    one = finding(" ".join(["слово"] * 40 + ["экономия"] + ["дело"] * 15))
    text = "".join(fragment.text for fragment in one.excerpt)
    assert text == " ".join(["…", *["слово"] * 19, "экономия", *["дело"] * 15])
