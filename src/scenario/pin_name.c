#include "base/memory.h"
#include "base/number.h"
#include "scenario/scenario.h"
#include "schedule/parameters.h"

#include <stdlib.h>
#include <string.h>

enum { EXTRAS_MAX = 2 }; /* besides the warm-up */

static void add_part(Text *out, const char *part) {
    text_addf(out, "%s%s", out->length ? " · " : "", part);
}

static const char *value_text(const Schedule *schedule, ParameterId id, Text *scratch) {
    text_clear(scratch);
    if (parameters[id].type == PARAMETER_CHOICE)
        text_add(scratch, parameters[id].choice_label((int)parameter_get(schedule, id)));
    else if (parameters[id].type == PARAMETER_REAL && parameter_get(schedule, id) != (double)SCHEDULE_AUTO)
        text_add(scratch, number_readable(parameter_get(schedule, id), 4).text);
    else if (parameters[id].type == PARAMETER_WHOLE && parameter_get(schedule, id) >= 0)
        text_add(scratch, number_short((int64_t)parameter_get(schedule, id)).text);
    else
        parameter_print(schedule, id, scratch);
    return text_string(scratch);
}

/* The name always says the warm-up, for that is what the program is about. */
static void add_warmup(const Schedule *schedule, Text *out, Text *scratch) {
    if (schedule->warmup_iters == 0) {
        add_part(out, "no warm-up");
        return;
    }
    add_part(out, "factor ");
    text_add(out, value_text(schedule, PARAMETER_WARMUP_FACTOR, scratch));
    add_part(out, number_grouped(schedule->warmup_iters).text);
    text_add(out, schedule->warmup_iters == 1 ? " step" : " steps");
}

/* Readers ask for the parameters in this order. */
static const ParameterId extras[] = {
    PARAMETER_BASE_LR,         PARAMETER_DECAY,         PARAMETER_WARMUP_METHOD, PARAMETER_TOTAL_STEPS,
    PARAMETER_MILESTONES,      PARAMETER_GAMMA,         PARAMETER_STEP_SIZE,     PARAMETER_DECAY_STEPS,
    PARAMETER_DECAY_START,     PARAMETER_FINAL_FACTOR,  PARAMETER_POWER,         PARAMETER_CYCLE_STEPS,
    PARAMETER_CYCLE_MULT,      PARAMETER_TIMESCALE,     PARAMETER_NUM_CYCLES,    PARAMETER_CYCLE_GAMMA,
    PARAMETER_POINTS,          PARAMETER_WARMUP_JOIN,   PARAMETER_WARMUP_POWER,  PARAMETER_FLOOR,
    PARAMETER_WARMUP_INTERVAL, PARAMETER_DECAY_INTERVAL};

static bool differs_from_pins(const Scenario *scenario, const Schedule *schedule, ParameterId id) {
    for (size_t i = 0; i < scenario->pin_count; i++)
        if (!parameter_same(schedule, &scenario->pins[i].schedule, id)) return true;
    return false;
}

/* Reasons to tell of a parameter, the weightiest first. The last one serves to tell equal names apart. */
typedef enum Reason { UNUSUAL_AND_NEW, UNUSUAL, NEW, REASONS } Reason;

static Reason reason_for(const Scenario *scenario, const Schedule *schedule, ParameterId id) {
    Schedule usual = schedule_default();
    bool unusual = !parameter_same(schedule, &usual, id), new = differs_from_pins(scenario, schedule, id);
    if (!parameter_applies(schedule, id) || !(unusual || new)) return REASONS;
    return !unusual ? NEW : new ? UNUSUAL_AND_NEW : UNUSUAL;
}

static void add_extra(const Schedule *schedule, ParameterId id, Text *out, Text *scratch) {
    const char *value = value_text(schedule, id, scratch);
    if (out->length) text_add(out, " · ");
    switch (id) {
    case PARAMETER_DECAY: text_addf(out, "%s", value); break;
    case PARAMETER_WARMUP_METHOD: text_addf(out, "%s warm-up", value); break;
    case PARAMETER_TOTAL_STEPS: text_addf(out, "of %s", value); break;
    default: text_addf(out, "%s %s", parameters[id].key, value);
    }
}

static bool is_taken(const Scenario *scenario, const char *name) {
    for (size_t i = 0; i < scenario->pin_count; i++)
        if (!strcmp(text_string(&scenario->pins[i].name), name)) return true;
    return false;
}

/* Adds at most `max` parameters to the name and returns how many it added. */
static int add_extras(const Scenario *scenario, const Schedule *schedule, Reason reason, int max, Text *out,
                      Text *scratch) {
    int added = 0;
    for (size_t i = 0; i < sizeof extras / sizeof *extras && added < max; i++) {
        if (reason_for(scenario, schedule, extras[i]) != reason) continue;
        add_extra(schedule, extras[i], out, scratch);
        added++;
    }
    return added;
}

