/* The logs of a scenario in its file. Not for other rooms. */
#ifndef SCENARIO_LOGS_H
#define SCENARIO_LOGS_H

#include "scenario/scenario.h"
#include "scenario/tree.h"

void scenario_logs_read(Scenario *scenario, const TreeNode *map, Messages *messages);
/* The items of the list, without its key. */
void scenario_logs_write(const Scenario *scenario, Text *out);

void scenario_logs_copy(Scenario *to, const Scenario *from);
void scenario_logs_free(Scenario *scenario);
bool scenario_logs_same(const Scenario *one, const Scenario *other);

/* From names that hold in the folder of `file` to names that hold here, and back. */
void scenario_logs_enter_folder(Scenario *scenario, const char *file);
void scenario_logs_leave_folder(Scenario *scenario, const char *file);

#endif
