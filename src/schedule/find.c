/* A stretch whose extremes both lie on one side of the level is left out as a whole; others are halved. */
#include "schedule/find.h"

#include "schedule/extremes.h"

typedef struct Find {
    const Schedule *schedule;
    ScheduleLevel level;
    bool below;
} Find;

static double scaled(const Schedule *schedule, ScheduleLevel level, double factor) {
    return level.of_lr ? schedule->base_lr * factor : factor;
}

bool schedule_is_below(const Schedule *schedule, ScheduleLevel level, int64_t step) {
    return scaled(schedule, level, schedule_factor(schedule, step)) < level.value;
}

static bool is_wanted(const Find *find, int64_t step) {
    return schedule_is_below(find->schedule, find->level, step) == find->below;
}

/* Can one of these steps be wanted? Multiplying by base_lr keeps the order. */
static bool may_hold(const Find *find, int64_t first, int64_t last) {
    ScheduleExtremes extremes = schedule_extremes_of_steps(find->schedule, first, last);
    double low = scaled(find->schedule, find->level, extremes.min);
    double high = scaled(find->schedule, find->level, extremes.greatest);
    return find->below ? low < find->level.value : high >= find->level.value;
}

static int64_t search(const Find *find, int64_t first, int64_t last) {
    while (first < last) {
        int64_t middle = first + (last - first) / 2;
        if (!may_hold(find, first, last)) return -1;
        int64_t found = search(find, first, middle);
        if (found >= 0) return found;
        first = middle + 1;
    }
    return first == last && is_wanted(find, first) ? first : -1;
}

/* Rounding may break the order of neighbours on a stretch that rises or falls so slowly that they differ in
   the last digit only. */
static int64_t step_back(const Find *find, int64_t first, int64_t found) {
    enum { NEIGHBOURS = 16 };
    int64_t best = found;
    for (int64_t step = found - 1; step >= first && step >= found - NEIGHBOURS; step--)
        if (is_wanted(find, step)) best = step;
    return best;
}

int64_t schedule_find(const Schedule *schedule, ScheduleLevel level, bool below, int64_t first,
                      int64_t last) {
    Find find = {schedule, level, below};
    int64_t found = first <= last ? search(&find, first, last) : -1;
    return found < 0 ? -1 : step_back(&find, first, found);
}
