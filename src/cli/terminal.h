/* What the terminal can show. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "figure/figure.h"

/* Returns the size of the terminal that stdout is, or where it is none that of COLUMNS and LINES, or 80x24;
   and whether the locale's letters are those of UTF-8. */
FigureTextSize cli_terminal_size(void);

#endif
