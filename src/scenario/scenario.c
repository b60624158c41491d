#include "scenario/scenario.h"

#include "base/file.h"
#include "base/memory.h"
#include "scenario/annotations.h"
#include "scenario/embedded.h"
#include "scenario/logs.h"
#include "schedule/members.h"
#include "schedule/parameters.h"

#include <stdlib.h>
#include <string.h>

Scenario scenario_default(void) {
    return (Scenario){.schedule = schedule_default(), .family = SCENARIO_NO_FAMILY};
}

static void free_comments(ScenarioComments *comments) {
    for (size_t i = 0; i < comments->count; i++) {
        text_free(&comments->items[i].key);
        text_free(&comments->items[i].before);
        text_free(&comments->items[i].after);
    }
    free(comments->items);
    *comments = (ScenarioComments){0};
}

static void free_pin(ScenarioPin *pin) {
    text_free(&pin->name);
    free_comments(&pin->comments);
}

void scenario_free(Scenario *scenario) {
    text_free(&scenario->title);
    text_free(&scenario->source);
    text_free(&scenario->remark);
    text_free(&scenario->notes);
    text_free(&scenario->outdated);
    text_free(&scenario->family_values);
    for (size_t i = 0; i < scenario->pin_count; i++) free_pin(&scenario->pins[i]);
    scenario_logs_free(scenario);
    scenario_annotations_free(scenario);
    free_comments(&scenario->comments);
    scenario_clear_settings(scenario);
    free(scenario->pins);
    *scenario = (Scenario){0};
}

static Text copy_text(const Text *text) {
    Text copy = {0};
    text_add(&copy, text_string(text));
    return copy;
}

void scenario_comment(ScenarioComments *comments, const char *key, const char *before, const char *after) {
    if (!*before && !*after) return;
    comments->capacity = memory_grown(comments->capacity, comments->count + 1);
    comments->items = memory_resize(comments->items, comments->capacity, sizeof *comments->items);
    ScenarioComment *comment = &comments->items[comments->count++];
    *comment = (ScenarioComment){0};
    text_add(&comment->key, key);
    text_add(&comment->before, before);
    text_add(&comment->after, after);
}

static ScenarioComments copy_comments(const ScenarioComments *comments) {
    ScenarioComments copy = {0};
    for (size_t i = 0; i < comments->count; i++) {
        const ScenarioComment *comment = &comments->items[i];
        scenario_comment(&copy, text_string(&comment->key), text_string(&comment->before),
                         text_string(&comment->after));
    }
    return copy;
}

Scenario scenario_copy(const Scenario *scenario) {
    Scenario copy = *scenario;
    copy.title = copy_text(&scenario->title);
    copy.source = copy_text(&scenario->source);
    copy.remark = copy_text(&scenario->remark);
    copy.notes = copy_text(&scenario->notes);
    copy.outdated = (Text){0};
    copy.family_values = copy_text(&scenario->family_values);
    copy.comments = copy_comments(&scenario->comments);
    copy.setting_comments = copy_comments(&scenario->setting_comments);
    scenario_logs_copy(&copy, scenario);
    scenario_annotations_copy(&copy, scenario);
    copy.pins = NULL;
    copy.settings = NULL;
    copy.setting_count = 0;
    copy.pin_count = copy.pin_capacity = 0;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        scenario_pin(&copy, text_string(&pin->name), &pin->schedule);
        copy.pins[i].shown = pin->shown;
        copy.pins[i].comments = copy_comments(&pin->comments);
    }
    for (size_t i = 0; i < scenario->setting_count; i++)
        scenario_set(&copy, text_string(&scenario->settings[i].name),
                     text_string(&scenario->settings[i].value));
    return copy;
}

static bool same_text(const Text *one, const Text *other) {
    return !strcmp(text_string(one), text_string(other));
}

static bool same_pins(const Scenario *one, const Scenario *other) {
    if (one->pin_count != other->pin_count) return false;
    for (size_t i = 0; i < one->pin_count; i++) {
        const ScenarioPin *a = &one->pins[i], *b = &other->pins[i];
        if (a->shown != b->shown || !same_text(&a->name, &b->name)) return false;
        if (!parameters_same(&a->schedule, &b->schedule)) return false;
    }
    return true;
}

bool scenario_is_incomplete(const Scenario *scenario) {
    static const char begins[] = "Incomplete: ";
    return !strncmp(text_string(&scenario->title), begins, strlen(begins));
}

bool scenario_same(const Scenario *one, const Scenario *other) {
    return same_text(&one->title, &other->title) && same_text(&one->source, &other->source) &&
           same_text(&one->remark, &other->remark) && same_text(&one->notes, &other->notes) &&
           parameters_same(&one->schedule, &other->schedule) && same_pins(one, other) && scenario_logs_same(one, other) &&
           scenario_annotations_same(one, other);
}

const char *const scenario_aligns[SCENARIO_ALIGNS] = {"step", "share", "epoch"};

double scenario_stretch(const Scenario *scenario, const ScenarioPin *pin) {
    const Schedule *one = &scenario->schedule, *other = &pin->schedule;
    double here = (double)schedule_steps_per_epoch(one), there = (double)schedule_steps_per_epoch(other);
    if (scenario->align == SCENARIO_BY_SHARE) return (double)one->total_steps / (double)other->total_steps;
    return scenario->align == SCENARIO_BY_EPOCH && here > 0 && there > 0 ? here / there : 1;
}

