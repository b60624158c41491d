#include "runlog/line_place.h"

#include <ctype.h>
#include <string.h>

/* What a line looks like: % is a number, a blank any number of blanks (also none), everything else itself.
   `means` says what each number is: s step, e epoch, i step inside the epoch, l length of an epoch, t steps
   in all, k updates skipped, f and m the first and the last step of those whose mean is told, - nothing.
   Where `also` is not NULL it has to stand in the line too. The first row that is found in a line counts. */
typedef struct Pattern {
    const char *text, *means, *writer, *also;
} Pattern;

static const Pattern patterns[] = {
    {"Epoch(train) [%][ %/ %]", "eil", "mmengine", "data_time:"},
    {"Iter(train) [ %/ %]", "st", "mmengine by iteration", "data_time:"},
    {"Epoch [%][ %/ %]", "eil", "mmcv", "data_time:"},
    {"Iter [ %/ %]", "st", "mmcv by iteration", "data_time:"},
    {"Epoch: [%] [ %/ %] eta:", "eil", "torchvision", "loss_classifier:"},
    {"Epoch: [%] [ %/ %] learning_rate:", "eil", "paddle detection", NULL},
    {"Train: [%/%][ %/ %]", "e-il", "swin", NULL},
    {"Train: % [ %/ %", "eil", "timm", NULL},
    {"epoch: %/%, iter: %/%", "e-il", "yolox", "mem:"},
    {"iteration %/ % |", "st", "megatron", "elapsed time per iteration"},
    {"step=%, skipped=%", "sk", "deepspeed", NULL},
    {"num_updates=%", "s", "fairseq", NULL},
    {"\"num_updates\": \"%\"", "s", "fairseq", NULL},
    {"%epoch:train:%-%batch:", "efm", "espnet", "epoch:train:"},
    {"%: %.%, %.% avg", "s----", "darknet", " rate, "},
    {"sgd_solver.cpp:%] Iteration %, lr = ", "-s", "caffe", NULL},
    {"s:% trl:", "s", "llm.c", NULL},
    {"iter: % ", "s", "detectron2", "total_loss:"},
    {"Step % | ", "s", "torchtune", "loss:"},
    {"s:% trl:", "s", "llmc", NULL},
    {"Steps: %/ %", "st", "accelerate", NULL},
};
enum { PATTERNS = sizeof patterns / sizeof *patterns, NUMBERS_MAX = 5 };

bool line_is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *behind_blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    return at;
}

/* Returns behind the whole number at `at`, or NULL. */
static const char *read_whole(const char *at, const char *end, double *value) {
    const char *first = at;
    for (*value = 0; at < end && is_digit(*at) && at - first < 18; at++) *value = *value * 10 + (*at - '0');
    return at > first ? at : NULL;
}

/* Returns behind the pattern at `at`, or NULL. */
static const char *match_here(const char *pattern, const char *at, const char *end, double *numbers) {
    for (; *pattern; pattern++) {
        if (*pattern == ' ') {
            at = behind_blanks(at, end);
        } else if (*pattern == '%') {
            at = read_whole(at, end, numbers++);
            if (!at) return NULL;
        } else if (at >= end || *at++ != *pattern) {
            return NULL;
        }
    }
    return at;
}

static bool has(const char *line, const char *end, const char *text) {
    size_t length = strlen(text);
    for (const char *at = line; at < end && (at = memchr(at, *text, (size_t)(end - at))); at++)
        if ((size_t)(end - at) >= length && !memcmp(at, text, length)) return true;
    return false;
}

/* True if a pattern that begins with a number stands in the line. */
static bool match_number_first(const Pattern *pattern, const char *line, const char *end, double *numbers) {
    for (const char *at = line; at < end; at++)
        if (is_digit(*at) && (at == line || !line_is_word(at[-1])) &&
            match_here(pattern->text, at, end, numbers))
            return true;
    return false;
}

/* True if the pattern stands anywhere in the line, not inside a word. */
static bool match(const Pattern *pattern, const char *line, const char *end, double *numbers) {
    const char *text = pattern->text + strspn(pattern->text, " ");
    if (*text == '%') return has(line, end, pattern->also) && match_number_first(pattern, line, end, numbers);
    for (const char *at = line; at < end && (at = memchr(at, *text, (size_t)(end - at))); at++) {
        if (at > line && line_is_word(at[-1]) && line_is_word(*text)) continue;
        if (match_here(text, at, end, numbers)) return !pattern->also || has(line, end, pattern->also);
    }
    return false;
}

