/* --find: from which step on a rate is below a value, or back at it. */
#ifndef CLI_FIND_H
#define CLI_FIND_H

#include "cli/request.h"

/* Reads "lr=1e-4" or "factor=0.5", several with commas between them, into the request. As in cli/option_values.h. */
bool cli_take_find(CliRequest *request, const char *value, Text *takes);

/* Prints step,factor,lr,is where a stretch begins that is below the value ("lr < 0.0001"), or at or above it
   ("lr >= 0.0001"); with further curves also whose it is. False with the reason in *why. */
bool cli_find_print(const CliRequest *request, Text *why);

#endif
