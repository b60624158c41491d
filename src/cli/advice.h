/* --implementations and --notes: what the window says beside the plot, as lines. */
#ifndef CLI_ADVICE_H
#define CLI_ADVICE_H

#include "cli/request.h"

/* A figure shows their curves and a scenario file remembers them; without such a file their words are printed. */
bool cli_implementations_printed(const CliRequest *request);

void cli_implementations_add(const CliRequest *request, Text *out);
void cli_notes_add(const CliRequest *request, Text *out);

#endif
