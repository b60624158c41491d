#include "runlog/accidents.h"

#include "base/number.h"
#include "schedule/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whole numbers up to here are exact, and a loop over them goes on. */
static const double FARTHEST_UPDATE = 1e15;

enum { SAMPLES = 48, RATIOS = 12, BREAKS = 64, UPDATES = 8, LEAST_ROWS = 3 };

void finding_free(Finding *finding) {
    walk_free(&finding->walk);
    text_free(&finding->words);
}

static const char *exact(double value, NumberText *text) {
    *text = number_exact(value);
    return text->text;
}

/* Rows before the end of the schedule; after it nobody says what a rate should be. */
static size_t count_due(const Rows *rows, const LogClock *clock) {
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        count += rows_update(rows, i, clock) <= (double)rows->schedule->total_steps;
    return count;
}

static size_t count_agreeing_due(const Rows *rows, const LogClock *clock, double scale) {
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        count += rows_update(rows, i, clock) <= (double)rows->schedule->total_steps &&
                 rows_agree(rows, i, clock, scale);
    return count;
}

/* True if all rows that count agree. The finding keeps the best so far. */
static bool accounts(const Rows *rows, const LogClock *clock, double scale, Finding *finding) {
    size_t agreeing = count_agreeing_due(rows, clock, scale);
    if (agreeing > finding->agreeing) {
        finding->agreeing = agreeing;
        finding->clock = *clock;
        finding->scale = scale;
        finding->schedule = *rows->schedule;
    }
    return agreeing >= LEAST_ROWS && agreeing == count_due(rows, clock);
}

static bool is_between(double value, double one, double other, double slack) {
    return value >= fmin(one, other) - slack && value <= fmax(one, other) + slack;
}

/* Returns the whole number in a piece where the rate rises or falls throughout; -1 where there is none. */
static double bisect(const Schedule *schedule, double from, double to, double rate, double slack) {
    bool rises = schedule_lr(schedule, (int64_t)to) > schedule_lr(schedule, (int64_t)from);
    while (to - from > 1) {
        double middle = floor((from + to) / 2);
        if ((schedule_lr(schedule, (int64_t)middle) < rate) == rises)
            from = middle;
        else
            to = middle;
    }
    double low = fabs(schedule_lr(schedule, (int64_t)from) - rate),
           high = fabs(schedule_lr(schedule, (int64_t)to) - rate);
    double best = low <= high ? from : to;
    return fmin(low, high) <= slack ? best : -1;
}

size_t accident_updates(const Rows *rows, double rate, double tolerance, double *updates, size_t max) {
    const Schedule *schedule = rows->schedule;
    ScheduleBreak breaks[BREAKS];
    double last = (double)schedule->total_steps, from = 0;
    size_t pieces = schedule_breaks(schedule, 0, last, breaks, BREAKS), count = 0;
    if (pieces > BREAKS) pieces = BREAKS;
    for (size_t i = 0; i <= pieces && count < max; i++) {
        double to = i < pieces ? floor(breaks[i].x) : last;
        double one = schedule_lr(schedule, (int64_t)from), other = schedule_lr(schedule, (int64_t)to);
        double slope = fabs(one - other) / fmax(1, to - from);
        if (one != other && is_between(rate, one, other, tolerance)) {
            double update = bisect(schedule, from, to, rate, fmax(tolerance, slope));
            if (update >= 0) updates[count++] = update;
        }
        from = to;
    }
    return count;
}

/* Clocks that run too fast or too slow. */

typedef struct Ratio {
    double value;
    int votes;
} Ratio;

static void vote(Ratio *ratios, size_t *count, double ratio) {
    double whole = ratio >= 1 ? round(ratio) : 1 / round(1 / ratio);
    if (whole == 1 || !(ratio > 0) || !isfinite(whole) || fabs(whole - ratio) > 0.25 * fmin(whole, ratio))
        return;
    for (size_t i = 0; i < *count; i++)
        if (ratios[i].value == whole) {
            ratios[i].votes++;
            return;
        }
    if (*count < RATIOS * 8) ratios[(*count)++] = (Ratio){whole, 1};
}

static int by_votes(const void *a, const void *b) {
    const Ratio *one = a, *other = b;
    return (one->votes < other->votes) - (one->votes > other->votes);
}

