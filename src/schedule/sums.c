#include "schedule/sums.h"

#include "schedule/function.h"
#include "schedule/shape.h"

#include "base/number.h"

#include <math.h>

/* A function of whole numbers that is smooth between them. */
typedef struct Term {
    const Schedule *schedule;
    double (*at)(const struct Term *term, double x);
    double origin; /* of x, as a step */
    double place;  /* TERM of a cell: which one, 0 is the first */
} Term;

static const int64_t DIRECT = 512; /* so many terms are added one by one */
enum { END = 64, HALF_NODES = 8, PIECES = 64 };

/* Compensated (Neumaier): no term is lost beside a large sum. */
typedef struct Total {
    double sum, lost;
} Total;

static void total_add(Total *total, double value) {
    double sum = total->sum + value;
    bool large = fabs(total->sum) >= fabs(value);
    total->lost += large ? (total->sum - sum) + value : (value - sum) + total->sum;
    total->sum = sum;
}

static void add_each(Total *total, const Term *term, int64_t from, int64_t end) {
    for (int64_t i = from; i < end; i++) total_add(total, term->at(term, (double)i));
}

static double integral(const Term *term, double from, double to) {
    static const double nodes[HALF_NODES] = {0.0950125098376374, 0.2816035507792589, 0.4580167776572274,
                                             0.6178762444026438, 0.7554044083550030, 0.8656312023878318,
                                             0.9445750230732326, 0.9894009349916499};
    static const double weights[HALF_NODES] = {0.1894506104550685, 0.1826034150449236, 0.1691565193950025,
                                               0.1495959888165767, 0.1246289712555339, 0.0951585116824928,
                                               0.0622535239386479, 0.0271524594117541};
    double middle = (from + to) / 2, half = (to - from) / 2, sum = 0;
    for (int i = 0; i < HALF_NODES; i++)
        sum += weights[i] *
               (term->at(term, middle - half * nodes[i]) + term->at(term, middle + half * nodes[i]));
    return half * sum;
}

/* From an end of the piece to its middle (`way` 1 or -1), each panel as long as it is far from that end. */
static void add_panels(Total *total, const Term *term, double end, double middle, double way) {
    double length = fabs(middle - end);
    for (double done = 0; done < length;) {
        double next = fmin(length, 2 * done + END);
        double a = end + way * done, b = end + way * next;
        total_add(total, integral(term, fmin(a, b), fmax(a, b)));
        done = next;
    }
}

static double slope(const Term *term, double x) {
    return term->at(term, x + 0.5) - term->at(term, x - 0.5);
}

static double sum_smooth(const Term *term, int64_t from, int64_t end) {
    Total total = {0, 0};
    if (end - from <= DIRECT) {
        add_each(&total, term, from, end);
        return total.sum + total.lost;
    }
    double a = (double)(from + END) - 0.5, b = (double)(end - END) - 0.5;
    add_each(&total, term, from, from + END);
    add_each(&total, term, end - END, end);
    add_panels(&total, term, a, (a + b) / 2, 1);
    add_panels(&total, term, b, (a + b) / 2, -1);
    total_add(&total, (slope(term, a) - slope(term, b)) / 24);
    return total.sum + total.lost;
}

static double factor_at(const Term *term, double x) {
    return schedule_factor_at(term->schedule, term->origin + x);
}

/* Steps from … end-1 without a break in between. Beyond 2^53 halves are no doubles: x counts from the piece.
 */
static double sum_piece(const Schedule *schedule, int64_t from, int64_t end) {
    Term term = {.schedule = schedule, .at = factor_at, .origin = (double)from};
    return sum_smooth(&term, 0, end - from);
}

static double sum_pieces(const Schedule *schedule, int64_t from, int64_t end) {
    ScheduleBreak breaks[PIECES];
    Total total = {0, 0};
    for (int64_t at = from; at < end;) {
        size_t count = schedule_breaks(schedule, (double)at, (double)end, breaks, PIECES);
        for (size_t i = 0; i < count && i < PIECES; i++) {
            int64_t next = (int64_t)breaks[i].x;
            total_add(&total, sum_piece(schedule, at, next));
            at = next;
        }
        if (count > PIECES) continue;
        total_add(&total, sum_piece(schedule, at, end));
        break;
    }
    return total.sum + total.lost;
}

/* --- cells of equal length: a staircase's steps, a restart's cycles --- */

static int64_t cell_length(const Schedule *schedule) {
    return schedule->decay == DECAY_STEP ? schedule->step_size : schedule->cycle_steps;
}

/* Step x of the cell `place`, which need not be whole: so cell sums are smooth in it. */
static double in_cell(const Term *term, double x) {
    const Schedule *schedule = term->schedule;
    double start = term->origin + term->place * (double)cell_length(schedule);
    double warmup = schedule_warmup_at(schedule, start + x);
    bool stairs = schedule->decay == DECAY_STEP;
    return warmup * (stairs ? pow(schedule->gamma, term->place) : schedule_decay_at(schedule, x));
}

static double cell_sum(const Term *term, double place) {
    Term inside = {.schedule = term->schedule, .at = in_cell, .origin = term->origin, .place = place};
    return sum_smooth(&inside, 0, cell_length(term->schedule));
}

static bool has_cells(const Schedule *schedule) {
    if (schedule_decay_is_flat(schedule)) return false;
    bool restarts = schedule->decay == DECAY_COSINE_RESTARTS && schedule->cycle_mult == 1;
    return schedule->decay == DECAY_STEP || restarts;
}

/* Whole cells as one sum, what is left at both sides on its own. No end of the warm-up lies inside. */
static double sum_cells(const Schedule *schedule, int64_t from, int64_t end) {
    int64_t start = schedule_decay_start(schedule), length = cell_length(schedule);
    int64_t first = from > start ? (from - start - 1) / length + 1 : 0;
    int64_t last = end > start ? (end - start) / length : 0;
    if (!has_cells(schedule) || last - first <= PIECES) return sum_pieces(schedule, from, end);
    Term cells = {.schedule = schedule, .at = cell_sum, .origin = (double)start};
    return sum_pieces(schedule, from, start + first * length) + sum_smooth(&cells, first, last) +
           sum_pieces(schedule, start + last * length, end);
}

double schedule_sum(const Schedule *schedule, int64_t from, int64_t end) {
    if (schedule->function) return function_sum(schedule, from, end);
    int64_t warm = schedule->warmup_iters;
    if (warm <= from || warm >= end) return sum_cells(schedule, from, end);
    return sum_cells(schedule, from, warm) + sum_cells(schedule, warm, end);
}

double schedule_share(const Schedule *schedule, int64_t end) {
    double before = schedule_sum(schedule, 0, end), rest = schedule_sum(schedule, end, schedule->total_steps);
    return before + rest > 0 ? before / (before + rest) : NAN;
}

/* --- in words --- */

static NumberText percent(double share) {
    return number_readable(100 * share, 3);
}

void words_half(double half, Text *out) {
    if (!isnan(half))
        text_addf(out, "The first half of training carries %s%% of the sum of lr", percent(half).text);
}

void words_until(int64_t step, double share, Text *out) {
    if (isnan(share)) return;
    text_addf(out, "Steps 0 \u2013 %s: %s%%", number_grouped(step).text, percent(share).text);
}
