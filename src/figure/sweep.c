#include "figure/sweep.h"

#include "base/memory.h"
#include "base/number.h"
#include "chart/view.h"
#include "schedule/members.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(const char *value, const char *reason, Text *why) {
    text_setf(why, "--sweep: '%s' is not allowed; %s", value, reason);
    return false;
}

static NumberText readable(const Schedule *schedule, ParameterId id) {
    double value = parameter_get(schedule, id);
    return parameters[id].type == PARAMETER_WHOLE ? number_grouped((int64_t)value)
                                                  : number_readable(value, 4);
}

/* Numbers in the manner of the axes, words as they are typed. */
static void label_member(FigureSweep *sweep, size_t i) {
    const Schedule *member = &sweep->members[i];
    Text *label = &sweep->labels[i];
    ParameterType type = parameters[sweep->id].type;
    if (type == PARAMETER_CHOICE || parameter_is_list(sweep->id))
        parameter_print(member, sweep->id, label);
    else
        text_add(label, readable(member, sweep->id).text);
}

static bool find_parameter(FigureSweep *sweep, const Schedule *schedule, const char *value, Text *why) {
    char key[FORMULA_NAME_LENGTH_MAX + 1] = "";
    size_t length = strcspn(value, "=");
    if (length < sizeof key) memcpy(key, value, length);
    int id = parameter_find_in(schedule, key);
    if (id < 0 || !value[length])
        return refuse(value,
                      "it takes PARAMETER=VALUE,VALUE,... or PARAMETER=FROM:TO:COUNT, as in "
                      "warmup_factor=0,0.5,1",
                      why);
    sweep->id = (ParameterId)id;
    return true;
}

static void take_members(FigureSweep *sweep, const Members *members) {
    sweep->range = members->range;
    sweep->count = members->count;
    sweep->members = members->list;
    sweep->labels = memory_resize(NULL, members->count, sizeof *sweep->labels);
    for (size_t i = 0; i < members->count; i++) {
        sweep->labels[i] = (Text){0};
        label_member(sweep, i);
    }
}

/* True if any of the curves depends on what they are made to differ in. */
static bool differs(const Members *members, ParameterId id) {
    bool any = false;
    for (size_t i = 0; i < members->count; i++) any = any || parameter_applies(&members->list[i], id);
    return any;
}

bool figure_sweep_read(FigureSweep *sweep, const Schedule *schedule, const char *value, Text *why) {
    Members members = {0};
    Text reason = {0};
    if (!find_parameter(sweep, schedule, value, why)) return false;
    bool good = members_read(&members, schedule, sweep->id, strchr(value, '=') + 1, &reason);
    if (!good) text_setf(why, "--sweep: %s", text_string(&reason));
    text_free(&reason);
    if (good && members.count > SWEEP_FRAMES_MAX) good = refuse(value, "it takes at most 1000 values", why);
    if (good && !differs(&members, sweep->id))
        good = refuse(value, "it has no part in this curve, so all would be the same", why);
    if (good)
        take_members(sweep, &members);
    else
        members_free(&members);
    return good;
}

void figure_sweep_free(FigureSweep *sweep) {
    for (size_t i = 0; i < sweep->count; i++) text_free(&sweep->labels[i]);
    free(sweep->labels);
    free(sweep->members);
    *sweep = (FigureSweep){0};
}

/* Lists have their own commas. */
static const char *between(const FigureSweep *sweep) {
    return parameter_is_list(sweep->id) ? "; " : ", ";
}

const char *figure_sweep_key(const FigureSweep *sweep) {
    return parameter_name(&sweep->members[0], sweep->id);
}

void figure_sweep_name(const FigureSweep *sweep, Text *out) {
    text_addf(out, "%s = ", figure_sweep_key(sweep));
    if (sweep->range && sweep->count > 3) {
        text_addf(out, "%s … %s", text_string(&sweep->labels[0]),
                  text_string(&sweep->labels[sweep->count - 1]));
        return;
    }
    for (size_t i = 0; i < sweep->count; i++)
        text_addf(out, "%s%s", i ? between(sweep) : "", text_string(&sweep->labels[i]));
}

/* Less than this part of the plot's height or width is less than a line's. */
static const double SAME = 0.004;
enum { LOOKS = 97, BREAKS_LOOKED_AT = 64, PLAIN_COUNT = 7 };

/* Two curves are compared in this view. */
typedef struct Sight {
    ChartView view;
    double base_lr; /* that the view's factors are of */
} Sight;

/* From 0 at the foot of the plot to 1 at its top. */
static double height_of(const Sight *sight, const Schedule *schedule, double factor) {
    double low = view_level(&sight->view, sight->view.y0), high = view_level(&sight->view, sight->view.y1);
    return (view_level(&sight->view, factor * schedule->base_lr / sight->base_lr) - low) / (high - low);
}

