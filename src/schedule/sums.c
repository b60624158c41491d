#include "schedule/sums.h"

#include "schedule/extremes.h"
#include "schedule/function.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* A function of whole numbers that is smooth between them. */
typedef struct Term {
    const Schedule *schedule;
    double (*at)(const struct Term *term, double x);
    double origin;                      /* of x, as a step */
    double place;                       /* of a cell: which one, 0 is the first */
    double length;                      /* of cells */
    double warmup_behind, decay_behind; /* on the lines through the middles of stairs */
} Term;

static const int64_t DIRECT = 512; /* so many terms are added one by one */
enum { END = 64, HALF_NODES = 8 };

/* A compensated sum (Neumaier): no term is lost beside a large one. */
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

/* --- pieces --- */

/* The factor at an origin and x steps, as the schedule has it. Beyond 2^53 halves are no doubles: x counts
   from the piece. */
static double factor_at(const Term *term, double x) {
    return schedule_factor_at(term->schedule, term->origin + x);
}

/* Nothing moves from `at` to the next piece. */
static bool is_level(const Schedule *schedule, double at) {
    const DecayKind *decay = &schedule_decays[schedule->decay];
    bool same = schedule->warmup_join == JOIN_MULTIPLY && schedule->warmup_factor == 1;
    bool warming = at < (double)schedule_warmup_end(schedule) && !same;
    bool rises = warming && schedule->warmup_interval == 1 && schedule_warmups[schedule->warmup_method].way;
    double elapsed = at - (double)schedule_decay_start(schedule);
    bool decaying = schedule_decay_is_seen(schedule, at) && elapsed >= 0 && !schedule_decay_is_flat(schedule);
    bool settled = decay->settled && elapsed >= decay->settled(schedule);
    return !rises && !(decaying && !settled && decay->slope && schedule->decay_interval == 1);
}

static double next_piece(const Schedule *schedule, double at) {
    double next = schedule_next_piece(schedule, at, true, true);
    if (!schedule_has_floor(schedule)) return next;
    return ceil(extremes_crossing(schedule, at, next, schedule->floor));
}

/* Sums steps from … end-1 without a break in between. */
static double sum_piece(const Schedule *schedule, int64_t from, int64_t end) {
    Term term = {.schedule = schedule, .at = factor_at, .origin = (double)from};
    if (is_level(schedule, (double)from)) return factor_at(&term, 0) * (double)(end - from);
    return sum_smooth(&term, 0, end - from);
}

static double sum_pieces(const Schedule *schedule, int64_t from, int64_t end) {
    Total total = {0, 0};
    while (from < end) {
        double next = next_piece(schedule, (double)from);
        int64_t to = next < (double)end ? (int64_t)next : end;
        total_add(&total, sum_piece(schedule, from, to));
        from = to;
    }
    return total.sum + total.lost;
}

static bool is_few(const Schedule *schedule, int64_t from, int64_t end, int few) {
    double at = (double)from;
    for (int count = 0; count <= few; count++) {
        if (at >= (double)end) return true;
        at = schedule_next_piece(schedule, at, true, true);
    }
    return false;
}

/* --- cells of equal length: stairs, cycles --- */

static int64_t common_multiple(int64_t a, int64_t b) {
    int64_t x = a, y = b;
    while (y) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return a / x > SCHEDULE_STEPS_MAX / b ? SCHEDULE_STEPS_MAX : a / x * b;
}

/* Returns the whole number of steps after which cycles of a fractional length are at the same place again, or
   nearly: of 1000/3 it is 1000. */
static int64_t whole_cycles(double length) {
    double best = length, missed = INFINITY;
    for (int count = 1; count <= 64 && missed > 1e-9 * length; count++) {
        double all = length * count, away = fabs(all - nearbyint(all)) / count;
        if (away >= missed) continue;
        missed = away;
        best = nearbyint(all);
    }
    return best < (double)SCHEDULE_STEPS_MAX ? (int64_t)best : SCHEDULE_STEPS_MAX;
}

/* Its stairs or cycles are all of one length. */
static bool repeats(const Schedule *schedule) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    bool grows = kind->uses & PARAMETER_BIT(CYCLE_MULT) && schedule->cycle_mult > 1;
    return kind->carried && !grows;
}

