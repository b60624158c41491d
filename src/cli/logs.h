/* Logs on the command line: which ones, how they are read, what is said of them. */
#ifndef CLI_LOGS_H
#define CLI_LOGS_H

#include "cli/request.h"

bool cli_take_log(CliRequest *request, const char *value, Text *takes);
bool cli_take_log_shift(CliRequest *request, const char *value, Text *takes);
bool cli_take_log_group(CliRequest *request, const char *value, Text *takes);

/* Operands that are logs by their content become --log; the others stay operands. */
void cli_logs_sort_operands(CliRequest *request);

/* How logs are read holds for all of them; with --fit the schedule becomes the one that explains the first. False with
   the whole message in *why. */
bool cli_logs_settle(CliRequest *request, Text *why);

/* --fit is answered on stdout: where nothing is written that shows it. */
bool cli_logs_print_fits(const CliRequest *request);
void cli_logs_add_fits(const CliRequest *request, Text *out);

/* Does --check-log: prints a line on stderr for each log that does not agree. False where there was one. */
bool cli_logs_check(const CliRequest *request);

#endif
