"""Names of Keras layers: networks, wrappers, layers for training only, and layers not rebuilt."""

from __future__ import annotations

MODELS = {"Sequential", "Functional", "Model"}
WRAPPERS = {"TimeDistributed", "Bidirectional"}

# Layers of query, value and key as separate arguments.
ATTENDING = {"MultiHeadAttention", "GroupQueryAttention"}
ATTENTION = ATTENDING | {"Attention", "AdditiveAttention"}

# These act only in training. In the loaded network they do nothing.
TRAINING_ONLY = {
    "ActivityRegularization", "AlphaDropout", "GaussianDropout", "GaussianNoise", "RandomFlip",
    "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness",
    "RandomHeight", "RandomWidth", "RandomShear", "RandomPerspective", "RandomGaussianBlur",
    "RandomErasing", "RandomSharpness", "RandomHue", "RandomSaturation", "RandomColorJitter",
    "RandomColorDegeneration", "RandomGrayscale", "RandomInvert", "RandomPosterization",
    "RandomElasticTransform", "MixUp", "CutMix", "AugMix", "RandAugment", "StochasticDepth",
    "Solarization",
}  # fmt: skip
# Layers of some version of Keras that are not rebuilt: texts, time, video, random numbers.
OTHERS = {
    "AtrousConvolution1D", "CategoryCrossing", "CategoryEncoding", "ClassMethod",
    "ContrastLimitedAdaptiveHistogramEqualization",
    "ConvRecurrent2D", "CuDNNGRU", "CuDNNLSTM", "Deconvolution2D", "Deconvolution3D",
    "DenseFeatures", "Equalization", "ExperimentalRNN", "GRUV2", "HashedCrossing",
    "Hashing", "Highway", "InstanceMethod",
    "IntegerLookup", "LSTMV2", "LinearModel", "LocallyConnected3D", "MaxNumBoundingBoxes",
    "MaxoutDense", "MelSpectrogram", "ParametricSoftplus", "PeepholeLSTMCell",
    "RandomFourierFeatures", "ReversibleEmbedding", "SReLU", "SRelu", "STFTSpectrogram",
    "SequenceFeatures", "StackedRNNCells", "StringLookup", "TextVectorization",
    "TimeDistributedDense", "WideDeepModel",
}  # fmt: skip

# What Keras writes beside layers whose weights it stored in few bits.
QUANTIZED = {
    "QuantizationConfig", "Int8QuantizationConfig", "Int4QuantizationConfig",
    "Float8QuantizationConfig", "GPTQConfig", "AWQConfig", "Quantizer", "AbsMaxQuantizer",
    "FakeQuantWithMinMaxVars", "GPTQQuantizer", "QuantizedDTypePolicy", "Int4DTypePolicy",
    "QuantizedFloat8DTypePolicy", "GPTQDTypePolicy", "AWQDTypePolicy", "DTypePolicyMap",
}  # fmt: skip

RENAMED = {
    "GlobalMaxPool1D": "GlobalMaxPooling1D", "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D", "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D", "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "MaxPool1D": "MaxPooling1D", "MaxPool2D": "MaxPooling2D", "MaxPool3D": "MaxPooling3D",
    "AvgPool1D": "AveragePooling1D", "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D", "Convolution1D": "Conv1D", "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D", "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "Convolution1DTranspose": "Conv1DTranspose", "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3DTranspose": "Conv3DTranspose",
    "SyncBatchNormalization": "BatchNormalization",
    "GroupedQueryAttention": "GroupQueryAttention",
    "BatchNormalizationV1": "BatchNormalization", "BatchNormalizationV2": "BatchNormalization",
}  # fmt: skip
