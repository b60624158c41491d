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
        text_addf(out, "%s = [", key);
        for (int i = 0; i < schedule->point_count; i++) {
            text_addf(out, "%s(%" PRId64 ", ", i ? ", " : "", schedule->points[i].step);
            text_addf(out, "%s)", number_exact(schedule->points[i].factor).text);
        }
        text_add(out, "]\n");
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

/* True if the formulas name the parameter's number. */
static bool named(const Schedule *schedule, ParameterId id) {
    switch (id) {
    case PARAMETER_BASE_LR:
    case PARAMETER_TOTAL_STEPS: return true;
    case PARAMETER_WARMUP_FACTOR:
    case PARAMETER_WARMUP_ITERS: return recipe_warms(schedule);
    case PARAMETER_WARMUP_METHOD:
    case PARAMETER_DECAY: return false;
    case PARAMETER_CYCLE_MULT:
    case PARAMETER_STEP_SIZE:
        if (parameter_get(schedule, id) == 1) return false;
        break;
    case PARAMETER_FINAL_FACTOR:
        if (schedule->final_factor == 0) return false;
        break;
    case PARAMETER_WARMUP_JOIN: return false;
    case PARAMETER_WARMUP_POWER:
    case PARAMETER_WARMUP_INTERVAL: return recipe_warms(schedule) && parameter_shows(schedule, id);
    case PARAMETER_FLOOR: return parameter_shows(schedule, id);
    default: break;
    }
    return recipe_decays(schedule) && id > PARAMETER_DECAY && parameter_shows(schedule, id);
}

void python_constants(const Schedule *schedule, Text *out) {
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
        if (named(schedule, id)) set_parameter(schedule, id, out);
}

void python_warmup(const Schedule *schedule, Text *out) {
    switch (schedule->warmup_method) {
    case WARMUP_CONSTANT: text_add(out, "warmup_factor"); break;
    case WARMUP_EXPONENTIAL: text_add(out, "warmup_factor ** (1 - alpha)"); break;
    default: text_add(out, "warmup_factor * (1 - alpha) + alpha"); break;
    }
}

void python_alpha(const Schedule *schedule, const PythonSpelling *spelling, const char *indent,
                  const char *ratio, Text *out) {
    bool bent = schedule->warmup_method == WARMUP_COSINE;
    if (schedule->warmup_method == WARMUP_CONSTANT) return;
    text_addf(out, "%s%s = %s\n", indent, bent ? "progress" : "alpha", ratio);
    if (bent)
        text_addf(out, "%salpha = (1 - %s.cos(%s.pi * progress)) / 2\n", indent, spelling->math,
                  spelling->math);
}

void python_before_decay(const Schedule *schedule, const PythonSpelling *spelling, const char *indent,
                         Text *out) {
    switch (schedule->decay) {
    case DECAY_LINEAR:
    case DECAY_POLYNOMIAL:
    case DECAY_COSINE:
    case DECAY_ONE_MINUS_SQRT:
        text_addf(out, "%sq = %s(elapsed / decay_steps, 1)\n", indent, spelling->minimum);
        break;
    default: break;
    }
}

/* final_factor + (1 - final_factor) * shape, or the shape alone where it ends at 0. */
static void to_final(const Schedule *schedule, const char *shape, Text *out) {
    if (schedule->final_factor == 0)
        text_add(out, shape);
    else
        text_addf(out, "final_factor + (1 - final_factor) * %s", shape);
}

void python_decay(const Schedule *schedule, const PythonSpelling *spelling, Text *out) {
    const char *math = spelling->math;
    bool single = schedule->step_size == 1;
    char shape[96];
    switch (schedule->decay) {
    case DECAY_MULTISTEP: text_addf(out, "gamma ** %s", spelling->count_of); break;
    case DECAY_STEP: text_addf(out, "gamma ** %s", single ? "elapsed" : spelling->floor_divide); break;
    case DECAY_EXPONENTIAL:
        text_addf(out, "gamma ** %s", single ? "elapsed" : "(elapsed / step_size)");
        break;
    case DECAY_LINEAR: to_final(schedule, schedule->final_factor == 0 ? "1 - q" : "(1 - q)", out); break;
    case DECAY_POLYNOMIAL: to_final(schedule, "(1 - q) ** power", out); break;
    case DECAY_INVERSE_SQRT: text_addf(out, "1 / %s.sqrt(1 + elapsed / timescale)", math); break;
    case DECAY_ONE_MINUS_SQRT:
        snprintf(shape, sizeof shape, schedule->final_factor == 0 ? "1 - %s.sqrt(q)" : "(1 - %s.sqrt(q))",
                 math);
        to_final(schedule, shape, out);
        break;
    default:
        snprintf(shape, sizeof shape, "(1 + %s.cos(%s.pi * %s)) / 2", math, math,
                 schedule->decay == DECAY_COSINE ? "q" : "elapsed / length");
        to_final(schedule, shape, out);
        break;
    }
}
