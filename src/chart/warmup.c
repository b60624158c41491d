#include "base/number.h"
#include "chart/flatten.h"
#include "chart/geometry.h"
#include "chart/plot.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

typedef struct Zone {
    double left, right; /* points, within the plot */
    bool open;          /* the warm-up goes on beyond the view */
} Zone;

static bool find_zone(const Plot *plot, Zone *zone) {
    const ChartLayout *layout = &plot->layout->axes;
    double end = (double)plot->schedule->warmup_iters;
    if (plot->schedule->function) return false; /* where its warm-up ends, if it has one, is its own affair */
    zone->left = fmax(layout->plot.x, chart_x(layout, 0));
    zone->right = fmin(plot_right(plot), chart_x(layout, end));
    zone->open = end > layout->view.x1;
    return zone->right > zone->left;
}

static Color zone_color(const Plot *plot, double alpha) {
    return scene_fade(plot->theme->accent, alpha);
}

enum { BRACKET_BYTES = 96, BRACKET_FORMS = 3 };

static const char *const NAME = "warm-up";

/* Writes the bracket's text from long to short. */
static void bracket_texts(const Plot *plot, bool open, char texts[BRACKET_FORMS][BRACKET_BYTES]) {
    int64_t iters = plot->schedule->warmup_iters;
    const char *unit = iters == 1 ? "step" : "steps", *more = "";
    if (open) more = iters > plot->schedule->total_steps ? ", longer than the run" : ", beyond the view";
    snprintf(texts[0], BRACKET_BYTES, "warm-up · %s %s%s", number_grouped(iters).text, unit, more);
    snprintf(texts[1], BRACKET_BYTES, "warm-up · %s %s", number_short(iters).text, unit);
    snprintf(texts[2], BRACKET_BYTES, "%s", NAME);
}

/* A rule with a gap of 6 points on both sides of the text in its middle. */
static void draw_bracket_around(const Plot *plot, double left, double right, double y, const char *text) {
    double em = plot->em;
    TextStyle style = plot_words(plot, plot->theme->accent);
    Stroke stroke = {.color = zone_color(plot, 0.5), .width = plot_hair(plot)};
    double middle = (left + right) / 2, half = measure_text(plot->chart->measure, style, text) / 2 + 6 * em;
    scene_rule(plot->scene, left, y, middle - half, y, stroke);
    scene_text(plot->scene, middle, y + 4 * em, ALIGN_MIDDLE, style, text);
    scene_rule(plot->scene, middle + half, y, right, y, stroke);
}

