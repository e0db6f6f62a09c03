visitor = input()
print(f"Hello, {visitor}!\nHave a great day in Hackney.")
