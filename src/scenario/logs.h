/* The logs of a scenario in its file. Not for other rooms. */
#ifndef SCENARIO_LOGS_H
#define SCENARIO_LOGS_H

#include "scenario/scenario.h"
#include "scenario/tree.h"

void logs_read(Scenario *scenario, const TreeNode *map, Messages *messages);
/* The items of the list, without its key. */
void logs_write(const Scenario *scenario, Text *out);

void logs_copy(Scenario *to, const Scenario *from);
void logs_free(Scenario *scenario);
bool logs_same(const Scenario *one, const Scenario *other);

/* From names that hold in the folder of `file` to names that hold here, and back. */
void logs_enter_folder(Scenario *scenario, const char *file);
void logs_leave_folder(Scenario *scenario, const char *file);

#endif
