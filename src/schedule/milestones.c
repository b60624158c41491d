#include "schedule/milestones.h"

#include "base/spelling.h"
#include "schedule/epochs.h"
#include "schedule/parameter_values.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
    int64_t x = ((const Milestone *)a)->steps, y = ((const Milestone *)b)->steps;
    return (x > y) - (x < y);
}

bool milestones_put(Schedule *schedule, Milestone *list, int count) {
    qsort(list, (size_t)count, sizeof *list, compare);
    for (int i = 1; i < count; i++)
        if (list[i].steps == list[i - 1].steps) return false;
    for (int i = 0; i < count; i++) {
        schedule->milestones[i] = list[i].steps;
        schedule->epochs.milestones[i] = list[i].amount;
    }
    schedule->milestone_count = count;
    return true;
}

/* One number of the list, which ends at a comma or with the text; *at moves behind it. */
static const char *read_one(const Schedule *schedule, const char **at, Milestone *milestone) {
    char item[64];
    size_t length = strcspn(*at, ",");
    double value;
    if (length >= sizeof item) return "is not a list of numbers";
    memcpy(item, *at, length);
    item[length] = 0;
    *at += length;
    const char *wrong = value_parse(schedule, PARAMETER_MILESTONES, item, &value, &milestone->amount);
    if (wrong) return wrong == value_no_epochs ? wrong : "is not a list of numbers";
    wrong = value_fault(PARAMETER_MILESTONES, value);
    if (wrong) return value != floor(value) ? "contains a fraction" : "contains a number out of range";
    milestone->steps = (int64_t)value;
    return NULL;
}

const char *milestones_read(Schedule *schedule, const char *at) {
    Milestone list[SCHEDULE_MILESTONES_MAX];
    int count = 0;
    bool more = *at && !spelling_same(at, "none");
    while (more) {
        if (count == SCHEDULE_MILESTONES_MAX) return "contains too many numbers";
        const char *wrong = read_one(schedule, &at, &list[count++]);
        if (wrong) return wrong;
        more = *at++ == ',';
    }
    return milestones_put(schedule, list, count) ? NULL : "contains a number twice";
}

void parameter_print_milestone(const Schedule *schedule, int i, Text *out) {
    double amount = epochs_of_milestone(schedule, i);
    if (amount != 0)
        epochs_print(amount, out);
    else
        text_addf(out, "%" PRId64, schedule->milestones[i]);
}

void milestones_print(const Schedule *schedule, Text *out) {
    if (schedule->milestone_count == 0) text_add(out, "none");
    for (int i = 0; i < schedule->milestone_count; i++) {
        if (i) text_add(out, ",");
        parameter_print_milestone(schedule, i, out);
    }
}
