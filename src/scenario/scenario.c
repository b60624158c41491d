#include "scenario/scenario.h"

#include "base/file.h"
#include "base/memory.h"
#include "scenario/tree.h"

#include <stdlib.h>

Scenario scenario_default(void) {
    return (Scenario){.schedule = schedule_default()};
}

static void free_pin(ScenarioPin *pin) {
    text_free(&pin->name);
}

static void free_comment(ScenarioComment *comment) {
    text_free(&comment->place);
    text_free(&comment->before);
    text_free(&comment->after);
}

void scenario_free(Scenario *scenario) {
    text_free(&scenario->title);
    text_free(&scenario->source);
    text_free(&scenario->remark);
    text_free(&scenario->notes);
    for (size_t i = 0; i < scenario->pin_count; i++) free_pin(&scenario->pins[i]);
    for (size_t i = 0; i < scenario->comment_count; i++) free_comment(&scenario->comments[i]);
    free(scenario->pins);
    free(scenario->comments);
    *scenario = (Scenario){0};
}

static Text copy_text(const Text *text) {
    Text copy = {0};
    text_add(&copy, text_string(text));
    return copy;
}

static void add_comment(Scenario *scenario, const ScenarioComment *comment) {
    scenario->comment_capacity = memory_grown(scenario->comment_capacity, scenario->comment_count + 1);
    scenario->comments =
        memory_resize(scenario->comments, scenario->comment_capacity, sizeof *scenario->comments);
    scenario->comments[scenario->comment_count++] = (ScenarioComment){
        copy_text(&comment->place), copy_text(&comment->before), copy_text(&comment->after)};
}

Scenario scenario_copy(const Scenario *scenario) {
    Scenario copy = *scenario;
    copy.title = copy_text(&scenario->title);
    copy.source = copy_text(&scenario->source);
    copy.remark = copy_text(&scenario->remark);
    copy.notes = copy_text(&scenario->notes);
    copy.pins = NULL;
    copy.comments = NULL;
    copy.pin_count = copy.pin_capacity = copy.comment_count = copy.comment_capacity = 0;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        scenario_pin(&copy, text_string(&pin->name), &pin->schedule);
        copy.pins[i].shown = pin->shown;
    }
    for (size_t i = 0; i < scenario->comment_count; i++) add_comment(&copy, &scenario->comments[i]);
    return copy;
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

bool scenario_load(Scenario *scenario, const char *path, Text *why) {
    Text content = {0};
    Messages messages = {0};
    bool good = file_read(path, TREE_BYTES_MAX, &content, why);
    if (good) {
        good = scenario_read(scenario, text_string(&content), content.length, &messages);
        text_clear(why);
        messages_print(&messages, path, why);
        if (why->length) why->data[--why->length] = 0;
    }
    messages_free(&messages);
    text_free(&content);
    return good;
}

bool scenario_save(const Scenario *scenario, const char *path, Text *why) {
    Text content = {0};
    scenario_write(scenario, &content);
    bool good = file_write(path, text_string(&content), content.length, why);
    text_free(&content);
    return good;
}
