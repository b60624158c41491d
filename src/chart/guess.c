#include "chart/plot.h"
#include "chart/flatten.h"

#include <math.h>
#include <stdio.h>

static double step_at(const ChartGuess *guess, int i) {
    return guess->from + (guess->to - guess->from) * i / (guess->count - 1);
}

static Point point_at(const Plot *plot, double step, double factor) {
    Point point = flatten_point(&plot->layout->axes, step, factor);
    point.y = fmax(plot->layout->axes.plot.y, fmin(plot_bottom(plot), point.y));
    return point;
}

/* True if the curve has been drawn as far as that step. */
static bool is_reached(const Plot *plot, double step) {
    return !plot->chart->partial || step <= plot->chart->reach;
}

/* Draws the area between the drawn line and the curve from `first` on. Returns where it ends. */
static int add_gap(const Plot *plot, const ChartGuess *guess, int first, Path *area) {
    int end = first;
    area->count = 0;
    for (; end < guess->count && !isnan(guess->factors[end]) && is_reached(plot, step_at(guess, end)); end++)
        path_add(area, point_at(plot, step_at(guess, end), guess->factors[end]));
    for (int i = end; i-- > first;)
        path_add(area,
                 point_at(plot, step_at(guess, i), schedule_factor_at(plot->schedule, step_at(guess, i))));
    return end > first ? end : first + 1;
}

static void draw_gaps(const Plot *plot, const ChartGuess *guess) {
    Path area;
    for (int i = 0; i < guess->count;) {
        i = add_gap(plot, guess, i, &area);
        scene_polygon(plot->scene, area.points, area.count, scene_fade(guess->color, 0.22));
    }
}

static void draw_line(const Plot *plot, const ChartGuess *guess, bool done) {
    Stroke stroke = {.color = guess->color, .width = 2.2 * plot->em, .round = 1};
    if (done) stroke.dash = DASH_DOTS;
    Path line;
    line.count = 0;
    for (int i = 0; i <= guess->count; i++) {
        bool drawn = i < guess->count && !isnan(guess->factors[i]);
        if (drawn) path_add(&line, flatten_point(&plot->layout->axes, step_at(guess, i), guess->factors[i]));
        if (drawn && i + 1 < guess->count) continue;
        geometry_line(plot->scene, plot->layout->axes.plot, &line, stroke);
        line.count = 0;
    }
}

/* The more there are, the paler is each; where many agree they add up. */
static void draw_fan(const Plot *plot) {
    const Chart *chart = plot->chart;
    double alpha = fmax(0.12, fmin(0.7, 1 / sqrt(chart->fan_count)));
    scene_group(plot->scene, "answers");
    for (int i = 0; i < chart->fan_count; i++) {
        ChartGuess guess = chart->fan[i];
        guess.color = scene_fade(guess.color, alpha);
        draw_line(plot, &guess, false);
    }
    Box box = plot->layout->axes.plot;
    char words[48];
    snprintf(words, sizeof words, "%d guess%s", chart->fan_count, chart->fan_count == 1 ? "" : "es");
    scene_text(plot->scene, box.x + box.w - 8 * plot->em, box.y + 14 * plot->em, ALIGN_RIGHT,
               (TextStyle){FONT_WORDS, 12 * plot->em, chart->fan[0].color}, words);
    scene_group_end(plot->scene);
}

void guesses_draw(const Plot *plot) {
    const Chart *chart = plot->chart;
    if (chart->fan_count) draw_fan(plot);
    if (!chart->guess_count) return;
    scene_group(plot->scene, "guesses");
    for (int i = 0; i < chart->guess_count && chart->guesses_done; i++) draw_gaps(plot, &chart->guesses[i]);
    for (int i = 0; i < chart->guess_count; i++) draw_line(plot, &chart->guesses[i], chart->guesses_done);
}

