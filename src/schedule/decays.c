/* The decays: one row each, and nothing about one stands elsewhere. */
#include "schedule/shape.h"

#include "base/exact.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

static const double far = (double)SCHEDULE_FAR;

/* Returns a power that stays a number which base_lr can be multiplied by, however it grows. */
static double power_of(double base, double exponent) {
    return fmin(exact_pow(base, exponent), SCHEDULE_REAL_MAX);
}

static ScheduleBounds between(double a, double b) {
    return (ScheduleBounds){fmin(a, b), fmax(a, b)};
}

static ScheduleBounds with(ScheduleBounds bounds, double value) {
    return (ScheduleBounds){fmin(bounds.low, value), fmax(bounds.high, value)};
}

/* --- those that end after decay_steps at final_factor --- */

static double steps(const Schedule *schedule) {
    return (double)schedule_decay_steps(schedule);
}

static double share_done(const Schedule *schedule, double elapsed) {
    return fmin(elapsed, steps(schedule)) / steps(schedule);
}

static double ending_break(const Schedule *schedule, double elapsed) {
    return elapsed < steps(schedule) ? steps(schedule) : far;
}

static bool ends_where_it_begins(const Schedule *schedule) {
    return schedule->final_factor == 1;
}

/* How fast a share of 1 - final_factor that falls by `slope` over the whole length takes the decay down. */
static double falling(const Schedule *schedule, double elapsed, double slope) {
    return elapsed >= steps(schedule) ? 0 : -(1 - schedule->final_factor) / steps(schedule) * slope;
}

static void say_final(Phrase phrase, const Schedule *schedule) {
    if (schedule->final_factor == 0)
        text_add(phrase.out, " to 0");
    else
        text_addf(phrase.out, " to %s × base_lr", phrase_number(phrase, schedule->final_factor).text);
}

static void say_ending(Phrase phrase, const Schedule *schedule, const char *name) {
    text_add(phrase.out, name);
    say_final(phrase, schedule);
    text_add(phrase.out, " over ");
    phrase_count(phrase, schedule_decay_steps(schedule));
}

/* --- none --- */

static double none_value(const Schedule *schedule, double elapsed) {
    (void)schedule, (void)elapsed;
    return 1;
}

static bool none_flat(const Schedule *schedule) {
    (void)schedule;
    return true;
}

static void none_say(Phrase phrase, const Schedule *schedule) {
    (void)schedule;
    text_add(phrase.out, "constant at base_lr");
}

/* --- those with gamma --- */

static bool gamma_raises(const Schedule *schedule) {
    return schedule->gamma > 1;
}

static bool gamma_is_one(const Schedule *schedule) {
    return schedule->gamma == 1;
}

static void say_gamma(Phrase phrase, const Schedule *schedule, const char *when) {
    text_addf(phrase.out, "× %s %s every ", phrase_number(phrase, schedule->gamma).text, when);
    if (schedule->step_size == 1)
        text_add(phrase.out, "step");
    else
        phrase_count(phrase, schedule->step_size);
}

static int milestones_until(const Schedule *schedule, double elapsed) {
    int count = 0;
    while (count < schedule->milestone_count && (double)schedule->milestones[count] <= elapsed) count++;
    return count;
}

static double multistep_value(const Schedule *schedule, double elapsed) {
    return power_of(schedule->gamma, milestones_until(schedule, elapsed));
}

static double multistep_break(const Schedule *schedule, double elapsed) {
    int next = milestones_until(schedule, elapsed);
    return next < schedule->milestone_count ? (double)schedule->milestones[next] : far;
}

static double multistep_before(const Schedule *schedule, double elapsed) {
    return multistep_value(schedule, nextafter(elapsed, 0));
}

static double multistep_settled(const Schedule *schedule) {
    return schedule->milestone_count ? (double)schedule->milestones[schedule->milestone_count - 1] : 0;
}

static bool multistep_flat(const Schedule *schedule) {
    return gamma_is_one(schedule) || schedule->milestone_count == 0;
}

