def fare(age):
    return None


if __name__ == "__main__":
    import run_me; run_me.check(__file__)