/* Returns which pattern the line has, from 1: that of the line before, else the first; 0 for none. */
static int find_pattern(int last, const char *line, const char *end, double *numbers) {
    if (last > 0 && match(&patterns[last - 1], line, end, numbers)) return last;
    for (int i = 0; i < PATTERNS; i++)
        if (match(&patterns[i], line, end, numbers)) return i + 1;
    return 0;
}

static Place place_of_pattern(const Pattern *pattern, const double *numbers) {
    Place place = {.writer = pattern->writer};
    for (size_t i = 0; pattern->means[i]; i++) {
        switch (pattern->means[i]) {
        case 's':
        case 'i': place.step = numbers[i], place.has_step = true; break;
        case 'e': place.epoch = numbers[i], place.has_epoch = true; break;
        case 'l': place.length = numbers[i]; break;
        case 'k': place.skipped = numbers[i]; break;
        case 'm': /* the first stands before it */
            place.step = (numbers[i - 1] + numbers[i]) / 2, place.has_step = true;
            place.length = numbers[i];
            break;
        case 't': place.total = numbers[i]; break;
        default: break;
        }
    }
    return place;
}

/* Lines of no known writer: words that count something, and the number behind them. */

typedef struct Counter {
    const char *word;
    size_t length;
    int order; /* of several in a line the lowest counts; 0: an epoch */
} Counter;

#define COUNTER(word, order)                                                                                 \
    { word, sizeof word - 1, order }
static const Counter counters[] = {
    COUNTER("epoch", 0),      COUNTER("global_step", 1), COUNTER("global step", 1), COUNTER("global-step", 1),
    COUNTER("globalstep", 1), COUNTER("num_updates", 1), COUNTER("iteration", 2),   COUNTER("iter", 2),
    COUNTER("iters", 2),      COUNTER("step", 3),        COUNTER("steps", 4),       COUNTER("update", 5),
    COUNTER("updates", 6),    COUNTER("it", 7),          COUNTER("batch", 8),       COUNTER("minibatch", 8)};
#undef COUNTER

/* Reads a count: whole, with thousands marked by commas, in thousands (10k), or an epoch with decimals. */
static const char *read_count(const char *at, const char *end, double *value) {
    at = read_whole(at, end, value);
    if (!at) return NULL;
    while (end - at > 3 && *at == ',' && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) &&
           (end - at == 4 || !is_digit(at[4]))) {
        *value = *value * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
        at += 4;
    }
    double unit = 0.1;
    if (end - at > 1 && *at == '.' && is_digit(at[1]))
        for (at++; at < end && is_digit(*at); at++, unit /= 10) *value += unit * (*at - '0');
    if (at < end && (*at == 'k' || *at == 'K') && (end - at == 1 || !line_is_word(at[1])))
        *value *= 1000, at++;
    return at;
}

/* Returns behind "/ 500", "]/[500", "of 500" and the like, or `at` where nothing of that kind follows. */
static const char *read_total(const char *at, const char *end, double *total) {
    const char *here = at;
    while (here < end && strchr(" \t])", *here)) here++;
    bool slash = here < end && *here == '/';
    if (!slash && !(end - here > 3 && !memcmp(here, "of ", 3))) return at;
    here += slash ? 1 : 3;
    while (here < end && strchr(" \t[(", *here)) here++;
    const char *behind = read_count(here, end, total);
    return behind ? behind : at;
}

static bool begins(const char *at, const char *end, const char *word, size_t length) {
    if ((size_t)(end - at) <= length) return false;
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)at[i]) != word[i]) return false;
    return true;
}

/* Returns the number behind a counting word at `at`; NULL where there is none. */
static const char *number_behind(const char *at, const char *end, size_t word) {
    enum { SEPARATORS_MAX = 8 };
    const char *behind = at + word;
    if (line_is_word(*behind) && !is_digit(*behind)) return NULL;
    for (int i = 0; behind < end && !is_digit(*behind); i++, behind++)
        if (i >= SEPARATORS_MAX || !strchr(" \t:=#[(<'\"-", *behind)) return NULL;
    return behind < end ? behind : NULL;
}

