/* Between two breaks warm-up and decay are smooth, but their product may rise and fall. A stretch whose slope
   provably keeps its sign has its extremes at its ends; another one is halved. So nothing is sampled on
   trust, and the work grows with the logarithm of the length. */
#include "schedule/extremes.h"

#include "schedule/function.h"
#include "schedule/shape.h"

#include <math.h>

enum { PIECES_MAX = 64, HALVINGS_MAX = 4096 };

typedef struct Search {
    const Schedule *schedule;
    Schedule smooth; /* the same for slopes; a staircase replaced by the exponential through its corners */
    bool whole;      /* only whole steps count */
    double grain;    /* stretches this long are not halved any more */
    bool from_left;  /* values are limits from the left: the upper corners of a staircase */
    int halvings;    /* still allowed */
    ScheduleExtremes found;
} Search;

typedef struct Bounds {
    double low, high;
} Bounds;

static Bounds between(double a, double b) {
    return (Bounds){fmin(a, b), fmax(a, b)};
}

static Bounds add(Bounds a, Bounds b) {
    return (Bounds){a.low + b.low, a.high + b.high};
}

/* A product of 0 and infinity is left out, as fmin and fmax do: another corner then gives the 0. */
static Bounds multiply(Bounds a, Bounds b) {
    Bounds low = between(a.low * b.low, a.low * b.high);
    Bounds high = between(a.high * b.low, a.high * b.high);
    return (Bounds){fmin(low.low, high.low), fmax(low.high, high.high)};
}

static double warmup_slope(const Schedule *schedule, double x) {
    double end = (double)schedule->warmup_iters, factor = schedule->warmup_factor;
    if (x >= end) return 0;
    switch (schedule->warmup_method) {
    case WARMUP_CONSTANT: return 0;
    case WARMUP_EXPONENTIAL: return -log(factor) / end * schedule_warmup_at(schedule, x);
    case WARMUP_COSINE: return (1 - factor) * M_PI / (2 * end) * sin(M_PI * x / end);
    default: return (1 - factor) / end;
    }
}

/* Where a cosine decay runs at x: from where to where. */
static Bounds cosine_span(const Schedule *schedule, double x) {
    double start = (double)schedule_decay_start(schedule);
    if (schedule->decay == DECAY_COSINE)
        return (Bounds){start, start + (double)schedule_decay_steps(schedule)};
    ScheduleCycle cycle = schedule_cycle(schedule, x - start);
    return (Bounds){start + cycle.start, start + cycle.start + cycle.length};
}

static double cosine_slope(const Schedule *schedule, double x) {
    Bounds span = cosine_span(schedule, x);
    double length = span.high - span.low;
    return -(1 - schedule->final_factor) * M_PI / (2 * length) * sin(M_PI * (x - span.low) / length);
}

static double decay_slope(const Schedule *schedule, double x) {
    double elapsed = x - (double)schedule_decay_start(schedule);
    double steps = (double)schedule_decay_steps(schedule), q = elapsed / steps;
    double fall = -(1 - schedule->final_factor) / steps;
    if (elapsed < 0 || (schedule_decay_ends(schedule) && elapsed >= steps)) return 0;
    switch (schedule->decay) {
    case DECAY_EXPONENTIAL:
        return log(schedule->gamma) / (double)schedule->step_size * schedule_decay_at(schedule, elapsed);
    case DECAY_LINEAR: return fall;
    case DECAY_POLYNOMIAL: return fall * schedule->power * pow(1 - q, schedule->power - 1);
    case DECAY_COSINE:
    case DECAY_COSINE_RESTARTS: return cosine_slope(schedule, x);
    case DECAY_INVERSE_SQRT:
        return -0.5 / schedule_timescale(schedule) * pow(1 + elapsed / schedule_timescale(schedule), -1.5);
    case DECAY_ONE_MINUS_SQRT: return fall / (2 * sqrt(q));
    default: return 0;
    }
}

/* Slopes are monotone inside a smooth stretch, except that cosines are steepest in their middle. */
static Bounds warmup_slopes(const Schedule *schedule, double from, double to) {
    Bounds slopes = between(warmup_slope(schedule, from), warmup_slope(schedule, to));
    double middle = (double)schedule->warmup_iters / 2;
    if (schedule->warmup_method != WARMUP_COSINE || middle <= from || middle >= to) return slopes;
    double steepest = warmup_slope(schedule, middle);
    return (Bounds){fmin(slopes.low, steepest), fmax(slopes.high, steepest)};
}

static Bounds decay_slopes(const Schedule *schedule, double from, double to) {
    Bounds slopes = between(decay_slope(schedule, from), decay_slope(schedule, to));
    bool is_cosine = schedule->decay == DECAY_COSINE || schedule->decay == DECAY_COSINE_RESTARTS;
    if (!is_cosine || from < (double)schedule_decay_start(schedule)) return slopes;
    Bounds span = cosine_span(schedule, from);
    double middle = (span.low + span.high) / 2;
    if (middle > from && middle < to) slopes.low = fmin(slopes.low, decay_slope(schedule, middle));
    return slopes;
}