/* How many updates of the schedule one step of the log may be: from rows whose rate tells their update. */
static size_t find_ratios(const Rows *rows, const LogClock *clock, Ratio *ratios) {
    size_t count = 0;
    for (size_t s = 0; s < SAMPLES && s < rows->count; s++) {
        size_t row = rows->count <= SAMPLES ? s : s * (rows->count - 1) / (SAMPLES - 1);
        double updates[UPDATES], step = rows_step(rows, row, clock);
        size_t found =
            accident_updates(rows, rows_rate(rows, row), rows_tolerance(rows, row), updates, UPDATES);
        for (size_t i = 0; i < found && step > 0; i++) {
            vote(ratios, &count, updates[i] / step);
            vote(ratios, &count, (updates[i] + 1) / (step + 1));
            if (updates[i] > 0) vote(ratios, &count, updates[i] / (step + 1));
        }
    }
    qsort(ratios, count, sizeof *ratios, by_votes);
    return count < RATIOS ? count : RATIOS;
}

static void say_fast(Finding *finding, double times) {
    NumberText text;
    text_setf(&finding->words,
              "The schedule runs %s times as fast as it was set: the scheduler is stepped %s times for each "
              "step of the "
              "log, as when each of %s processes steps it, or when its settings count epochs or accumulated "
              "updates.",
              exact(times, &text), exact(times, &text), exact(times, &text));
}

static void say_slow(Finding *finding, double every) {
    NumberText text;
    text_setf(
        &finding->words,
        "The schedule runs %s times slower than it was set: the scheduler is stepped once for every %s steps "
        "of the "
        "log, as with gradient accumulation over %s batches, or when it is stepped once an epoch while its "
        "settings count updates.",
        exact(every, &text), exact(every, &text), exact(every, &text));
}

static bool try_fast(const Rows *rows, const LogClock *plain, double times, Finding *finding) {
    const double shifts[] = {plain->shift, plain->shift * times, 0, times, -times, times - 1, -1, 1};
    LogClock clock = *plain;
    clock.times = times;
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
        clock.shift = shifts[i];
        if (accounts(rows, &clock, 1, finding)) return true;
    }
    return false;
}

/* Tries stairs: all steps between two of the scheduler's hold one rate, or the log counts only one step in so
   many. */
static bool try_slow(const Rows *rows, const LogClock *plain, int64_t every, Finding *finding) {
    LogClock clock = *plain;
    const int64_t offsets[] = {0, 1, every - 1};
    for (int shift = -1; shift <= 1; shift++)
        for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
            clock.every = every;
            clock.offset = offsets[i] + (int64_t)plain->shift;
            clock.shift = shift;
            if (accounts(rows, &clock, 1, finding)) return true;
        }
    return false;
}

/* A step that counts something else, in a straight line: two rows tell it, all have to follow. */
static bool try_line(const Rows *rows, const LogClock *plain, double times, Finding *finding) {
    LogClock clock = *plain;
    clock.times = times;
    for (size_t row = 0; row < rows->count && row < 8; row++) {
        double updates[UPDATES];
        size_t found =
            accident_updates(rows, rows_rate(rows, row), rows_tolerance(rows, row), updates, UPDATES);
        for (size_t i = 0; i < found; i++) {
            clock.shift = updates[i] - rows_step(rows, row, plain) * times;
            if (clock.shift == floor(clock.shift) && accounts(rows, &clock, 1, finding)) return true;
        }
    }
    return false;
}

static bool other_clock(const Rows *rows, const LogClock *plain, Finding *finding) {
    Ratio ratios[RATIOS * 8];
    size_t count = find_ratios(rows, plain, ratios);
    if (plain->epoch > 0) return false;
    for (size_t i = 0; i < count; i++) {
        double ratio = ratios[i].value;
        size_t before = finding->agreeing;
        bool all = ratio > 1 ? try_fast(rows, plain, ratio, finding)
                             : try_slow(rows, plain, (int64_t)round(1 / ratio), finding);
        all = all || try_line(rows, plain, ratio, finding);
        if (finding->agreeing > before && ratio > 1) say_fast(finding, ratio);
        if (finding->agreeing > before && ratio < 1) say_slow(finding, round(1 / ratio));
        if (all) return true;
    }
    return false;
}

