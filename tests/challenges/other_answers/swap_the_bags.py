left, right = input("Left? "), input("Right? ")
left, right = right, left
print("Left:", left)
print("Right:", right)
