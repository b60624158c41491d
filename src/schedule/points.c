#include "schedule/points.h"

#include "base/number.h"
#include "base/spelling.h"
#include "schedule/epochs.h"
#include "schedule/parameter_values.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char no_list[] = "is not a list of pairs step:factor";

const char *points_put(Schedule *schedule, const Point *list, int count) {
    for (int i = 1; i < count; i++) {
        if (list[i].at.step < list[i - 1].at.step) return "has steps that go back";
        if (i > 1 && list[i].at.step == list[i - 2].at.step) return "has more than two points at one step";
    }
    for (int i = 0; i < count; i++) {
        schedule->points[i] = list[i].at;
        schedule->epochs.points[i] = list[i].amount;
    }
    schedule->point_count = count;
    return NULL;
}

static const char *read_step(const Schedule *schedule, const char *text, Point *point) {
    double value;
    const char *wrong = value_parse(schedule, PARAMETER_POINTS, text, &value, &point->amount);
    if (wrong) return wrong == value_no_epochs ? wrong : no_list;
    if (value != floor(value)) return "contains a fraction of a step";
    if (value_fault(PARAMETER_POINTS, value)) return "contains a step out of range";
    point->at.step = (int64_t)value;
    return NULL;
}

static const char *read_factor(const char *text, Point *point) {
    double percent;
    if (!number_parse_percent(text, &percent, &point->at.factor) && !number_parse(text, &point->at.factor))
        return no_list;
    bool allowed = point->at.factor >= 0 && point->at.factor <= SCHEDULE_REAL_MAX;
    return allowed ? NULL : "contains a factor out of range, which takes a number from 0 to 1e100";
}

/* One pair of the list, which ends at a comma or with the text; *at moves behind it. */
static const char *read_one(const Schedule *schedule, const char **at, Point *point) {
    char item[96];
    size_t length = strcspn(*at, ",");
    if (length >= sizeof item) return no_list;
    memcpy(item, *at, length);
    item[length] = 0;
    *at += length;
    char *colon = strchr(item, ':');
    if (!colon) return no_list;
    *colon = 0;
    const char *wrong = read_step(schedule, item, point);
    return wrong ? wrong : read_factor(colon + 1, point);
}

const char *points_read(Schedule *schedule, const char *at) {
    Point list[SCHEDULE_POINTS_MAX];
    int count = 0;
    bool more = *at && !spelling_same(at, "none");
    while (more) {
        if (count == SCHEDULE_POINTS_MAX) return "contains too many pairs";
        const char *wrong = read_one(schedule, &at, &list[count++]);
        if (wrong) return wrong;
        more = *at++ == ',';
    }
    return points_put(schedule, list, count);
}

static void print_one(const Schedule *schedule, int i, Text *out) {
    double amount = epochs_of_point(schedule, i);
    if (amount != 0)
        epochs_print(amount, out);
    else
        text_addf(out, "%" PRId64, schedule->points[i].step);
    text_addf(out, ":%s", number_exact(schedule->points[i].factor).text);
}

void points_print(const Schedule *schedule, Text *out) {
    if (schedule->point_count == 0) text_add(out, "none");
    for (int i = 0; i < schedule->point_count; i++) {
        if (i) text_add(out, ",");
        print_one(schedule, i, out);
    }
}
