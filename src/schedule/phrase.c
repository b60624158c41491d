#include "schedule/phrase.h"

#include "schedule/shape.h"
#include "schedule/words.h"

#include <inttypes.h>
#include <stdio.h>

enum { DIGITS = 4, DIGITS_MAX = 17 };

/* Prints with at most four digits, or as many as it takes not to read as `other`. */
static NumberText readable_apart(double value, double other) {
    int digits = DIGITS;
    while (digits < DIGITS_MAX && value != other) {
        double read;
        if (number_parse(number_readable(value, digits).text, &read) && (read > other) == (value > other) &&
            (read < other) == (value < other))
            break;
        digits++;
    }
    return number_readable(value, digits);
}

NumberText words_number(double value) {
    return readable_apart(value, 1);
}

NumberText phrase_number(Phrase phrase, double value) {
    return phrase.exact ? number_exact(value) : words_number(value);
}

NumberText phrase_apart(Phrase phrase, double value, double other) {
    return phrase.exact ? number_exact(value) : readable_apart(value, other);
}

NumberText phrase_step(Phrase phrase, int64_t step) {
    if (!phrase.exact) return number_grouped(step);
    NumberText number;
    snprintf(number.text, sizeof number.text, "%" PRId64, step);
    return number;
}

void phrase_rate(Phrase phrase, const Schedule *schedule, double factor) {
    text_addf(phrase.out, "%s × base_lr = %s", phrase_number(phrase, factor).text,
              phrase_apart(phrase, schedule->base_lr * factor, schedule->base_lr).text);
}

void phrase_steps(Phrase phrase, int64_t first, int64_t last) {
    if (first == last)
        text_addf(phrase.out, "step %s", phrase_step(phrase, first).text);
    else
        text_addf(phrase.out, "steps %s – %s", phrase_step(phrase, first).text,
                  phrase_step(phrase, last).text);
}

void phrase_above_count(Phrase phrase, const ScheduleAbove *above) {
    if (above->exact)
        text_add(phrase.out, phrase_step(phrase, above->count).text);
    else
        text_addf(phrase.out, "about %s", number_readable((double)above->count, DIGITS).text);
}

void phrase_above(Phrase phrase, const ScheduleAbove *above) {
    if (above->count < above->last - above->first + 1) {
        phrase_above_count(phrase, above);
        text_add(phrase.out, " of ");
    }
    phrase_steps(phrase, above->first, above->last);
}

void phrase_count(Phrase phrase, int64_t steps) {
    text_addf(phrase.out, "%s step%s", phrase_step(phrase, steps).text, steps == 1 ? "" : "s");
}

bool phrase_decays_inside(const Schedule *schedule) {
    return schedule_decay_start(schedule) < schedule_warm_steps(schedule) &&
           !schedule_decay_is_flat(schedule);
}
