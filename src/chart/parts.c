#include "chart/parts.h"

#include "chart/chart.h"

#include <string.h>

const ChartPartAbout chart_parts[CHART_PARTS] = {
    [CHART_VERDICT] = {"verdict", "whether the factor is ever above 1", true},
    [CHART_REASON] = {"reason", "the sentence beside the verdict", true},
    [CHART_GRID] = {"grid", "lines across the plot", true},
    [CHART_RATES] = {"learning-rate", "the axis at the right: learning rates, or with --left=lr factors", true},
    [CHART_EPOCHS] = {"epochs", "the axis of epochs, where steps_per_epoch is known", true},
    [CHART_WARMUP] = {"warm-up", "the bracket and the background of the warm-up", true},
    [CHART_BASELINE] = {"line-at-1", "the line at factor 1", true},
    [CHART_TERMS] = {"terms", "the two terms of the warm-up's weighted mean", true},
    [CHART_LEGEND] = {"legend", "the names of the terms and of additional curves", true},
    [CHART_CURVE] = {"curve", "the curve, highlighted above 1", true},
    [CHART_HANDLES] = {"handles", "the two points that can be dragged in the window", false},
    [CHART_FORMULA] = {"formula", "the formula, a quarter of the way into the warm-up", false},
    [CHART_NOTES] = {"notes", "advice on the settings, as --notes prints it", false},
    [CHART_CAPTION] = {"caption", "the settings under the plot", false},
};

int chart_part_find(const char *name) {
    for (int i = 0; i < CHART_PARTS; i++)
        if (!strcmp(chart_parts[i].name, name)) return i;
    return -1;
}

bool chart_shows(const Chart *chart, ChartPart part) {
    return chart_parts[part].shown_by_default != ((chart->switched >> part & 1) != 0);
}