/* All rates too high or too low by one factor. */
static bool other_base(const Rows *rows, const LogClock *plain, Finding *finding) {
    NumberText one, other;
    size_t row = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (fabs(rows_rate(rows, i)) > fabs(rows_rate(rows, row))) row = i;
    double expected = rows_expected(rows, row, plain);
    double scale = rows_rate(rows, row) / expected;
    if (!(expected > 0) || !isfinite(scale) || !(scale > 0)) return false;
    NumberText rounded = number_readable(scale, 6);
    double round_scale;
    if (number_parse(rounded.text, &round_scale) && fabs(round_scale / scale - 1) < 1e-6) scale = round_scale;
    if (!accounts(rows, plain, scale, finding)) return false;
    double base = rows->schedule->base_lr * scale;
    text_setf(&finding->words,
              "All rates are %s times the schedule's: the run had base_lr %s instead of %s, %s.",
              exact(scale, &one), number_readable(base, 6).text, exact(rows->schedule->base_lr, &other),
              scale == floor(scale) ? "as when it is scaled with the number of processes"
                                    : "or an optimizer chose its own");
    return true;
}

/* The same schedule over another number of steps. */
static bool agrees_with_total(const Rows *rows, const LogClock *plain, double total, Finding *finding) {
    Schedule schedule = *rows->schedule;
    Rows other = *rows;
    if (!(total >= 1) || total > 1e15 || (int64_t)total == schedule.total_steps) return false;
    schedule.total_steps = (int64_t)total;
    other.schedule = &schedule;
    return accounts(&other, plain, 1, finding);
}

/* Returns the total with which that row's rate comes out: the later the end, the higher the rate. */
static double total_for(const Rows *rows, size_t row, const LogClock *plain) {
    Schedule schedule = *rows->schedule;
    Rows other = *rows;
    double low = fmax(1, ceil(rows_update(rows, row, plain))), high = low * 1024 + 1024,
           rate = rows_rate(rows, row);
    other.schedule = &schedule;
    if (low > FARTHEST_UPDATE) return 0;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        schedule.total_steps = (int64_t)middle;
        if (rows_expected(&other, row, plain) < rate)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static bool other_total(const Rows *rows, const LogClock *plain, Finding *finding) {
    size_t row = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows_update(rows, i, plain) > rows_update(rows, row, plain) && rows_rate(rows, i) > 0) row = i;
    double total = total_for(rows, row, plain);
    bool found = agrees_with_total(rows, plain, rows->log->total, finding);
    for (int near = -2; !found && near <= 2; near++)
        found = agrees_with_total(rows, plain, total + near, finding);
    if (found)
        text_setf(&finding->words,
                  "The run was set to %lld steps instead of %lld: with that total every row agrees.",
                  (long long)finding->schedule.total_steps, (long long)rows->schedule->total_steps);
    return found;
}

/* True if the warm-up ran again at a resume, over a decay that went on. */
static bool agrees_warmed_again(const Rows *rows, const LogClock *plain, size_t row, double start) {
    double update = rows_update(rows, row, plain), rate = rows_expected(rows, row, plain);
    if (update >= start) rate *= schedule_warmup_at(rows->schedule, update - start);
    return fabs(rate - rows_rate(rows, row)) <= rows_tolerance(rows, row);
}

static bool warmed_again(const Rows *rows, const LogClock *plain, Finding *finding) {
    size_t first = 0;
    while (first < rows->count && rows_agree(rows, first, plain, 1)) first++;
    if (first == 0 || first >= rows->count || rows->schedule->warmup_iters < 1) return false;
    double from = rows_update(rows, first - 1, plain), to = rows_update(rows, first, plain);
    if (fmax(from, to) > FARTHEST_UPDATE) return false;
    for (double start = fmax(fmin(from, to), (double)rows->schedule->warmup_iters);
         start <= to && start < from + 4000; start++) {
        size_t agreeing = 0;
        while (agreeing < rows->count && agrees_warmed_again(rows, plain, agreeing, start)) agreeing++;
        if (agreeing < rows->count) continue;
        finding->agreeing = agreeing;
        finding->clock = *plain;
        finding->scale = 1;
        text_setf(&finding->words,
                  "The warm-up was repeated from update %.0f on, as after a resume, while the decay went on.",
                  start);
        return true;
    }
    return false;
}

