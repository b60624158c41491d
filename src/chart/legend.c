/* The legend of a figure: rows below the plot that name the listed overlays. */
#include "chart/lines.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

static const double ROW = 18, SWATCH = 40, SMALL_SWATCH = 22, GAP = 20;
static const double SHARE = 0.3, SMALL_SHARE = 0.2; /* of a figure's height at most */

enum { ENTRIES_MAX = 256, MORE_BYTES = 48 };

/* An entry's place: its column of points from the left, and its row. */
typedef struct LegendPlace {
    double x, room; /* for the name */
    int row;
} LegendPlace;

typedef struct Legend {
    const Chart *chart;
    int entries, rows, shown; /* all of them; shown is less where there are too many */
    double swatch;            /* the length of a sample */
    double more_x;            /* where it says how many more there are */
    LegendPlace places[ENTRIES_MAX];
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

/* Returns the present curve, where it has a name, then the listed overlays; NULL after the last. */
static const ChartOverlay *entry_at(const Chart *chart, int index, ChartOverlay *present) {
    if (present_is_named(chart) && index-- == 0) {
        *present = (ChartOverlay){.label = chart->name, .color = chart->theme->accent, .width = 3};
        return present;
    }
    for (size_t i = 0; i < chart->overlay_count; i++)
        if (has_entry(&chart->overlays[i]) && index-- == 0) return &chart->overlays[i];
    return NULL;
}

static double name_width(const Chart *chart, int index) {
    ChartOverlay present;
    const char *label = entry_at(chart, index, &present)->label;
    return measure_text(chart->measure, entry_style(chart), label ? label : "");
}

static void say_more(int count, char more[MORE_BYTES]) {
    snprintf(more, MORE_BYTES, "… and %d more", count);
}

static double more_width(const Chart *chart, int count) {
    char more[MORE_BYTES];
    say_more(count, more);
    return measure_text(chart->measure, entry_style(chart), more);
}

/* Returns the width of a column where the entries are of much the same width, and then stand in columns. */
static double column_of(const Legend *legend, double width) {
    double widest = 0, all = 0, gap = GAP * legend->chart->em;
    for (int i = 0; i < legend->entries; i++) {
        double wide = name_width(legend->chart, i);
        widest = fmax(widest, wide);
        all += wide;
    }
    double column = legend->swatch + 6 * legend->chart->em + widest + gap;
    bool even = widest * legend->entries < 1.35 * all && column <= width + gap;
    return even && legend->entries > 2 ? column : 0;
}

/* Entries from left to right, then from row to row, each as wide as its name. */
static void flow(Legend *legend, double width, int max_rows) {
    const Chart *chart = legend->chart;
    double em = chart->em, gap = GAP * em, x = 0, column = column_of(legend, width);
    int row = 0;
    for (int i = 0; i < legend->entries && i < ENTRIES_MAX; i++) {
        double before = legend->swatch + 6 * em, wide = fmin(before + name_width(chart, i), width);
        if (column > 0) x = ceil(x / column - 1e-6) * column;
        if (x > 0 && x + fmax(wide, column - gap) > width + 0.5) {
            x = 0;
            row++;
        }
        if (row == max_rows) break;
        legend->places[i] = (LegendPlace){x, wide - before, row};
        legend->shown = i + 1;
        legend->rows = row + 1;
        x += wide + gap;
    }
}

/* Takes entries away until there is room to say how many are missing. */
static void leave_room(Legend *legend, double width) {
    const Chart *chart = legend->chart;
    double em = chart->em;
    while (legend->shown < legend->entries) {
        const LegendPlace *last = &legend->places[legend->shown - 1];
        double behind = last->x + legend->swatch + 6 * em + last->room + GAP * em;
        legend->more_x = behind;
        if (legend->shown == 1 || behind + more_width(chart, legend->entries - legend->shown) <= width) return;
        int row = last->row;
        legend->shown--;
        if (legend->places[legend->shown - 1].row == row) continue;
        legend->more_x = 0;
        return;
    }
}

static Legend make(const Chart *chart, double width, double height) {
    Legend legend = {.chart = chart};
    for (size_t i = 0; i < chart->overlay_count; i++) legend.entries += has_entry(&chart->overlays[i]);
    if (!legend.entries) return legend;
    if (present_is_named(chart)) legend.entries++;
    double share = chart->small ? SMALL_SHARE : SHARE;
    int max_rows = (int)fmax(1, floor(share * height / (ROW * chart->em)));
    legend.swatch = (chart->small ? SMALL_SWATCH : SWATCH) * chart->em;
    flow(&legend, width, max_rows);
    if (legend.shown < legend.entries) {
        legend.swatch = SMALL_SWATCH * chart->em;
        flow(&legend, width, max_rows);
    }
    leave_room(&legend, width);
    return legend;
}

double legend_height(const Chart *chart, double width, double height) {
    Legend legend = make(chart, width, height);
    return legend.rows ? (legend.rows * ROW + (chart->small ? 4 : 10)) * chart->em : 0;
}

/* Has its name the room to be told whole? */
static bool draw_entry(Scene *scene, const Legend *legend, const LegendPlace *place, const ChartOverlay *entry,
                       double x, double y) {
    const Chart *chart = legend->chart;
    double em = chart->em, length = legend->swatch;
    Stroke stroke = {.color = entry->color, .width = entry->width * em, .dash = entry->dash};
    Lines lines;
    lines_break(&lines, chart->measure, entry_style(chart), entry->label ? entry->label : "", place->room + 0.5, 1);
    scene_rule(scene, x, y - 4 * em, x + length, y - 4 * em, stroke);
    scene_text(scene, x + length + 6 * em, y, ALIGN_LEFT, entry_style(chart), lines.text[0]);
    return lines.complete;
}

static void draw_more(Scene *scene, const Legend *legend, Box box, double y) {
    char more[MORE_BYTES];
    TextStyle style = entry_style(legend->chart);
    style.color = legend->chart->theme->muted;
    say_more(legend->entries - legend->shown, more);
    scene_text(scene, box.x + legend->more_x, y, ALIGN_LEFT, style, more);
}

size_t legend_draw(Scene *scene, Box box, const Chart *chart, double height) {
    Legend legend = make(chart, box.w, height);
    ChartOverlay present;
    size_t named = 0;
    if (!legend.rows) return 0;
    scene_group(scene, "overlay-legend");
    for (int i = 0; i < legend.shown; i++) {
        const LegendPlace *place = &legend.places[i];
        const ChartOverlay *entry = entry_at(chart, i, &present);
        double y = box.y + (place->row * ROW + 12) * chart->em;
        bool whole = draw_entry(scene, &legend, place, entry, box.x + place->x, y);
        named += whole && entry != &present;
    }
    if (legend.shown < legend.entries)
        draw_more(scene, &legend, box, box.y + ((legend.rows - 1) * ROW + 12) * chart->em);
    scene_group_end(scene);
    return named;
}