/* How a guess runs between two places (points), as heights; false where it is not drawn there. */
static bool extent(const Plot *plot, const ChartGuess *guess, double x0, double x1, double *upper,
                   double *lower) {
    *upper = INFINITY, *lower = -INFINITY;
    for (int i = 0; i < guess->count; i++) {
        Point point = flatten_point(&plot->layout->axes, step_at(guess, i), guess->factors[i]);
        if (isnan(point.y) || point.x < x0 || point.x > x1) continue;
        *upper = fmin(*upper, point.y);
        *lower = fmax(*lower, point.y);
    }
    return *upper <= *lower;
}

static bool lies_in(double upper, double lower, Box box, double gap) {
    return box.y - gap < lower && box.y + box.h + gap > upper;
}

static bool boxes_meet(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

bool guesses_cross(const Plot *plot, Box box) {
    double upper, lower, gap = 3 * plot->em;
    for (int i = 0; i < plot->chart->guess_count; i++)
        if (extent(plot, &plot->chart->guesses[i], box.x, box.x + box.w, &upper, &lower) &&
            lies_in(upper, lower, box, gap))
            return true;
    return false;
}

enum { NAMES_MAX = 8, PLACES = 12 };

/* The names so far: none over another. */
typedef struct Names {
    const Plot *plot;
    Box taken[NAMES_MAX];
    int count;
} Names;

/* The grid and the line where the warm-up ends. */
static bool is_on_rule(const Plot *plot, Box box) {
    double em = plot->em, end = chart_x(&plot->layout->axes, (double)plot->schedule->warmup_iters);
    if (end > box.x - 3 * em && end < box.x + box.w + 3 * em) return true;
    for (int i = 0; i < plot->layout->left.count; i++)
        if (lies_in(plot->layout->left.ticks[i].at, plot->layout->left.ticks[i].at, box, em)) return true;
    return boxes_meet(box, plot->layout->warmup_name);
}

/* True if the box is over no line and no other name. */
static bool is_free(const Names *names, Box box) {
    const Plot *plot = names->plot;
    double upper, lower, unity = chart_y(&plot->layout->axes, 1);
    if (box.y < plot->layout->axes.plot.y || box.y + box.h > plot_bottom(plot)) return false;
    if (lies_in(unity, unity, box, 0) || boxes_meet(box, plot->layout->baseline_label)) return false;
    plot_extent(plot, box.x, box.x + box.w, &upper, &lower);
    if (lies_in(upper, lower, box, 3 * plot->em) || guesses_cross(plot, box)) return false;
    for (int i = 0; i < names->count; i++)
        if (boxes_meet(box, names->taken[i])) return false;
    return true;
}

/* Beside a guess, or the curve (NULL), as near to the start as it is free; above before below. The curve goes without a
   name rather than having it on a rule. */
static void draw_name(Names *names, const ChartGuess *guess, const char *name, Color color) {
    const Plot *plot = names->plot;
    double em = plot->em, height = 12 * em, upper, lower;
    TextStyle style = plot_words(plot, color);
    double width = measure_text(plot->chart->measure, style, name);
    for (int i = 0; i < 2 * PLACES && names->count < NAMES_MAX; i++) {
        double x = plot->layout->axes.plot.x + 24 * em + (plot->layout->axes.plot.w - width - 30 * em) * (i / 2) / PLACES;
        if (!guess)
            plot_extent(plot, x, x + width, &upper, &lower);
        else if (!extent(plot, guess, x, x + width, &upper, &lower))
            continue;
        Box box = {x, i % 2 ? lower + 6 * em : upper - 6 * em - height, width, height};
        if (!is_free(names, box) || (!guess && is_on_rule(plot, box))) continue;
        scene_text(plot->scene, x, box.y + 10 * em, ALIGN_LEFT, style, name);
        names->taken[names->count++] = box;
        return;
    }
}

void guesses_draw_labels(const Plot *plot) {
    const Chart *chart = plot->chart;
    Names names = {.plot = plot};
    for (int i = 0; i < chart->guess_count; i++)
        draw_name(&names, &chart->guesses[i], chart->guesses[i].label, chart->guesses[i].color);
    bool out = chart->guesses_done && !chart->partial && chart_shows(chart, CHART_CURVE);
    if (chart->guess_count && out) draw_name(&names, NULL, "the factor", plot->theme->accent);
}