/* True if all pins share the warm-up, which then does not tell this one. */
static bool shares_warmup(const Scenario *scenario, const Schedule *schedule) {
    return scenario->pin_count > 0 && !differs_from_pins(scenario, schedule, PARAMETER_WARMUP_FACTOR) &&
           !differs_from_pins(scenario, schedule, PARAMETER_WARMUP_ITERS);
}

/* Puts what tells the curve apart first, because a name that is too long is cut at its end. */
static void join(const Scenario *scenario, const Schedule *schedule, const Text *others, Text *out,
                 Text *scratch) {
    bool last = shares_warmup(scenario, schedule);
    text_clear(out);
    if (last) text_add(out, text_string(others));
    add_warmup(schedule, out, scratch);
    if (!last && others->length) add_part(out, text_string(others));
}

/* Adds what tells the curve from the pins, whether default or not. */
static void add_differences(const Scenario *scenario, const Schedule *schedule, Text *out, Text *scratch) {
    int left = EXTRAS_MAX + 1;
    for (size_t i = 0; i < sizeof extras / sizeof *extras && left > 0; i++) {
        bool applies = parameter_applies(schedule, extras[i]);
        if (!applies || !differs_from_pins(scenario, schedule, extras[i])) continue;
        add_extra(schedule, extras[i], out, scratch);
        left--;
    }
    if (!shares_warmup(scenario, schedule)) add_warmup(schedule, out, scratch);
}

void scenario_present_name(const Scenario *scenario, Text *out) {
    Text scratch = {0};
    text_clear(out);
    if (scenario->pin_count) add_differences(scenario, &scenario->schedule, out, &scratch);
    bool told = out->length && !is_taken(scenario, text_string(out));
    if (!told) scenario_pin_name(scenario, &scenario->schedule, out);
    text_free(&scratch);
}

void scenario_pin_name(const Scenario *scenario, const Schedule *schedule, Text *out) {
    Text scratch = {0}, others = {0};
    int added = add_extras(scenario, schedule, UNUSUAL_AND_NEW, EXTRAS_MAX, &others, &scratch);
    add_extras(scenario, schedule, UNUSUAL, EXTRAS_MAX - added, &others, &scratch);
    join(scenario, schedule, &others, out, &scratch);
    if (is_taken(scenario, text_string(out))) {
        add_extras(scenario, schedule, NEW, EXTRAS_MAX, &others, &scratch);
        join(scenario, schedule, &others, out, &scratch);
    }
    text_setf(&scratch, "%s", text_string(out));
    for (int i = 2; is_taken(scenario, text_string(out)); i++)
        text_setf(out, "%s (%d)", text_string(&scratch), i);
    text_free(&scratch);
    text_free(&others);
}

/* --- beside the present curve --- */

/* The parts that a name of the present curve could have. */
static void add_all_parts(const Schedule *schedule, Text *out, Text *scratch) {
    add_warmup(schedule, out, scratch);
    for (size_t i = 0; i < sizeof extras / sizeof *extras; i++)
        if (parameter_applies(schedule, extras[i])) add_extra(schedule, extras[i], out, scratch);
}

static bool has_part(const char *parts, const char *part, size_t bytes) {
    static const char dot[] = " \u00b7 ";
    for (const char *at = parts; at; at = strstr(at, dot), at = at ? at + strlen(dot) : NULL) {
        const char *end = strstr(at, dot);
        size_t length = end ? (size_t)(end - at) : strlen(at);
        if (length == bytes && !strncmp(at, part, bytes)) return true;
    }
    return false;
}

/* Adds the parts of a name that none of the others has, or with `all` that not all of them have; the whole name where
   there is none. */
static void add_parts(const char *name, const char *const *others, size_t count, bool all, Text *out) {
    static const char dot[] = " \u00b7 ";
    text_clear(out);
    for (const char *at = name; at;) {
        const char *end = strstr(at, dot);
        size_t bytes = end ? (size_t)(end - at) : strlen(at), have = 0;
        for (size_t i = 0; i < count; i++) have += has_part(others[i], at, bytes);
        bool known = all ? count && have == count : have > 0;
        if (!known) {
            if (out->length) text_add(out, dot);
            text_add_bytes(out, at, bytes);
        }
        at = end ? end + strlen(dot) : NULL;
    }
    if (!out->length) text_add(out, name);
}

void scenario_brief_name(const Scenario *scenario, const char *name, Text *out) {
    Text present = {0}, scratch = {0};
    add_all_parts(&scenario->schedule, &present, &scratch);
    const char *parts = text_string(&present);
    add_parts(name, &parts, 1, false, out);
    text_free(&present);
    text_free(&scratch);
}

void scenario_brief_present_name(const Scenario *scenario, const char *name, Text *out) {
    const char **names = memory_resize(NULL, scenario->pin_count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < scenario->pin_count; i++)
        if (scenario->pins[i].shown) names[count++] = text_string(&scenario->pins[i].name);
    add_parts(name, names, count, true, out);
    free(names);
}
