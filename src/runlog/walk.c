#include "runlog/walk.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { FARTHEST = 4000, CONFIRMING = 2 };

typedef struct Walker {
    const Rows *rows;
    LogClock clock; /* with the present shift */
    double first_shift;
    long tries, most;
    Walk walk;
} Walker;

static bool agrees_with(Walker *walker, size_t row, double shift) {
    LogClock clock = walker->clock;
    clock.shift = shift;
    walker->tries++;
    return rows_agree(walker->rows, row, &clock, 1);
}

/* The row and those after it, as far as there are some in the same run. */
static bool confirmed(Walker *walker, size_t row, double shift) {
    for (size_t i = row; i <= row + CONFIRMING && i < walker->rows->count; i++) {
        if (i > row && walker->rows->points[i].x < walker->rows->points[i - 1].x) break;
        if (!agrees_with(walker, i, shift)) return false;
    }
    return true;
}

static double step_of(const Walker *walker, size_t row) {
    return rows_step(walker->rows, row, &walker->clock);
}

/* Updates that can have been skipped since the row before: not more than there were. */
static bool find_skip(Walker *walker, size_t row, double from, double *shift) {
    double before = row ? step_of(walker, row - 1) : 0, gap = step_of(walker, row) - before;
    for (int k = 1; k <= gap && k < FARTHEST && walker->tries < walker->most; k++) {
        *shift = from - k;
        if (agrees_with(walker, row, *shift)) return true;
    }
    return false;
}

/* The schedule's first update lies between this row and the one before (its distance, where steps go back).
 */
static bool find_restart(Walker *walker, size_t row, double *shift) {
    double step = step_of(walker, row), gap = row ? fabs(step - step_of(walker, row - 1)) : 0;
    if (row == 0 || step + walker->clock.shift < 1) return false;
    for (int k = 0; k <= gap && k < FARTHEST && walker->tries < walker->most; k++) {
        *shift = k - step;
        if (confirmed(walker, row, *shift)) return true;
    }
    return false;
}

/* A shift that an earlier stretch had: a run that was taken up again. */
static bool find_earlier(Walker *walker, size_t row, double *shift) {
    *shift = walker->first_shift;
    if (confirmed(walker, row, *shift)) return true;
    for (size_t i = walker->walk.count; i-- > 0;) {
        *shift = walker->walk.stretches[i].shift;
        if (walker->walk.stretches[i].agrees && confirmed(walker, row, *shift)) return true;
    }
    return false;
}

static void add_row(Walker *walker, size_t row, double shift, bool agrees) {
    Walk *walk = &walker->walk;
    LogStretch *last = walk->count ? &walk->stretches[walk->count - 1] : NULL;
    walk->agreeing += agrees;
    if (last && last->agrees == agrees && (last->shift == shift || !agrees)) {
        last->count++;
        return;
    }
    walk->stretches = memory_resize(walk->stretches, walk->count + 1, sizeof *walk->stretches);
    walk->stretches[walk->count++] = (LogStretch){row, 1, shift, agrees};
}

static void step_on(Walker *walker, size_t row) {
    double shift = walker->clock.shift, found;
    bool back = row && walker->rows->points[row].x <= walker->rows->points[row - 1].x &&
                walker->rows->points[row].part <= walker->rows->points[row - 1].part;
    bool lost = walker->walk.count && !walker->walk.stretches[walker->walk.count - 1].agrees;
    bool agrees = agrees_with(walker, row, shift);
    if (!agrees && (back || lost) && find_earlier(walker, row, &found)) {
        agrees = true;
        shift = found;
    } else if (!agrees && find_skip(walker, row, shift, &found)) {
        agrees = true;
        walker->walk.skips++;
        walker->walk.skipped += shift - found;
        shift = found;
    } else if (!agrees && find_restart(walker, row, &found)) {
        agrees = true;
        walker->walk.restarts++;
        shift = found;
    }
    walker->clock.shift = shift;
    add_row(walker, row, shift, agrees);
}

Walk walk_rows(const Rows *rows, const LogClock *clock, long tries) {
    Walker walker = {.rows = rows, .clock = *clock, .first_shift = clock->shift, .most = tries};
    for (size_t row = 0; row < rows->count; row++) step_on(&walker, row);
    return walker.walk;
}

void walk_free(Walk *walk) {
    free(walk->stretches);
    *walk = (Walk){0};
}
