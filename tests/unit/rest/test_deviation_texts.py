from sigec.rest.texts import LANGUAGES, catalogue
from sigec.stations.model import Deviation


def test_every_deviation_has_words_and_no_words_are_left_over() -> None:
    words = {code for code in catalogue() if code.startswith("deviation.")}

    assert words == {f"deviation.{kind.value}" for kind in Deviation}
    assert all(catalogue()[code].keys() == set(LANGUAGES) for code in words)
