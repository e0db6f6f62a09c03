def tidy_postcode(text):
    kept = [letter.upper() for letter in text if letter != " "]
    if len(kept) not in (5, 6, 7):
        return ""
    kept.insert(-3, " ")
    return "".join(kept)