/* Returns the length after which all that makes stairs or cycles at `at` begins again. */
static int64_t cell_length(const Schedule *schedule, int64_t at) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    int64_t length = at < schedule_warmup_end(schedule) ? schedule->warmup_interval : 1;
    bool decays = schedule_decay_is_seen(schedule, (double)at) && !schedule_decay_is_flat(schedule) &&
                  at >= schedule_decay_start(schedule);
    if (!decays) return length;
    length = common_multiple(length, schedule->decay_interval);
    if (!repeats(schedule)) return length;
    bool cycles = kind->uses & PARAMETER_BIT(CYCLE_STEPS);
    return common_multiple(length, cycles ? whole_cycles(schedule->cycle_steps) : schedule->step_size);
}

/* At step x of the first cell, `place` cells later, which need not be whole: so cell sums are smooth in it.
 */
static double in_cell(const Term *term, double x) {
    const Schedule *schedule = term->schedule;
    const DecayKind *kind = &schedule_decays[schedule->decay];
    double at = term->origin + x, shift = term->place * term->length;
    double step = schedule_on_stair(at, schedule->warmup_interval) + shift;
    bool begun = at >= (double)schedule_decay_start(schedule);
    double elapsed = schedule_elapsed(schedule, at), carried = begun ? shift : 0;
    double decay = repeats(schedule) ? kind->carried(schedule, elapsed, carried)
                                     : schedule_decay_at(schedule, elapsed + carried);
    bool warms = at < (double)schedule_warmup_end(schedule);
    return schedule_floored(schedule, warms ? schedule_joined(schedule, step, decay) : decay);
}

static double cell_sum(const Term *term, double place) {
    Term inside = *term;
    Total total = {0, 0};
    int64_t first = (int64_t)term->origin, end = first + (int64_t)term->length;
    inside.at = in_cell;
    inside.place = schedule_has_floor(term->schedule) ? nearbyint(place) : place;
    while (first < end) {
        double next = schedule_next_piece(term->schedule, (double)first, true, true);
        int64_t to = next < (double)end ? (int64_t)next : end, from = first - (int64_t)term->origin;
        if (is_level(term->schedule, (double)first))
            total_add(&total, in_cell(&inside, (double)from) * (double)(to - first));
        else
            total_add(&total, sum_smooth(&inside, from, from + to - first));
        first = to;
    }
    return total.sum + total.lost;
}

/* Whole cells as one sum, what is left at both sides on its own. */
static double sum_cells(const Schedule *schedule, int64_t from, int64_t end, int64_t length) {
    int64_t origin = from - from % length + (from % length ? length : 0);
    int64_t start = schedule_decay_start(schedule);
    if (repeats(schedule) && from >= start) origin = from + (length - (from - start) % length) % length;
    int64_t count = end > origin ? (end - origin) / length : 0;
    Term cells = {.schedule = schedule, .at = cell_sum, .origin = (double)origin, .length = (double)length};
    return sum_pieces(schedule, from, origin) + sum_smooth(&cells, 0, count) +
           sum_pieces(schedule, origin + count * length, end);
}

/* --- stairs that do not fit each other, too many to visit: the lines through the middles of their steps ---
 */

static double on_middles(const Term *term, double x) {
    const Schedule *schedule = term->schedule;
    double at = term->origin + x;
    return schedule_floored(schedule, schedule_joined_at(schedule, fmax(0, at - term->warmup_behind),
                                                         fmax(0, at - term->decay_behind)));
}

static double sum_middles(const Schedule *schedule, int64_t from, int64_t end) {
    Schedule smooth = *schedule;
    Term term = {.schedule = &smooth, .at = on_middles, .origin = (double)from};
    term.warmup_behind = (double)(schedule->warmup_interval - 1) / 2;
    term.decay_behind = (double)(schedule->decay_interval - 1) / 2;
    smooth.warmup_interval = smooth.decay_interval = 1;
    if (schedule->decay == DECAY_STEP) {
        smooth.decay = DECAY_EXPONENTIAL;
        term.decay_behind += (double)(schedule->step_size - 1) / 2;
    }
    return sum_smooth(&term, 0, end - from);
}

/* Without a break but those of stairs and cycles. */
static double sum_many(const Schedule *schedule, int64_t from, int64_t end, bool *estimated) {
    enum { FEW = 64, MANY = 1 << 15 };
    if (is_few(schedule, from, end, FEW)) return sum_pieces(schedule, from, end);
    int64_t length = cell_length(schedule, from);
    if ((end - from) / length > FEW && is_few(schedule, from, from + length, 4 * FEW))
        return sum_cells(schedule, from, end, length);
    bool direct = is_few(schedule, from, end, MANY);
    *estimated = *estimated || !direct;
    return direct ? sum_pieces(schedule, from, end) : sum_middles(schedule, from, end);
}

