/* The legend of a figure: rows below the plot that name the listed overlays. */
#include "chart/lines.h"
#include "chart/names.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

static const double ROW = 18, SMALL_ROW = 15, SWATCH = 40, SMALL_SWATCH = 34, GAP = 20, SMALL_GAP = 10;
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
    int listed;               /* entries in the list: the first ones */
    double swatch;            /* the length of a sample */
    double more_x;            /* where it says how many more there are */
    NamesShared shared;       /* is left out */
    const ChartOverlay *list[ENTRIES_MAX]; /* NULL: the present curve */
    LegendPlace places[ENTRIES_MAX];
} Legend;

static double row_height(const Chart *chart) {
    return (chart->small ? SMALL_ROW : ROW) * chart->em;
}

/* Between a sample and its name; the end of the sample may take up to half of it. */
static double name_gap(const Chart *chart) {
    return (chart->small ? 6 : 9) * chart->em;
}

static double gap_width(const Chart *chart) {
    return (chart->small ? SMALL_GAP : GAP) * chart->em;
}

static TextStyle entry_style(const Chart *chart) {
    return (TextStyle){FONT_WORDS, (chart->small ? 11 : 12) * chart->em, chart->theme->text};
}

/* True if the view shows any of the curve. */
static bool is_seen(const Chart *chart, const ChartOverlay *overlay) {
    const ChartView *view = &chart->view;
    double stretch = overlay_stretch(overlay), min, greatest;
    double from = fmax(view->x0 / stretch, overlay->first), to = fmin(view->x1 / stretch, overlay_end(overlay));
    double ratio = overlay->schedule->base_lr / chart->schedule->base_lr;
    if (from > to) return false;
    schedule_range(overlay->schedule, from, to, &min, &greatest);
    return ratio * greatest >= view->y0 && ratio * min <= view->y1;
}

/* A curve that goes on from another one is named there. */
static bool has_entry(const Chart *chart, size_t i) {
    const ChartOverlay *overlay = &chart->overlays[i];
    if (!overlay->listed || overlay->continues || overlay_is_hidden(chart, overlay)) return false;
    bool seen = is_seen(chart, overlay);
    for (size_t next = i + 1; !seen && next < chart->overlay_count && chart->overlays[next].continues; next++)
        seen = is_seen(chart, &chart->overlays[next]);
    return seen;
}

static bool present_is_named(const Chart *chart) {
    return chart->name && *chart->name;
}

static void add_entry(Legend *legend, const ChartOverlay *overlay) {
    if (legend->entries++ < ENTRIES_MAX) legend->list[legend->listed++] = overlay;
}

/* The present curve, where it has a name, then the listed overlays. */
static void gather(Legend *legend) {
    const Chart *chart = legend->chart;
    for (size_t i = 0; i < chart->overlay_count; i++) {
        if (!has_entry(chart, i)) continue;
        if (!legend->entries && present_is_named(chart)) add_entry(legend, NULL);
        add_entry(legend, &chart->overlays[i]);
    }
}

static const char *label_of(const Legend *legend, int index) {
    const ChartOverlay *overlay = legend->list[index];
    const char *label = overlay ? overlay->label : legend->chart->name;
    return label ? label : "";
}

/* The name without what all have. */
static void brief_name(const Legend *legend, int index, Text *out) {
    names_brief(&legend->shared, label_of(legend, index), out);
}

static void find_shared(Legend *legend) {
    const char *labels[ENTRIES_MAX];
    for (int i = 0; i < legend->listed; i++) labels[i] = label_of(legend, i);
    names_share(&legend->shared, labels, legend->listed);
}

static double name_width(const Legend *legend, int index) {
    Text name = {0};
    brief_name(legend, index, &name);
    double width = measure_text(legend->chart->measure, entry_style(legend->chart), text_string(&name));
    text_free(&name);
    return width;
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
    double widest = 0, all = 0, gap = gap_width(legend->chart);
    for (int i = 0; i < legend->listed; i++) {
        double wide = name_width(legend, i);
        widest = fmax(widest, wide);
        all += wide;
    }
    double column = legend->swatch + name_gap(legend->chart) + widest + gap;
    bool even = widest * legend->listed < 1.35 * all && column <= width + gap;
    return even && legend->entries > 2 ? column : 0;
}

