#include "cli/terminal.h"

#include "figure/text_chart.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* True if the user's locale takes UTF-8. It is looked at in a locale of its own; the program's never
   changes. */
static bool takes_utf8(void) {
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    bool utf8 = locale && !strcmp(nl_langinfo_l(CODESET, locale), "UTF-8");
    if (locale) freelocale(locale);
    return utf8;
}

static int within(long value, int usual, int min, int max) {
    if (value <= 0) return usual;
    return value < min ? min : value > max ? max : (int)value;
}

static long stated(const char *variable) {
    const char *value = getenv(variable);
    return value ? strtol(value, NULL, 10) : 0;
}

FigureTextSize cli_terminal_size(void) {
    struct winsize size = {0};
    bool terminal = isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    long columns = terminal ? size.ws_col : stated("COLUMNS"),
         rows = terminal ? size.ws_row - 1 : stated("LINES");
    return (FigureTextSize){.columns = within(columns, TEXT_COLUMNS, TEXT_COLUMNS_MIN, TEXT_COLUMNS_MAX),
                            .rows = within(rows, TEXT_ROWS, TEXT_ROWS_MIN + 6, 60),
                            .ascii = !takes_utf8()};
}
