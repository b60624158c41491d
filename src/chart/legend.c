/* The legend of a figure: a row of columns below the plot that names the listed overlays. */
#include "chart/lines.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

static const double ROW = 18, SWATCH = 40, GAP = 24, SHARE = 0.3; /* of a figure's height at most */

typedef struct Legend {
    const Chart *chart;
    int entries, columns, rows, shown; /* all of them; shown is less where there are too many */
    double column;                     /* points apart */
} Legend;

static TextStyle entry_style(const Chart *chart) {
    return (TextStyle){FONT_WORDS, 12 * chart->em, chart->theme->text};
}

static bool has_entry(const ChartOverlay *overlay) {
    return overlay->listed && !overlay->continues;
}

static bool present_is_named(const Chart *chart) {
    return chart->name && *chart->name;
}

/* The present curve, where it has a name, then the listed overlays; NULL after the last. */
static const ChartOverlay *entry_at(const Chart *chart, int index, ChartOverlay *present) {
    if (present_is_named(chart) && index-- == 0) {
        *present = (ChartOverlay){.label = chart->name, .color = chart->theme->accent, .width = 3};
        return present;
    }
    for (size_t i = 0; i < chart->overlay_count; i++)
        if (has_entry(&chart->overlays[i]) && index-- == 0) return &chart->overlays[i];
    return NULL;
}

static Legend make(const Chart *chart, double width, double height) {
    Legend legend = {.chart = chart};
    ChartOverlay present;
    double em = chart->em;
    for (size_t i = 0; i < chart->overlay_count; i++) legend.entries += has_entry(&chart->overlays[i]);
    if (!legend.entries) return legend;
    if (present_is_named(chart)) legend.entries++;
    for (int i = 0; i < legend.entries; i++) {
        const char *label = entry_at(chart, i, &present)->label;
        double wide = measure_text(chart->measure, entry_style(chart), label ? label : "");
        legend.column = fmax(legend.column, wide + (SWATCH + 6 + GAP) * em);
    }
    legend.column = fmin(legend.column, width + GAP * em);
    legend.columns = (int)fmax(1, floor((width + GAP * em) / legend.column));
    int max = (int)fmax(1, floor(SHARE * height / (ROW * em)));
    legend.rows = (legend.entries + legend.columns - 1) / legend.columns;
    legend.shown = legend.entries;
    if (legend.rows > max) {
        legend.rows = max;
        legend.shown = max * legend.columns - 1; /* the last place says how many there are more */
    }
    return legend;
}

double legend_height(const Chart *chart, double width, double height) {
    Legend legend = make(chart, width, height);
    return legend.rows ? (legend.rows * ROW + 10) * chart->em : 0;
}

/* Has its name the room to be told whole? */
static bool draw_entry(Scene *scene, const Legend *legend, const ChartOverlay *entry, double x, double y) {
    const Chart *chart = legend->chart;
    double em = chart->em;
    Stroke stroke = {.color = entry->color, .width = entry->width * em, .dash = entry->dash};
    Lines lines;
    lines_break(&lines, chart->measure, entry_style(chart), entry->label ? entry->label : "",
                legend->column - (SWATCH + 6 + GAP) * em + 0.5, 1);
    scene_rule(scene, x, y - 4 * em, x + SWATCH * em, y - 4 * em, stroke);
    scene_text(scene, x + (SWATCH + 6) * em, y, ALIGN_LEFT, entry_style(chart), lines.text[0]);
    return lines.complete;
}

size_t legend_draw(Scene *scene, Box box, const Chart *chart, double height) {
    Legend legend = make(chart, box.w, height);
    ChartOverlay present;
    size_t named = 0;
    if (!legend.rows) return 0;
    scene_group(scene, "overlay-legend");
    for (int i = 0; i <= legend.shown && i < legend.entries; i++) {
        double x = box.x + i / legend.rows * legend.column;
        double y = box.y + (i % legend.rows * ROW + 12) * chart->em;
        if (i < legend.shown) {
            const ChartOverlay *entry = entry_at(chart, i, &present);
            bool whole = draw_entry(scene, &legend, entry, x, y);
            named += whole && entry != &present;
        } else {
            char more[48];
            TextStyle style = entry_style(chart);
            style.color = chart->theme->muted;
            snprintf(more, sizeof more, "… and %d more", legend.entries - legend.shown);
            scene_text(scene, x, y, ALIGN_LEFT, style, more);
        }
    }
    scene_group_end(scene);
    return named;
}