/* Entries from left to right, then from row to row, each as wide as its name. */
static void flow(Legend *legend, double width, int max_rows) {
    const Chart *chart = legend->chart;
    double gap = gap_width(chart), x = 0, column = column_of(legend, width);
    int row = 0;
    for (int i = 0; i < legend->listed; i++) {
        double before = legend->swatch + name_gap(chart), wide = fmin(before + name_width(legend, i), width);
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
    while (legend->shown < legend->entries) {
        const LegendPlace *last = &legend->places[legend->shown - 1];
        double behind = last->x + legend->swatch + name_gap(chart) + last->room + gap_width(chart);
        legend->more_x = behind;
        if (legend->shown == 1 || behind + more_width(chart, legend->entries - legend->shown) <= width) return;
        int row = last->row;
        legend->shown--;
        if (legend->places[legend->shown - 1].row == row) continue;
        legend->more_x = 0;
        return;
    }
}

/* Makes the legend. Where not all entries have room, samples get shorter, and then names. */
static Legend make(const Chart *chart, double width, double height) {
    Legend legend = {.chart = chart, .swatch = (chart->small ? SMALL_SWATCH : SWATCH) * chart->em};
    double share = chart->small ? SMALL_SHARE : SHARE;
    int max_rows = (int)fmax(1, floor(share * height / row_height(chart)));
    gather(&legend);
    if (!legend.entries) return legend;
    flow(&legend, width, max_rows);
    if (legend.shown < legend.entries) {
        legend.swatch = SMALL_SWATCH * chart->em;
        flow(&legend, width, max_rows);
    }
    if (legend.shown < legend.entries) {
        find_shared(&legend);
        flow(&legend, width, max_rows);
    }
    leave_room(&legend, width);
    return legend;
}

double legend_height(const Chart *chart, double width, double height) {
    Legend legend = make(chart, width, height);
    return legend.rows ? legend.rows * row_height(chart) + (chart->small ? 3 : 10) * chart->em : 0;
}

/* Dashes drawn in that length, where the last one is long enough not to be taken for a dot; else 0. */
static int whole_dashes(const double lengths[4], int count, double length) {
    int dashes = 0;
    for (int i = 0; length > 0; i = (i + 1) % count) {
        double part = fmin(lengths[i], length);
        bool dash = i % 2 == 0;
        if (dash && part < fmin(lengths[i], 3.5)) return 0;
        dashes += dash;
        length -= lengths[i];
        if (!dash && length <= 0) return 0;
    }
    return dashes;
}

/* A sample has two dashes or more and ends with one: the beginning of a dash would look like another pattern. */
static double sample_length(const Stroke *stroke, double length, double max) {
    double lengths[4];
    int count = scene_dash(stroke->dash, stroke->width, lengths);
    if (!count) return length;
    for (double less = 0; max - less > 0.6 * length; less += 0.25)
        if (whole_dashes(lengths, count, max - less) >= 2) return max - less;
    return length;
}

/* Has its name the room to be told whole? */
static bool draw_entry(Scene *scene, const Legend *legend, int index, double x, double y) {
    const Chart *chart = legend->chart;
    const ChartOverlay present = {.color = chart->theme->accent, .width = 3};
    const ChartOverlay *entry = legend->list[index] ? legend->list[index] : &present;
    double em = chart->em, length = legend->swatch;
    Stroke stroke = {.color = entry->color, .width = entry->width * em, .dash = entry->dash};
    Lines lines;
    Text name = {0};
    brief_name(legend, index, &name);
    lines_break(&lines, chart->measure, entry_style(chart), text_string(&name), legend->places[index].room + 0.5, 1);
    text_free(&name);
    scene_rule(scene, x, y - 4 * em, x + sample_length(&stroke, length, length + (chart->small ? 2 : 3) * em), y - 4 * em, stroke);
    scene_text(scene, x + length + name_gap(chart), y, ALIGN_LEFT, entry_style(chart), lines.text[0]);
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
    size_t named = 0;
    if (!legend.rows) return 0;
    scene_group(scene, "overlay-legend");
    for (int i = 0; i < legend.shown; i++) {
        double y = box.y + legend.places[i].row * row_height(chart) + 12 * chart->em;
        bool whole = draw_entry(scene, &legend, i, box.x + legend.places[i].x, y);
        named += whole && legend.list[i];
    }
    if (legend.shown < legend.entries)
        draw_more(scene, &legend, box, box.y + (legend.rows - 1) * row_height(chart) + 12 * chart->em);
    scene_group_end(scene);
    return named;
}
