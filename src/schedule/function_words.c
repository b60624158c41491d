#include "schedule/function_words.h"

#include "schedule/function.h"

#include <inttypes.h>
#include <string.h>

/* Returns the first span that is not decided, or NULL. */
static const FormulaSpan *undecided(FunctionSpans spans) {
    for (size_t i = 0; i < spans.count; i++)
        if (spans.items[i].side == FORMULA_UNDECIDED) return &spans.items[i];
    return NULL;
}

/* Adds "; beyond that not decided", or which steps are not. */
static void add_undecided(Phrase phrase, const Schedule *schedule, const FormulaSpan *open) {
    if (!open) return;
    if (open->last == schedule->total_steps - 1) {
        text_addf(phrase.out, "; from step %s on not decided", phrase_step(phrase, open->first).text);
        return;
    }
    text_add(phrase.out, "; not decided on ");
    phrase_steps(phrase, open->first, open->last);
}

static void add_below(Phrase phrase, const Schedule *schedule, const FormulaSpan *open) {
    if (!open)
        text_addf(phrase.out, "Never above 1: proven for %s%s step%s",
                  schedule->total_steps == 1 ? "the " : "all ",
                  phrase_step(phrase, schedule->total_steps).text, schedule->total_steps == 1 ? "" : "s");
    else if (open->first == 0)
        text_add(phrase.out, "Whether it is above 1 is not decided");
    else {
        text_add(phrase.out, "Not above 1 on ");
        phrase_steps(phrase, 0, open->first - 1);
        text_add(phrase.out, "; beyond that not decided");
    }
}

static void add_negative(Phrase phrase, FunctionSpans signs) {
    bool any = false;
    for (size_t i = 0; i < signs.count; i++) {
        if (signs.items[i].side != FORMULA_NOT_ABOVE) continue;
        if (any) {
            text_add(phrase.out, " and others");
            return;
        }
        text_add(phrase.out, ", negative on ");
        phrase_steps(phrase, signs.items[i].first, signs.items[i].last);
        any = true;
    }
}

void function_verdict(Phrase phrase, const Schedule *schedule) {
    FunctionSpans sides = function_sides(schedule);
    const FormulaSpan *open = undecided(sides);
    ScheduleAbove above = function_above(schedule);
    if (above.any) {
        text_add(phrase.out, "Above 1 on ");
        ScheduleAbove counted = above;
        counted.exact = true; /* what is not decided is said beside it */
        phrase_above(phrase, &counted);
        add_undecided(phrase, schedule, open);
    } else {
        add_below(phrase, schedule, open);
    }
    add_negative(phrase, function_signs(schedule));
}

/* -------------------------------------------------------------------------------------------- reason */

enum { PARTS = 4 };

/* Stretches between the places where the function bends, joined where they touch. */
typedef struct Part {
    int64_t first, last;
    double low, high;
} Part;

static size_t parts_of(const Schedule *schedule, Part parts[PARTS]) {
    const int64_t *corners;
    int64_t last = schedule->total_steps - 1;
    size_t count = function_corners(schedule, &corners), used = 0;
    if (count > 2 * PARTS) return 0;
    int64_t from = 0;
    for (size_t i = 0; i <= count; i++) {
        int64_t to = i == count ? last : corners[i];
        bool jumps = i < count && i + 1 < count && corners[i + 1] == corners[i] + 1;
        if (used == PARTS) return 0;
        double a = schedule_factor(schedule, from), b = schedule_factor(schedule, to);
        parts[used++] = (Part){from, to, a < b ? a : b, a < b ? b : a};
        from = jumps ? corners[++i] : to;
        if (from >= last && !jumps) break;
    }
    return used;
}

static void add_part(Phrase phrase, const Part *part) {
    phrase_steps(phrase, part->first, part->last);
    if (part->low == part->high)
        text_addf(phrase.out, ": %s", phrase_number(phrase, part->low).text);
    else
        text_addf(phrase.out, ": %s to %s", phrase_number(phrase, part->low).text,
                  phrase_number(phrase, part->high).text);
}

static void add_peak(Phrase phrase, const Schedule *schedule) {
    bool exact;
    SchedulePeak peak = function_peak(schedule, &exact);
    text_add(phrase.out, exact ? "peak " : "peak at least ");
    phrase_rate(phrase, schedule, peak.factor);
    text_addf(phrase.out, " at step %s", phrase_step(phrase, peak.step).text);
}

void function_reason(Phrase phrase, const Schedule *schedule) {
    Part parts[PARTS];
    size_t count = parts_of(schedule, parts);
    add_peak(phrase, schedule);
    for (size_t i = 0; i < count; i++) {
        text_add(phrase.out, "; ");
        add_part(phrase, &parts[i]);
    }
}

void function_conclusion(Phrase phrase, const Schedule *schedule) {
    ScheduleAbove above = function_above(schedule);
    const FormulaSpan *open = undecided(function_sides(schedule));
    text_addf(phrase.out, "%s(%s) > 1 ", "f", formula_step_name(schedule->function));
    if (above.any) {
        text_add(phrase.out, "on ");
        phrase_above(phrase, &above);
        text_add(phrase.out, ": there the learning rate is above base_lr.");
        if (open) text_add(phrase.out, " On other steps it is not decided.");
    } else if (open) {
        text_addf(phrase.out, "is proven wrong up to step %s; beyond that it is not decided.",
                  phrase_step(phrase, open->first).text);
    } else {
        text_addf(phrase.out, "on no step: proven for all %s, so the rate is never above base_lr.",
                  phrase_step(phrase, schedule->total_steps).text);
    }
}

/* The text on one line, as far as it is short. */
static void add_source(Phrase phrase, const Schedule *schedule) {
    const char *text = formula_text(schedule->function);
    bool space = false;
    if (strlen(text) > 400) return;
    text_add(phrase.out, ": ");
    for (; *text; text++) {
        bool blank = *text == ' ' || *text == '\n' || *text == '\t' || *text == '\r';
        if (!blank && space) text_add(phrase.out, " ");
        if (!blank) text_add_bytes(phrase.out, text, 1);
        space = blank;
    }
}

void function_describe(Phrase phrase, const Schedule *schedule) {
    Part parts[PARTS];
    size_t count = parts_of(schedule, parts);
    text_add(phrase.out, "Its factor is ");
    function_names(schedule, phrase.exact, phrase.out);
    add_source(phrase, schedule);
    text_add(phrase.out, ".");
    for (size_t i = 0; count > 1 && i < count; i++) {
        text_add(phrase.out, i ? ", on " : " On ");
        add_part(phrase, &parts[i]);
    }
    if (count > 1) text_add(phrase.out, ".");
}
