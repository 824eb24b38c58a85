"""A run that is asked to stop ends as after an error: in order, and with the code of the signal."""

import signal
from types import FrameType
from typing import NoReturn

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")  # Windows knows fewer
OF_SIGNALS = 128  # what shells add to the number of a signal


class Stopped(KeyboardInterrupt):
    """What a signal becomes, wherever the program is."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = OF_SIGNALS + number


def stop_at_signals() -> None:
    """Have the first signal end the program in order, and a second at once.

    One that is ignored, as by `nohup`, stays so.
    """
    for number in _numbers():
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    for each in _numbers():
        if signal.getsignal(each) is _stop:
            signal.signal(each, signal.SIG_DFL)
    raise Stopped(number)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
