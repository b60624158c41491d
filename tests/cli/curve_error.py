"""Prints how far the curve of an SVG or PDF figure is from the truth at most, in points: of the default warm-up followed by
a cosine, in a figure of SIZE. The place of the plot is read from the SVG.

curve_error.py FIGURE.svg FIGURE.pdf"""
import math
import re
import sys
import zlib


def svg_points(text):
    group = text[text.index('-curve"'):]
    path = re.search(r' d="([^"]*)"', group).group(1)
    numbers = [float(number) for number in re.findall(r'-?[0-9.]+', path)]
    return list(zip(numbers[::2], numbers[1::2]))


def pdf_points(data, height):
    """The path with the most points; Cairo's PDF has the origin below."""
    longest = []
    for stream in re.findall(rb'stream\r?\n(.*?)endstream', data, re.S):
        try:
            content = zlib.decompress(stream).decode('latin-1')
        except zlib.error:
            continue
        flipped = re.search(r'1 0 0 -1 0 [0-9.]+ cm', content) is not None
        for path in re.findall(r'(?:[-0-9.]+\s+[-0-9.]+\s+[ml]\s+)+', content):
            numbers = [float(number) for number in re.findall(r'-?[0-9.]+', path)]
            points = list(zip(numbers[::2], numbers[1::2]))
            if len(points) > len(longest):
                longest = points if flipped else [(x, height - y) for x, y in points]
    return longest


def distance(point, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = 0 if length == 0 else max(0, min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy)


def factor(step):
    return 0.001 + 0.999 * step / 1000 if step < 1000 else (1 + math.cos(math.pi * (step - 1000) / 1000)) / 2


def error(points, left, width, top, high):
    worst = 0
    for step in range(0, 2000):
        true = (left + step / 2000 * width, top + (1 - factor(step) / 1.15) * high)
        near = [i for i in range(1, len(points)) if points[i][0] >= true[0] - 3 and points[i - 1][0] <= true[0] + 3]
        worst = max(worst, min(distance(true, points[i - 1], points[i]) for i in near))
    return worst


svg = open(sys.argv[1]).read()
pdf = open(sys.argv[2], 'rb').read()
x, y, w, h = [float(n) for n in re.search(
    r'-warm-up">\s*<rect x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)" height="([0-9.]+)"', svg).groups()]
place = (x, 2 * w, y, h)
size = float(re.search(r'viewBox="0 0 [0-9.]+ ([0-9.]+)"', svg).group(1))
curves = [svg_points(svg), pdf_points(pdf, size)]
print(max(error(points, *place) for points in curves), min(len(points) for points in curves))