/* Skipped updates and new beginnings. */

static void say_x(const Rows *rows, size_t row, Text *out) {
    runlog_add_x(rows->log, &rows->points[row], out);
}

static void say_skip(const Rows *rows, const LogStretch *before, const LogStretch *after, double from,
                     Text *out) {
    NumberText text;
    text_addf(out, "%s %s ", exact(from - after->shift, &text), before ? "between" : "before");
    if (before) {
        say_x(rows, after->first - 1, out);
        text_add(out, " and ");
    }
    say_x(rows, after->first, out);
}

static bool is_skip(const Rows *rows, const LogStretch *stretch, double before) {
    double gap = stretch->first ? rows->points[stretch->first].x - rows->points[stretch->first - 1].x
                                : rows->points[0].x;
    return stretch->agrees && stretch->shift < before && before - stretch->shift <= gap + 1;
}

static void say_skips(const Rows *rows, const Walk *walk, double first_shift, Text *out) {
    enum { NAMED = 4 };
    NumberText text;
    double shift = first_shift;
    size_t said = 0;
    if (!walk->skips) return;
    text_addf(out, "%s update%s skipped (", exact(walk->skipped, &text),
              walk->skipped == 1 ? " was" : "s were");
    for (size_t i = 0; i < walk->count; i++) {
        const LogStretch *stretch = &walk->stretches[i];
        if (is_skip(rows, stretch, shift) && said < NAMED) {
            text_add(out, said++ ? ", " : "");
            say_skip(rows, i ? &walk->stretches[i - 1] : NULL, stretch, shift, out);
        }
        if (stretch->agrees) shift = stretch->shift;
    }
    if (walk->skips > NAMED) text_addf(out, " and at %zu more places", walk->skips - NAMED);
    text_add(out, "): the scheduler was not stepped, as mixed precision does where gradients overflow. ");
}

static void say_restarts(const Rows *rows, const Walk *walk, double first_shift, Text *out) {
    double shift = first_shift;
    for (size_t i = 0; i < walk->count; i++) {
        const LogStretch *stretch = &walk->stretches[i];
        bool anew = stretch->agrees && i && stretch->shift != shift && !is_skip(rows, stretch, shift) &&
                    stretch->shift < first_shift;
        if (stretch->agrees) shift = stretch->shift;
        if (!anew) continue;
        text_add(out, "At ");
        say_x(rows, stretch->first, out);
        text_add(out, " the schedule begins anew: the run was resumed without the scheduler's state, so the "
                      "warm-up is repeated and "
                      "the decay is late. ");
    }
}

static bool walked(const Rows *rows, const LogClock *plain, Finding *finding) {
    Walk walk = walk_rows(rows, plain, WALK_TRIES);
    bool all = walk.agreeing == rows->count && rows->count >= LEAST_ROWS;
    if (walk.agreeing <= finding->agreeing && !all) {
        walk_free(&walk);
        return false;
    }
    finding->walk = walk;
    finding->agreeing = walk.agreeing;
    finding->clock = *plain;
    finding->scale = 1;
    text_clear(&finding->words);
    say_restarts(rows, &walk, plain->shift, &finding->words);
    say_skips(rows, &walk, plain->shift, &finding->words);
    if (finding->words.length) finding->words.data[--finding->words.length] = 0;
    return all;
}

/* The simplest accidents are tried first. */
static bool (*const accidents[])(const Rows *rows, const LogClock *plain, Finding *finding) = {
    other_base, other_clock, other_total, warmed_again, walked};

bool accident_find(const Rows *rows, const LogClock *clock, size_t plain, Finding *finding) {
    Finding best = {.agreeing = plain};
    for (size_t i = 0; i < sizeof accidents / sizeof *accidents; i++) {
        Finding one = {.schedule = *rows->schedule, .clock = *clock, .scale = 1};
        bool all = accidents[i](rows, clock, &one);
        bool partly = one.walk.count && one.agreeing > best.agreeing && one.words.length;
        if (!all && !partly) {
            finding_free(&one);
            continue;
        }
        finding_free(&best);
        best = one;
        if (all) break;
    }
    *finding = best;
    return best.words.length > 0 || best.walk.count > 0;
}
