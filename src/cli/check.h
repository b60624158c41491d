/* --check: figures drawn again from what they carry. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/request.h"

/* Looks at all files, with a line on stderr for each that would differ or cannot be judged. The exit status:
   0 where all are as they would be drawn, 2 where one carries nothing that can be drawn, else 1. */
int cli_check(const CliRequest *request);

#endif
