/* What goes wrong, said on stderr. */
#ifndef CLI_REPORT_ERROR_H
#define CLI_REPORT_ERROR_H

#include "base/text.h"

/* Prints "lrscope: why" in one line whatever was typed: a control character is shown as a question mark. */
void cli_report_error(const Text *why);
/* Prints words of several lines in the same way. */
void cli_report(const Text *words);

#endif
