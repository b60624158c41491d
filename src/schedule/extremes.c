/* Between two pieces' ends (schedule_next_piece) warm-up, decay and their slopes are monotone, but what they
   join to may rise and fall. A stretch whose slope provably keeps its sign has its extremes at its ends;
   another one is halved. Where there are more pieces than can be visited, stretches that cannot hold an
   extreme, by the ranges of warm-up and decay alone, are left out. So nothing is sampled on trust, and the
   work grows with the logarithm of the length. */
#include "schedule/extremes.h"

#include "schedule/function.h"

#include <math.h>

enum { PIECES_MAX = 48, HALVINGS_MAX = 2048 };

typedef struct Search {
    const Schedule *schedule;
    double warmup_ahead, decay_ahead; /* where warm-up and decay are asked for, from the place searched */
    bool whole;                       /* only whole steps count */
    double grain;                     /* stretches this long are not halved any more */
    bool only_greatest;               /* and that exactly; else both, wider than the truth by rounding */
    int halvings;                     /* still allowed */
    ScheduleExtremes *found;
} Search;

typedef ScheduleBounds Bounds;

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

static Bounds scaled(Bounds a, double factor) {
    return between(a.low * factor, a.high * factor);
}

/* --- ranges --- */

static Bounds decay_bounds(const Schedule *schedule, double from, double to) {
    return schedule_decay_bounds(schedule, schedule_elapsed(schedule, from), schedule_elapsed(schedule, to));
}

/* Every join is, with the other fixed, monotone in the warm-up's step and in the decay: its range has its
   ends at the corners. */
Bounds extremes_bounds(const Schedule *schedule, double from, double to) {
    Bounds decay = decay_bounds(schedule, from, to);
    double a = schedule_on_stair(from, schedule->warmup_interval);
    double b = schedule_on_stair(to, schedule->warmup_interval);
    if (a >= (double)schedule->warmup_iters) return decay;
    Bounds low = between(schedule_joined(schedule, a, decay.low), schedule_joined(schedule, a, decay.high));
    Bounds high = between(schedule_joined(schedule, b, decay.low), schedule_joined(schedule, b, decay.high));
    return (Bounds){fmin(low.low, high.low), fmax(low.high, high.high)};
}

/* --- slopes --- */

static double decay_slope(const Schedule *schedule, double x) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    double elapsed = x - (double)schedule_decay_start(schedule);
    if (elapsed < 0 || !kind->slope || schedule->decay_interval > 1) return 0;
    return kind->slope(schedule, elapsed);
}

static double rise_slope(const Schedule *schedule, double step) {
    return schedule->warmup_interval > 1 ? 0
                                         : schedule_warmups[schedule->warmup_method].slope(schedule, step);
}

static double rise(const Schedule *schedule, double step) {
    return schedule_warmups[schedule->warmup_method].rise(schedule,
                                                          schedule_on_stair(step, schedule->warmup_interval));
}

/* Returns the slopes of the product: (w*d)' = (1 - f)*s'*d + w*d', and (f*(1 - s) + d*s)' = (d - f)*s' +
   s*d'. */
static Bounds joined_slopes(const Schedule *schedule, Bounds warmup_at, Bounds decay_at) {
    double factor = schedule->warmup_factor;
    Bounds decay = decay_bounds(schedule, decay_at.low, decay_at.high);
    Bounds decay_slopes = between(decay_slope(schedule, decay_at.low), decay_slope(schedule, decay_at.high));
    Bounds slopes = between(rise_slope(schedule, warmup_at.low), rise_slope(schedule, warmup_at.high));
    if (schedule->warmup_join == JOIN_MULTIPLY) {
        Bounds warmup = between(schedule_warmup_at(schedule, warmup_at.low),
                                schedule_warmup_at(schedule, warmup_at.high));
        return add(multiply(scaled(slopes, 1 - factor), decay), multiply(warmup, decay_slopes));
    }
    Bounds share = between(rise(schedule, warmup_at.low), rise(schedule, warmup_at.high));
    Bounds above = {decay.low - factor, decay.high - factor};
    return add(multiply(slopes, above), multiply(share, decay_slopes));
}

static bool is_monotone(const Search *search, double from, double to) {
    const Schedule *schedule = search->schedule;
    Bounds warmup_at = {from + search->warmup_ahead, to + search->warmup_ahead};
    Bounds decay_at = {from + search->decay_ahead, to + search->decay_ahead};
    bool alone = warmup_at.low >= (double)schedule_warmup_end(schedule) ||
                 !schedule_decay_is_seen(schedule, warmup_at.low);
    if (alone) return true;
    Bounds slopes = joined_slopes(schedule, warmup_at, decay_at);
    return slopes.low >= 0 || slopes.high <= 0;
}

bool extremes_monotone(const Schedule *schedule, double from, double to) {
    return is_monotone(&(Search){.schedule = schedule}, from, to);
}

/* --- extremes --- */

static double value_at(const Search *search, double x) {
    return schedule_joined_at(search->schedule, x + search->warmup_ahead, x + search->decay_ahead);
}

