"""I left S2's + 1 as it is.

costs: test_corrections_dense
hint: each output has a bias of its own.
"""

corrections = {
    "S1 pooling 7x7, f=2, s=2: width": 3,
    "S1 three windows of 3, strides 2, 1, 1: receptive field": 11,
    "S1 ten 5x5 filters on 32x32x3: weights": 750,
    "S1 convolution: hyperparameters": 4,
    "S1 VGG B, 13 weight layers: convolutions": 10,
    "S1 VGG E, 19 weight layers: convolutions": 16,
    "S1 VGG-16, first convolution: parameters": 1_792,
    "S1 VGG-16, last layer: parameters": 4_097_000,
    "S2 Conv_1, 320 parameters: filters": 32,
    "S2 Conv_2: parameters": 18_496,
    "S2 ANN: nodes": 21_632,
    "S2 ANN: weights": 16_959_488,
    "S2 largest common input size": 299,
    "S3 AlexNet: width of the input": 227,
    "S3 AlexNet: numbers of the input": 154_587,
    "S3 AlexNet on two GPUs: multiplications": 724_406_816,
    "S3 crops of 224x224 from 256x256, and mirrored": 2_178,
    "S4 pooling 28x28, f=2, s=2: width": 14,
    "S4 six 5x5 filters on 32x32x3: parameters": 456,
    "S4 script: counts that it shows": 0,
}
