#include "app/history.h"

#include "schedule/parameters.h"

#include <string.h>

void history_begin(History *history, const Schedule *schedule) {
    history->states[0] = *schedule;
    history->count = 1;
    history->at = history->tag = 0;
}

const Schedule *history_present(const History *history) {
    return &history->states[history->at];
}

static bool same_milestones(const Schedule *one, const Schedule *other) {
    size_t bytes = (size_t)one->milestone_count * sizeof one->milestones[0];
    return one->milestone_count == other->milestone_count &&
           !memcmp(one->milestones, other->milestones, bytes);
}

bool history_same(const Schedule *one, const Schedule *other) {
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        if (parameters[id].type == PARAMETER_LIST) continue;
        if (parameter_get(one, (ParameterId)id) != parameter_get(other, (ParameterId)id)) return false;
    }
    return same_milestones(one, other);
}

static void push(History *history, const Schedule *schedule) {
    if (history->at + 1 == HISTORY_MAX) {
        memmove(history->states, history->states + 1, (HISTORY_MAX - 1) * sizeof history->states[0]);
        history->at--;
    }
    history->states[++history->at] = *schedule;
}

void history_record(History *history, const Schedule *schedule, int tag) {
    if (history_same(schedule, history_present(history))) return;
    bool continues = tag && tag == history->tag && history->at + 1 == history->count;
    if (continues)
        history->states[history->at] = *schedule;
    else
        push(history, schedule);
    history->count = history->at + 1;
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