static void multistep_say(Phrase phrase, const Schedule *schedule) {
    if (schedule->milestone_count == 0) {
        text_add(phrase.out, "constant at base_lr, without a milestone");
        return;
    }
    text_addf(phrase.out, "× %s at step%s ", phrase_number(phrase, schedule->gamma).text,
              schedule->milestone_count == 1 ? "" : "s");
    for (int i = 0; i < schedule->milestone_count; i++) {
        int64_t step = schedule_decay_start(schedule) + schedule->milestones[i];
        text_addf(phrase.out, "%s%s", i ? ", " : "", phrase_step(phrase, step).text);
    }
}

static void multistep_write(const Schedule *schedule, const ShapeSpelling *spelling, Text *out) {
    if (spelling->python) {
        text_add(out, "    return gamma ** bisect_right(milestones, elapsed)\n");
        return;
    }
    text_add(out, "    return gamma ** (");
    for (int i = 0; i < schedule->milestone_count; i++)
        text_addf(out, "%s(%s >= %" PRId64 ")", i ? " + " : "", spelling->elapsed, schedule->milestones[i]);
    text_add(out, ")\n");
}

static double stair(const Schedule *schedule, double elapsed) {
    int64_t whole = elapsed < far ? (int64_t)elapsed : SCHEDULE_FAR;
    return (double)(whole / schedule->step_size);
}

static double step_value(const Schedule *schedule, double elapsed) {
    return power_of(schedule->gamma, stair(schedule, elapsed));
}

static double step_carried(const Schedule *schedule, double elapsed, double shift) {
    return power_of(schedule->gamma, stair(schedule, elapsed) + shift / (double)schedule->step_size);
}

static double step_break(const Schedule *schedule, double elapsed) {
    return (stair(schedule, elapsed) + 1) * (double)schedule->step_size;
}

static double step_before(const Schedule *schedule, double elapsed) {
    return step_value(schedule, nextafter(elapsed, 0));
}

static void step_say(Phrase phrase, const Schedule *schedule) {
    say_gamma(phrase, schedule, "after");
}

static double exponential_value(const Schedule *schedule, double elapsed) {
    return power_of(schedule->gamma, elapsed / (double)schedule->step_size);
}

static double exponential_slope(const Schedule *schedule, double elapsed) {
    double value = exponential_value(schedule, elapsed);
    if (value == SCHEDULE_REAL_MAX) return 0;
    return exact_log(schedule->gamma) / (double)schedule->step_size * value;
}

static void exponential_say(Phrase phrase, const Schedule *schedule) {
    say_gamma(phrase, schedule, "little by little over");
}

/* --- along one formula to an end --- */

static double linear_value(const Schedule *schedule, double elapsed) {
    return schedule_blend(schedule->final_factor, 1 - share_done(schedule, elapsed));
}

static double linear_slope(const Schedule *schedule, double elapsed) {
    return falling(schedule, elapsed, 1);
}

static void linear_say(Phrase phrase, const Schedule *schedule) {
    say_ending(phrase, schedule, "linear");
}

static double polynomial_value(const Schedule *schedule, double elapsed) {
    double left = 1 - share_done(schedule, elapsed);
    return schedule_blend(schedule->final_factor, exact_pow(left, schedule->power));
}

static double polynomial_slope(const Schedule *schedule, double elapsed) {
    double left = 1 - share_done(schedule, elapsed);
    return falling(schedule, elapsed, schedule->power * exact_pow(left, schedule->power - 1));
}

static void polynomial_say(Phrase phrase, const Schedule *schedule) {
    text_addf(phrase.out, "polynomial of power %s", phrase_number(phrase, schedule->power).text);
    say_ending(phrase, schedule, "");
}

static double one_minus_sqrt_value(const Schedule *schedule, double elapsed) {
    return schedule_blend(schedule->final_factor, 1 - sqrt(share_done(schedule, elapsed)));
}

static double one_minus_sqrt_slope(const Schedule *schedule, double elapsed) {
    return falling(schedule, elapsed, 1 / (2 * sqrt(share_done(schedule, elapsed))));
}

static void one_minus_sqrt_say(Phrase phrase, const Schedule *schedule) {
    say_ending(phrase, schedule, "one minus square root");
}

/* --- cosine: 2*num_cycles half waves --- */

static double half_waves(const Schedule *schedule, double elapsed) {
    return 2 * schedule->num_cycles * share_done(schedule, elapsed);
}

static double cosine_value(const Schedule *schedule, double elapsed) {
    return schedule_blend(schedule->final_factor, (1 + exact_cos_pi(half_waves(schedule, elapsed))) / 2);
}