bool scenario_read_family(Scenario *scenario, const char *words) {
    Text key = {0};
    size_t length = strcspn(words, "=");
    text_add_bytes(&key, words, length);
    int id = parameter_find_in(&scenario->schedule, text_string(&key));
    bool good = id >= 0 && parameter_shapes((ParameterId)id) && !(words[length] && !words[length + 1]);
    text_free(&key);
    if (!good) return false;
    scenario->family = id;
    text_setf(&scenario->family_values, "%s", words[length] ? words + length + 1 : "");
    return true;
}

bool scenario_family_fits(const Scenario *scenario, Text *why) {
    Members members = {0};
    if (scenario->family == SCENARIO_NO_FAMILY || !scenario->family_values.length) return true;
    bool good = members_read(&members, &scenario->schedule, (ParameterId)scenario->family,
                             text_string(&scenario->family_values), why);
    if (good && members.count > SCENARIO_FAMILY_MAX) {
        text_setf(why, "a family takes up to %d values, not %zu; a sweep takes more", SCENARIO_FAMILY_MAX, members.count);
        good = false;
    }
    members_free(&members);
    return good;
}

void scenario_take_view(Scenario *to, const Scenario *from) {
    to->view_fixed = from->view_fixed;
    to->view_asinh = from->view_asinh;
    to->view_rates = from->view_rates;
    to->align = from->align;
    memcpy(to->view_steps, from->view_steps, sizeof to->view_steps);
    memcpy(to->view_factor, from->view_factor, sizeof to->view_factor);
    to->family = from->family;
    text_setf(&to->family_values, "%s", text_string(&from->family_values));
    to->implementations = from->implementations;
}

void scenario_pin(Scenario *scenario, const char *name, const Schedule *schedule) {
    scenario->pin_capacity = memory_grown(scenario->pin_capacity, scenario->pin_count + 1);
    scenario->pins = memory_resize(scenario->pins, scenario->pin_capacity, sizeof *scenario->pins);
    ScenarioPin *pin = &scenario->pins[scenario->pin_count++];
    *pin = (ScenarioPin){.schedule = *schedule, .shown = true};
    text_add(&pin->name, name);
}

void scenario_unpin(Scenario *scenario, size_t index) {
    free_pin(&scenario->pins[index]);
    scenario->pin_count--;
    for (size_t i = index; i < scenario->pin_count; i++) scenario->pins[i] = scenario->pins[i + 1];
}

bool scenario_set(Scenario *scenario, const char *name, const char *value) {
    for (size_t i = 0; i < scenario->setting_count; i++) {
        if (strcmp(text_string(&scenario->settings[i].name), name) != 0) continue;
        text_setf(&scenario->settings[i].value, "%s", value);
        return true;
    }
    if (scenario->setting_count == SCENARIO_SETTINGS_MAX) return false;
    scenario->settings =
        memory_resize(scenario->settings, scenario->setting_count + 1, sizeof *scenario->settings);
    ScenarioSetting *setting = &scenario->settings[scenario->setting_count++];
    *setting = (ScenarioSetting){0};
    text_add(&setting->name, name);
    text_add(&setting->value, value);
    return true;
}

void scenario_clear_settings(Scenario *scenario) {
    for (size_t i = 0; i < scenario->setting_count; i++) {
        text_free(&scenario->settings[i].name);
        text_free(&scenario->settings[i].value);
    }
    free(scenario->settings);
    free_comments(&scenario->setting_comments);
    scenario->settings = NULL;
    scenario->setting_count = 0;
}

/* Prints all errors at once, but at most SHOWN: a file of another kind need not fill the screen. */
static void print_errors(Messages *messages, const char *path, Text *why) {
    enum { SHOWN = 40 };
    size_t count = messages->count;
    if (count > SHOWN) messages->count = SHOWN;
    text_clear(why);
    messages_print(messages, path, why);
    messages->count = count;
    if (count > SHOWN) text_addf(why, "%s: and %zu more\n", path, count - SHOWN);
    if (why->length) why->data[--why->length] = 0;
}

bool scenario_load(Scenario *scenario, const char *path, Text *why) {
    Text content = {0};
    Messages messages = {0};
    EmbeddedKind kind;
    bool good = embedded_read(path, &kind, &content, why);
    if (good) {
        good = scenario_read(scenario, text_string(&content), content.length, &messages);
        print_errors(&messages, path, why);
        if (good && scenario->outdated.length)
            text_setf(why, "%s:%s", path, text_string(&scenario->outdated));
        if (good) scenario_logs_enter_folder(scenario, path);
    }
    messages_free(&messages);
    text_free(&content);
    return good;
}

bool scenario_save(const Scenario *scenario, const char *path, Text *why) {
    Text content = {0};
    Scenario here = scenario_copy(scenario);
    scenario_logs_leave_folder(&here, path);
    scenario_write(&here, &content);
    scenario_free(&here);
    bool good = file_write(path, text_string(&content), content.length, why);
    text_free(&content);
    return good;
}
