/* Between two breaks both curves are a straight line times a cosine, so the curvature of their difference has
   a bound: a stretch where the slope cannot turn, or where the difference cannot exceed what is known, is
   done with; another one is halved. Nothing is sampled on trust, and a run of 10^12 steps costs what a short
   one does. */
#include "schedule/implementation_search.h"

#include "base/exact.h"
#include "schedule/shape.h"

#include "base/exact.h"

#include <math.h>

enum { HALVINGS_MAX = 4096 };

/* (line + rise*x) * (base + swing*cos(angle + turn*x)) */
typedef struct Form {
    double line, rise;
    double base, swing, angle, turn;
} Form;

typedef struct Search {
    const Schedule *reference;
    const ImplementationStretch *stretches;
    int count;
    double tolerance;
    int halvings; /* still allowed */
    ImplementationReport found;
    Form implementation, own; /* on the present stretch */
} Search;

typedef struct Place {
    int64_t step;
    double difference;
} Place;

static const ImplementationStretch *stretch_of(const ImplementationStretch *stretches, int count,
                                               int64_t step) {
    int i = count - 1;
    while (i > 0 && stretches[i].first > step) i--;
    return &stretches[i];
}

static double scale_of(const Schedule *reference, const Schedule *stretch) {
    return stretch->base_lr / reference->base_lr;
}

double implementation_stretched(const Schedule *reference, const ImplementationStretch *stretches, int count,
                                int64_t step) {
    const Schedule *schedule = &stretch_of(stretches, count, step)->schedule;
    return scale_of(reference, schedule) * schedule_factor(schedule, step);
}

double implementation_tolerance(const Schedule *reference) {
    return IMPLEMENTATION_ROUNDING * fmax(1, fabs(schedule_factor(reference, 0)));
}

static void add_warmup(Form *form, const Schedule *schedule, int64_t step) {
    if (step >= schedule->warmup_iters) return;
    form->line = schedule->warmup_factor;
    if (schedule->warmup_method == WARMUP_LINEAR)
        form->rise = (1 - schedule->warmup_factor) / (double)schedule->warmup_iters;
}

static void add_decay(Form *form, const Schedule *schedule, int64_t step) {
    int64_t start = schedule_decay_start(schedule), steps = schedule_decay_steps(schedule);
    if (schedule->decay != DECAY_COSINE) {
        form->base = schedule_decay(schedule, step - start);
        return;
    }
    bool runs = step >= start && step < start + steps;
    form->base = (1 + schedule->final_factor) / 2;
    form->swing = (1 - schedule->final_factor) / 2;
    form->turn = runs ? M_PI / (double)steps : 0;
    form->angle = runs ? -form->turn * (double)start : step < start ? 0 : M_PI;
}

static Form form_at(const Schedule *schedule, double scale, int64_t step) {
    Form form = {.line = 1, .base = 1};
    add_warmup(&form, schedule, step);
    add_decay(&form, schedule, step);
    form.line *= scale;
    form.rise *= scale;
    return form;
}

static double wave_slope(const Form *form, double x) {
    return -form->swing * form->turn * exact_sin(form->angle + form->turn * x);
}

/* The greatest |sin(angle + turn*x)| between two places is no greater. */
static double sine_max(double angle, double turn, double from, double to) {
    return fmin(1, fmax(fabs(angle + turn * from), fabs(angle + turn * to)));
}

/* The difference of two waves and its slope. Where both swing alike it is a product of two sines: nearly
   equal ones then lose no digits. */
typedef struct Beat {
    double value, slope;
    double slope_max, curve_max; /* of the absolute values between two places */
} Beat;

static Beat beat_of_alike(const Form *one, const Form *other, double x, double from, double to) {
    double a1 = (one->turn + other->turn) / 2, b1 = (one->turn - other->turn) / 2;
    double a0 = (one->angle + other->angle) / 2, b0 = (one->angle - other->angle) / 2;
    double a = a0 + a1 * x, b = b0 + b1 * x, swing = 2 * one->swing;
    double a_max = sine_max(a0, a1, from, to), b_max = sine_max(b0, b1, from, to);
    return (Beat){.value = one->base - other->base - swing * exact_sin(a) * exact_sin(b),
                  .slope = -swing * (a1 * exact_cos(a) * exact_sin(b) + b1 * exact_sin(a) * exact_cos(b)),
                  .slope_max = swing * (fabs(a1) * b_max + fabs(b1) * a_max),
                  .curve_max = swing * ((a1 * a1 + b1 * b1) * a_max * b_max + 2 * fabs(a1 * b1))};
}

static double wave_slope_max(const Form *form, double from, double to) {
    return form->swing * form->turn * sine_max(form->angle, form->turn, from, to);
}

static Beat beat(const Form *one, const Form *other, double x, double from, double to) {
    if (one->swing == other->swing) return beat_of_alike(one, other, x, from, to);
    return (Beat){
        .value = one->base + one->swing * exact_cos(one->angle + one->turn * x) - other->base -
                 other->swing * exact_cos(other->angle + other->turn * x),
        .slope = wave_slope(one, x) - wave_slope(other, x),
        .slope_max = wave_slope_max(one, from, to) + wave_slope_max(other, from, to),
        .curve_max = one->swing * one->turn * one->turn + other->swing * other->turn * other->turn,
    };
}

