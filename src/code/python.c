#include "code/python.h"

#include "code/recipe.h"
#include "schedule/parameters.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void python_real(double value, Text *out) {
    text_add(out, recipe_number(value, " / ").text);
}

void python_count(int64_t value, Text *out) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        bool group = length > 4 && i && (length - i) % 3 == 0 && digits[i - 1] != '-';
        text_addf(out, "%s%c", group ? "_" : "", digits[i]);
    }
}

void python_set_real(const char *name, double value, Text *out) {
    text_addf(out, "%s = ", name);
    python_real(value, out);
    text_add(out, "\n");
}

void python_set_count(const char *name, int64_t value, Text *out) {
    text_addf(out, "%s = ", name);
    python_count(value, out);
    text_add(out, "\n");
}

void python_milestones(const Schedule *schedule, int64_t shift, Text *out) {
    text_add(out, "[");
    for (int i = 0; i < schedule->milestone_count; i++) {
        text_add(out, i ? ", " : "");
        python_count(schedule->milestones[i] + shift, out);
    }
    text_add(out, "]");
}

/* Breaks what stands behind `start`, a comment in one line, at spaces. Within `out` itself: code is written
   anew with every change of a slider, and such frames are to allocate nothing. */
static void break_comment(size_t start, Text *out) {
    enum { WIDTH = 88 };
    size_t line = start, space = 0;
    for (size_t i = start + 2; i < out->length; i++) {
        if (i - line >= WIDTH && out->data[i] != ' ' && space > line) {
            text_add(out, "# ");
            memmove(out->data + space + 3, out->data + space + 1, out->length - space - 3);
            memcpy(out->data + space, "\n# ", 3);
            i = (line = space + 1) + 2;
        }
        if (out->data[i] == ' ') space = i;
    }
    text_add(out, "\n");
}

void python_recipe(const Schedule *schedule, Text *out) {
    size_t start = out->length;
    text_add(out, "# ");
    recipe_describe(schedule, out);
    break_comment(start, out);
}

void python_decay_steps(const Schedule *schedule, const char *start, Text *out) {
    bool to_end = schedule->decay_steps == SCHEDULE_AUTO && recipe_last_elapsed(schedule) >= 0;
    bool from_zero = to_end && schedule_decay_start(schedule) == 0;
    if (from_zero)
        text_add(out, "total_steps");
    else if (to_end)
        text_addf(out, "total_steps - %s", start);
    else
        python_count(schedule_decay_steps(schedule), out);
}

static void set_decay_start(const Schedule *schedule, Text *out) {
    int64_t start = schedule_decay_start(schedule);
    if (start == 0) return;
    if (recipe_follows(schedule))
        text_add(out, "decay_start = warmup_iters\n");
    else
        python_set_count("decay_start", start, out);
}

static void set_points(const Schedule *schedule, Text *out) {
    text_add(out, "point_steps = [");
    for (int i = 0; i < schedule->point_count; i++)
        text_addf(out, "%s%" PRId64, i ? ", " : "", schedule->points[i].step);
    text_add(out, "]\npoint_factors = [");
    for (int i = 0; i < schedule->point_count; i++)
        text_addf(out, "%s%s", i ? ", " : "", number_exact(schedule->points[i].factor).text);
    text_add(out, "]\n");
}

static void set_parameter(const Schedule *schedule, ParameterId id, Text *out) {
    const char *key = parameters[id].key;
    double value = parameter_is_list(id) ? 0 : parameter_effective(schedule, id);
    if (id == PARAMETER_DECAY_START) {
        set_decay_start(schedule, out);
    } else if (id == PARAMETER_DECAY_STEPS) {
        text_addf(out, "%s = ", key);
        python_decay_steps(schedule, "decay_start", out);
        text_add(out, "\n");
    } else if (parameters[id].type == PARAMETER_PAIRS) {
        set_points(schedule, out);
    } else if (parameters[id].type == PARAMETER_LIST) {
        text_addf(out, "%s = ", key);
        python_milestones(schedule, 0, out);
        text_add(out, "\n");
    } else if (parameters[id].type == PARAMETER_WHOLE) {
        python_set_count(key, (int64_t)value, out);
    } else {
        python_set_real(key, value, out);
    }
}

/* True if the value needs no name: a length of 1, an end at 0. */
static bool is_plain(const Schedule *schedule, ParameterId id) {
    bool length = id == PARAMETER_CYCLE_MULT || id == PARAMETER_STEP_SIZE;
    return (length && parameter_get(schedule, id) == 1) ||
           (id == PARAMETER_FINAL_FACTOR && schedule->final_factor == 0);
}

/* True if the formulas name the parameter's number. */
static bool named(const Schedule *schedule, ParameterId id) {
    bool whole_run = id == PARAMETER_BASE_LR || id == PARAMETER_TOTAL_STEPS || id == PARAMETER_FLOOR;
    bool part = id < PARAMETER_DECAY ? id >= PARAMETER_WARMUP_METHOD && recipe_warms(schedule)
                                     : recipe_decays(schedule);
    bool number = parameters[id].type != PARAMETER_CHOICE && !is_plain(schedule, id);
    return (whole_run || part) && number && parameter_shows(schedule, id);
}

void python_constants(const Schedule *schedule, Text *out) {
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
        if (named(schedule, id)) set_parameter(schedule, id, out);
}
