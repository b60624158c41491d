#include "schedule/shape_text.h"

#include "schedule/shape.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

const ShapeSpelling shape_python = {.elapsed = "elapsed",
                                    .math = "math.",
                                    .minimum = "min",
                                    .cosine = "math.cos(math.pi * ",
                                    .python = true,
                                    .cycles = true};
const ShapeSpelling shape_formula = {
    .elapsed = "c", .math = "math.", .minimum = "min", .cosine = "cospi(", .cycles = true};

/* --- words of a text --- */

static bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

static size_t word_at(const char *text) {
    size_t length = 0;
    while (in_word(text[length])) length++;
    return length;
}

static bool is_word(const char *text, size_t length, const char *word) {
    return length == strlen(word) && !memcmp(text, word, length);
}

static bool mentions(const char *text, const char *word) {
    while (*text) {
        size_t length = word_at(text);
        if (length && is_word(text, length, word)) return true;
        text += length ? length : 1;
    }
    return false;
}

/* Adds the text with c, a, t, math. and cospi( as they are spelled; a is called `alpha`. */
static void add_spelled(const char *text, const ShapeSpelling *spelling, const char *alpha, Text *out) {
    while (*text) {
        size_t length = word_at(text), taken = length ? length : 1;
        if (length && is_word(text, length, "c")) {
            text_add(out, spelling->elapsed);
        } else if (length && is_word(text, length, "a")) {
            text_add(out, alpha);
        } else if (length && is_word(text, length, "t")) {
            text_add(out, "step");
        } else if (!strncmp(text, "math.", 5)) {
            text_add(out, spelling->math);
            taken = 5;
        } else if (!strncmp(text, "cospi(", 6)) {
            text_add(out, spelling->cosine);
            taken = 6;
        } else {
            text_add_bytes(out, text, taken);
        }
        text += taken;
    }
}

/* --- what there is to be said --- */

static bool warms(const Schedule *schedule) {
    return schedule->warmup_iters > 0;
}

static bool decays(const Schedule *schedule) {
    return !schedule_decay_is_flat(schedule);
}

/* The warm-up is no factor, but goes from warmup_factor to the decay. */
static bool goes_over(const Schedule *schedule) {
    bool join = schedule->warmup_join == JOIN_MEET || schedule->warmup_join == JOIN_BLEND;
    return join && decays(schedule);
}

/* More than a product of functions of the same step. */
static bool is_involved(const Schedule *schedule) {
    bool joins = warms(schedule) && decays(schedule) && schedule->warmup_join != JOIN_MULTIPLY;
    bool stairs = (warms(schedule) && schedule->warmup_interval > 1) ||
                  (decays(schedule) && schedule->decay_interval > 1);
    return joins || stairs || schedule_has_floor(schedule);
}

static const char *text_of(const Schedule *schedule) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    bool plain = kind->plain && parameter_is_default(schedule, kind->plain_at);
    return plain ? kind->plain : kind->text;
}

/* --- warm-up --- */

static void write_value(const char *indent, const char *before, const char *value, const char *after,
                        Text *out) {
    text_addf(out, "%s%s%s%s\n", indent, before, value, after);
}

/* Sets alpha to s. */
static void write_rise(const WarmupKind *kind, const ShapeSpelling *spelling, const char *indent,
                       const char *ratio, Text *out) {
    bool straight = !strcmp(kind->rise_text, "a");
    bool of_share = mentions(kind->rise_text, "a");
    if (of_share) text_addf(out, "%s%s = %s\n", indent, straight ? "alpha" : "progress", ratio);
    if (straight) return;
    text_addf(out, "%salpha = ", indent);
    add_spelled(kind->rise_text, spelling, "progress", out);
    text_add(out, "\n");
}

void schedule_write_warmup(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                           const char *ratio, const char *before, const char *after, Text *out) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    bool mean = schedule->warmup_join == JOIN_MEET || schedule->warmup_join == JOIN_BLEND;
    if (!kind->text || mean) {
        write_rise(kind, spelling, indent, ratio, out);
        bool to_decay = goes_over(schedule);
        write_value(indent, before,
                    to_decay ? "warmup_factor * (1 - alpha) + target * alpha"
                             : "warmup_factor * (1 - alpha) + alpha",
                    after, out);
        return;
    }
    if (mentions(kind->text, "a")) text_addf(out, "%salpha = %s\n", indent, ratio);
    text_addf(out, "%s%s", indent, before);
    add_spelled(kind->text, spelling, "alpha", out);
    text_addf(out, "%s\n", after);
}

/* --- decay --- */

/* cycle_steps may be a fraction such as 1000/3, which no double is: where a cycle begins at a whole step but
   for rounding, it begins there. */
