#include "cli/steps.h"

#include "base/number.h"
#include "schedule/epochs.h"

#include <math.h>
#include <string.h>

enum { NUMBER_BYTES = 128 };

/* Returns the amount of "6e" or "50%", as in schedule/epochs.h; 0: the text is neither. */
static double read_amount(const char *text) {
    char number[NUMBER_BYTES];
    double value, share;
    size_t length = strlen(text);
    if (number_parse_percent(text, &value, &share)) return -value;
    if (length < 2 || length > sizeof number || !strchr("eE", text[length - 1])) return 0;
    memcpy(number, text, length - 1);
    number[length - 1] = 0;
    return number_parse(number, &value) && value > 0 ? value : 0;
}

/* Reads a count, also "0e", which is step 0 whatever an epoch is. */
static bool read_count(const char *text, const Schedule *schedule, double *value) {
    double amount = read_amount(text);
    bool zero = !strcmp(text, "0e") || !strcmp(text, "0%");
    if (amount == 0 && !zero) return number_parse(text, value);
    *value = zero || !schedule ? 0 : epochs_steps(schedule, amount);
    return zero || amount < 0 || !schedule || schedule_steps_per_epoch(schedule) > 0;
}

static bool read_step(const char *text, const Schedule *schedule, int64_t *step) {
    double value;
    if (!read_count(text, schedule, &value) || value != floor(value)) return false;
    if (value < 0 || value > (double)SCHEDULE_STEPS_MAX) return false;
    *step = (int64_t)value;
    return true;
}

/* Cuts the text at `mark` and returns what is behind it, NULL where it is not there. */
static char *cut(char *text, const char *mark) {
    char *at = strstr(text, mark);
    if (!at) return NULL;
    *at = 0;
    return at + strlen(mark);
}

/* Reads "250", "999..1001" or "0..100k:1000". */
static bool read_piece(char *piece, const Schedule *schedule, CliSteps *steps) {
    char *last = cut(piece, ".."), *stride = last ? cut(last, ":") : NULL;
    steps->stride = 1;
    if (!read_step(piece, schedule, &steps->first)) return false;
    if (!read_step(last ? last : piece, schedule, &steps->last)) return false;
    if (stride && (!read_step(stride, schedule, &steps->stride) || (schedule && steps->stride < 1)))
        return false;
    return !schedule || steps->first <= steps->last;
}

bool cli_steps_next(const char **at, const Schedule *schedule, CliSteps *steps) {
    char piece[NUMBER_BYTES];
    size_t length = strcspn(*at, ",");
    if (length >= sizeof piece) return false;
    memcpy(piece, *at, length);
    piece[length] = 0;
    *at += length;
    *at = **at ? *at + 1 : NULL;
    return read_piece(piece, schedule, steps);
}

/* The letter ends a number there; inside one it begins an exponent. */
bool cli_steps_in_epochs(const char *list) {
    for (const char *at = list; (at = strpbrk(at, "eE")); at++)
        if (!at[1] || strchr(",.:", at[1])) return true;
    return false;
}