/* The slope is of lines L, M and waves C, D: L*C - M*D = (L - M)*C + M*(C - D). */
static double slope_at(const Search *search, double x) {
    const Form *implementation = &search->implementation, *own = &search->own;
    Beat apart = beat(implementation, own, x, x, x);
    double lines = implementation->line - own->line + (implementation->rise - own->rise) * x;
    double wave =
        implementation->base + implementation->swing * exact_cos(implementation->angle + implementation->turn * x);
    return (implementation->rise - own->rise) * wave + lines * wave_slope(implementation, x) +
           own->rise * apart.value + (own->line + own->rise * x) * apart.slope;
}

static double greatest_of_line(double line, double rise, double from, double to) {
    return fmax(fabs(line + rise * from), fabs(line + rise * to));
}

static double curvature_max(const Search *search, double from, double to) {
    const Form *implementation = &search->implementation, *own = &search->own;
    Beat apart = beat(implementation, own, from, from, to);
    double rise = implementation->rise - own->rise, wave = wave_slope_max(implementation, from, to);
    double lines = greatest_of_line(implementation->line - own->line, rise, from, to);
    return 2 * fabs(rise) * wave +
           lines * implementation->swing * implementation->turn * implementation->turn +
           2 * fabs(own->rise) * apart.slope_max +
           greatest_of_line(own->line, own->rise, from, to) * apart.curve_max;
}

static Place place_at(const Search *search, int64_t step) {
    double implementation =
        implementation_stretched(search->reference, search->stretches, search->count, step);
    return (Place){step, implementation - schedule_factor(search->reference, step)};
}

static bool differs(const Search *search, Place place) {
    return !(fabs(place.difference) <= search->tolerance);
}

static void consider(Search *search, Place place) {
    ImplementationReport *found = &search->found;
    if (!differs(search, place)) return;
    if (found->verdict == IMPLEMENTATION_SAME)
        *found = (ImplementationReport){IMPLEMENTATION_DIFFERS, place.step, 0, place.step};
    if (place.step < found->first) found->first = place.step;
    if (fabs(place.difference) <= fabs(found->max)) return;
    found->max = place.difference;
    found->max_at = place.step;
}

/* The first step that differs, where none at the left does and the difference only grows or only falls. */
static void consider_first(Search *search, Place same, Place other) {
    while (other.step - same.step > 1) {
        Place middle = place_at(search, same.step + (other.step - same.step) / 2);
        if (differs(search, middle))
            other = middle;
        else
            same = middle;
    }
    consider(search, other);
}

/* Nothing between the two places can exceed `max` by more than rounding. */
static bool stays_within(const Search *search, Place from, Place to, double max) {
    double length = (double)(to.step - from.step);
    double bulge = curvature_max(search, (double)from.step, (double)to.step) * length * length / 8;
    double ends = fmax(fabs(from.difference), fabs(to.difference));
    return ends + bulge <= max + 0x1p-50 * search->tolerance / IMPLEMENTATION_ROUNDING;
}

static bool is_monotone(const Search *search, Place from, Place to) {
    double length = (double)(to.step - from.step);
    double curvature = curvature_max(search, (double)from.step, (double)to.step);
    return fabs(slope_at(search, (double)from.step)) >= curvature * length;
}

static void search_between(Search *search, Place from, Place to) {
    bool started = search->found.verdict == IMPLEMENTATION_DIFFERS;
    if (to.step - from.step < 2 || search->halvings == 0) return;
    if (stays_within(search, from, to, started ? fabs(search->found.max) : search->tolerance)) return;
    if (is_monotone(search, from, to)) {
        if (!started && differs(search, to)) consider_first(search, from, to);
        return;
    }
    search->halvings--;
    Place middle = place_at(search, from.step + (to.step - from.step) / 2);
    search_between(search, from, middle);
    consider(search, middle);
    search_between(search, middle, to);
}

static int64_t next_break(const Schedule *schedule, int64_t step, int64_t end) {
    ScheduleBreak found[1];
    return schedule_breaks(schedule, (double)step, (double)end, found, 1) > 0 ? (int64_t)found[0].x : end;
}

/* Returns where either curve stops being smooth. */
static int64_t stretch_end(const Search *search, int64_t step) {
    int64_t end = next_break(search->reference, step, search->reference->total_steps);
    const ImplementationStretch *stretch = stretch_of(search->stretches, search->count, step);
    end = next_break(&stretch->schedule, step, end);
    for (int i = 0; i < search->count; i++) {
        int64_t first = search->stretches[i].first;
        if (first > step && first < end) end = first;
    }
    return end;
}

static void search_stretch(Search *search, int64_t first, int64_t last) {
    const ImplementationStretch *stretch = stretch_of(search->stretches, search->count, first);
    search->implementation =
        form_at(&stretch->schedule, scale_of(search->reference, &stretch->schedule), first);
    search->own = form_at(search->reference, 1, first);
    Place from = place_at(search, first), to = place_at(search, last);
    consider(search, from);
    search_between(search, from, to);
    consider(search, to);
}

ImplementationReport implementation_search(const Schedule *reference, const ImplementationStretch *stretches,
                                           int count) {
    Search search = {.reference = reference,
                     .stretches = stretches,
                     .count = count,
                     .tolerance = implementation_tolerance(reference),
                     .halvings = HALVINGS_MAX};
    for (int64_t step = 0, end; step < reference->total_steps; step = end) {
        end = stretch_end(&search, step);
        search_stretch(&search, step, end - 1);
    }
    return search.found;
}