static void write_fractional_cycle(const char *indent, const char *elapsed, Text *out) {
    static const char *const lines[] = {
        "i = %s // cycle_steps\n",
        "b = (i + 1) * cycle_steps\n",
        "b = round(b) if abs(b - round(b)) <= b * 2 ** -50 else b\n",
        "i = i + 1 if %s >= b else i\n",
        "b = i * cycle_steps\n",
        "b = round(b) if abs(b - round(b)) <= b * 2 ** -50 else b\n",
        "x = min((%s - b) / cycle_steps, 1)\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *at = strstr(lines[i], "%s");
        text_add(out, indent);
        if (at) {
            text_add_bytes(out, lines[i], (size_t)(at - lines[i]));
            text_add(out, elapsed);
        }
        text_add(out, at ? at + 2 : lines[i]);
    }
}

/* How many cycles end before the last step that the decay is asked for, which joins may ask for beyond the
   run: so often the language, which has no loops, looks. */
static int cycles_ended(const Schedule *schedule) {
    double end = (double)schedule->total_steps - 1;
    double last = schedule_elapsed(schedule, fmax(end, (double)schedule->warmup_iters));
    return (int)schedule_cycle(schedule, last).index;
}

static void write_growing_cycle(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                                bool counted, Text *out) {
    int times = spelling->python ? 1 : cycles_ended(schedule);
    if (counted) text_addf(out, "%si = 0\n", indent);
    text_addf(out, "%sb = 0\n%sn = cycle_steps\n", indent, indent);
    for (int i = 0; i < times; i++) {
        text_addf(out, "%s%s %s >= b + n:\n", indent, spelling->python ? "while" : "if", spelling->elapsed);
        if (counted) text_addf(out, "%s    i = i + 1\n", indent);
        text_addf(out, "%s    b = b + n\n%s    n = n * cycle_mult\n", indent, indent);
    }
    text_addf(out, "%sx = (%s - b) / n\n", indent, spelling->elapsed);
}

/* Sets x, and i where it is `counted`. */
static void write_cycle(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                        bool counted, Text *out) {
    bool grows = schedule->decay == DECAY_COSINE_RESTARTS && schedule->cycle_mult > 1;
    bool whole = schedule->cycle_steps == floor(schedule->cycle_steps);
    if (grows) {
        write_growing_cycle(schedule, spelling, indent, counted, out);
    } else if (!whole) {
        write_fractional_cycle(indent, spelling->elapsed, out);
    } else {
        if (counted) text_addf(out, "%si = %s // cycle_steps\n", indent, spelling->elapsed);
        text_addf(out, "%sx = %s %% cycle_steps / cycle_steps\n", indent, spelling->elapsed);
    }
}

static bool has_peaks(const Schedule *schedule) {
    return schedule_decays[schedule->decay].peak && schedule->cycle_gamma != 1;
}

/* final_factor*(1-w) + w, which is w for an end at 0; peak*w instead of w where peaks change. */
static void write_mean(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                       const char *before, const char *after, Text *out) {
    bool to_zero = schedule->final_factor == 0, peaks = has_peaks(schedule), alone = to_zero && !peaks;
    text_addf(out, "%s%s", indent, alone ? before : "w = ");
    add_spelled(text_of(schedule), spelling, "", out);
    text_addf(out, "%s\n", alone ? after : "");
    if (alone) return;
    text_addf(out, "%s%s%s", indent, before, to_zero ? "" : "final_factor * (1 - w) + ");
    if (peaks) text_addf(out, "%s * ", schedule_decays[schedule->decay].peak);
    text_addf(out, "w%s\n", after);
}

void schedule_write_decay(const Schedule *schedule, const ShapeSpelling *spelling, const char *indent,
                          const char *before, const char *after, Text *out) {
    const DecayKind *kind = &schedule_decays[schedule->decay];
    const char *text = text_of(schedule);
    if (kind->write) {
        kind->write(schedule, spelling, out);
        return;
    }
    if (mentions(text, "q"))
        text_addf(out, "%sq = %s(%s / decay_steps, 1)\n", indent, spelling->minimum, spelling->elapsed);
    if (mentions(text, "x") && spelling->cycles)
        write_cycle(schedule, spelling, indent, mentions(text, "i") || has_peaks(schedule), out);
    if (kind->mean) {
        write_mean(schedule, spelling, indent, before, after, out);
        return;
    }
    text_addf(out, "%s%s", indent, before);
    add_spelled(text, spelling, "", out);
    text_addf(out, "%s\n", after);
}

/* --- both --- */

/* "step" on its stair. */
static void add_stair(const char *step, int64_t interval, const char *name, Text *out) {
    if (interval > 1)
        text_addf(out, "%s // %s * %s", step, name, name);
    else
        text_add(out, step);
}