static bool is_monotone(const Schedule *schedule, double from, double to) {
    double start = (double)schedule_decay_start(schedule);
    Bounds warmup = between(schedule_warmup_at(schedule, from), schedule_warmup_at(schedule, to));
    Bounds decay =
        between(schedule_decay_at(schedule, from - start), schedule_decay_at(schedule, to - start));
    Bounds slope = add(multiply(warmup_slopes(schedule, from, to), decay),
                       multiply(warmup, decay_slopes(schedule, from, to)));
    return slope.low >= 0 || slope.high <= 0;
}

static void consider(Search *search, double x, double factor) {
    ScheduleExtremes *found = &search->found;
    found->min = fmin(found->min, factor);
    if (factor < found->greatest || (factor == found->greatest && x >= found->greatest_at)) return;
    found->greatest = factor;
    found->greatest_at = x;
}

static double value_at(const Search *search, double x) {
    const Schedule *schedule = search->schedule;
    if (!search->from_left) return schedule_factor_at(schedule, x);
    int64_t elapsed = (int64_t)x - schedule_decay_start(schedule);
    return schedule_warmup_at(schedule, x) * schedule_decay_before(schedule, elapsed);
}

static void consider_at(Search *search, double x) {
    consider(search, x, value_at(search, x));
}

/* The ends are considered already. */
static void halve(Search *search, double from, double to) {
    double middle = from + search->grain * floor((to - from) / (2 * search->grain));
    if (middle <= from || middle >= to || search->halvings == 0) return;
    if (is_monotone(&search->smooth, from, to)) return;
    search->halvings--;
    consider_at(search, middle);
    halve(search, from, middle);
    halve(search, middle, to);
}

static void search_smooth(Search *search, double from, double to) {
    if (to < from) return;
    consider_at(search, from);
    consider_at(search, to);
    halve(search, from, to);
}

/* Where the stretch to the left of a break ends. */
static double before(const Search *search, double x) {
    return search->whole ? x - 1 : nextafter(x, -INFINITY);
}

static void search_pieces(Search *search, double from, double to, const ScheduleBreak *breaks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!search->whole) consider(search, breaks[i].x, breaks[i].left);
        search_smooth(search, from, before(search, breaks[i].x));
        from = breaks[i].x;
    }
    search_smooth(search, from, to);
}

/* A staircase with more steps than can be visited, inside the warm-up: its upper corners lie on one smooth
   curve, its lower ones on another, both searched on the grid of the corners. */
static void search_staircase(Search *search, double from, double to) {
    double size = (double)search->schedule->step_size, start = (double)schedule_decay_start(search->schedule);
    double first = start + size * fmax(1, floor((from - start) / size) + 1);
    double last = start + size * floor((to - start) / size);
    double gap = search->whole ? 1 : 0, grain = search->grain;
    consider_at(search, from);
    consider_at(search, to);
    search->smooth.decay = DECAY_EXPONENTIAL;
    search->grain = size;
    search_smooth(search, first, last);
    search->from_left = !search->whole;
    search_smooth(search, first - gap, last - gap);
    search->from_left = false;
    search->grain = grain;
    search->smooth.decay = search->schedule->decay;
}

static void search_few(Search *search, double from, double to) {
    ScheduleBreak breaks[PIECES_MAX];
    size_t count = schedule_breaks(search->schedule, from, nextafter(to, INFINITY), breaks, PIECES_MAX);
    if (count <= PIECES_MAX) search_pieces(search, from, to, breaks, count);
}

/* Many equal cycles: since the warm-up is monotone, what one phase of the cycle gives grows (or falls) from
   cycle to cycle. So the extremes lie in the first or in the last one. */
static void search_cycles(Search *search, double from, double to) {
    double two = 2 * search->schedule->cycle_steps;
    double start = fmax(from, (double)schedule_decay_start(search->schedule));
    search_few(search, from, fmin(to, start + two));
    search_few(search, fmax(from, floor(to - two)), to);
}

static void search_range(Search *search, double from, double to) {
    const Schedule *schedule = search->schedule;
    double end = (double)schedule->warmup_iters;
    ScheduleBreak breaks[PIECES_MAX];
    size_t count = schedule_breaks(schedule, from, nextafter(to, INFINITY), breaks, PIECES_MAX);
    if (count <= PIECES_MAX) {
        search_pieces(search, from, to, breaks, count);
    } else if (schedule->decay == DECAY_COSINE_RESTARTS) {
        search_cycles(search, from, to);
    } else if (from < end && end <= to) {
        search_range(search, from, before(search, end));
        search_range(search, end, to);
    } else {
        search_staircase(search, from, to);
    }
}

static ScheduleExtremes extremes(const Schedule *schedule, double from, double to, bool whole) {
    Search search = {.schedule = schedule,
                     .smooth = *schedule,
                     .whole = whole,
                     .grain = whole ? 1 : 0x1p-20,
                     .halvings = HALVINGS_MAX,
                     .found = {.min = INFINITY, .greatest = -INFINITY}};
    search_range(&search, from, to);
    return search.found;
}

ScheduleExtremes schedule_extremes_of_steps(const Schedule *schedule, int64_t first, int64_t last) {
    return extremes(schedule, (double)first, (double)last, true);
}

void schedule_range(const Schedule *schedule, double from, double to, double *min, double *greatest) {
    if (schedule->function) {
        function_range(schedule, from, to, min, greatest);
        return;
    }
    ScheduleExtremes found = extremes(schedule, fmax(from, 0), fmax(to, 0), false);
    *min = found.min;
    *greatest = found.greatest;
}