static double cosine_slope(const Schedule *schedule, double elapsed) {
    double sine = exact_sin_pi(half_waves(schedule, elapsed));
    return falling(schedule, elapsed, M_PI * schedule->num_cycles * sine);
}

/* It turns after every half wave, its slope in the middle of each. */
static double cosine_turn(const Schedule *schedule, double elapsed) {
    double quarter = steps(schedule) / (4 * schedule->num_cycles);
    double next = (floor(elapsed / quarter) + 1) * quarter;
    if (next <= elapsed) next += quarter;
    return next < steps(schedule) ? next : far;
}

static ScheduleBounds cosine_bounds(const Schedule *schedule, double from, double to) {
    ScheduleBounds ends = between(cosine_value(schedule, from), cosine_value(schedule, to));
    double first = floor(half_waves(schedule, from)) + 1, last = floor(half_waves(schedule, to));
    if (last > first) return with(with(ends, schedule->final_factor), 1);
    if (last < first) return ends;
    return with(ends, fmod(first, 2) == 0 ? 1 : schedule->final_factor);
}

static void cosine_say(Phrase phrase, const Schedule *schedule) {
    if (schedule->num_cycles == 0.5) {
        say_ending(phrase, schedule, "cosine");
        return;
    }
    text_addf(phrase.out, "cosine of %s wave%s", phrase_number(phrase, schedule->num_cycles).text,
              schedule->num_cycles == 1 ? "" : "s");
    text_add(phrase.out, " down");
    say_ending(phrase, schedule, "");
}

/* --- cycles --- */

/* Returns where cycle `index` of an equal length begins. cycle_steps may be a fraction such as 1000/3, which
   no double is: what is a whole number but for rounding is taken as that number. */
static double cycle_begins(const Schedule *schedule, double index) {
    double exact = index * schedule->cycle_steps, whole = nearbyint(exact);
    return fabs(exact - whole) <= exact * 0x1p-50 ? whole : exact;
}

static ScheduleCycle equal_cycle(const Schedule *schedule, double elapsed) {
    double index = floor(elapsed / schedule->cycle_steps);
    while (index > 0 && cycle_begins(schedule, index) > elapsed) index--;
    while (cycle_begins(schedule, index + 1) <= elapsed) index++;
    return (ScheduleCycle){cycle_begins(schedule, index), cycle_begins(schedule, index + 1),
                           schedule->cycle_steps, index};
}

/* Cycles are counted, never computed with logarithms. A cycle that has begun may be longer than any run: its
   length stays what it is, only its end is no place that a step could ask for. */
ScheduleCycle schedule_cycle(const Schedule *schedule, double elapsed) {
    if (schedule->cycle_mult == 1 || schedule->decay != DECAY_COSINE_RESTARTS)
        return equal_cycle(schedule, elapsed);
    ScheduleCycle cycle = {0, schedule->cycle_steps, schedule->cycle_steps, 0};
    while (elapsed >= cycle.next) {
        cycle.index++;
        cycle.start = cycle.next;
        cycle.length *= (double)schedule->cycle_mult;
        cycle.next += fmin(cycle.length, far);
    }
    return cycle;
}

static bool cycle_gamma_raises(const Schedule *schedule) {
    return schedule->cycle_gamma > 1;
}

static double peak_of(const Schedule *schedule, double index) {
    return schedule->cycle_gamma == 1 ? 1 : power_of(schedule->cycle_gamma, index);
}

static double cycle_break(const Schedule *schedule, double elapsed) {
    return schedule_cycle(schedule, elapsed).next;
}

static double phase(const ScheduleCycle *cycle, double elapsed) {
    return fmin((elapsed - cycle->start) / cycle->length, 1);
}

static void say_cycles(Phrase phrase, const Schedule *schedule, const char *again, const char *after) {
    bool whole = schedule->cycle_steps == floor(schedule->cycle_steps);
    text_add(phrase.out, schedule->cycle_mult == 1 || schedule->decay == DECAY_TRIANGULAR ? again : after);
    if (whole)
        phrase_count(phrase, (int64_t)schedule->cycle_steps);
    else
        text_addf(phrase.out, "%s steps", phrase_number(phrase, schedule->cycle_steps).text);
}

