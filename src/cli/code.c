#include "cli/code.h"

#include "base/file.h"
#include "cli/output.h"
#include "cli/steps.h"
#include "cli/report_error.h"
#include "lesson/lesson.h"
#include "schedule/function.h"
#include "base/memory.h"
#include "reading/reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool cli_take_code(CliRequest *request, const char *value, Text *takes) {
    int dialect = code_find(value);
    if (dialect >= 0) {
        request->spec.dialect = (CodeDialect)dialect;
        return true;
    }
    for (int i = 0; i < CODE_COUNT; i++) {
        const char *between = i == 0 ? "" : i == CODE_COUNT - 1 ? " or " : ", ";
        text_addf(takes, "%s%s", between, code_kinds[i].name);
    }
    return false;
}

/* The request keeps the path; the last one counts. */
bool cli_take_from_code(CliRequest *request, const char *value, Text *takes) {
    (void)request;
    if (!*value) text_add(takes, "a file's name, or - for stdin");
    return *value;
}

static bool read_stdin(Text *text, Text *why) {
    char block[65536];
    size_t got;
    while (text->length <= READING_BYTES_MAX && (got = fread(block, 1, sizeof block, stdin)) > 0)
        text_add_bytes(text, block, got);
    if (ferror(stdin)) {
        text_setf(why, "cannot read stdin: %s", strerror(errno));
        return false;
    }
    return true;
}

bool cli_take_dialect(CliRequest *request, const char *value, Text *takes) {
    (void)request;
    if (reading_dialect_find(value) >= 0) return true;
    for (size_t i = 0; reading_dialect_name(i); i++)
        text_addf(takes, "%s%s", i ? ", " : "one of ", reading_dialect_name(i));
    return false;
}

bool cli_take_set(CliRequest *request, const char *value, Text *takes) {
    const char *mark = strchr(value, '=');
    (void)request;
    if (mark && mark > value) return true;
    text_add(takes, "a name and its value, as in WARM=100");
    return false;
}

/* The parameters and names that the call gives, in its order. */
static void gather(const CliRequest *request, ReadingOptions *options) {
    ParameterValue *values = memory_resize(NULL, request->word_count + 1, sizeof *values);
    const char **sets = memory_resize(NULL, request->word_count + 1, sizeof *sets);
    options->values = values;
    options->sets = sets;
    for (size_t i = 0; i < request->word_count; i++) {
        CliWord word = request->words[i];
        int id = word.value - CLI_FIRST_PARAMETER;
        if (id >= 0 && !parameter_stops((ParameterId)id, word.argument)) /* the run that is read is stopped later */
            values[options->value_count++] =
                (ParameterValue){.id = (ParameterId)id, .text = word.argument};
        if (word.value == CLI_FIRST_OPTION + CLI_SET) sets[options->set_count++] = word.argument;
    }
    options->dialect = cli_request_is_explicit(request, CLI_DIALECT);
    options->partial = cli_request_is_explicit(request, CLI_PARTIAL) != NULL;
}

static void take_groups(CliRequest *request, const Reading *reading) {
    request->scenario.schedule = reading->groups[0].schedule;
    request->took_base_lr = reading->took_base_lr;
    request->first_group = request->scenario.pin_count;
    request->group_count = reading->group_count - 1;
    for (size_t i = 1; i < reading->group_count; i++)
        scenario_pin(&request->scenario, text_string(&reading->groups[i].name), &reading->groups[i].schedule);
}

/* What is drawn without all of it says so wherever it is shown, also when it is opened again. */
static void take_needs(CliRequest *request, const Reading *reading) {
    Text *title = &request->scenario.title;
    for (size_t i = 0; i < reading->need_count; i++)
        text_addf(title, "%s%s", i ? "; " : "", text_string(&reading->needs[i].what));
}

