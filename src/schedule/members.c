#include "schedule/members.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A further member, as it is before its value is put in. */
static Schedule *add(Members *members, const Schedule *schedule) {
    members->list = memory_resize(members->list, ++members->count, sizeof *members->list);
    members->list[members->count - 1] = *schedule;
    return &members->list[members->count - 1];
}

/* A list for a parameter that is a list itself has its values between semicolons. */
static bool read_list(Members *members, const Schedule *schedule, ParameterId id, const char *values, Text *why) {
    const char *between = parameter_is_list(id) ? ";" : ",";
    Text value = {0};
    bool good = true;
    for (const char *at = values; good && at;) {
        size_t length = strcspn(at, between), blanks = strspn(at, " ");
        text_clear(&value);
        text_add_bytes(&value, at + (blanks < length ? blanks : 0), length - (blanks < length ? blanks : 0));
        good = parameter_read(add(members, schedule), id, text_string(&value), why);
        at = at[length] ? at + length + 1 : NULL;
    }
    text_free(&value);
    return good;
}

typedef struct Range {
    double from, to, count;
} Range;

/* Splits "0:2:60". */
static bool split_range(const char *values, Range *range) {
    char parts[3][64];
    double *numbers[] = {&range->from, &range->to, &range->count};
    for (int i = 0; i < 3; i++) {
        size_t length = strcspn(values, ":");
        if (length >= sizeof parts[i] || (values[length] == ':') != (i < 2)) return false;
        memcpy(parts[i], values, length);
        parts[i][length] = 0;
        if (!number_parse(parts[i], numbers[i])) return false;
        values += length + 1;
    }
    return range->count >= 2 && range->count <= MEMBERS_RANGE_MAX && range->count == floor(range->count);
}

static bool read_range(Members *members, const Schedule *schedule, ParameterId id, const char *values, Text *why) {
    Range range;
    bool good = split_range(values, &range);
    if (!good)
        text_setf(why, "'%s=%.60s' is not allowed; a range is FROM:TO:COUNT with a COUNT from 2 to 1000",
                  parameter_name(schedule, id), values);
    for (int i = 0; good && i < (int)range.count; i++) {
        double share = i / (range.count - 1), value = range.from + (range.to - range.from) * share;
        if (parameters[id].type == PARAMETER_WHOLE) value = round(value);
        good = parameter_put(add(members, schedule), id, value, why);
    }
    return good;
}

bool members_read(Members *members, const Schedule *schedule, ParameterId id, const char *values, Text *why) {
    ParameterType type = parameters[id].type;
    bool number = type == PARAMETER_REAL || type == PARAMETER_WHOLE;
    members->range = number && strchr(values, ':');
    bool good = (members->range ? read_range : read_list)(members, schedule, id, values, why);
    if (!good && members->count > 0) members->count--;
    return good;
}

void members_free(Members *members) {
    free(members->list);
    *members = (Members){0};
}
