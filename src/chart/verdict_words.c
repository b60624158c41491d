#include "chart/verdict_words.h"

#include "schedule/bound.h"
#include "schedule/words.h"

#include <string.h>

static void count_one(VerdictCount *count, bool above, bool open) {
    count->curves++;
    count->above += above;
    count->open += open && !above;
}

/* The stretch of an overlay that is drawn; of a whole run it is proven. */
static void look_at(const ChartOverlay *overlay, bool *above, bool *open) {
    double least, greatest, total = (double)overlay->schedule->total_steps;
    if (overlay->first <= 0 && overlay->end <= 0) {
        ScheduleAbove proven = schedule_above(overlay->schedule);
        *above = *above || proven.any;
        *open = *open || (!proven.any && !proven.exact);
        return;
    }
    schedule_range(overlay->schedule, overlay->first, (overlay->end > 0 ? overlay->end : total) - 1, &least, &greatest);
    *above = *above || greatest > 1;
}

VerdictCount verdict_words_count(const ChartOverlay *overlays, size_t count) {
    VerdictCount counted = {0};
    for (size_t i = 0; i < count;) {
        bool above = false, open = false;
        look_at(&overlays[i], &above, &open);
        for (i++; i < count && overlays[i].continues; i++) look_at(&overlays[i], &above, &open);
        count_one(&counted, above, open);
    }
    return counted;
}

/* "; 2 of 3 others are", behind the verdict on the present curve; nothing where it holds for all. */
static void add_others(bool present_above, VerdictCount others, Text *out) {
    const char *are = present_above ? "too" : others.above == 1 ? "is" : "are";
    if (others.above == 0 && present_above && !others.open)
        text_addf(out, "; the other%s never", others.curves == 1 ? "" : "s");
    else if (others.above && others.curves == 1)
        text_addf(out, "; the other %s", are);
    else if (others.above && others.above == others.curves)
        text_addf(out, "; all others %s", are);
    else if (others.above)
        text_addf(out, "; %zu of %zu others %s", others.above, others.curves, are);
    if (others.open) text_addf(out, "; %zu of %zu others not decided", others.open, others.curves);
}

/* "2 of 4 curves above 1". */
static void add_count(VerdictCount all, const char *noun, Text *out) {
    if (all.above == 0 && all.open == 0)
        text_add(out, "Never above 1");
    else if (all.above == all.curves && *noun)
        text_addf(out, "All %zu%s above 1", all.curves, noun);
    else
        text_addf(out, "%zu of %zu%s above 1", all.above, all.curves, noun);
    if (all.open) text_addf(out, ", %zu not decided", all.open);
}

/* Adds the verdict on one curve up to its first stop. */
static void add_beginning(const Schedule *schedule, Text *out) {
    Text whole = {0};
    words_verdict(schedule, &whole);
    text_add_bytes(out, text_string(&whole), strcspn(text_string(&whole), ":;,"));
    if (schedule_last_negative(schedule) >= 0) text_add(out, ", negative");
    text_free(&whole);
}

void verdict_words_add(const Schedule *present, const ChartOverlay *overlays, size_t count, int form, Text *out) {
    VerdictCount all = verdict_words_count(overlays, count), others = all;
    ScheduleAbove own = present ? schedule_above(present) : (ScheduleAbove){.exact = true};
    if (present) count_one(&all, own.any, !own.exact);
    if (!others.curves && form > 0) {
        add_beginning(present, out);
    } else if (present && form == 0) {
        words_verdict(present, out);
        if (others.curves) add_others(own.any, others, out);
    } else {
        add_count(all, form < 2 ? " curves" : "", out);
    }
}