static void folder_of(const char *path, Text *folder) {
    const char *slash = strrchr(path, '/');
    text_setf(folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
}

/* A def or a lambda alone is a function of the step. */
static bool is_function(CliRequest *request, const Text *text) {
    Schedule schedule = request->scenario.schedule;
    Text fault = {0};
    bool alone = !formula_is_script(text_string(text));
    bool good = alone && text->length <= FORMULA_TEXT_MAX && function_parse(&schedule, text_string(text), &fault) &&
                formula_is_definition(schedule.function);
    if (good) {
        request->scenario.schedule = schedule;
        text_setf(&request->report, "read as a function of the step");
    }
    text_free(&fault);
    return good;
}

/* Returns the last step that --at asks for, -1 for none. */
static int64_t last_asked(const CliRequest *request, const Schedule *schedule) {
    int64_t last = -1;
    for (size_t i = 0; i < request->word_count; i++) {
        const char *at = request->words[i].value == CLI_FIRST_OPTION + CLI_AT ? request->words[i].argument : NULL;
        CliSteps steps;
        while (at && cli_steps_next(&at, schedule, &steps)) last = steps.last > last ? steps.last : last;
    }
    return last;
}

/* Reads the text, and again where --at asks for steps behind the end of the run: what was read holds for them too then. */
static Reading read_whole(const CliRequest *request, const Text *text, ReadingOptions *options) {
    Reading reading = reading_read(text_string(text), text->length, options);
    int64_t last = reading.group_count ? last_asked(request, &reading.groups[0].schedule) : -1;
    if (last < 0 || last < reading.groups[0].schedule.total_steps) return reading;
    options->shown = (double)last + 1;
    reading_free(&reading);
    return reading_read(text_string(text), text->length, options);
}

static bool read_text(CliRequest *request, const char *path, const Text *text, Text *why) {
    ReadingOptions options = {0};
    Text folder = {0};
    gather(request, &options);
    folder_of(path, &folder);
    options.folder = text_string(&folder);
    Reading reading = read_whole(request, text, &options);
    bool good = reading.group_count > 0;
    text_setf(&request->report, "%s", text_string(&reading.report));
    if (good) take_groups(request, &reading);
    if (good && reading.need_count) {
        text_setf(&request->scenario.title, "Incomplete: ");
        take_needs(request, &reading);
    }
    if (!good && !reading.dialect && !options.dialect) good = is_function(request, text);
    if (!good) text_setf(why, "%s: %s", path, text_string(&request->report));
    free((void *)options.values);
    free((void *)options.sets);
    text_free(&folder);
    reading_free(&reading);
    return good;
}

bool cli_code_read(CliRequest *request, const char *path, Text *why) {
    Text text = {0}, inner = {0};
    bool is_stdin = !strcmp(path, "-");
    bool good = is_stdin ? read_stdin(&text, why) : file_read(path, READING_BYTES_MAX, &text, why);
    if (good && !read_text(request, path, &text, &inner)) {
        text_setf(why, "--from-code=%s", text_string(&inner));
        request->file_wrong = true; /* a line for each thing that is missing */
        good = false;
    }
    text_free(&text);
    text_free(&inner);
    return good;
}

/* True if a line begins with that key. */
static bool has_key(const char *text, const char *key) {
    size_t length = strlen(key);
    for (const char *at = text; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
        if (!strncmp(at, key, length) && at[length] == ':') return true;
    return false;
}

/* True if a file that is wrong as a scenario was meant as one: then the user is told what is wrong with
   it. */
static bool is_scenario(const Text *text, const char *why) {
    static const char *const keys[] = {"lrscope", "title", "pins", "view", "family", "figure"};
    static const char *const limits[] = {"too deeply", "too many", "control characters"};
    bool any = !text->length;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) any = any || has_key(text_string(text), keys[i]);
    for (int id = 0; id < PARAMETER_COUNT; id++) any = any || has_key(text_string(text), parameters[id].key);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) any = any || strstr(why, limits[i]);
    return any;
}

static bool is_figure(const char *text) {
    return !strncmp(text, "\x89PNG", 4) || !strncmp(text, "RIFF", 4) || !strncmp(text, "%PDF", 4) ||
           strstr(text, "<svg");
}

bool cli_code_load(CliRequest *request, const char *path, Text *why) {
    Text text = {0}, inner = {0};
    request->file_wrong = !scenario_load(&request->scenario, path, why);
    if (!request->file_wrong) {
        if (why->length) cli_report(why); /* what is worth knowing of a file that was read */
        text_clear(why);
        return true;
    }
    if (lesson_is_file(path)) {
        text_setf(why, "%s is a lesson; present it with --lesson=%s", path, path);
        return false;
    }
    bool readable = file_read(path, READING_BYTES_MAX, &text, &inner);
    bool other = readable && !is_figure(text_string(&text));
    text_clear(&inner);
    if (other && read_text(request, path, &text, &inner)) {
        request->file_wrong = false;
        request->file_is_code = true;
        text_clear(why);
    } else if (other && !is_scenario(&text, text_string(why))) {
        text_setf(why, "%s", text_string(&inner));
    }
    text_free(&text);
    text_free(&inner);
    return request->file_is_code;
}

static bool is_code(const CliOutput *output) {
    return output->format->code;
}

bool cli_code_check(const CliRequest *request, Text *why) {
    const CodeKind *kind = &code_kinds[request->spec.dialect];
    if (!request->explicit[CLI_CODE] || (kind->ending && !strcmp(kind->ending, "py"))) return true;
    for (size_t i = 0; i < request->output_count; i++) {
        if (!is_code(&request->outputs[i])) continue;
        text_setf(why, "--code=%s -o %s: ", kind->name, request->outputs[i].path);
        if (kind->ending)
            text_addf(why, "this is not Python; leave -o out and write > FILE.%s behind the command", kind->ending);
        else
            text_add(why, "a command line is not Python; leave -o out and it is printed");
        return false;
    }
    return true;
}

bool cli_code_print(const CliRequest *request, Text *why) {
    Text code = {0};
    code_write(request->spec.dialect, &request->scenario.schedule, &code);
    bool good = cli_print(&code, why);
    text_free(&code);
    return good;
}
