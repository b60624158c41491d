#include "cli/function.h"

#include "base/file.h"
#include "base/number.h"
#include "schedule/function.h"

#include <string.h>

/* The text of a file of that name, where there is one; else the argument is the text. */
static bool read_text(const char *argument, Text *text, Text *why) {
    Text unread = {0};
    bool name = *argument && !strpbrk(argument, "\n()") && strlen(argument) < 1000;
    bool good = true;
    if (!strcmp(argument, "-") || !name || !file_read(argument, FORMULA_TEXT_MAX + 1, text, &unread)) {
        good = strcmp(argument, "-") != 0;
        text_setf(text, "%s", argument);
        if (!good) text_setf(why, "--function=-: stdin is not read here; give the text or a file");
    }
    text_free(&unread);
    return good;
}

/* Writes "3:5 words" as "line 3, column 5: words", or without a place where the text is one line. */
static void add_fault(const char *fault, Text *why) {
    size_t line = strcspn(fault, ":"), column = strcspn(fault, " ");
    text_addf(why, "line %.*s, column %.*s: %s", (int)line, fault, (int)(column - line - 1), fault + line + 1,
              fault + column + 1);
}

static bool take_function(CliRequest *request, const char *argument, Text *why) {
    Text text = {0}, fault = {0};
    bool good = read_text(argument, &text, why);
    if (good &&
        !function_parse(&request->scenario.schedule, text.length ? text_string(&text) : NULL, &fault)) {
        text_setf(why, "--function: ");
        add_fault(text_string(&fault), why);
        good = false;
    }
    text_free(&text);
    text_free(&fault);
    return good;
}

static void add_names(const Schedule *schedule, Text *why) {
    size_t count = formula_name_count(schedule->function);
    text_add(why, count ? "it has " : "it has none");
    for (size_t i = 0; i < count; i++)
        text_addf(why, "%s%s", i ? ", " : "", formula_name(schedule->function, i));
}

/* Takes NAME=VALUE for one of the function's names; others belong to the file that is read. */
static bool take_set(CliRequest *request, const char *argument, Text *why) {
    Schedule *schedule = &request->scenario.schedule;
    const char *mark = strchr(argument, '=');
    Text name = {0}, fault = {0};
    double value;
    bool good = true;
    if (!mark) return true; /* refused with the other words */
    text_setf(&name, "%.*s", (int)(mark - argument), argument);
    for (size_t i = 0; i < formula_name_count(schedule->function); i++) {
        if (strcmp(formula_name(schedule->function, i), text_string(&name)) != 0) continue;
        ParameterId id = function_parameter(schedule, i);
        const Formula *function = schedule->function;
        bool own = id >= PARAMETER_VALUES;
        good = own ? number_parse(mark + 1, &value) : true;
        schedule->function = NULL;
        if (own && good) schedule->values[i] = value;
        if (!own) good = parameter_read(schedule, id, mark + 1, &fault);
        schedule->function = function;
        if (!good)
            text_setf(why, "--set=%s: %s", argument, fault.length ? text_string(&fault) : "takes a number");
        goto end;
    }
    if (!cli_request_is_explicit(request, CLI_FROM_CODE) && !request->file_is_code) {
        text_setf(why, "--set=%s: the function has no such name; ", argument);
        add_names(schedule, why);
        good = false;
    }
end:
    text_free(&name);
    text_free(&fault);
    return good;
}

/* A warm-up or a decay beside --function would change nothing: refused, for it was meant to. */
static bool nothing_is_lost(const CliRequest *request, Text *why) {
    const Schedule *schedule = &request->scenario.schedule;
    uint64_t parts = schedule->function ? function_uses(schedule) : UINT64_MAX;
    for (size_t i = 0; i < request->word_count; i++) {
        int id = request->words[i].value - CLI_FIRST_PARAMETER;
        bool shapes = request->words[i].value >= CLI_FIRST_PARAMETER && id >= PARAMETER_WARMUP_METHOD;
        if (!shapes || parts >> id & 1) continue;
        text_setf(
            why,
            "%s has no effect here: --function gives the factor of every step and does not use it; set its "
            "own names with --set=NAME=VALUE",
            parameters[id].key);
        return false;
    }
    return true;
}

bool cli_function_take(CliRequest *request, Text *why) {
    const char *argument = cli_request_is_explicit(request, CLI_FUNCTION);
    if (argument && !(take_function(request, argument, why) && nothing_is_lost(request, why))) return false;
    if (!request->scenario.schedule.function) return true;
    for (size_t i = 0; i < request->word_count; i++)
        if (request->words[i].value == CLI_FIRST_OPTION + CLI_SET &&
            !take_set(request, request->words[i].argument, why))
            return false;
    return true;
}

bool cli_function_check(const CliRequest *request, Text *why) {
    Text fault = {0};
    const Schedule *schedule = &request->scenario.schedule;
    bool good = !schedule->function || function_fits(schedule, &fault);
    if (!good) {
        text_setf(why, "--function: ");
        add_fault(text_string(&fault), why);
    }
    text_free(&fault);
    return good;
}
