from sigec.presence import Attendance, NodeState
from sigec.presence.attendance import BETWEEN_LOOKS_S, GONE_S, SILENT_S


def node(beat: int) -> NodeState:
    return NodeState(name="a/ocpp", host="a", roles=frozenset({"ocpp"}), beat=beat, trouble=None)


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_does_not_move_is_silent_and_then_gone() -> None:
    watch = Watch()
    attendance = Attendance(watch)
    silences = []
    for watch.now in range(0, 40, 5):
        [seen] = attendance.look([node(beat=7)])
        silences.append((seen.silent_s, seen.is_silent, seen.is_gone))
    assert silences[0] == (0.0, False, False)
    assert [is_silent for _, is_silent, _ in silences].index(True) == SILENT_S / 5
    assert [is_gone for *_, is_gone in silences].index(True) == GONE_S / 5


def test_who_moves_is_there_whatever_their_number() -> None:
    watch = Watch()
    attendance = Attendance(watch)
    for watch.now, beat in ((0.0, 7), (20.0, 8), (40.0, 0)):
        [seen] = attendance.look([node(beat)])
        assert seen.silent_s == 0.0


def test_nobody_is_buried_for_a_time_in_which_nobody_could_look() -> None:
    watch = Watch()
    attendance = Attendance(watch)
    attendance.look([node(beat=7)])
    watch.now = 3_600.0  # the database was away for an hour: who should have moved where?
    [seen] = attendance.look([node(beat=7)])
    assert seen.silent_s == BETWEEN_LOOKS_S
    assert not seen.is_gone
