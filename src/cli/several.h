/* Several files in one call: small multiples. */
#ifndef CLI_SEVERAL_H
#define CLI_SEVERAL_H

#include "cli/request.h"

/* Loads the first operand as what the call is about, and the curve of each further one as a pin under the name of
   its file, or its title. False with the whole message in *why. */
bool cli_several_load(CliRequest *request, Text *why);

/* A parameter beside several files would not say which of them it is for. */
bool cli_several_check(const CliRequest *request, Text *why);

#endif
