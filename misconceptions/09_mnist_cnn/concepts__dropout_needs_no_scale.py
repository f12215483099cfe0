"""At test time all nodes are active, and that is all there is to it.

costs: test_dropout
hint: twice as many nodes are active as in training: the scale must be put right, as Keras does
  in training.
"""

answer_dropout = "Nothing: all nodes are active, and the next layer gets what it got in training."