/* Returns the next place that is no mere stair or cycle: a part begins or ends. */
static int64_t next_part(const Schedule *schedule, int64_t at) {
    Schedule smooth = *schedule;
    smooth.warmup_interval = smooth.decay_interval = 1;
    if (repeats(schedule)) smooth.decay = DECAY_NONE;
    double next = fmin(schedule_next_piece(&smooth, (double)at, false, true), (double)SCHEDULE_FAR);
    if (schedule_has_floor(schedule) && !repeats(schedule))
        next = ceil(extremes_crossing(&smooth, (double)at, next, schedule->floor));
    int64_t ends[] = {schedule_warmup_end(schedule), schedule_decay_start(schedule)};
    for (int i = 0; i < 2; i++)
        if (ends[i] > at && (double)ends[i] < next) next = (double)ends[i];
    return (int64_t)next;
}

static double sum_shapes(const Schedule *schedule, int64_t from, int64_t end, bool *estimated) {
    Total total = {0, 0};
    if (is_few(schedule, from, end, 64)) return sum_pieces(schedule, from, end);
    while (from < end) {
        int64_t next = next_part(schedule, from);
        int64_t to = next < end ? next : end, length = cell_length(schedule, from);
        int64_t inside = from + 2 * length < to ? from + 2 * length : to; /* stairs that began before */
        bool stairs = schedule->warmup_interval > 1 || schedule->decay_interval > 1;
        if (stairs && is_few(schedule, from, inside, 1 << 10)) {
            total_add(&total, sum_pieces(schedule, from, inside));
            from = inside;
        }
        total_add(&total, sum_many(schedule, from, to, estimated));
        from = to;
    }
    return total.sum + total.lost;
}

ScheduleSum schedule_sum_known(const Schedule *schedule, int64_t from, int64_t end) {
    if (schedule->function) return function_sum(schedule, from, end);
    bool estimated = false;
    double sum = sum_shapes(schedule, from, end, &estimated);
    return (ScheduleSum){sum, sum, estimated};
}

double schedule_sum(const Schedule *schedule, int64_t from, int64_t end) {
    ScheduleSum sum = schedule_sum_known(schedule, from, end);
    bool known = sum.high - sum.low <= 1e-9 * fmax(fabs(sum.low), fabs(sum.high));
    return !known ? NAN : sum.low == sum.high ? sum.low : (sum.low + sum.high) / 2;
}

/* The share grows or falls with either part, whatever the other one is: its bounds are at the corners. */
ScheduleSum schedule_share(const Schedule *schedule, int64_t end) {
    ScheduleSum before = schedule_sum_known(schedule, 0, end),
                rest = schedule_sum_known(schedule, end, schedule->total_steps);
    const double parts[] = {before.low, before.high}, rests[] = {rest.low, rest.high};
    ScheduleSum share = {INFINITY, -INFINITY, before.estimated || rest.estimated};
    if (before.high + rest.high <= 0) return (ScheduleSum){NAN, NAN, false};
    if (!(before.low + rest.low > 0) || !isfinite(before.high + rest.high))
        return (ScheduleSum){-INFINITY, INFINITY, false};
    for (int i = 0; i < 4; i++) {
        double corner = parts[i / 2] / (parts[i / 2] + rests[i % 2]);
        share.low = fmin(share.low, corner);
        share.high = fmax(share.high, corner);
    }
    return share;
}

/* --- in words --- */

static NumberText percent(double share) {
    return number_readable(100 * share, 3);
}

bool words_share(ScheduleSum share, Text *out) {
    NumberText low = percent(share.low), high = percent(share.high);
    if (isnan(share.low)) return false;
    if (isinf(share.low))
        text_add(out, "an unknown share");
    else if (strcmp(low.text, high.text) != 0)
        text_addf(out, "between %s%% and %s%%", low.text, high.text);
    else
        text_addf(out, "%s%s%%", share.estimated ? "about " : "", low.text);
    return true;
}

void words_half(ScheduleSum half, Text *out) {
    if (isnan(half.low)) return;
    text_add(out, "The first half of training carries ");
    words_share(half, out);
    text_add(out, " of the sum of lr");
}

void words_until(int64_t step, ScheduleSum share, Text *out) {
    if (isnan(share.low)) return;
    text_addf(out, "Steps 0 \u2013 %s: ", number_grouped(step).text);
    words_share(share, out);
}
