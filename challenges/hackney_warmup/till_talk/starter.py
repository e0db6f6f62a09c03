def to_pence(pounds):
    return None


def as_price(pence):
    return None


if __name__ == "__main__":
    import run_me; run_me.check(__file__)
