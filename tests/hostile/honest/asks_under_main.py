# Row 10
def fare(age):
    return 0 if age < 11 else 90 if age < 16 else 175


if __name__ == "__main__":
    print(fare(int(input("How old are you? "))))