static void say_cycle_gamma(Phrase phrase, const Schedule *schedule) {
    if (schedule->cycle_gamma == 1) return;
    text_addf(phrase.out, ", each peak × %s", phrase_number(phrase, schedule->cycle_gamma).text);
}

/* timm's decay_rate and CosineAnnealingWarmupRestarts' gamma lower the peak and leave the end where it is. */
static double restarted(const Schedule *schedule, double peak, double x) {
    double high = (1 + exact_cos_pi(x)) / 2;
    if (peak == 1) return schedule_blend(schedule->final_factor, high);
    return schedule->final_factor * (1 - high) + peak * high;
}

static double cosine_restarts_value(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    return restarted(schedule, peak_of(schedule, cycle.index), phase(&cycle, elapsed));
}

static double cosine_restarts_carried(const Schedule *schedule, double elapsed, double shift) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    double index = cycle.index + shift / schedule->cycle_steps;
    return restarted(schedule, peak_of(schedule, index), phase(&cycle, elapsed));
}

static double cosine_restarts_slope(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    double height = peak_of(schedule, cycle.index) - schedule->final_factor;
    return -height * M_PI / (2 * cycle.length) * exact_sin_pi(phase(&cycle, elapsed));
}

static double cosine_restarts_turn(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    double middle = cycle.start + cycle.length / 2;
    return middle > elapsed ? middle : far;
}

/* A restart between two steps, counted from step 0, is rounded. */
static double cosine_restarts_before(const Schedule *schedule, double elapsed) {
    double rounding = (elapsed + (double)schedule_decay_start(schedule)) * 0x1p-50;
    bool restarts = elapsed - schedule_cycle(schedule, elapsed).start <= rounding;
    return restarts ? schedule->final_factor : cosine_restarts_value(schedule, elapsed);
}

static ScheduleBounds cosine_restarts_bounds(const Schedule *schedule, double from, double to) {
    double first = schedule_cycle(schedule, from).index, last = schedule_cycle(schedule, to).index;
    ScheduleBounds bounds =
        between(cosine_restarts_value(schedule, from), cosine_restarts_value(schedule, to));
    if (first == last) return bounds;
    bounds = with(with(bounds, schedule->final_factor), peak_of(schedule, first + 1));
    return with(bounds, peak_of(schedule, last));
}

static bool cosine_restarts_flat(const Schedule *schedule) {
    return schedule->final_factor == 1 && schedule->cycle_gamma == 1;
}

static void cosine_restarts_say(Phrase phrase, const Schedule *schedule) {
    text_add(phrase.out, "cosine");
    say_final(phrase, schedule);
    say_cycles(phrase, schedule, ", restarting every ", ", restarting after ");
    if (schedule->cycle_mult > 1)
        text_addf(phrase.out, ", each cycle %s times as long",
                  phrase_step(phrase, schedule->cycle_mult).text);
    say_cycle_gamma(phrase, schedule);
}

/* Down in the first half, in the second up to where the next cycle begins: CyclicLR from its first peak on.
 */
static double triangle(const Schedule *schedule, double index, double x) {
    double peak = peak_of(schedule, x < 0.5 ? index : index + 1);
    return schedule_blend(schedule->final_factor, peak * fabs(1 - 2 * x));
}

static double triangular_value(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    return triangle(schedule, cycle.index, phase(&cycle, elapsed));
}

static double triangular_carried(const Schedule *schedule, double elapsed, double shift) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    return triangle(schedule, cycle.index + shift / schedule->cycle_steps, phase(&cycle, elapsed));
}

static double triangular_slope(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    bool down = phase(&cycle, elapsed) < 0.5;
    double peak = peak_of(schedule, down ? cycle.index : cycle.index + 1);
    return (1 - schedule->final_factor) * peak * 2 / cycle.length * (down ? -1 : 1);
}

static double triangular_break(const Schedule *schedule, double elapsed) {
    ScheduleCycle cycle = schedule_cycle(schedule, elapsed);
    double middle = cycle.start + cycle.length / 2;
    return middle > elapsed ? middle : cycle.next;
}

static ScheduleBounds triangular_bounds(const Schedule *schedule, double from, double to) {
    double first = schedule_cycle(schedule, from).index, last = schedule_cycle(schedule, to).index;
    ScheduleBounds bounds = between(triangular_value(schedule, from), triangular_value(schedule, to));
    if (triangular_break(schedule, from) > to) return bounds;
    bounds = with(bounds, schedule->final_factor);
    if (first == last) return bounds;
    return with(with(bounds, triangle(schedule, first + 1, 0)), triangle(schedule, last, 0));
}

