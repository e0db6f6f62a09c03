# Row 9: not yet, ended
import os

os._exit(0)
