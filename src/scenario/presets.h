/* Published recipes, built into the program: each a scenario with title, source and a remark on what is worth
   noticing. They are the files of assets/presets. */
#ifndef SCENARIO_PRESETS_H
#define SCENARIO_PRESETS_H

#include "scenario/scenario.h"

typedef struct Preset {
    const char *name; /* as on the command line: "detectron2-1x" */
    const char *text; /* its file */
} Preset;

int preset_count(void);
/* Takes 0 <= index < preset_count(), in the order in which presets are listed. */
Preset preset_at(int index);

/* Returns the index of the preset of that name (case does not matter, '-' and '_' are the same), or -1. */
int preset_find(const char *name);
/* Returns the known name that a wrong one may stand for, or NULL. */
const char *preset_nearest(const char *name);

/* Replaces *scenario by the preset; nothing of what it held is kept. */
void preset_read(int index, Scenario *scenario);

#endif
