"""n log(n) is the larger term: a logarithm comes with every fast method.

costs: test_orders_products
hint: a root outgrows a logarithm, so n sqrt(n) outgrows n log(n).
"""

orders = {
    "7 n**2 + 3 n**3 + 10**9": "n**3",
    "log(n**5) + 4": "log n",
    "2**100": "1",
    "(n + 1) (n + 2)": "n**2",
    "sqrt(n) + log(n)**3": "sqrt n",
    "n log(n) + n sqrt(n)": "n log n",
    "n samples through a network": "n",
    "a layer from n inputs to n neurons": "n**2",
    "n + 1 layers from n to n neurons": "n**3",
}