/* True if the curve is there, or a line's width beside it. */
static bool passes(const Sight *sight, const Schedule *schedule, double step, double height) {
    double beside = SAME / 2 * (sight->view.x1 - sight->view.x0), min, greatest;
    schedule_range(schedule, fmax(0, step - beside), step + beside, &min, &greatest);
    return height >= height_of(sight, schedule, min) - SAME &&
           height <= height_of(sight, schedule, greatest) + SAME;
}

/* Looked at along the way and where it is not smooth. */
static bool goes_along(const Sight *sight, const Schedule *a, const Schedule *b) {
    ScheduleBreak breaks[BREAKS_LOOKED_AT];
    double from = sight->view.x0, end = fmin(sight->view.x1, (double)a->total_steps);
    size_t count = schedule_breaks(a, from, end, breaks, BREAKS_LOOKED_AT);
    for (int i = 0; i < LOOKS; i++) {
        double step = from + (end - from) * i / (LOOKS - 1);
        if (!passes(sight, b, step, height_of(sight, a, schedule_factor_at(a, step)))) return false;
    }
    for (size_t i = 0; i < count && i < BREAKS_LOOKED_AT; i++)
        if (!passes(sight, b, breaks[i].x, height_of(sight, a, breaks[i].left)) ||
            !passes(sight, b, breaks[i].x, height_of(sight, a, breaks[i].right)))
            return false;
    return true;
}

/* Curves that the figure could not tell apart. */
static bool look_alike(const Sight *sight, const Schedule *a, const Schedule *b) {
    return a->total_steps == b->total_steps && goes_along(sight, a, b) && goes_along(sight, b, a);
}

static Text *label_of_alike(const Sight *sight, FigureOverlays *overlays, const Schedule *member) {
    for (size_t i = 0; i < overlays->count; i++)
        if (look_alike(sight, overlays->list[i].schedule, member)) return &overlays->labels[i];
    return NULL;
}

static void add_label(FigureOverlays *overlays, const char *words) {
    overlays->labels = memory_resize(overlays->labels, overlays->label_count + 1, sizeof *overlays->labels);
    Text *label = &overlays->labels[overlays->label_count++];
    *label = (Text){0};
    text_add(label, words);
}

void figure_sweep_overlays(FigureOverlays *overlays, const FigureSweep *sweep, const ChartView *view,
                           double base_lr, const Theme *theme) {
    Sight sight = {*view, base_lr};
    for (size_t i = 0; i < sweep->count; i++) {
        Text *alike = label_of_alike(&sight, overlays, &sweep->members[i]);
        const char *label = text_string(&sweep->labels[i]);
        if (alike) {
            text_addf(alike, "%s%s", between(sweep), label);
            continue;
        }
        figure_overlays_add(overlays, chart_pinned(&sweep->members[i], NULL, overlays->count, theme));
        add_label(overlays, label);
    }
    for (size_t i = 0; i < overlays->count; i++) overlays->list[i].label = text_string(&overlays->labels[i]);
}

/* Many are a range, and ordered: their places tell them apart. */
static ChartOverlay plain_pen(const Theme *theme) {
    return (ChartOverlay){.color = theme_mark(theme, theme->accent, 0.7), .dash = DASH_SOLID, .width = 1.8};
}

void figure_sweep_style(FigureOverlays *overlays, bool listed, const char *key, const Theme *theme) {
    for (size_t i = 0; i < overlays->count; i++) {
        bool own = listed || overlays->count <= PLAIN_COUNT;
        ChartOverlay pen = own ? chart_pinned(NULL, NULL, i, theme) : plain_pen(theme);
        ChartOverlay *overlay = &overlays->list[i];
        overlay->color = pen.color;
        overlay->dash = pen.dash;
        overlay->width = pen.width;
        overlay->listed = listed;
        overlay->key = key;
    }
}

/* That is what being listed does. */
/* Returns the member of the greatest base_lr, where that is what is swept: what is drawn then need not be
   near the schedule that the members are made of. */
static const Schedule *measure_of(const FigureSweep *sweep, const Schedule *schedule) {
    const Schedule *greatest = &sweep->members[0];
    if (sweep->id != PARAMETER_BASE_LR) return schedule;
    for (size_t i = 1; i < sweep->count; i++)
        if (sweep->members[i].base_lr > greatest->base_lr) greatest = &sweep->members[i];
    return greatest;
}

ChartView figure_sweep_fit(const FigureSweep *sweep, const Schedule *schedule) {
    ChartOverlay *overlays = memory_resize(NULL, sweep->count, sizeof *overlays);
    for (size_t i = 0; i < sweep->count; i++)
        overlays[i] = (ChartOverlay){.schedule = &sweep->members[i], .listed = true};
    const Schedule *measure = measure_of(sweep, schedule);
    ChartView view = chart_fit_overlays(measure, overlays, sweep->count);
    view.y0 *= measure->base_lr / schedule->base_lr;
    view.y1 *= measure->base_lr / schedule->base_lr;
    free(overlays);
    return view;
}
