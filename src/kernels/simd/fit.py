"""The polynomials of functions.ts: `python3 fit.py` (with numpy) prints their coefficients, lowest power first, and the
largest absolute error of each on its interval. Interpolated at Chebyshev nodes, in double precision."""
from math import erfc, log, sqrt

import numpy
from numpy.polynomial import chebyshev


def fit(name, function, degree, low, high):
    at = lambda u: (high - low) / 2 * u + (high + low) / 2
    series = chebyshev.Chebyshev(chebyshev.chebinterpolate(lambda u: function(at(u)), degree), domain=[low, high])
    polynomial = series.convert(kind=numpy.polynomial.Polynomial)
    x = at(numpy.linspace(-1, 1, 10001))
    error = numpy.max(numpy.abs(polynomial(x) - function(x)))
    print(name, ", ".join(f"{numpy.float32(c):.9g}" for c in polynomial.coef), f" error {error:.1e}")


def power(r):
    """(e^r − 1 − r) / r²; near 0 its series."""
    near = 1 / 2 + r / 6 + r**2 / 24 + r**3 / 120 + r**4 / 720
    return numpy.where(numpy.abs(r) < 1e-3, near, (numpy.expm1(r) - r) / numpy.where(r == 0, 1, r) ** 2)


def logarithm(f):
    """(ln(1 + f) − f + f²/2) / f³."""
    near = 1 / 3 - f / 4 + f**2 / 5 - f**3 / 6 + f**4 / 7
    return numpy.where(numpy.abs(f) < 1e-3, near, (numpy.log1p(f) - f + f**2 / 2) / numpy.where(f == 0, 1, f) ** 3)


def hyperbolic(s):
    """(tanh x − x) / x³ of s = x²."""
    x = numpy.sqrt(s)
    near = -1 / 3 + 2 / 15 * s - 17 / 315 * s**2
    return numpy.where(s < 1e-4, near, (numpy.tanh(x) - x) / numpy.where(s == 0, 1, x) ** 3)


def tail(t):
    """(1 + x)·exp(x²/2)·(1 − Φ(x)) of t = (x − 3)/(x + 3)."""
    x = 3 * (1 + t) / (1 - t)
    return (1 + x) * numpy.exp(x**2 / 2) * numpy.vectorize(erfc)(x / sqrt(2)) / 2


fit("E", power, 5, -log(2) / 2, log(2) / 2)
fit("L", logarithm, 8, sqrt(0.5) - 1, sqrt(2) - 1)
fit("T", hyperbolic, 5, 0, 0.625**2)
fit("N", tail, 10, -1, 11 / 17)
