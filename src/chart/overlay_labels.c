/* Where all curves run, and the names of the further ones: each where it covers no other. */
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

enum { COLUMNS = OVERLAY_COLUMNS, PRESENT = 0 };

static void fill_heights(OverlayMap *map, int curve, const ChartOverlay *overlay, const ChartLayout *layout) {
    const Schedule *schedule = overlay->schedule;
    for (int i = 0; i < COLUMNS; i++) {
        double step = chart_step(layout, map->x[i]);
        bool on_it = step >= overlay->first && step <= overlay_end(overlay);
        map->heights[curve][i] = on_it ? chart_y(layout, schedule_factor_at(schedule, step)) : NAN;
    }
}

static void fill_terms(const Plot *plot, OverlayMap *map) {
    for (int i = 0; i < COLUMNS; i++) {
        double step = chart_step(&plot->layout->axes, map->x[i]);
        for (int term = 0; term < WARMUP_TERMS; term++) {
            double factor = warmup_term(plot, term, step);
            map->terms[term][i] = isnan(factor) ? NAN : chart_y(&plot->layout->axes, factor);
        }
    }
}

void overlays_map(const Plot *plot, OverlayMap *map) {
    const Chart *chart = plot->chart;
    size_t max = OVERLAY_CURVES_MAX - 1;
    map->curves = 1 + (int)(chart->overlay_count < max ? chart->overlay_count : max);
    for (int i = 0; i < COLUMNS; i++)
        map->x[i] = plot->layout->axes.plot.x + plot->layout->axes.plot.w * (i + 0.5) / COLUMNS;
    ChartOverlay present = {.schedule = plot->schedule};
    fill_heights(map, PRESENT, &present, &plot->layout->axes);
    for (int i = 0; i < COLUMNS && !chart_shows(chart, CHART_CURVE); i++) map->heights[PRESENT][i] = NAN;
    for (int curve = 1; curve < map->curves; curve++) {
        ChartLayout layout = overlay_layout(plot, &chart->overlays[curve - 1]);
        fill_heights(map, curve, &chart->overlays[curve - 1], &layout);
    }
    fill_terms(plot, map);
}

