/* Notes of one's own on a step or a range of steps, under the key `notes` of a scenario file:

       notes:
         - step: 1000
           text: the warm-up ends
         - steps: [1200, 1500]
           text: unstable with half the batch
         - text: words that belong to no step

   A plain text instead of the list is the last of these alone. */
#ifndef SCENARIO_ANNOTATIONS_H
#define SCENARIO_ANNOTATIONS_H

#include "scenario/scenario.h"
#include "scenario/tree.h"

void scenario_annotations_free(Scenario *scenario);
/* Sets *to's annotations to copies of those of `from`, without freeing what *to had. */
void scenario_annotations_copy(Scenario *to, const Scenario *from);
bool scenario_annotations_same(const Scenario *one, const Scenario *other);

/* Reads the node of `notes`; what is wrong is a message each. */
void scenario_annotations_read(Scenario *scenario, const TreeNode *notes, Messages *messages);
/* Adds the items of the list, each line indented. */
void scenario_annotations_write(const Scenario *scenario, Text *out);

#endif
