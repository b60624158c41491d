/* Undo and redo over whole schedules: what is recorded last is the present. */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "schedule/schedule.h"

enum { HISTORY_MAX = 128 };

typedef struct History {
    Schedule states[HISTORY_MAX];
    int count, at; /* how many, and which is the present */
    int tag;       /* of the last entry: successive ones with the same tag are one */
} History;

void history_begin(History *history, const Schedule *schedule);

/* Makes `schedule` the present; nothing happens where it is already. What was undone is forgotten; the oldest
   entry gives way when there is no room. With a `tag` other than 0 it replaces an entry of the same tag. */
void history_record(History *history, const Schedule *schedule, int tag);

const Schedule *history_present(const History *history);

/* One entry back or forth; false where there is none. */
bool history_undo(History *history);
bool history_redo(History *history);

/* Are all parameters the same? */
bool history_same(const Schedule *one, const Schedule *other);

#endif
