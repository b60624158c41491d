#include "app/history.h"

#include "base/memory.h"

#include <stdlib.h>

static void forget_from(History *history, int first) {
    for (int i = first; i < history->count; i++) scenario_free(&history->states[i]);
    history->count = first;
}

static void push(History *history, const Scenario *scenario) {
    int count = history->count + 1;
    history->capacity = (int)memory_grown((size_t)history->capacity, (size_t)count);
    history->states = memory_resize(history->states, (size_t)history->capacity, sizeof *history->states);
    history->states[history->count] = scenario_copy(scenario);
    history->count = count;
    history->at = count - 1;
}

void history_begin(History *history, const Scenario *scenario) {
    *history = (History){0};
    push(history, scenario);
}

void history_free(History *history) {
    forget_from(history, 0);
    free(history->states);
    *history = (History){0};
}

const Scenario *history_present(const History *history) {
    return &history->states[history->at];
}

void history_record(History *history, const Scenario *scenario, int tag) {
    if (scenario_same(scenario, history_present(history))) return;
    bool continues = tag && tag == history->tag && history->at + 1 == history->count;
    forget_from(history, continues ? history->at : history->at + 1);
    push(history, scenario);
    history->tag = tag;
}

bool history_undo(History *history) {
    history->tag = 0;
    if (history->at == 0) return false;
    history->at--;
    return true;
}

bool history_redo(History *history) {
    history->tag = 0;
    if (history->at + 1 == history->count) return false;
    history->at++;
    return true;
}
