#include "schedule/query.h"

#include "base/number.h"
#include "schedule/parameters.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { QUERY_BYTES = 128 };

static const char *const takes =
    "type a step (1200, 6e, 10%), or a rate or a factor: lr < 1e-4, factor >= 50%";

/* --- reading --- */

/* A count of steps in any unit that a parameter takes. */
static bool read_step(const Schedule *schedule, const char *text, int64_t *step, Text *why) {
    Schedule copy = *schedule;
    Text own = {0};
    bool good = parameter_read(&copy, PARAMETER_WARMUP_ITERS, text, &own);
    const char *reason = strstr(text_string(&own), ": ");
    if (good) *step = copy.warmup_iters;
    if (!good) text_setf(why, "%s", reason ? reason + 2 : takes);
    text_free(&own);
    return good;
}

static bool is_step(const char *text) {
    double value;
    size_t length = strlen(text);
    if (length && isdigit((unsigned char)*text) && strchr("e%", text[length - 1])) return true;
    return number_parse(text, &value) && value == floor(value);
}

/* Moves *at behind the name where it is there, alone. */
static bool skip_name(const char **at, const char *name) {
    size_t length = strlen(name);
    if (strncmp(*at, name, length) != 0 || isalnum((unsigned char)(*at)[length])) return false;
    *at += length + strspn(*at + length, " ");
    return true;
}

/* Reads "<", "below" and so on; what is above, or at most, a value is as good as at least, or below, the next
   double. */
static bool read_relation(const char **at, ScheduleQueryKind *kind, bool *beside) {
    static const struct {
        const char *word;
        ScheduleQueryKind kind;
        bool beside;
    } relations[] = {{"<=", QUERY_BELOW, true},  {"\u2264", QUERY_BELOW, true}, {"<", QUERY_BELOW, false},
                     {"below", QUERY_BELOW, false}, {">=", QUERY_REACHES, false}, {"\u2265", QUERY_REACHES, false},
                     {">", QUERY_REACHES, true},  {"above", QUERY_REACHES, true}, {"=", QUERY_CROSSES, false}};
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        size_t length = strlen(relations[i].word);
        if (strncmp(*at, relations[i].word, length) != 0) continue;
        *at += length + strspn(*at + length, " ");
        *kind = relations[i].kind;
        *beside = relations[i].beside;
        return true;
    }
    return false;
}

static bool read_level(const char *text, ScheduleLevel *level, Text *why) {
    double percent;
    if (!*text) {
        text_setf(why, "%s", takes);
        return false;
    }
    if (number_parse_percent(text, &percent, &level->value)) {
        if (level->of_lr) text_setf(why, "a rate takes no percent: ask for factor < %s", text);
        return !level->of_lr;
    }
    if (number_parse(text, &level->value)) return true;
    text_setf(why, "%s is not a number", text);
    return false;
}

static bool read_curve(const char *at, ScheduleQuery *query, Text *why) {
    bool factor = skip_name(&at, "factor") || skip_name(&at, "f"), named = factor || skip_name(&at, "lr");
    bool beside = false;
    query->level.of_lr = !factor;
    query->kind = QUERY_CROSSES;
    bool related = read_relation(&at, &query->kind, &beside);
    if (!named && !related && !strpbrk(at, "0123456789")) at = "";
    if (!read_level(at, &query->level, why)) return false;
    if (beside) query->level.value = nextafter(query->level.value, INFINITY);
    return true;
}

bool schedule_query_read(const Schedule *schedule, const char *text, ScheduleQuery *query, Text *why) {
    char words[QUERY_BYTES];
    snprintf(words, sizeof words, "%s", text + strspn(text, " "));
    size_t length = strlen(words);
    while (length && words[length - 1] == ' ') words[--length] = 0;
    text_clear(why);
    *query = (ScheduleQuery){.kind = QUERY_STEP};
    if (is_step(words)) return read_step(schedule, words, &query->step, why);
    return read_curve(words, query, why);
}

/* --- answering --- */

static int64_t next_of_side(const Schedule *schedule, const ScheduleQuery *query, bool below, int64_t after) {
    int64_t last = schedule->total_steps - 1;
    if (after >= 0 && schedule_is_below(schedule, query->level, after) == below)
        after = schedule_find(schedule, query->level, !below, after + 1, last);
    else if (after >= 0)
        return schedule_find(schedule, query->level, below, after + 1, last);
    else
        return schedule_find(schedule, query->level, below, 0, last);
    return after < 0 ? -1 : schedule_find(schedule, query->level, below, after + 1, last);
}

/* The lesser of two steps of which -1 is none. */
static int64_t earlier(int64_t one, int64_t other) {
    return one < 0 || (other >= 0 && other < one) ? other : one;
}

/* Returns the next crossing; where the curve begins is none. */
static int64_t next_crossing(const Schedule *schedule, const ScheduleQuery *query, int64_t after) {
    if (after < 0) after = 0;
    return earlier(next_of_side(schedule, query, true, after), next_of_side(schedule, query, false, after));
}

int64_t schedule_query_next(const Schedule *schedule, const ScheduleQuery *query, int64_t after) {
    switch (query->kind) {
    case QUERY_STEP: return after < 0 && query->step < schedule->total_steps ? query->step : -1;
    case QUERY_BELOW: return next_of_side(schedule, query, true, after);
    case QUERY_REACHES: return next_of_side(schedule, query, false, after);
    case QUERY_CROSSES: break;
    }
    return next_crossing(schedule, query, after);
}

static void say_none(const Schedule *schedule, const ScheduleQuery *query, Text *out) {
    const char *what = query->level.of_lr ? "lr" : "factor";
    NumberText level = number_readable(query->level.value, 6);
    if (query->kind == QUERY_STEP)
        text_addf(out, "The last step is %s", number_grouped(schedule->total_steps - 1).text);
    else if (query->kind == QUERY_BELOW)
        text_addf(out, "%s never falls below %s", what, level.text);
    else if (query->kind == QUERY_REACHES)
        text_addf(out, "%s never reaches %s", what, level.text);
    else
        text_addf(out, "%s never crosses %s", what, level.text);
}

void schedule_query_words(const Schedule *schedule, const ScheduleQuery *query, int64_t answer, Text *out) {
    const char *what = query->level.of_lr ? "lr" : "factor";
    NumberText level = number_readable(query->level.value, 6), step = number_grouped(answer);
    if (answer < 0) {
        say_none(schedule, query, out);
        return;
    }
    if (query->kind == QUERY_STEP) {
        text_addf(out, "Step %s: factor %s, lr %s", step.text,
                  number_readable(schedule_factor(schedule, answer), 6).text,
                  number_readable(schedule_lr(schedule, answer), 6).text);
        return;
    }
    bool below = schedule_is_below(schedule, query->level, answer);
    if (answer == 0)
        text_addf(out, "%s is %s %s from step 0 on", what, below ? "below" : "at least", level.text);
    else
        text_addf(out, "%s %s %s at step %s", what, below ? "falls below" : "reaches", level.text, step.text);
    double value = query->level.of_lr ? schedule_lr(schedule, answer) : schedule_factor(schedule, answer);
    text_addf(out, ": %s", number_readable(value, 6).text);
}