static void triangular_say(Phrase phrase, const Schedule *schedule) {
    text_add(phrase.out, "down");
    say_final(phrase, schedule);
    say_cycles(phrase, schedule, " and up again in straight lines every ", NULL);
    say_cycle_gamma(phrase, schedule);
}

/* --- those with a timescale --- */

static double aged(const Schedule *schedule, double elapsed) {
    return 1 + elapsed / schedule_timescale(schedule);
}

static double inverse_sqrt_value(const Schedule *schedule, double elapsed) {
    return 1 / sqrt(aged(schedule, elapsed));
}

static double inverse_sqrt_slope(const Schedule *schedule, double elapsed) {
    double age = aged(schedule, elapsed);
    return -0.5 / schedule_timescale(schedule) / (age * sqrt(age));
}

static void inverse_sqrt_say(Phrase phrase, const Schedule *schedule) {
    text_addf(phrase.out, "inverse square root with timescale %s",
              phrase_number(phrase, schedule_timescale(schedule)).text);
}

static double inverse_time_value(const Schedule *schedule, double elapsed) {
    return exact_pow(aged(schedule, elapsed), -schedule->power);
}

static double inverse_time_slope(const Schedule *schedule, double elapsed) {
    double age = aged(schedule, elapsed), power = schedule->power;
    return -power / schedule_timescale(schedule) * exact_pow(age, -power - 1);
}

static void inverse_time_say(Phrase phrase, const Schedule *schedule) {
    text_addf(phrase.out, "inverse time with timescale %s",
              phrase_number(phrase, schedule_timescale(schedule)).text);
    if (schedule->power != 1)
        text_addf(phrase.out, " and power %s", phrase_number(phrase, schedule->power).text);
}

/* --- points --- */

/* How many points are at or before `elapsed`. */
static int points_until(const Schedule *schedule, double elapsed) {
    int count = 0;
    while (count < schedule->point_count && (double)schedule->points[count].step <= elapsed) count++;
    return count;
}

/* On the line between the points next-1 and next. */
static double on_line(const Schedule *schedule, int next, double elapsed) {
    const SchedulePoint *points = schedule->points;
    if (schedule->point_count == 0) return 1;
    if (next == 0) return points[0].factor;
    bool level = next == schedule->point_count || points[next - 1].factor == points[next].factor;
    if (level) return points[next - 1].factor;
    double from = (double)points[next - 1].step;
    double share = (elapsed - from) / ((double)points[next].step - from);
    return points[next - 1].factor * (1 - share) + points[next].factor * share;
}

static double points_value(const Schedule *schedule, double elapsed) {
    return on_line(schedule, points_until(schedule, elapsed), elapsed);
}

static double points_slope(const Schedule *schedule, double elapsed) {
    const SchedulePoint *points = schedule->points;
    int next = points_until(schedule, elapsed);
    if (next == 0 || next == schedule->point_count) return 0;
    return (points[next].factor - points[next - 1].factor) /
           (double)(points[next].step - points[next - 1].step);
}

static double points_break(const Schedule *schedule, double elapsed) {
    int next = points_until(schedule, elapsed);
    return next < schedule->point_count ? (double)schedule->points[next].step : far;
}

/* Returns the end of the line that came there from below. */
static double points_before(const Schedule *schedule, double elapsed) {
    int next = points_until(schedule, nextafter(elapsed, 0));
    return on_line(schedule, next, elapsed);
}

static ScheduleBounds points_bounds(const Schedule *schedule, double from, double to) {
    ScheduleBounds bounds = between(points_value(schedule, from), points_value(schedule, to));
    for (int i = points_until(schedule, from); i < points_until(schedule, to); i++)
        bounds = with(bounds, schedule->points[i].factor);
    return bounds;
}

static double points_settled(const Schedule *schedule) {
    return schedule->point_count ? (double)schedule->points[schedule->point_count - 1].step : 0;
}

static bool points_flat(const Schedule *schedule) {
    for (int i = 0; i < schedule->point_count; i++)
        if (schedule->points[i].factor != 1) return false;
    return true;
}

