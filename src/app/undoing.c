#include "app/undoing.h"

#include "app/notice.h"
#include "app/values.h"
#include "app/viewing.h"
#include "scenario/annotations.h"

#include <string.h>

enum { LONGEST = 60 }; /* bytes of two values that can still be read at a glance */

/* As it is written: what was given in epochs did not change where only their length did. */
static bool written_same(const Schedule *one, const Schedule *other, ParameterId id) {
    Text first = {0}, second = {0};
    parameter_print(one, id, &first);
    parameter_print(other, id, &second);
    bool same = !strcmp(text_string(&first), text_string(&second));
    text_free(&first);
    text_free(&second);
    return same;
}

static int count_changes(const Schedule *before, const Schedule *now, ParameterId *last) {
    int count = 0;
    for (int i = 0; i < PARAMETER_ALL; i++) {
        if (written_same(before, now, (ParameterId)i)) continue;
        *last = (ParameterId)i;
        count++;
    }
    return count;
}

/* As its field shows it. */
static void print_value(const Schedule *schedule, ParameterId id, Text *out) {
    bool may_lack = id == PARAMETER_STEPS_PER_EPOCH || id == PARAMETER_DATASET_SIZE;
    if (may_lack && parameter_effective(schedule, id) == 0)
        text_add(out, "not known");
    else
        parameter_print(schedule, id, out);
    if (parameters[id].type == PARAMETER_REAL) parameter_tighten(out);
}

static void say_value(App *app, const char *event, ParameterId id, const Schedule *before) {
    Text from = {0}, to = {0};
    print_value(before, id, &from);
    print_value(&app->scenario.schedule, id, &to);
    const char *key = parameter_name(&app->scenario.schedule, id);
    if (from.length + to.length < LONGEST)
        notice_say(app, "%s: %s %s \u2192 %s", event, key, text_string(&from), text_string(&to));
    else
        notice_say(app, "%s: %s", event, key);
    text_free(&from);
    text_free(&to);
}

static void say_change(App *app, const char *event, const Scenario *before) {
    const Scenario *now = &app->scenario;
    ParameterId id = PARAMETER_ALL;
    int count = count_changes(&before->schedule, &now->schedule, &id);
    bool titled = strcmp(text_string(&before->title), text_string(&now->title)) != 0;
    if (titled && now->title.length)
        notice_say(app, "%s: now %s", event, text_string(&now->title));
    else if (before->schedule.function != now->schedule.function)
        notice_say(app, "%s: the function", event);
    else if (count == 1)
        say_value(app, event, id, &before->schedule);
    else if (count > 1)
        notice_say(app, "%s: %d parameters", event, count);
    else if (!scenario_same(before, now))
        notice_say(app, "%s: %s", event,
                   titled                              ? "the title"
                   : before->log_count != now->log_count ? "a log"
                   : !scenario_annotations_same(before, now) ? "a note"
                                                         : "the pinned curves");
    else
        notice_say(app, "%s", event);
}

static void go(App *app, bool (*step)(History *, Scenario *), const char *event, const char *nothing) {
    Scenario before = scenario_copy(&app->scenario);
    app_let_go(app);
    if (step(&app->history, &app->scenario))
        say_change(app, event, &before);
    else
        notice_nothing(app, "%s", nothing);
    scenario_free(&before);
}

void undoing_undo(App *app) {
    go(app, history_undo, "Undone", "Nothing to undo");
    values_fit_ranges(app, true); /* what a typed value had widened is as it was */
}

void undoing_redo(App *app) {
    go(app, history_redo, "Redone", "Nothing to redo");
    values_fit_ranges(app, true);
}

void undoing_reset(App *app) {
    Scenario *scenario = &app->scenario;
    app_let_go(app);
    scenario->schedule = schedule_default();
    text_clear(&scenario->title);
    text_clear(&scenario->source);
    text_clear(&scenario->remark);
    play_rewind(app);
    viewing_fit(app);
    values_fit_ranges(app, true);
}
