print("tried something")
