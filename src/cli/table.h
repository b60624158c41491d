/* Schedules as tables: step,factor,lr with every number in the shortest form that reads back the same. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/picture.h"
#include "cli/request.h"

/* One row for each step of training. A writer of cli/formats.h. */
bool cli_table_csv(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);

/* The rows of --at, to stdout. False with the reason in *why. */
bool cli_table_print(const CliRequest *request, Text *why);

#endif
