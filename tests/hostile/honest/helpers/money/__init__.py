def adult():
    return 175
