"""log(n**5) is a polynomial, as there is a fifth power.

costs: test_orders_terms
hint: log(n**5) = 5 log(n), and factors do not matter.
"""

orders = {
    "7 n**2 + 3 n**3 + 10**9": "n**3",
    "log(n**5) + 4": "n**d, d > 3",
    "2**100": "1",
    "(n + 1) (n + 2)": "n**2",
    "sqrt(n) + log(n)**3": "sqrt n",
    "n log(n) + n sqrt(n)": "n sqrt n",
    "n samples through a network": "n",
    "a layer from n inputs to n neurons": "n**2",
    "n + 1 layers from n to n neurons": "n**3",
}
