"""Press Run (F5): a menu. It needs no terminal. Leave this file as it is."""
