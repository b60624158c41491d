#include "schedule/voice.h"

#include "schedule/shape.h"
#include "schedule/words.h"

#include <inttypes.h>
#include <stdio.h>

enum { DIGITS = 4, DIGITS_MOST = 17 };

/* With at most four digits, or as many as it takes not to read as `other`. */
static NumberText readable_apart(double value, double other) {
    int digits = DIGITS;
    while (digits < DIGITS_MOST && value != other) {
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

NumberText voice_number(Voice voice, double value) {
    return voice.exact ? number_exact(value) : words_number(value);
}

NumberText voice_apart(Voice voice, double value, double other) {
    return voice.exact ? number_exact(value) : readable_apart(value, other);
}

NumberText voice_step(Voice voice, int64_t step) {
    if (!voice.exact) return number_grouped(step);
    NumberText number;
    snprintf(number.text, sizeof number.text, "%" PRId64, step);
    return number;
}

void voice_rate(Voice voice, const Schedule *schedule, double factor) {
    text_addf(voice.out, "%s × base_lr = %s", voice_number(voice, factor).text,
              voice_apart(voice, schedule->base_lr * factor, schedule->base_lr).text);
}

void voice_steps(Voice voice, int64_t first, int64_t last) {
    if (first == last)
        text_addf(voice.out, "step %s", voice_step(voice, first).text);
    else
        text_addf(voice.out, "steps %s – %s", voice_step(voice, first).text, voice_step(voice, last).text);
}

void voice_above_count(Voice voice, const ScheduleAbove *above) {
    if (above->exact)
        text_add(voice.out, voice_step(voice, above->count).text);
    else
        text_addf(voice.out, "about %s", number_readable((double)above->count, DIGITS).text);
}

void voice_above(Voice voice, const ScheduleAbove *above) {
    if (above->count < above->last - above->first + 1) {
        voice_above_count(voice, above);
        text_add(voice.out, " of ");
    }
    voice_steps(voice, above->first, above->last);
}

void voice_count(Voice voice, int64_t steps) {
    text_addf(voice.out, "%s step%s", voice_step(voice, steps).text, steps == 1 ? "" : "s");
}

bool voice_decays_inside(const Schedule *schedule) {
    return schedule_decay_start(schedule) < schedule_warm_steps(schedule) &&
           !schedule_decay_is_flat(schedule);
}