static bool points_raised(const Schedule *schedule) {
    for (int i = 0; i < schedule->point_count; i++)
        if (schedule->points[i].factor > 1) return true;
    return false;
}

static void points_say(Phrase phrase, const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule);
    if (schedule->point_count == 0) text_add(phrase.out, "constant at base_lr, without a point");
    for (int i = 0; i < schedule->point_count; i++)
        text_addf(phrase.out, "%s%s × base_lr at step %s", i ? ", " : "straight lines through ",
                  phrase_number(phrase, schedule->points[i].factor).text,
                  phrase_step(phrase, start + schedule->points[i].step).text);
}

static void points_write(const Schedule *schedule, const ShapeSpelling *spelling, Text *out) {
    const SchedulePoint *points = schedule->points;
    if (spelling->python) {
        text_add(out, "    i = bisect_right(point_steps, elapsed)\n"
                      "    if i == 0 or i == len(point_steps):\n        return point_factors[max(i - 1, 0)]\n"
                      "    s = (elapsed - point_steps[i - 1]) / (point_steps[i] - point_steps[i - 1])\n"
                      "    return point_factors[i - 1] * (1 - s) + point_factors[i] * s\n");
        return;
    }
    for (int i = 0; i < schedule->point_count; i++) {
        if (i > 0 && points[i].step == points[i - 1].step) continue; /* the first of two ends a line */
        text_addf(out, "    if %s < %" PRId64 ":\n", spelling->elapsed, points[i].step);
        if (i == 0 || points[i - 1].factor == points[i].factor) {
            text_addf(out, "        return %s\n", number_exact(points[i ? i - 1 : 0].factor).text);
            continue;
        }
        text_addf(out, "        s = (%s - %" PRId64 ") / %" PRId64 "\n", spelling->elapsed,
                  points[i - 1].step, points[i].step - points[i - 1].step);
        text_addf(out, "        return %s * (1 - s)", number_exact(points[i - 1].factor).text);
        text_addf(out, " + %s * s\n", number_exact(points[i].factor).text);
    }
    text_addf(out, "    return %s\n", number_exact(points[schedule->point_count - 1].factor).text);
}

/* --- the table --- */

#define BIT PARAMETER_BIT
#define ENDS .next_break = ending_break, .settled = steps, .flat = ends_where_it_begins
#define RAISED_BY_GAMMA .raised = gamma_raises, .raised_by = PARAMETER_GAMMA
#define RAISED_BY_CYCLE_GAMMA .raised = cycle_gamma_raises, .raised_by = PARAMETER_CYCLE_GAMMA

enum { BEFORE = __COUNTER__ };

