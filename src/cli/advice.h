/* --implementations and --notes: what the window says beside the plot, as lines. */
#ifndef CLI_ADVICE_H
#define CLI_ADVICE_H

#include "cli/request.h"

void cli_implementations_add(const CliRequest *request, Text *out);
void cli_notes_add(const CliRequest *request, Text *out);

#endif