/* The decay's value at a step. */
static void add_decay_at(const Schedule *schedule, const char *step, Text *out) {
    if (!decays(schedule)) {
        text_add(out, "1");
        return;
    }
    bool late = schedule_decay_start(schedule) > 0;
    text_add(out, late ? "decay(max(0, " : "decay(");
    add_stair(step, schedule->decay_interval, "decay_interval", out);
    text_add(out, late ? " - decay_start))" : ")");
}

static void add_joined(const Schedule *schedule, Text *out) {
    switch (decays(schedule) ? schedule->warmup_join : JOIN_REPLACE) {
    case JOIN_REPLACE: text_add(out, "warmup(at)"); break;
    case JOIN_MEET:
        text_add(out, "warmup(at, ");
        add_decay_at(schedule, "warmup_iters", out);
        text_add(out, ")");
        break;
    case JOIN_BLEND: text_add(out, "warmup(at, value)"); break;
    case JOIN_MULTIPLY: text_add(out, "warmup(at) * value"); break;
    case JOIN_COUNT: break;
    }
}

static void write_floored(const Schedule *schedule, const ShapeSpelling *spelling, Text *out) {
    if (!schedule_has_floor(schedule))
        text_add(out, "    return value\n");
    else if (spelling->python)
        text_add(out, "    return max(floor, value)\n");
    else /* there floor is the function of that name */
        text_addf(out, "    return max(%s, value)\n", number_exact(schedule->floor).text);
}

static void write_involved_factor(const Schedule *schedule, const ShapeSpelling *spelling, Text *out) {
    text_add(out, "def factor(step):\n    value = ");
    add_decay_at(schedule, "step", out);
    text_add(out, "\n");
    if (warms(schedule)) {
        text_add(out, "    at = ");
        add_stair("step", schedule->warmup_interval, "warmup_interval", out);
        text_add(out, "\n    if at < warmup_iters:\n        value = ");
        add_joined(schedule, out);
        text_add(out, "\n");
    }
    write_floored(schedule, spelling, out);
}

static void write_product(const Schedule *schedule, Text *out) {
    text_addf(out, "def factor(step):\n    return %s", warms(schedule) ? "warmup(step) * " : "");
    add_decay_at(schedule, "step", out);
    text_add(out, "\n");
}

/* Returns what a formula's one function is called; Python's are named for what they are. */
static const char *name_of(const char *name, const ShapeSpelling *spelling, bool both) {
    return both || spelling->python ? name : "factor";
}

static void write_warmup(const Schedule *schedule, const ShapeSpelling *spelling, bool both, Text *out) {
    text_addf(out, "def %s(step%s):\n", name_of("warmup", spelling, both),
              goes_over(schedule) ? ", target" : "");
    if (!is_involved(schedule)) text_add(out, "    if step >= warmup_iters:\n        return 1\n");
    schedule_write_warmup(schedule, spelling, "    ", "step / warmup_iters", "return ", "", out);
}

static void write_decay(const Schedule *schedule, const ShapeSpelling *spelling, bool both, Text *out) {
    ShapeSpelling alone = *spelling;
    if (!both && !spelling->python) alone.elapsed = "step";
    text_addf(out, "def %s(%s):\n", name_of("decay", spelling, both), alone.elapsed);
    schedule_write_decay(schedule, &alone, "    ", "return ", "", out);
}

const char *schedule_function_name(const Schedule *schedule) {
    bool late = decays(schedule) && schedule_decay_start(schedule) > 0;
    if (is_involved(schedule) || late || (warms(schedule) && decays(schedule))) return "factor";
    return warms(schedule) ? "warmup" : decays(schedule) ? "decay" : NULL;
}

void schedule_write_functions(const Schedule *schedule, const ShapeSpelling *spelling, Text *out) {
    const char *name = schedule_function_name(schedule);
    bool both = name && !strcmp(name, "factor");
    if (warms(schedule)) write_warmup(schedule, spelling, both, out);
    if (warms(schedule) && (decays(schedule) || both)) text_add(out, "\n\n");
    if (decays(schedule)) write_decay(schedule, spelling, both, out);
    if (decays(schedule) && both) text_add(out, "\n\n");
    if (both && is_involved(schedule)) write_involved_factor(schedule, spelling, out);
    if (both && !is_involved(schedule)) write_product(schedule, out);
}

bool schedule_functions_call(const Schedule *schedule, const char *name) {
    const WarmupKind *kind = &schedule_warmups[schedule->warmup_method];
    const char *warmup = kind->text ? kind->text : kind->rise_text, *decay = text_of(schedule);
    bool both = goes_over(schedule) && strstr(kind->rise_text, name);
    return (warms(schedule) && (both || strstr(warmup, name))) ||
           (decays(schedule) && decay && strstr(decay, name));
}

bool schedule_functions_bisect(const Schedule *schedule) {
    return decays(schedule) && schedule_decays[schedule->decay].write;
}
