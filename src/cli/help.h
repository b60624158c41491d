/* What --help, --version and --list-presets print, made from the tables. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "base/text.h"

void cli_help(Text *out);
void cli_version(Text *out);
void cli_preset_list(Text *out);

#endif
