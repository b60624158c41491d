#include "lesson/guess.h"

#include "base/number.h"
#include "schedule/bound.h"

#include <math.h>

/* Two curves nearer than this are alike: a hand draws no better. */
static const double ALIKE = 0.05;

Guess guess_empty(double from, double to) {
    Guess guess = {.from = from, .to = to};
    for (int i = 0; i < GUESS_COLUMNS; i++) guess.factors[i] = NAN;
    return guess;
}

bool guess_is_drawn(const Guess *guess) {
    for (int i = 0; i < GUESS_COLUMNS; i++)
        if (!isnan(guess->factors[i])) return true;
    return false;
}

static double place_of(const Guess *guess, double step) {
    return (step - guess->from) / (guess->to - guess->from) * (GUESS_COLUMNS - 1);
}

static double step_of(const Guess *guess, double place) {
    return guess->from + place / (GUESS_COLUMNS - 1) * (guess->to - guess->from);
}

static int column(double place) {
    return (int)fmax(0, fmin(GUESS_COLUMNS - 1, place));
}

void guess_stroke(Guess *guess, double step, double factor, double to_step, double to_factor) {
    if (to_step < step) {
        guess_stroke(guess, to_step, to_factor, step, factor);
        return;
    }
    int first = column(round(place_of(guess, step))), last = column(round(place_of(guess, to_step)));
    for (int i = first; i <= last; i++) {
        double way = to_step > step ? (step_of(guess, i) - step) / (to_step - step) : 1;
        guess->factors[i] = factor + fmax(0, fmin(1, way)) * (to_factor - factor);
    }
}

void guess_through(Guess *guess, const double *steps, const double *factors, int count) {
    *guess = guess_empty(guess->from, guess->to);
    guess_stroke(guess, guess->from, factors[0], steps[0], factors[0]);
    for (int i = 1; i < count; i++) guess_stroke(guess, steps[i - 1], factors[i - 1], steps[i], factors[i]);
    guess_stroke(guess, steps[count - 1], factors[count - 1], guess->to, factors[count - 1]);
}

double guess_at(const Guess *guess, double step) {
    double place = place_of(guess, step);
    if (!(place >= 0 && place <= GUESS_COLUMNS - 1)) return NAN;
    int left = column(floor(place));
    double way = place - left;
    if (way == 0) return guess->factors[left];
    return guess->factors[left] + way * (guess->factors[left + 1] - guess->factors[left]);
}

void guess_reach(const Guess *guess, int64_t *first, int64_t *last) {
    int low = 0, high = GUESS_COLUMNS - 1;
    while (isnan(guess->factors[low])) low++;
    while (isnan(guess->factors[high])) high--;
    *first = (int64_t)ceil(step_of(guess, low));
    *last = (int64_t)floor(step_of(guess, high));
}

static void follow(GuessScore *score, double guessed) {
    if (isnan(score->first)) score->first = guessed;
    score->lowest = fmin(score->lowest, guessed);
    score->highest = fmax(score->highest, guessed);
    score->last = guessed;
}

static void compare(GuessScore *score, double guessed, const Schedule *schedule, int64_t step) {
    double factor = schedule_factor(schedule, step), gap = fabs(guessed - factor);
    if (gap <= score->gap) return;
    score->gap = gap;
    score->step = step;
    score->guessed = guessed;
    score->factor = factor;
}

/* Compares at the whole step next to each place: between the steps the curve is only drawn. */
bool guess_score(const Guess *guess, const Schedule *schedule, GuessScore *score) {
    *score = (GuessScore){.first = NAN, .lowest = INFINITY, .highest = -INFINITY, .gap = -1};
    for (int i = 0; i < GUESS_COLUMNS; i++) {
        int64_t step = (int64_t)round(step_of(guess, i));
        double guessed = guess_at(guess, (double)step);
        if (isnan(guessed)) guessed = guess->factors[i];
        if (isnan(guessed)) continue;
        follow(score, guessed);
        if (step >= 0 && step < schedule->total_steps) compare(score, guessed, schedule, step);
    }
    return score->gap >= 0;
}

/* Shows two decimals; drawing by hand is no more exact. */
static NumberText drawn(double value) {
    return number_readable(round(value * 100) / 100, 6);
}

void guess_course_words(const GuessScore *score, Text *out) {
    double ends_low = fmin(score->first, score->last), ends_high = fmax(score->first, score->last);
    text_addf(out, "You started at %s", drawn(score->first).text);
    if (score->highest - score->lowest <= ALIKE)
        text_add(out, " and stayed there.");
    else if (score->highest > ends_high + ALIKE)
        text_addf(out, ", went up to %s and came down to %s.", drawn(score->highest).text,
                  drawn(score->last).text);
    else if (score->lowest < ends_low - ALIKE)
        text_addf(out, ", went down to %s and came up to %s.", drawn(score->lowest).text,
                  drawn(score->last).text);
    else
        text_addf(out, " and %s to %s.", score->last < score->first ? "came down" : "climbed",
                  drawn(score->last).text);
}

void guess_gap_words(const GuessScore *score, Text *out) {
    if (score->gap <= ALIKE)
        text_addf(out, "never farther off than %s", drawn(ALIKE).text);
    else
        text_addf(out, "widest gap %s at step %s", drawn(score->gap).text, number_grouped(score->step).text);
}

bool guess_is_right(const GuessScore *score) {
    return score->gap <= ALIKE;
}

static bool misses(const Guess *guess, const Schedule *schedule, int64_t step) {
    double guessed = guess_at(guess, (double)step);
    return step < schedule->total_steps && !isnan(guessed) &&
           fabs(guessed - schedule_factor(schedule, step)) > ALIKE;
}

static void add_why_too_high(const Schedule *schedule, Text *out) {
    if (schedule->decay != DECAY_NONE)
        text_add(out, "The factor never gets above 1 here.");
    else if (schedule->warmup_iters > 0)
        text_addf(out, "Above 1 needs warmup_factor > 1; here it is %s.",
                  number_readable(schedule->warmup_factor, 4).text);
    else
        text_add(out, "Above 1 needs a warm-up with warmup_factor > 1.");
}

void guess_why_words(const Guess *guess, const GuessScore *score, const Schedule *schedule, Text *out) {
    int64_t iters = schedule->warmup_iters;
    if (guess_is_right(score)) return;
    if (score->highest > 1 + ALIKE && !schedule_above(schedule).any)
        add_why_too_high(schedule, out);
    else if (iters > 0 && misses(guess, schedule, 0))
        text_addf(out, "At step 0, \u03b1 is 0, so the factor is warmup_factor itself: %s.",
                  number_readable(schedule_factor(schedule, 0), 4).text);
    else if (schedule->decay == DECAY_NONE && misses(guess, schedule, iters))
        text_addf(out, "From step %s on the function returns 1.", number_grouped(iters).text);
    else if (schedule->warmup_method == WARMUP_LINEAR && score->step < iters)
        text_add(out, "Each step of the warm-up adds the same: the way is straight.");
    else if (schedule->decay != DECAY_NONE && score->step >= schedule_decay_start(schedule))
        text_addf(out, "At step %s the decay has brought it to %s.", number_grouped(score->step).text,
                  number_readable(score->factor, 3).text);
}
