/* Code: the schedule as code, and a schedule read out of code. */
#ifndef CLI_CODE_H
#define CLI_CODE_H

#include "cli/request.h"

bool cli_take_code(CliRequest *request, const char *value, Text *takes);
bool cli_take_from_code(CliRequest *request, const char *value, Text *takes);
bool cli_take_dialect(CliRequest *request, const char *value, Text *takes);
bool cli_take_set(CliRequest *request, const char *value, Text *takes);

/* Sets the schedule to what the code in that file ("-": stdin) says and leaves the report in the request.
   False with the whole message in *why. */
bool cli_code_read(CliRequest *request, const char *path, Text *why);

/* Reads the operand: a scenario or a figure, or else what cli_code_read takes. */
bool cli_code_load(CliRequest *request, const char *path, Text *why);

/* The dialect and the files that are to hold it go together. Puts the whole message into *why. */
bool cli_code_check(const CliRequest *request, Text *why);

bool cli_code_print(const CliRequest *request, Text *why);

#endif
