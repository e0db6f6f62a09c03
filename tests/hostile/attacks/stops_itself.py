# Row 40: not yet, time
import os
import signal


def fare(age):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0
