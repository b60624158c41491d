/* Carries out a request that needs no window. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/request.h"

/* Writes all that is asked for: files in their order, then --describe, then --code, then --at. Stops at
   the first failure, false with the reason in *why. */
bool cli_output_all(CliRequest *request, Text *why);

/* Prints a text to stdout; false with the reason in *why. */
bool cli_print(const Text *text, Text *why);

#endif
