/* --note: notes of the user's own on steps. */
#ifndef CLI_ANNOTATIONS_H
#define CLI_ANNOTATIONS_H

#include "cli/request.h"

/* Adds every --note to the scenario, now that it is known how long an epoch and the run are. False with the whole
   message in *why. */
bool cli_annotations_add(CliRequest *request, Text *why);

#endif
