/* Names at the curves they belong to: each where its curve is farthest from all others. */
#include "chart/plot.h"

#include <math.h>

enum { COLUMNS = 32, CURVES_MAX = 48, PRESENT = 0 };

typedef struct Labels {
    const Plot *plot;
    int curves;
    double x[COLUMNS];
    double heights[CURVES_MAX]
                  [COLUMNS]; /* of the present curve, then of the ghosts; NAN where one has none */
    Box placed[CURVES_MAX];
    int placed_count;
} Labels;

static void fill_heights(Labels *labels, int curve, const Schedule *schedule, const ChartPlace *place) {
    for (int i = 0; i < COLUMNS; i++) {
        double step = chart_step(place, labels->x[i]);
        bool on_it = step >= 0 && step <= (double)schedule->total_steps;
        labels->heights[curve][i] = on_it ? chart_y(place, schedule_factor_at(schedule, step)) : NAN;
    }
}

/* Ghosts too many to be named are not looked at either. */
static void look(Labels *labels, const Plot *plot) {
    const Chart *chart = plot->chart;
    int most = CURVES_MAX - 1;
    labels->plot = plot;
    labels->placed_count = 0;
    labels->curves = 1 + (chart->ghost_count < (size_t)most ? (int)chart->ghost_count : most);
    for (int i = 0; i < COLUMNS; i++)
        labels->x[i] = plot->place.plot.x + plot->place.plot.w * (i + 0.5) / COLUMNS;
    fill_heights(labels, PRESENT, plot->schedule, &plot->place);
    for (int curve = 1; curve < labels->curves; curve++) {
        ChartPlace place = ghost_place(plot, &chart->ghosts[curve - 1]);
        fill_heights(labels, curve, chart->ghosts[curve - 1].schedule, &place);
    }
}

static bool overlap(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool is_taken(const Labels *labels, Box box) {
    const Plot *plot = labels->plot;
    Box area = plot->place.plot;
    if (box.x < area.x || box.x + box.w > plot_right(plot)) return true;
    if (box.y < area.y || box.y + box.h > plot_bottom(plot)) return true;
    if (plot->unity_label.w > 0 && overlap(box, plot->unity_label)) return true;
    for (int i = 0; i < 2; i++) {
        Point handle = plot->place.handles[i];
        double reach = 12 * plot->em;
        Box around = {handle.x - reach, handle.y - reach, 2 * reach, 2 * reach};
        if (plot->place.handle_shown[i] && overlap(box, around)) return true;
    }
    for (int i = 0; i < labels->placed_count; i++)
        if (overlap(box, labels->placed[i])) return true;
    return false;
}

/* Does the present curve run through the box? Judged between the columns around it: it never jumps beyond
 * them. */
static bool on_present(const Labels *labels, Box box) {
    double upper = INFINITY, lower = -INFINITY, apart = labels->x[1] - labels->x[0];
    for (int i = 0; i < COLUMNS; i++) {
        double y = labels->heights[PRESENT][i];
        if (isnan(y) || labels->x[i] < box.x - apart || labels->x[i] > box.x + box.w + apart) continue;
        upper = fmin(upper, y);
        lower = fmax(lower, y);
    }
    return box.y < lower + 3 * labels->plot->em && box.y + box.h > upper - 3 * labels->plot->em;
}

/* How far the nearest other curve is from where this one has its label. */
static double clearance(const Labels *labels, int curve, int column) {
    double least = INFINITY;
    for (int other = 0; other < labels->curves; other++) {
        double away = fabs(labels->heights[other][column] - labels->heights[curve][column]);
        if (other != curve && away < least) least = away;
    }
    return least;
}

/* From the right; enough room is as good as more. An empty box where no place is good. */
static Box find_place(const Labels *labels, int curve, double width) {
    double em = labels->plot->em, best = 5 * em;
    Box found = {0};
    for (int i = COLUMNS; i-- > 0;) {
        double y = labels->heights[curve][i], score = fmin(16 * em, clearance(labels, curve, i));
        Box box = {labels->x[i] - width / 2, y - 7 * em, width, 14 * em};
        if (isnan(y) || score <= best || is_taken(labels, box) || on_present(labels, box)) continue;
        best = score;
        found = box;
    }
    return found;
}

static void draw_label(Labels *labels, int curve, const ChartGhost *ghost) {
    const Plot *plot = labels->plot;
    double em = plot->em;
    TextStyle style = {FONT_WORDS_MEDIUM, 11 * em, plot->theme->text};
    double width = measure_text(plot->chart->measure, style, ghost->label) + 8 * em;
    Box box = find_place(labels, curve, width);
    if (box.w == 0) return;
    labels->placed[labels->placed_count++] = box;
    scene_fill(plot->scene, box, 4 * em, plot->theme->card);
    scene_text(plot->scene, box.x + width / 2, box.y + 11 * em, ALIGN_MIDDLE, style, ghost->label);
}

void ghosts_draw_labels(const Plot *plot, bool legend) {
    const Chart *chart = plot->chart;
    if (!chart->ghost_count) return;
    Labels labels;
    look(&labels, plot);
    scene_group(plot->scene, "ghost-labels");
    for (int curve = 1; curve < labels.curves; curve++) {
        const ChartGhost *ghost = &chart->ghosts[curve - 1];
        if (ghost->labelled && ghost->label && !(legend && ghost->listed)) draw_label(&labels, curve, ghost);
    }
}
