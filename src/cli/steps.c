#include "cli/steps.h"

#include "base/number.h"
#include "schedule/schedule.h"

#include <math.h>
#include <string.h>

static bool read_step(const char *text, int64_t *step) {
    double value;
    if (!number_parse(text, &value) || value != floor(value)) return false;
    if (value < 0 || value > (double)SCHEDULE_STEPS_MAX) return false;
    *step = (int64_t)value;
    return true;
}

/* "250" or "999..1001". */
static bool read_piece(char *piece, CliSteps *steps) {
    char *dots = strstr(piece, "..");
    const char *last = dots ? dots + strlen("..") : piece;
    if (dots) *dots = 0;
    return read_step(piece, &steps->first) && read_step(last, &steps->last) && steps->first <= steps->last;
}

bool cli_steps_next(const char **at, CliSteps *steps) {
    char piece[128];
    size_t length = strcspn(*at, ",");
    if (length >= sizeof piece) return false;
    memcpy(piece, *at, length);
    piece[length] = 0;
    *at += length;
    *at = **at ? *at + 1 : NULL;
    return read_piece(piece, steps);
}