const DecayKind schedule_decays[] = {
    [DECAY_NONE] = {ROW, .word = "none", .label = "constant at base_lr", .value = none_value,
                    .flat = none_flat, .say = none_say, .text = "1"},
    [DECAY_MULTISTEP] = {ROW, .word = "multistep", .label = "multistep", .uses = BIT(MILESTONES) | BIT(GAMMA),
                         .value = multistep_value, .next_break = multistep_break, .before = multistep_before,
                         .settled = multistep_settled, .flat = multistep_flat, RAISED_BY_GAMMA,
                         .say = multistep_say, .write = multistep_write},
    [DECAY_STEP] = {ROW, .word = "step", .label = "step", .uses = BIT(GAMMA) | BIT(STEP_SIZE),
                    .value = step_value, .next_break = step_break, .before = step_before,
                    .carried = step_carried, .flat = gamma_is_one, RAISED_BY_GAMMA, .say = step_say,
                    .text = "gamma ** (c // step_size)", .plain = "gamma ** c",
                    .plain_at = PARAMETER_STEP_SIZE},
    [DECAY_EXPONENTIAL] = {ROW, .word = "exponential", .label = "exponential",
                           .uses = BIT(GAMMA) | BIT(STEP_SIZE), .value = exponential_value,
                           .slope = exponential_slope, .flat = gamma_is_one, RAISED_BY_GAMMA,
                           .say = exponential_say, .text = "gamma ** (c / step_size)", .plain = "gamma ** c",
                           .plain_at = PARAMETER_STEP_SIZE},
    [DECAY_LINEAR] = {ROW, .word = "linear", .label = "linear", .uses = BIT(DECAY_STEPS) | BIT(FINAL_FACTOR),
                      .value = linear_value, .slope = linear_slope, ENDS, .say = linear_say, .text = "1 - q",
                      .mean = true},
    [DECAY_POLYNOMIAL] = {ROW, .word = "polynomial", .label = "polynomial",
                          .uses = BIT(DECAY_STEPS) | BIT(FINAL_FACTOR) | BIT(POWER),
                          .value = polynomial_value, .slope = polynomial_slope, ENDS, .say = polynomial_say,
                          .text = "(1 - q) ** power", .mean = true},
    [DECAY_COSINE] = {ROW, .word = "cosine", .label = "cosine",
                      .uses = BIT(DECAY_STEPS) | BIT(FINAL_FACTOR) | BIT(NUM_CYCLES), .value = cosine_value,
                      .slope = cosine_slope, .next_turn = cosine_turn, .bounds = cosine_bounds, ENDS,
                      .say = cosine_say, .text = "(1 + cospi(2 * num_cycles * q)) / 2",
                      .plain = "(1 + cospi(q)) / 2", .plain_at = PARAMETER_NUM_CYCLES, .mean = true},
    [DECAY_COSINE_RESTARTS] = {ROW, .word = "cosine_restarts", .label = "cosine with restarts",
                               .uses =
                                   BIT(FINAL_FACTOR) | BIT(CYCLE_STEPS) | BIT(CYCLE_MULT) | BIT(CYCLE_GAMMA),
                               .value = cosine_restarts_value, .slope = cosine_restarts_slope,
                               .next_break = cycle_break, .next_turn = cosine_restarts_turn,
                               .before = cosine_restarts_before, .bounds = cosine_restarts_bounds,
                               .carried = cosine_restarts_carried, .flat = cosine_restarts_flat,
                               RAISED_BY_CYCLE_GAMMA, .say = cosine_restarts_say,
                               .text = "(1 + cospi(x)) / 2", .mean = true, .peak = "cycle_gamma ** i"},
    [DECAY_INVERSE_SQRT] = {ROW, .word = "inverse_sqrt", .label = "inverse square root",
                            .uses = BIT(TIMESCALE), .value = inverse_sqrt_value, .slope = inverse_sqrt_slope,
                            .say = inverse_sqrt_say, .text = "1 / math.sqrt(1 + c / timescale)"},
    [DECAY_ONE_MINUS_SQRT] = {ROW, .word = "one_minus_sqrt", .label = "one minus square root",
                              .uses = BIT(DECAY_STEPS) | BIT(FINAL_FACTOR), .value = one_minus_sqrt_value,
                              .slope = one_minus_sqrt_slope, ENDS, .say = one_minus_sqrt_say,
                              .text = "1 - math.sqrt(q)", .mean = true},
    [DECAY_INVERSE_TIME] = {ROW, .word = "inverse_time", .label = "inverse time",
                            .uses = BIT(TIMESCALE) | BIT(POWER), .value = inverse_time_value,
                            .slope = inverse_time_slope, .say = inverse_time_say,
                            .text = "(1 + c / timescale) ** -power"},
    [DECAY_TRIANGULAR] = {ROW, .word = "triangular", .label = "triangular",
                          .uses = BIT(FINAL_FACTOR) | BIT(CYCLE_STEPS) | BIT(CYCLE_GAMMA),
                          .value = triangular_value, .slope = triangular_slope,
                          .next_break = triangular_break, .bounds = triangular_bounds,
                          .carried = triangular_carried, .flat = ends_where_it_begins, RAISED_BY_CYCLE_GAMMA,
                          .say = triangular_say,
                          .text = "cycle_gamma ** (i if x < 0.5 else i + 1) * abs(1 - 2 * x)",
                          .plain = "abs(1 - 2 * x)", .plain_at = PARAMETER_CYCLE_GAMMA, .mean = true},
    [DECAY_POINTS] = {ROW, .word = "points", .label = "points", .uses = BIT(POINTS), .value = points_value,
                      .slope = points_slope, .next_break = points_break, .before = points_before,
                      .bounds = points_bounds, .settled = points_settled, .flat = points_flat,
                      .raised = points_raised, .raised_by = PARAMETER_POINTS, .say = points_say,
                      .write = points_write},
};
static_assert(__COUNTER__ - BEFORE - 1 == DECAY_COUNT, "a decay has no row");
