"""2**100 is exponential.

costs: test_orders_terms
hint: it is a number, and does not grow with n: O(1).
"""

orders = {
    "7 n**2 + 3 n**3 + 10**9": "n**3",
    "log(n**5) + 4": "log n",
    "2**100": "2**n",
    "(n + 1) (n + 2)": "n**2",
    "sqrt(n) + log(n)**3": "sqrt n",
    "n log(n) + n sqrt(n)": "n sqrt n",
    "n samples through a network": "n",
    "a layer from n inputs to n neurons": "n**2",
    "n + 1 layers from n to n neurons": "n**3",
}
