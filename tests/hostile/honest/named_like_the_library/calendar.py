def young():
    return 11