static void consider(Search *search, double x, double factor) {
    ScheduleExtremes *found = search->found;
    found->min = fmin(found->min, factor);
    if (factor < found->greatest || (factor == found->greatest && x >= found->greatest_at)) return;
    found->greatest = factor;
    found->greatest_at = x;
}

/* A stair's last step is known by the place of the step itself. */
static void consider_at(Search *search, double x) {
    consider(search, x + search->warmup_ahead, value_at(search, x));
}

/* The ends are considered already. */
static void halve(Search *search, double from, double to) {
    double middle = from + search->grain * floor((to - from) / (2 * search->grain));
    if (middle <= from || middle >= to || search->halvings == 0) return;
    if (is_monotone(search, from, to)) return;
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

/* Returns where the stretch to the left of a break ends. */
static double before(const Search *search, double x) {
    return search->grain >= 1 ? x - search->grain : nextafter(x, -INFINITY);
}

static double next_piece(const Search *search, double x) {
    return schedule_next_piece(search->schedule, x, true, search->whole);
}

static bool is_few(const Search *search, double from, double to) {
    int count = 0;
    for (double at = from; at <= to && count <= PIECES_MAX; count++) at = next_piece(search, at);
    return count <= PIECES_MAX;
}

static void search_pieces(Search *search, double from, double to) {
    while (from <= to) {
        double next = next_piece(search, from);
        search_smooth(search, from, fmin(to, before(search, next)));
        if (!search->whole && next <= to)
            consider(search, next, schedule_joined_before(search->schedule, next));
        from = next;
    }
}

/* Length and origin of the only stairs there are, where they have only one kind. */
static bool only_stairs(const Schedule *schedule, double *size, double *origin) {
    int64_t warmup = schedule->warmup_interval, decay = schedule->decay_interval;
    bool falls = schedule->decay == DECAY_STEP;
    *origin = falls ? (double)schedule_decay_start(schedule) : 0;
    *size = falls ? (double)schedule->step_size : decay > 1 ? (double)decay : (double)warmup;
    if (falls) return warmup == 1 && decay == 1;
    return warmup == decay || warmup == 1 || decay == 1;
}

static Schedule without_stairs(const Schedule *schedule) {
    Schedule smooth = *schedule;
    smooth.warmup_interval = smooth.decay_interval = 1;
    if (schedule->decay == DECAY_STEP) smooth.decay = DECAY_EXPONENTIAL;
    return smooth;
}

/* Searches one end of every stair from … to: all lie on one smooth curve. */
static void search_corners(Search *search, const Schedule *smooth, double size, Bounds stairs,
                           double warmup_ahead, double decay_ahead) {
    Search corners = *search;
    corners.schedule = smooth;
    corners.warmup_ahead = warmup_ahead;
    corners.decay_ahead = decay_ahead;
    corners.grain = size;
    search_smooth(&corners, stairs.low, stairs.high);
    search->halvings = corners.halvings;
}

/* Stairs of one kind, from … to within one piece of what would be there without them: on each stair the
   factor rises or falls, the first steps of all lie on one smooth curve, and so do the last ones. What is
   left at both sides is part of a stair. */
static void search_stairs(Search *search, double from, double to, double size, double origin) {
    const Schedule *schedule = search->schedule;
    double low = origin + size * ceil((from - origin) / size),
           high = origin + size * floor((to - origin) / size);
    if (high - low < 2 * size) {
        search_pieces(search, from, to);
        return;
    }
    Schedule smooth = without_stairs(schedule);
    double last = search->whole ? size - 1 : nextafter(high + size, 0) - high;
    bool decay_moves = schedule->decay_interval == 1 && schedule->decay != DECAY_STEP;
    Bounds stairs = {low, high - size};
    search_pieces(search, from, before(search, low));
    search_pieces(search, high, to);
    search_corners(search, &smooth, size, stairs, 0, 0);
    search_corners(search, &smooth, size, stairs, schedule->warmup_interval == 1 ? last : 0,
                   decay_moves ? last : 0);
}

/* Searches where there are more stairs than can be visited while the warm-up lasts, but few pieces without
   them. */
static bool search_without_stairs(Search *search, double from, double to) {
    const Schedule *schedule = search->schedule;
    double size, origin;
    if (to >= (double)schedule_warmup_end(schedule) || !only_stairs(schedule, &size, &origin)) return false;
    Schedule smooth = without_stairs(schedule);
    Search pieces = *search;
    pieces.schedule = &smooth;
    if (!is_few(&pieces, from, to)) return false;
    while (from <= to) {
        double next = next_piece(&pieces, from);
        search_stairs(search, from, fmin(to, before(search, next)), size, origin);
        from = next;
    }
    return true;
}

/* True if a search could improve the bounds by more than rounding; what lies beyond by less is taken in as it
   is. */
static bool can_improve(Search *search, Bounds bounds, double from) {
    ScheduleExtremes *found = search->found;
    if (search->only_greatest)
        return bounds.high > found->greatest || (bounds.high == found->greatest && from < found->greatest_at);
    double rounding = 1e-12 * fmax(fabs(bounds.low), fabs(bounds.high));
    bool higher = bounds.high > found->greatest + rounding, lower = bounds.low < found->min - rounding;
    if (!higher) found->greatest = fmax(found->greatest, bounds.high);
    if (!lower) found->min = fmin(found->min, bounds.low);
    return higher || lower;
}

/* Looks at some pieces at both ends first: where cycles follow each other, the extremes are mostly there. */
static void probe(Search *search, double from, double to) {
    enum { PROBED = 6 };
    double end = from, length;
    for (int i = 0; i < PROBED; i++) end = next_piece(search, end);
    length = end - from;
    if (2 * length >= to - from) return;
    search_pieces(search, from, before(search, end));
    search_pieces(search, search->whole ? floor(to - length) : to - length, to);
}

static void search_side(Search *search, double from, double to);

static void search_halves(Search *search, double from, double to) {
    double middle = floor(from + (to - from) / 2);
    Bounds left = extremes_bounds(search->schedule, from, before(search, middle));
    Bounds right = extremes_bounds(search->schedule, middle, to);
    if (right.high > left.high) search_side(search, middle, to);
    search_side(search, from, before(search, middle));
    if (right.high <= left.high) search_side(search, middle, to);
}

/* Searches one side of the warm-up's end. Both ends are looked at first: often they are the extremes. */
static void search_side(Search *search, double from, double to) {
    if (to < from) return;
    consider_at(search, from);
    consider_at(search, to);
    if (is_few(search, from, to)) {
        search_pieces(search, from, to);
        return;
    }
    Bounds bounds = extremes_bounds(search->schedule, from, to);
    if (!can_improve(search, bounds, from)) return;
    probe(search, from, to);
    if (!can_improve(search, bounds, from) || search_without_stairs(search, from, to)) return;
    if (search->halvings-- > 0) {
        search_halves(search, from, to);
        return;
    }
    search->halvings = 0;
    if (search->only_greatest) return;
    consider(search, from, bounds.low);
    consider(search, from, bounds.high);
}

static ScheduleExtremes extremes(const Schedule *schedule, double from, double to, bool whole,
                                 bool only_greatest) {
    ScheduleExtremes found = {.min = INFINITY, .greatest = -INFINITY};
    Search search = {.schedule = schedule,
                     .whole = whole,
                     .only_greatest = only_greatest,
                     .grain = whole ? 1 : 0x1p-20,
                     .halvings = HALVINGS_MAX,
                     .found = &found};
    double end = (double)schedule_warmup_end(schedule);
    if (from < end && end <= to) {
        search_side(&search, from, before(&search, end));
        search_side(&search, end, to);
    } else {
        search_side(&search, from, to);
    }
    if (!(found.greatest > schedule_floored(schedule, -INFINITY))) found.greatest_at = from;
    found.min = schedule_floored(schedule, found.min);
    found.greatest = schedule_floored(schedule, found.greatest);
    return found;
}

ScheduleExtremes schedule_extremes_of_steps(const Schedule *schedule, int64_t first, int64_t last) {
    return extremes(schedule, (double)first, (double)last, true, false);
}

ScheduleExtremes schedule_greatest_of_steps(const Schedule *schedule, int64_t first, int64_t last) {
    return extremes(schedule, (double)first, (double)last, true, true);
}

void schedule_range(const Schedule *schedule, double from, double to, double *min, double *greatest) {
    if (schedule->function) {
        function_range(schedule, from, to, min, greatest);
        return;
    }
    ScheduleExtremes found = extremes(schedule, fmax(from, 0), fmax(to, 0), false, false);
    *min = found.min;
    *greatest = found.greatest;
}

/* --- crossings --- */

static bool is_above(const Schedule *schedule, double x, double level) {
    return schedule_joined_at(schedule, x, x) > level;
}

/* On a stretch on which the factor rises or falls all along. */
static double bisect(const Schedule *schedule, double from, double to, double level) {
    bool above = is_above(schedule, from, level);
    if (is_above(schedule, nextafter(to, from), level) == above) return to;
    for (int i = 0; i < 80 && nextafter(from, to) < to; i++) {
        double middle = from + (to - from) / 2;
        *(is_above(schedule, middle, level) == above ? &from : &to) = middle;
    }
    return to;
}

static double crossing_in_piece(const Schedule *schedule, double from, double to, double level, int depth) {
    if (depth == 0 || extremes_monotone(schedule, from, nextafter(to, from)))
        return bisect(schedule, from, to, level);
    double middle = from + (to - from) / 2;
    double crossing = crossing_in_piece(schedule, from, middle, level, depth - 1);
    if (crossing < middle || is_above(schedule, middle, level) != is_above(schedule, from, level))
        return crossing;
    return crossing_in_piece(schedule, middle, to, level, depth - 1);
}

double extremes_crossing(const Schedule *schedule, double from, double to, double level) {
    while (from < to) {
        double next = fmin(to, schedule_next_piece(schedule, from, true, false));
        double crossing = crossing_in_piece(schedule, from, next, level, 12);
        bool other = next < to && is_above(schedule, next, level) != is_above(schedule, from, level);
        if (crossing < next || other) return crossing;
        from = next;
    }
    return to;
}
