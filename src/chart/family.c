#include "chart/overlays.h"

#include <math.h>

static const Dash pinned_dashes[] = {DASH_LONG, DASH_DASH_DOT, DASH_DOTS, DASH_LINE};
enum {
    PINNED_DASHES = sizeof pinned_dashes / sizeof *pinned_dashes
}; /* no divisor in common with the colours */

ChartOverlay chart_pinned(const Schedule *schedule, const char *name, size_t index, const Theme *theme) {
    return (ChartOverlay){.schedule = schedule,
                        .label = name,
                        .color = theme->pinned[index % THEME_PINNED],
                        .dash = pinned_dashes[index % PINNED_DASHES],
                        .width = 2,
                        .labelled = true,
                        .listed = true};
}

static NumberText label_of(const Schedule *schedule, ParameterId id) {
    double value = parameter_get(schedule, id);
    bool whole = parameters[id].type == PARAMETER_WHOLE;
    return whole ? number_short((int64_t)value) : number_readable(value, 4);
}

/* Returns the next greater one of 1, 2, 2.5 and 5 times a power of ten. */
static double round_step(double step) {
    static const double pleasant[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(step)));
    for (size_t i = 0; i < sizeof pleasant / sizeof *pleasant; i++)
        if (pleasant[i] * power >= step * (1 - 1e-9)) return pleasant[i] * power;
    return step;
}

/* Returns the nearest one of 1, 2 and 5 times a power of ten. */
static double nearest_round(double value) {
    double power = pow(10, floor(log10(value))), share = value / power;
    return power * (share < sqrt(2) ? 1 : share < sqrt(10) ? 2 : share < sqrt(50) ? 5 : 10);
}

/* One of the values, in ascending order, that the parameter is fanned out over; they read well. A base_lr is halved
   and doubled, for that is how one is sought. */
enum { HALVES = 4, DOUBLES = 1 }; /* of base_lr: all of them are seen on the axes that these take */

static double value_at(const Schedule *schedule, ParameterId id, double low, double high, int i) {
    bool log_track = parameters[id].track == TRACK_LOG;
    if (id == PARAMETER_BASE_LR) return schedule->base_lr * ldexp(1, i < HALVES + DOUBLES ? i - HALVES : DOUBLES);
    if (log_track) {
        double value = parameter_from_track(id, low, high, i / (CHART_FAMILY - 1.0));
        return value > 0 ? fmax(low, fmin(high, nearest_round(value))) : value;
    }
    double step = round_step((high - low) / (CHART_FAMILY - 1)), first = ceil(low / step - 1e-9) * step;
    return fmin(high, fmax(low, round(first / step + i) * step));
}

/* Of two with one value the first is drawn. */
static void add_member(ChartFamily *family, const Schedule *member, ParameterId id, bool chosen, const Theme *theme) {
    int at = family->count;
    for (int i = 0; i < at; i++)
        if (parameter_same(member, &family->members[i], id)) return;
    family->members[at] = *member;
    family->labels[at] = label_of(member, id);
    family->overlays[at] = (ChartOverlay){.schedule = &family->members[at],
                                          .label = family->labels[at].text,
                                          .key = parameter_name(member, id),
                                          .color = scene_fade(theme->accent, 0.45),
                                          .width = 1.5,
                                          .fits = chosen,
                                          .labelled = true};
    family->count++;
}

void chart_family(ChartFamily *family, const Schedule *schedule, ParameterId id, double low, double high,
                  const Theme *theme) {
    Text why = {0};
    family->count = 0;
    for (int i = 0; i < CHART_FAMILY; i++) {
        Schedule member = *schedule;
        if (parameter_put(&member, id, value_at(schedule, id, low, high, i), &why))
            add_member(family, &member, id, false, theme);
    }
    text_free(&why);
}

void chart_family_of(ChartFamily *family, const Members *members, ParameterId id, const Theme *theme) {
    family->count = 0;
    for (size_t i = 0; i < members->count && family->count < CHART_FAMILY; i++)
        add_member(family, &members->list[i], id, true, theme);
}
