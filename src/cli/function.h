/* --function and what --set says of its names. */
#ifndef CLI_FUNCTION_H
#define CLI_FUNCTION_H

#include "cli/request.h"

/* Takes the function and the values of its own names; the parameters follow. */
bool cli_function_take(CliRequest *request, Text *why);
/* Has every step a value, now that all is said? */
bool cli_function_check(const CliRequest *request, Text *why);

#endif
