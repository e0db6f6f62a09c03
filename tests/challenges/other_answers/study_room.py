def people():
    while True:
        try:
            number = int(input("How many? "))
            if 1 <= number <= 8:
                return number
        except ValueError:
            pass
        print("Please type a number from 1 to 8.")


print("Room:", "Oak" if people() < 5 else "Elm")
