/* Undo and redo over whole scenarios, back to the start: what is recorded last is the present. Entries share
   what they have in common, so that a drag costs one schedule. The view is no part of it. */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "scenario/scenario.h"

enum { HISTORY_BYTES_MAX = 64 << 20 };

typedef struct HistoryEntry {
    Schedule schedule;
    struct HistoryRest *rest; /* title, pins and the like, shared with neighbours */
} HistoryEntry;

typedef struct History { /* free it with history_free */
    HistoryEntry *entries;
    size_t count, at, capacity; /* how many, and which is the present */
    size_t bytes;               /* of all entries, at most HISTORY_BYTES_MAX: the oldest ones go */
    int tag;                    /* of the last entry: successive ones with the same tag are one */
    int document; /* which document (app/files.h) is shown: recorded with the entries, set by undo and redo */
} History;

void history_begin(History *history, const Scenario *scenario);
void history_free(History *history);

/* Makes `scenario` the present; nothing happens, and nothing is allocated, where it is already. What was
   undone is forgotten. With a `tag` other than 0 it replaces an entry of the same tag. */
void history_record(History *history, const Scenario *scenario, int tag);

/* Returns the schedule recorded last. */
const Schedule *history_present(const History *history);

/* One entry back or forth, into *present, whose view stays; false where there is none. */
bool history_undo(History *history, Scenario *present);
bool history_redo(History *history, Scenario *present);

#endif