static bool is_over(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Does the curve run through the box, or a guess, or does a term's name stand there? */
static bool is_taken(const Plot *plot, Box box) {
    double upper = INFINITY, lower = -INFINITY;
    if (chart_shows(plot->chart, CHART_CURVE)) plot_extent(plot, box.x, box.x + box.w, &upper, &lower);
    for (int term = 0; term < WARMUP_TERMS; term++)
        if (is_over(box, plot->layout->term_labels[term])) return true;
    if (guesses_cross(plot, box)) return true;
    return upper < box.y + box.h && lower > box.y;
}

/* The box for a name at the zone's top, between the lines of the grid and above the line at 1 and its name; at its foot
   where that is taken; or an empty one. */
static Box name_box(const Plot *plot, double x, double width) {
    double em = plot->em, y = plot->layout->axes.plot.y + em;
    for (int i = plot->layout->left.count - 1; i >= 0; i--) {
        double line = plot->layout->left.ticks[i].at;
        if (line > y + em && line < y + 19 * em) y = line + 2 * em;
    }
    Box top = {x, y, width, 20 * em}, foot = {x, plot_bottom(plot) - 22 * em, width, 20 * em};
    bool has_room = y < chart_y(&plot->layout->axes, 1) - 38 * em;
    if (has_room && !is_taken(plot, top)) return top;
    return has_room && !is_taken(plot, foot) ? foot : (Box){0};
}

/* It does not stand over the steps that follow. */
Box warmup_place_name(const Plot *plot) {
    Zone zone;
    bool shown = plot->chart->projected && !plot->chart->small && chart_shows(plot->chart, CHART_WARMUP);
    if (!shown || !find_zone(plot, &zone)) return (Box){0};
    double width = measure_text(plot->chart->measure, plot_words(plot, 0), NAME);
    if (width + 8 * plot->em > zone.right - zone.left) return (Box){0};
    return name_box(plot, (zone.left + zone.right - width) / 2, width);
}

static const double SHORTEST = 10; /* a bracket shorter than this is a speck */

/* In what is projected the name stands inside the zone, and there is no bracket then; where it has no room there, the
   bracket goes around it, well apart from the axis' name. */
static bool draw_projected(const Plot *plot, const Zone *zone) {
    double em = plot->em, y = plot_crisp(plot->layout->header - 16 * em);
    double left = fmax(zone->left, plot->layout->header_left + 6 * em), right = fmin(zone->right, plot->layout->header_right);
    Box name = plot->layout->warmup_name;
    TextStyle style = plot_words(plot, plot->theme->accent);
    Stroke stroke = {.color = zone_color(plot, 0.5), .width = plot_hair(plot)};
    if (name.w > 0) {
        scene_text(plot->scene, name.x + name.w / 2, name.y + 14 * em, ALIGN_MIDDLE, style, NAME);
        return false;
    }
    if (measure_text(plot->chart->measure, style, NAME) + 20 * em > right - left) return false;
    scene_rule(plot->scene, plot_crisp(left), y - 4 * em, plot_crisp(left), y + 4 * em, stroke);
    draw_bracket_around(plot, left, right, y, NAME);
    return true;
}

/* Inside the bracket in the longest form that fits; else beside it; else not at all. */
static void draw_bracket(const Plot *plot, const Zone *zone) {
    double em = plot->em, y = plot_crisp(plot->layout->header - 16 * em);
    double left = fmax(zone->left, plot->layout->header_left),
           right = fmin(zone->right, plot->layout->header_right);
    const Measure *measure = plot->chart->measure;
    TextStyle style = plot_words(plot, plot->theme->accent);
    Stroke stroke = {.color = zone_color(plot, 0.5), .width = plot_hair(plot)};
    char texts[BRACKET_FORMS][BRACKET_BYTES];
    bracket_texts(plot, zone->open, texts);
    for (int i = 0; i < BRACKET_FORMS; i++) {
        if (measure_text(measure, style, texts[i]) + 40 * em > right - left) continue;
        draw_bracket_around(plot, left, right, y, texts[i]);
        return;
    }
    if (right - left >= SHORTEST * em) scene_rule(plot->scene, left, y, right, y, stroke);
    double start = fmax(right + 8 * em, plot->layout->header_left);
    for (int i = 0; i < BRACKET_FORMS; i++) {
        if (start + measure_text(measure, style, texts[i]) > plot->layout->header_right) continue;
        scene_text(plot->scene, start, y + 4 * em, ALIGN_LEFT, style, texts[i]);
        return;
    }
}

/* Down from the bracket, past the names of the axes where they leave room for it, as far as the epochs do. */
static void draw_end(const Plot *plot, const Zone *zone, bool bracket) {
    double em = plot->em, top = plot->layout->axes.plot.y, x = zone->right;
    bool free = bracket && x >= plot->layout->header_left && x <= plot->layout->header_right;
    Stroke solid = {.color = zone_color(plot, 0.5), .width = plot_hair(plot)};
    Stroke dotted = {.color = zone_color(plot, 0.8), .width = plot_hair(plot), .dash = DASH_DOTS};
    double foot = epoch_axis_label_at(plot, x) ? plot->layout->header : top;
    if (free) scene_rule(plot->scene, x, plot_crisp(plot->layout->header - 20 * em), x, foot, solid);
    scene_rule(plot->scene, x, top, x, plot_bottom(plot), dotted);
}

void warmup_draw_zone(const Plot *plot) {
    Zone zone;
    if (!find_zone(plot, &zone)) return;
    Box plot_box = plot->layout->axes.plot;
    scene_group(plot->scene, "warm-up");
    scene_fill(plot->scene, (Box){zone.left, plot_box.y, zone.right - zone.left, plot_box.h}, 0,
               zone_color(plot, 0.06));
    bool projected = plot->chart->projected, bracket = !plot->chart->small;
    if (bracket && projected) bracket = draw_projected(plot, &zone);
    if (!zone.open) draw_end(plot, &zone, bracket);
    if (bracket && !projected) draw_bracket(plot, &zone);
}

static const char *rise_name(WarmupMethod method) {
    static const char *const names[] = {
        [WARMUP_LINEAR] = "α = step/warmup_iters",
        [WARMUP_CONSTANT] = "",
        [WARMUP_EXPONENTIAL] = "",
        [WARMUP_COSINE] = "β = (1 − cos πα)/2",
        [WARMUP_POWER] = "β = α^warmup_power",
        [WARMUP_LOGARITHMIC] = "β = log(step + 1)/log(warmup_iters)",
    };
    static_assert(sizeof names / sizeof *names == WARMUP_COUNT, "a warm-up has no name for its rise");
    return names[method];
}

static double rising_share(const Schedule *schedule, double x) {
    return schedule_rise_at(schedule, x);
}

static double falling_term(const Schedule *schedule, double x) {
    return schedule->warmup_factor * (1 - rising_share(schedule, x));
}

/* True for methods that are weighted means of warmup_factor and 1, and so have two terms. */
static bool has_terms(const Schedule *schedule) {
    return !schedule->function && schedule->warmup_iters > 0 && schedule->warmup_method != WARMUP_CONSTANT &&
           schedule->warmup_method != WARMUP_EXPONENTIAL && schedule->warmup_join == JOIN_MULTIPLY &&
           schedule->warmup_interval == 1;
}

static Stroke term_stroke(const Plot *plot, Color color, double alpha) {
    return (Stroke){
        .color = theme_mark(plot->theme, color, alpha), .width = 1.5 * plot->em, .dash = DASH_TERM};
}

static void draw_term(const Plot *plot, FlattenFunction *term, Stroke stroke) {
    double from = fmax(0, plot->layout->axes.view.x0);
    double to = fmin((double)plot->schedule->warmup_iters, plot->layout->axes.view.x1);
    if (to <= from) return;
    Path line;
    line.count = 0;
    flatten_piece(&line, &plot->layout->axes, plot->schedule, term, from, term(plot->schedule, from), to,
                  term(plot->schedule, to));
    geometry_line(plot->scene, plot->layout->axes.plot, &line, stroke);
}

static void draw_terms(const Plot *plot) {
    if (!has_terms(plot->schedule)) return;
    scene_group(plot->scene, "terms");
    draw_term(plot, rising_share, term_stroke(plot, plot->theme->term_alpha, 0.6));
    draw_term(plot, falling_term, term_stroke(plot, plot->theme->term_factor, 0.8));
}

double warmup_term(const Plot *plot, int term, double step) {
    const Schedule *schedule = plot->schedule;
    bool drawn = has_terms(schedule) && chart_shows(plot->chart, CHART_TERMS);
    if (!drawn || step < 0 || step > (double)schedule->warmup_iters) return NAN;
    return term == 0 ? rising_share(schedule, step) : falling_term(schedule, step);
}

const char *warmup_term_name(const Plot *plot, int term) {
    bool bent = plot->schedule->warmup_method != WARMUP_LINEAR;
    if (term == 0) return bent ? "β" : "α";
    return bent ? "warmup_factor·(1 − β)" : "warmup_factor·(1 − α)";
}

NumberText warmup_term_short_name(const Plot *plot, int term) {
    NumberText name;
    bool bent = plot->schedule->warmup_method != WARMUP_LINEAR;
    snprintf(name.text, sizeof name.text, "%s", term == 0 ? warmup_term_name(plot, 0) : "");
    if (term == 1)
        snprintf(name.text, sizeof name.text, "%.24s·(1 − %s)", number_readable(plot->schedule->warmup_factor, 4).text,
                 bent ? "β" : "α");
    return name;
}

static double draw_entry(const Plot *plot, double x, double y, Color color, const char *text) {
    double em = plot->em;
    TextStyle style = {FONT_MONO, 11 * em, plot->theme->muted};
    scene_rule(plot->scene, x, y - 4 * em, x + 24 * em, y - 4 * em, term_stroke(plot, color, 1));
    scene_text(plot->scene, x + 30 * em, y, ALIGN_LEFT, style, text);
    return x + 30 * em + measure_text(plot->chart->measure, style, text) + 20 * em;
}

/* Returns the width of the terms' legend; 0 where it has no room. */
static double legend_width(const Plot *plot) {
    if (plot->layout->compact || !has_terms(plot->schedule)) return 0;
    double em = plot->em;
    TextStyle style = {FONT_MONO, 11 * em, plot->theme->muted};
    const Measure *measure = plot->chart->measure;
    const char *rising = rise_name(plot->schedule->warmup_method), *falling = warmup_term_name(plot, 1);
    double width = measure_text(measure, style, rising) + measure_text(measure, style, falling) + 80 * em;
    double step = measure_text(measure, plot_words(plot, 0), "step") + 20 * em;
    return width + step > plot->layout->axes.plot.w ? 0 : width;
}

/* Draws the legend. False where it did not fit. */
static bool draw_legend(const Plot *plot) {
    const char *rising = rise_name(plot->schedule->warmup_method), *falling = warmup_term_name(plot, 1);
    double x = plot->layout->axes.plot.x, y = plot_bottom(plot) + 42 * plot->em;
    if (legend_width(plot) == 0) return false;
    scene_group(plot->scene, "legend");
    x = draw_entry(plot, x, y, plot->theme->term_factor, falling);
    draw_entry(plot, x, y, plot->theme->term_alpha, rising);
    return true;
}

/* A figure's terms need their names, unless these are not wanted. */
void warmup_draw_terms(const Plot *plot) {
    bool named = plot->layout->legend && chart_shows(plot->chart, CHART_LEGEND);
    if (plot->layout->axes.view.x0 >= (double)plot->schedule->warmup_iters) return;
    if (!named || draw_legend(plot)) draw_terms(plot);
}

double warmup_legend_end(const Plot *plot) {
    double x = plot->layout->axes.plot.x, width = legend_width(plot);
    bool seen = plot->layout->axes.view.x0 < (double)plot->schedule->warmup_iters && chart_shows(plot->chart, CHART_TERMS);
    return seen && width > 0 ? x + width + 20 * plot->em : x;
}
