/* What is said of an option that getopt_long does not take. */
#include "cli/options.h"

#include <string.h>

static char dash(char c) {
    return c == '_' ? '-' : c;
}

static bool begins(const char *typed, size_t length, const char *name) {
    for (size_t i = 0; i < length; i++)
        if (!name[i] || dash(typed[i]) != dash(name[i])) return false;
    return true;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

enum { LONGEST = 32 };

/* How many characters have to be changed, added or taken away to make one name of the other; LONGEST and more
   for what is too long to be meant. */
static size_t distance(const char *typed, size_t length, const char *name) {
    size_t row[LONGEST + 1], width = strlen(name);
    if (length >= LONGEST || width >= LONGEST) return LONGEST;
    for (size_t j = 0; j <= width; j++) row[j] = j;
    for (size_t i = 1; i <= length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t change = diagonal + (dash(typed[i - 1]) != dash(name[j - 1]));
            diagonal = row[j];
            row[j] = least(change, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[width];
}

/* NULL where more than a third of the letters would have to change. */
static const char *nearest(const CliGetopt *table, const char *typed, size_t length) {
    const char *best = NULL;
    size_t best_distance = (length + 1) / 3 + 1;
    for (const struct option *option = table->longs; option->name; option++) {
        size_t away = distance(typed, length, option->name);
        if (away >= best_distance) continue;
        best_distance = away;
        best = option->name;
    }
    return best;
}

/* Adds the names that begin with what was typed, in the spelling with dashes; returns how many. */
static int list_matches(const CliGetopt *table, const char *typed, size_t length, Text *out) {
    int count = 0, last = -1;
    for (const struct option *option = table->longs; option->name; option++) {
        if (option->val == last || !begins(typed, length, option->name)) continue;
        last = option->val;
        text_add(out, count++ ? ", " : "");
        cli_option_name(option->val, out);
    }
    return count;
}

static void explain_long(const CliGetopt *table, const char *argument, Text *why) {
    const char *typed = argument + strlen("--");
    size_t length = strcspn(typed, "=");
    Text matches = {0};
    const char *near = nearest(table, typed, length);
    if (list_matches(table, typed, length, &matches) > 1)
        text_setf(why, "--%.*s is short for more than one option: %s", (int)length, typed,
                  text_string(&matches));
    else if (near)
        text_setf(why, "unknown option --%.*s; did you mean --%s?", (int)length, typed, near);
    else
        text_setf(why, "unknown option --%.*s; --help lists them all", (int)length, typed);
    text_free(&matches);
}

static void explain_missing(Text *why) {
    const char *argument = NULL;
    text_clear(why);
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (optopt == CLI_FIRST_OPTION + i || optopt == cli_options[i].letter)
            argument = cli_options[i].argument;
    if (optopt < CLI_FIRST_OPTION)
        text_addf(why, "-%c", optopt);
    else
        cli_option_name(optopt, why);
    text_addf(why, " needs a value");
    if (argument) text_addf(why, ": %s", argument);
    if (optopt < CLI_FIRST_PARAMETER) return;
    text_add(why, ": ");
    parameter_takes((ParameterId)(optopt - CLI_FIRST_PARAMETER), why);
}

void cli_option_error(const CliGetopt *table, int answer, const char *argument, Text *why) {
    text_clear(why);
    if (answer == ':') {
        explain_missing(why);
    } else if (optopt >= CLI_FIRST_OPTION) {
        cli_option_name(optopt, why);
        text_addf(why, " takes no value, but %s gives it one", argument);
    } else if (optopt) {
        text_setf(why, "unknown option -%c; --help lists them all", optopt);
    } else {
        explain_long(table, argument, why);
    }
}
