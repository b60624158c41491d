#include "cli/code.h"

#include "base/file.h"
#include "cli/output.h"
#include "code/code_read.h"

#include <errno.h>
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
    while (text->length <= CODE_READ_MAX && (got = fread(block, 1, sizeof block, stdin)) > 0)
        text_add_bytes(text, block, got);
    if (ferror(stdin)) {
        text_setf(why, "cannot read stdin: %s", strerror(errno));
        return false;
    }
    return true;
}

bool cli_code_read(CliRequest *request, const char *path, Text *why) {
    Text text = {0};
    bool is_stdin = !strcmp(path, "-");
    bool good = is_stdin ? read_stdin(&text, why) : file_read(path, CODE_READ_MAX, &text, why);
    if (good && !code_read(text_string(&text), text.length, &request->scenario.schedule, &request->report)) {
        text_setf(why, "--from-code=%s: %s", path, text_string(&request->report));
        good = false;
    }
    text_free(&text);
    return good;
}

static bool is_code(const CliOutput *output) {
    return output->format->code;
}

bool cli_code_check(const CliRequest *request, Text *why) {
    if (!request->explicit[CLI_CODE] || request->spec.dialect != CODE_CLI) return true;
    for (size_t i = 0; i < request->output_count; i++) {
        if (!is_code(&request->outputs[i])) continue;
        text_setf(why, "--code=cli -o %s: a command line is no Python; leave -o out and it is printed",
                  request->outputs[i].path);
        return false;
    }
    return true;
}

bool cli_code_printed(const CliRequest *request) {
    for (size_t i = 0; i < request->output_count; i++)
        if (is_code(&request->outputs[i])) return false;
    return request->explicit[CLI_CODE] != NULL;
}

bool cli_code_print(const CliRequest *request, Text *why) {
    Text code = {0};
    code_write(request->spec.dialect, &request->scenario.schedule, &code);
    bool good = cli_print(&code, why);
    text_free(&code);
    return good;
}
