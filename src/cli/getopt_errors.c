/* What is said of an option that getopt_long does not take. */
#include "base/spelling.h"
#include "cli/options.h"

#include <string.h>

static const char *nearest(const CliGetopt *table, const char *typed) {
    const char *best = NULL;
    size_t closest = spelling_reach(typed);
    for (const struct option *option = table->longs; option->name; option++) {
        size_t away = spelling_distance(typed, option->name);
        if (away > closest || (best && away == closest)) continue;
        closest = away;
        best = option->name;
    }
    return best;
}

/* Adds the names that begin with what was typed, in the spelling with dashes; returns how many. */
static int list_matches(const CliGetopt *table, const char *typed, Text *out) {
    int count = 0, last = -1;
    for (const struct option *option = table->longs; option->name; option++) {
        if (option->val == last || !spelling_begins(typed, option->name)) continue;
        last = option->val;
        text_add(out, count++ ? ", " : "");
        cli_option_name(option->val, out);
    }
    return count;
}

static void explain_long(const CliGetopt *table, const char *argument, Text *why) {
    Text name = {0}, matches = {0};
    text_add_bytes(&name, argument + strlen("--"), strcspn(argument + strlen("--"), "="));
    const char *typed = text_string(&name), *near = nearest(table, typed);
    if (list_matches(table, typed, &matches) > 1)
        text_setf(why, "--%s is short for more than one option: %s", typed, text_string(&matches));
    else if (near)
        text_setf(why, "unknown option --%s; did you mean --%s?", typed, near);
    else
        text_setf(why, "unknown option --%s; --help lists them all", typed);
    text_free(&name);
    text_free(&matches);
}

static void explain_missing(Text *why) {
    const char *argument = NULL;
    text_clear(why);
    for (int i = 0; i < cli_option_count; i++)
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
