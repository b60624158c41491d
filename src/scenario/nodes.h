/* Parts of a YAML tree that other files than scenarios have too. */
#ifndef SCENARIO_NODES_H
#define SCENARIO_NODES_H

#include "scenario/tree.h"
#include "schedule/schedule.h"

/* Sets what the map says of parameters; what is wrong is a message each. Other keys are not looked at. */
void scenario_node_parameters(Schedule *schedule, const TreeNode *map, Messages *messages);

/* Reads two ascending numbers, [from, to]. False, with a message, where they are not. */
bool scenario_node_pair(double pair[2], const TreeNode *node, Messages *messages);

/* Reads true or false into *out. Returns false where it is neither, with *out as it was. */
bool scenario_node_truth(bool *out, const TreeNode *node);

#endif
