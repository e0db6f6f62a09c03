def show_score(scores):
    return sum(sorted(scores)[1:-1])
