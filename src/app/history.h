/* Undo and redo over whole scenarios (not their views), back to the start: what is recorded last is the
   present. */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "scenario/scenario.h"

typedef struct History {
    Scenario *states;
    int count, capacity, at; /* how many, and which is the present */
    int tag;                 /* of the last entry: successive ones with the same tag are one */
} History;

/* Copies it, as history_record does. Free it with history_free. */
void history_begin(History *history, const Scenario *scenario);
void history_free(History *history);

/* Makes `scenario` the present; nothing happens where it is already. What was undone is forgotten. With a
   `tag` other than 0 it replaces an entry of the same tag. */
void history_record(History *history, const Scenario *scenario, int tag);

/* The history's own, valid until the next call. */
const Scenario *history_present(const History *history);

/* One entry back or forth; false where there is none. */
bool history_undo(History *history);
bool history_redo(History *history);

#endif