static const Counter *counter_at(const char *at, const char *end, const char **number) {
    char first = (char)(*at | 32), second = (char)(at[1] | 32);
    if (first < 'b' || first > 'u') return NULL;
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
        const Counter *counter = &counters[i];
        if (counter->word[0] != first || counter->word[1] != second) continue;
        if (!begins(at, end, counter->word, counter->length)) continue;
        *number = number_behind(at, end, counter->length);
        if (*number) return counter;
    }
    return NULL;
}

/* Steps without a word: "[ 20/7329]", "(460/472)" or "| 200/ 3367 batches", behind the epoch if there is one.
 */
static void find_bracket(const char *from, const char *end, Place *place) {
    double step, of;
    for (const char *at = from; at < end; at++) {
        if (*at != '[' && *at != '(' && *at != '|') continue;
        const char *number = behind_blanks(at + 1, end);
        const char *behind = read_count(number, end, &step);
        if (!behind || read_total(behind, end, &of) == behind) continue;
        place->step = step;
        place->of = of;
        place->has_step = true;
        return;
    }
}

static bool generic_place(const char *line, const char *end, Place *place) {
    int order = 100;
    const char *behind_epoch = line;
    *place = (Place){0};
    for (const char *at = line; at < end; at++) {
        const char *number;
        double value, of = 0;
        if (!isalpha((unsigned char)*at)) continue;
        if (at > line && ((line_is_word(at[-1]) && !is_digit(at[-1])) || at[-1] == '/'))
            continue; /* ms/batch */
        const Counter *counter = counter_at(at, end, &number);
        if (!counter || (counter->order ? counter->order >= order : place->has_epoch)) continue;
        const char *behind = read_count(number, end, &value);
        if (!behind || (behind < end && line_is_word(*behind))) continue;
        behind = read_total(behind, end, &of);
        if (counter->order) {
            order = counter->order;
            place->step = value, place->of = of, place->has_step = true;
        } else {
            place->epoch = value, place->epochs = of, place->has_epoch = true;
            behind_epoch = behind;
        }
    }
    if (!place->has_step) find_bracket(behind_epoch, end, place);
    return place->has_step || place->has_epoch;
}

bool line_place(const char *line, const char *end, int *last, Place *place) {
    double numbers[NUMBERS_MAX] = {0};
    *last = find_pattern(*last, line, end, numbers);
    if (!*last) return generic_place(line, end, place);
    *place = place_of_pattern(&patterns[*last - 1], numbers);
    return true;
}

/* True if at most three words stand before it, none of which tells of some other time. */
static bool heads(const char *line, const char *at) {
    static const char *const passing[] = {"best", "last",  "at",     "from",     "since",   "on",    "saved",
                                          "per",  "until", "saving", "resuming", "resumed", "after", "in"};
    int words = 0;
    for (const char *here = line; here < at;) {
        const char *first = here;
        while (here < at && isalpha((unsigned char)*here)) here++;
        for (size_t i = 0; here > first && i < sizeof passing / sizeof *passing; i++)
            if (strlen(passing[i]) == (size_t)(here - first) &&
                begins(first, at + 1, passing[i], (size_t)(here - first)))
                return false;
        words += here > first;
        if (here == first) here++;
    }
    return words <= 3;
}

bool line_heading(const char *line, const char *end, Place *place) {
    enum { LOOKED_AT = 100 };
    if (end - line > LOOKED_AT) end = line + LOOKED_AT;
    for (const char *at = line; at < end; at++) {
        const char *number;
        if (!isalpha((unsigned char)*at) || (at > line && line_is_word(at[-1]))) continue;
        if (counter_at(at, end, &number)) return heads(line, at) && generic_place(at, end, place);
    }
    return false;
}

bool line_bar(const char *line, const char *end, double *done, double *total) {
    double numbers[2];
    bool found = false;
    for (const char *at = line; at < end && (at = memchr(at, '|', (size_t)(end - at))); at++) {
        const char *behind = match_here("| %/%", at, end, numbers);
        if (!behind || behind >= end || (*behind != ' ' && *behind != '[')) continue;
        found = true;
        *done = numbers[0];
        *total = numbers[1];
    }
    return found;
}
