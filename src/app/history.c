#include "app/history.h"

#include "base/memory.h"
#include "schedule/parameters.h"

#include <stdlib.h>
#include <string.h>

typedef struct HistoryRest {
    Scenario scenario; /* its schedule and its view mean nothing here */
    int document;
    size_t users, bytes;
} HistoryRest;

/* Compares all but the schedule. */
static bool same_rest(const Scenario *one, const Scenario *other) {
    Scenario alike = *one; /* shares everything with it */
    alike.schedule = other->schedule;
    return scenario_same(&alike, other);
}

static size_t bytes_of_comments(const ScenarioComments *comments) {
    size_t bytes = comments->capacity * sizeof *comments->items;
    for (size_t i = 0; i < comments->count; i++) {
        const ScenarioComment *comment = &comments->items[i];
        bytes += comment->key.capacity + comment->before.capacity + comment->after.capacity;
    }
    return bytes;
}

/* Returns the bytes of a copy, near enough. */
static size_t bytes_of(const Scenario *scenario) {
    const Text *words[] = {&scenario->title, &scenario->source, &scenario->remark, &scenario->notes};
    size_t bytes = sizeof(HistoryRest) + bytes_of_comments(&scenario->comments);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) bytes += words[i]->capacity;
    for (size_t i = 0; i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        bytes += sizeof *pin + pin->name.capacity + bytes_of_comments(&pin->comments);
    }
    for (size_t i = 0; i < scenario->annotation_count; i++)
        bytes += sizeof *scenario->annotations + scenario->annotations[i].text.capacity;
    return bytes;
}

static HistoryRest *new_rest(const Scenario *scenario, int document) {
    HistoryRest *rest = memory_resize(NULL, 1, sizeof *rest);
    *rest = (HistoryRest){.scenario = scenario_copy(scenario), .document = document};
    rest->bytes = bytes_of(&rest->scenario);
    return rest;
}

static void drop(History *history, HistoryEntry *entry) {
    HistoryRest *rest = entry->rest;
    history->bytes -= sizeof *entry;
    if (--rest->users) return;
    history->bytes -= rest->bytes;
    scenario_free(&rest->scenario);
    free(rest);
}

static void forget(History *history, size_t from) {
    for (size_t i = from; i < history->count; i++) drop(history, &history->entries[i]);
    history->count = from;
}

/* The oldest, down to three quarters of what is allowed, so that it is seldom done; the present stays. */
static void forget_oldest(History *history) {
    size_t gone = 0;
    if (history->bytes <= HISTORY_BYTES_MAX) return;
    while (gone < history->at && history->bytes > HISTORY_BYTES_MAX / 4 * 3) drop(history, &history->entries[gone++]);
    history->count -= gone;
    history->at -= gone;
    memmove(history->entries, history->entries + gone, history->count * sizeof *history->entries);
}

static void push(History *history, const Schedule *schedule, HistoryRest *rest) {
    history->capacity = memory_grown(history->capacity, history->count + 1);
    history->entries = memory_resize(history->entries, history->capacity, sizeof *history->entries);
    history->at = history->count;
    history->entries[history->count++] = (HistoryEntry){*schedule, rest};
    history->bytes += sizeof *history->entries + (rest->users ? 0 : rest->bytes);
    rest->users++;
    forget_oldest(history);
}

void history_begin(History *history, const Scenario *scenario) {
    *history = (History){0};
    push(history, &scenario->schedule, new_rest(scenario, 0));
}

void history_free(History *history) {
    forget(history, 0);
    free(history->entries);
    *history = (History){0};
}

const Schedule *history_present(const History *history) {
    return &history->entries[history->at].schedule;
}

void history_record(History *history, const Scenario *scenario, int tag) {
    HistoryRest *rest = history->entries[history->at].rest;
    bool shared = rest->document == history->document && same_rest(&rest->scenario, scenario);
    if (shared && parameters_same(&scenario->schedule, history_present(history))) return;
    bool continues = tag && tag == history->tag && shared && history->at + 1 == history->count;
    if (continues) {
        history->entries[history->at].schedule = scenario->schedule;
    } else {
        forget(history, history->at + 1);
        push(history, &scenario->schedule, shared ? rest : new_rest(scenario, history->document));
    }
    history->tag = tag;
}

static void take_rest(Scenario *present, const Scenario *rest) {
    Scenario copy = scenario_copy(rest);
    scenario_take_view(&copy, present);
    scenario_free(present);
    *present = copy;
}

static void go(History *history, size_t to, Scenario *present) {
    const HistoryRest *rest = history->entries[to].rest;
    if (rest != history->entries[history->at].rest) take_rest(present, &rest->scenario);
    present->schedule = history->entries[to].schedule;
    history->document = rest->document;
    history->at = to;
}

bool history_undo(History *history, Scenario *present) {
    history->tag = 0;
    if (history->at == 0) return false;
    go(history, history->at - 1, present);
    return true;
}

bool history_redo(History *history, Scenario *present) {
    history->tag = 0;
    if (history->at + 1 == history->count) return false;
    go(history, history->at + 1, present);
    return true;
}