static bool overlap(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* A label looks for its place among these. */
typedef struct Ground {
    const Plot *plot;
    const OverlayMap *map;
    const PlotTaken *taken;
} Ground;

static bool is_taken(const Ground *ground, Box box) {
    const Plot *plot = ground->plot;
    Box area = plot->layout->axes.plot;
    if (box.x < area.x || box.x + box.w > plot_right(plot)) return true;
    if (box.y < area.y || box.y + box.h > plot_bottom(plot)) return true;
    if (plot->layout->baseline_label.w > 0 && overlap(box, plot->layout->baseline_label)) return true;
    for (int i = 0; i < 2; i++) {
        Point handle = plot->layout->axes.handles[i];
        double reach = 12 * plot->em;
        Box around = {handle.x - reach, handle.y - reach, 2 * reach, 2 * reach};
        if (plot->layout->axes.handle_shown[i] && overlap(box, around)) return true;
    }
    for (int i = 0; i < ground->taken->count; i++)
        if (overlap(box, ground->taken->boxes[i])) return true;
    return false;
}

static bool on_present(const Plot *plot, Box box) {
    double upper, lower, air = 3 * plot->em;
    if (!chart_shows(plot->chart, CHART_CURVE)) return false;
    plot_extent(plot, box.x, box.x + box.w, &upper, &lower);
    return box.y < lower + air && box.y + box.h > upper - air;
}

/* Two listed overlays on one line may both have their names on it: the list tells whose it is. */
static bool shares_line(const Plot *plot, int other, double away) {
    return other != PRESENT && plot->chart->overlays[other - 1].listed && away < plot->em;
}

/* How far the nearest other curve is from where this one has its label. */
static double clearance(const Ground *ground, int curve, int column) {
    const OverlayMap *map = ground->map;
    double min = INFINITY;
    for (int other = 0; other < map->curves; other++) {
        double away = fabs(map->heights[other][column] - map->heights[curve][column]);
        if (other != curve && away < min && !shares_line(ground->plot, other, away)) min = away;
    }
    return min;
}

/* Returns the label's box around the curve, inside of the plot at its edge. */
static Box label_box(const Plot *plot, double x, double y, double width) {
    double height = 14 * plot->em, top = plot->layout->axes.plot.y, bottom = plot_bottom(plot);
    bool inside = y >= top && y <= bottom;
    double upper = inside ? fmin(fmax(y - height / 2, top), bottom - height) : y - height / 2;
    return (Box){x - width / 2, upper, width, height};
}

/* The heights between which it runs from x0 to x1, from column to column; false where it does not. */
static bool extent(const OverlayMap *map, const double heights[COLUMNS], double x0, double x1, double *upper,
                   double *lower) {
    int i = 0;
    *upper = INFINITY;
    *lower = -INFINITY;
    while (i + 2 < COLUMNS && map->x[i + 1] < x0) i++;
    for (; i + 1 < COLUMNS && map->x[i] <= x1; i++) {
        double left = map->x[i], pitch = map->x[i + 1] - left, rise = heights[i + 1] - heights[i];
        double from = fmax(0, (x0 - left) / pitch), to = fmin(1, (x1 - left) / pitch);
        if (from > to || isnan(rise)) continue;
        double a = heights[i] + from * rise, b = heights[i] + to * rise;
        *upper = fmin(*upper, fmin(a, b));
        *lower = fmax(*lower, fmax(a, b));
    }
    return *lower >= *upper;
}

/* How far it stays from the box above or below, 0 where it goes through it. */
static double distance(const OverlayMap *map, const double heights[COLUMNS], Box box) {
    double upper, lower;
    if (!extent(map, heights, box.x, box.x + box.w, &upper, &lower)) return INFINITY;
    return fmax(0, fmax(box.y - lower, upper - box.y - box.h));
}

/* From the nearest of all lines but its own; a listed one that shares its line there aside. */
static double nearest(const Ground *ground, const double own[COLUMNS], int column, Box box) {
    const OverlayMap *map = ground->map;
    double min = INFINITY;
    for (int curve = 0; curve < map->curves; curve++) {
        const double *heights = map->heights[curve];
        if (heights == own || shares_line(ground->plot, curve, fabs(heights[column] - own[column]))) continue;
        min = fmin(min, distance(map, heights, box));
    }
    for (int term = 0; term < WARMUP_TERMS; term++)
        if (map->terms[term] != own) min = fmin(min, distance(map, map->terms[term], box));
    return min;
}

/* The line at factor 1, and the dotted one at the warm-up's end. */
static bool on_borders(const Plot *plot, Box box) {
    double end = chart_x(&plot->layout->axes, (double)plot->schedule->warmup_iters),
           line = chart_y(&plot->layout->axes, 1);
    if (chart_shows(plot->chart, CHART_WARMUP) && end > box.x && end < box.x + box.w) return true;
    return line > box.y - plot->em && line < box.y + box.h + plot->em;
}

/* From the right, above its line or below it, where all others are clearly farther; enough room is as good as
   more. An empty box where no place is good. */
static Box find_beside(const Ground *ground, const double own[COLUMNS], double width, double steepest) {
    const Plot *plot = ground->plot;
    const OverlayMap *map = ground->map;
    double em = plot->em, air = 3 * em, height = 14 * em, best = air + 3 * em, upper, lower;
    Box found = {0};
    for (int layout = 2 * COLUMNS; layout-- > 0;) {
        int column = layout / 2;
        double x = map->x[column] - width / 2;
        if (isnan(own[column]) || !extent(map, own, x, x + width, &upper, &lower)) continue;
        Box box = {x, layout % 2 ? upper - air - height : lower + air, width, height};
        if (lower - upper > steepest || best >= 16 * em || is_taken(ground, box)) continue;
        if (on_present(plot, box) || on_borders(plot, box)) continue;
        double score = fmin(16 * em, nearest(ground, own, column, box));
        if (score <= best) continue;
        best = score;
        found = box;
    }
    return found;
}

/* A label on its line does not cover the line's beginning, nor the end of its warm-up: there is what it tells. */
static bool hides_course(const Ground *ground, int curve, Box box) {
    const Plot *plot = ground->plot;
    const ChartOverlay *overlay = &plot->chart->overlays[curve - 1];
    double air = 2 * plot->em;
    if (box.x < plot->layout->axes.plot.x + 4 * air) return true;
    ChartLayout layout = overlay_layout(plot, overlay);
    double end = (double)overlay->schedule->warmup_iters, x = chart_x(&layout, end);
    if (end == 0 || overlay->schedule->warmup_factor == 1) return false;
    double y = chart_y(&layout, schedule_factor_at(overlay->schedule, end));
    return box_contains((Box){box.x - air, box.y - air, box.w + 2 * air, box.h + 2 * air}, x, y);
}

/* Finds a place from the right; enough room, where curves are clearly apart, is as good as more. An empty box
   where no place is good. */
static Box find_place(const Ground *ground, int curve, double width) {
    const Plot *plot = ground->plot;
    const OverlayMap *map = ground->map;
    double em = plot->em, best = 5 * em;
    Box found = {0};
    for (int i = COLUMNS; i-- > 0;) {
        const double *own = map->heights[curve];
        double score = fmin(40 * em, clearance(ground, curve, i));
        Box box = label_box(plot, map->x[i], own[i], width);
        if (isnan(own[i]) || score <= best || is_taken(ground, box) || on_present(plot, box)) continue;
        if (hides_course(ground, curve, box)) continue;
        if (nearest(ground, own, i, box) == 0) continue;
        best = score;
        found = box;
    }
    return found;
}

void overlays_share_names(const Chart *chart, NamesShared *shared) {
    const char *names[OVERLAY_CURVES_MAX];
    int count = 0;
    for (size_t i = 0; i < chart->overlay_count && count < OVERLAY_CURVES_MAX; i++)
        if (chart->overlays[i].listed && chart->overlays[i].label) names[count++] = chart->overlays[i].label;
    names_share(shared, names, count);
}

static TextStyle label_style(const Plot *plot) {
    return (TextStyle){FONT_WORDS_MEDIUM, 11 * plot->em, plot->theme->text};
}

/* One of many of a kind is named on its line, as the lines of a map are, where there is a ground that can
   interrupt the line; what has a look of its own is not interrupted. */
static bool on_line(const Plot *plot, const ChartOverlay *overlay) {
    return !overlay->listed && plot->theme->card & 0xFF;
}

enum { KEYED_BYTES = 128 };

/* Returns the label, or with `whole` and room in the buffer what it is a value of before it. */
static const char *label_words(const ChartOverlay *overlay, bool whole, char keyed[KEYED_BYTES]) {
    if (!whole || !overlay->key) return overlay->label;
    int bytes = snprintf(keyed, KEYED_BYTES, "%s = %s", overlay->key, overlay->label);
    return bytes < KEYED_BYTES ? keyed : overlay->label;
}

static double label_width(const Plot *plot, const char *words) {
    return measure_text(plot->chart->measure, label_style(plot), words) + 8 * plot->em;
}

static Box place_label(const Ground *ground, int curve, bool whole) {
    const Plot *plot = ground->plot;
    const ChartOverlay *overlay = &plot->chart->overlays[curve - 1];
    char keyed[KEYED_BYTES];
    double em = plot->em, width = label_width(plot, label_words(overlay, whole, keyed));
    double steepest = overlay->listed ? 14 * em : 80 * em;
    return on_line(plot, overlay) ? find_place(ground, curve, width)
                                  : find_beside(ground, ground->map->heights[curve], width, steepest);
}

static bool has_label(const Plot *plot, int curve) {
    const ChartOverlay *overlay = &plot->chart->overlays[curve - 1];
    bool listed = plot->layout->legend && overlay->listed;
    return overlay->labelled && overlay->label && !listed && !overlay_is_hidden(plot->chart, overlay);
}

/* One of the values says whose value it is; the last ones are the most conspicuous. Returns that curve, 0: none. */
static int place_key(const Ground *ground, PlotTaken *taken, Box labels[OVERLAY_CURVES_MAX]) {
    for (int curve = ground->map->curves - 1; curve > 0; curve--) {
        if (!has_label(ground->plot, curve) || !ground->plot->chart->overlays[curve - 1].key) continue;
        labels[curve] = place_label(ground, curve, true);
        if (labels[curve].w <= 0) continue;
        taken->boxes[taken->count++] = labels[curve];
        return curve;
    }
    return 0;
}

void overlays_place_labels(const Plot *plot, const OverlayMap *map, PlotTaken *taken,
                           Box labels[OVERLAY_CURVES_MAX]) {
    Ground ground = {plot, map, taken};
    int told = place_key(&ground, taken, labels);
    for (int curve = 1; curve < map->curves; curve++) {
        if (curve == told || !has_label(plot, curve)) continue;
        labels[curve] = place_label(&ground, curve, false);
        if (labels[curve].w > 0) taken->boxes[taken->count++] = labels[curve];
    }
}

static void draw_label(const Plot *plot, Box box, const ChartOverlay *overlay) {
    double em = plot->em;
    char keyed[KEYED_BYTES];
    const char *words = label_words(overlay, true, keyed);
    if (box.w < label_width(plot, words)) words = overlay->label;
    if (on_line(plot, overlay)) scene_fill(plot->scene, box, 4 * em, plot->theme->card);
    scene_text(plot->scene, box.x + box.w / 2, box.y + 11 * em, ALIGN_MIDDLE, label_style(plot), words);
}

void overlays_draw_labels(const Plot *plot) {
    if (!plot->chart->overlay_count) return;
    scene_group(plot->scene, "overlay-labels");
    for (int curve = 1; curve < OVERLAY_CURVES_MAX; curve++) {
        Box box = plot->layout->overlay_labels[curve];
        if (box.w > 0 && !plot_card_covers(plot, box)) draw_label(plot, box, &plot->chart->overlays[curve - 1]);
    }
}

/* Behind the end of the warm-up, just above where its line ends, which may be at the line at 0; the empty
   margin of a plot with one axis counts as room. An empty box where that place is not good. */
static Box find_behind(const Ground *ground, int term, double width) {
    const Plot *plot = ground->plot;
    double em = plot->em, end = (double)plot->schedule->warmup_iters, height = 14 * em;
    double margin = plot->chart->projected || chart_shows(plot->chart, CHART_RATES) ? 0 : 32 * em;
    double x = chart_x(&plot->layout->axes, end) + 4 * em, lowest = plot_bottom(plot) - height - 2 * em;
    double y = chart_y(&plot->layout->axes, warmup_term(plot, term, end)) - height - 2 * em;
    Box box = {x, fmin(y, lowest), width, height}, inside = box;
    inside.w = fmin(width, plot_right(plot) - x);
    bool there = plot_shows_step(plot, end) && y - lowest < height && width - inside.w <= margin;
    bool free =
        there && nearest(ground, ground->map->terms[term], 0, inside) > 0 && !is_taken(ground, inside);
    return free && !on_present(plot, inside) && !on_borders(plot, inside) ? box : (Box){0};
}

static TextStyle term_style(const Plot *plot, int term) {
    const Color colors[WARMUP_TERMS] = {plot->theme->term_alpha, plot->theme->term_factor};
    return (TextStyle){FONT_MONO, 11 * plot->em, colors[term]};
}

static double term_label_width(const Plot *plot, int term, const char *name) {
    return measure_text(plot->chart->measure, term_style(plot, term), name) + 8 * plot->em;
}

/* In what is projected a long name stands within the warm-up, or a short one does; behind it only a short one. */
static Box place_term_label(const Ground *ground, int term) {
    const Plot *plot = ground->plot;
    double em = plot->em, whole = term_label_width(plot, term, warmup_term_name(plot, term));
    double brief = term_label_width(plot, term, warmup_term_short_name(plot, term).text);
    const double *own = ground->map->terms[term];
    Box label = find_beside(ground, own, whole, 80 * em);
    if (label.w > 0) return label;
    if (!plot->chart->projected) return find_behind(ground, term, whole);
    label = find_beside(ground, own, brief, 80 * em);
    return label.w > 0 ? label : find_behind(ground, term, brief - 5 * em);
}

void overlays_place_term_labels(const Plot *plot, const OverlayMap *map, PlotTaken *taken,
                                Box labels[WARMUP_TERMS]) {
    Ground ground = {plot, map, taken};
    for (int term = 0; term < WARMUP_TERMS; term++) {
        labels[term] = place_term_label(&ground, term);
        if (labels[term].w > 0) taken->boxes[taken->count++] = labels[term];
    }
}

void overlays_draw_term_labels(const Plot *plot) {
    if (plot->layout->legend || plot->chart->guess_count) return;
    scene_group(plot->scene, "term-labels");
    for (int term = 0; term < WARMUP_TERMS; term++) {
        Box box = plot->layout->term_labels[term];
        if (box.w == 0 || plot_card_covers(plot, box)) continue;
        NumberText brief = warmup_term_short_name(plot, term);
        const char *name = warmup_term_name(plot, term);
        if (box.w < measure_text(plot->chart->measure, term_style(plot, term), name)) name = brief.text;
        scene_text(plot->scene, box.x + box.w / 2, box.y + 11 * plot->em, ALIGN_MIDDLE, term_style(plot, term), name);
    }
}

bool overlays_cross(const OverlayMap *map, Box box) {
    for (int curve = 1; curve < map->curves; curve++)
        if (distance(map, map->heights[curve], box) == 0) return true;
    return false;
}

bool overlays_leave_free(const Plot *plot, const OverlayMap *map, const PlotTaken *taken, Box box, bool over_lines) {
    Ground ground = {plot, map, taken};
    if (is_taken(&ground, box)) return false;
    if (over_lines) return true;
    if (on_present(plot, box) || on_borders(plot, box) || overlays_cross(map, box) || guesses_cross(plot, box)) return false;
    for (int term = 0; term < WARMUP_TERMS; term++)
        if (distance(map, map->terms[term], box) == 0) return false;
    return !log_points_lie_in(plot, box);
}

double overlays_covered(const OverlayMap *map, const PlotTaken *taken, Box box) {
    double cost = 0;
    for (int i = 0; i < taken->count; i++) cost += overlap(box, taken->boxes[i]) ? 2 : 0;
    for (int curve = 1; curve < map->curves; curve++) {
        bool covered = false;
        for (int i = 0; i < COLUMNS; i++)
            covered = covered || box_contains(box, map->x[i], map->heights[curve][i]);
        cost += covered ? 4 : 0;
    }
    return cost;
}
