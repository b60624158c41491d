#include "cli/several.h"

#include "cli/code.h"

#include <string.h>

/* "runs/exp7.yaml" is exp7. */
static void name_of_file(const char *path, Text *out) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    text_clear(out);
    text_add_bytes(out, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static bool pin_file(CliRequest *request, const char *path, Text *why) {
    CliRequest other = cli_request_empty(NULL);
    Text name = {0};
    bool good = cli_code_load(&other, path, why);
    request->file_wrong = other.file_wrong;
    name_of_file(path, &name);
    const Text *title = other.scenario.title.length ? &other.scenario.title : &name;
    if (good) scenario_pin(&request->scenario, text_string(title), &other.scenario.schedule);
    if (other.report.length)
        text_addf(&request->report, "%s%s", request->report.length ? "\n" : "", text_string(&other.report));
    text_free(&name);
    cli_request_free(&other);
    return good;
}

bool cli_several_load(CliRequest *request, Text *why) {
    if (!cli_request_is_explicit(request, CLI_GRID)) {
        text_setf(why, "%s: a second file; only --check takes several and --grid", request->files[1]);
        return false;
    }
    bool good = cli_code_load(request, request->files[0], why);
    if (good && !request->scenario.title.length) name_of_file(request->files[0], &request->scenario.title);
    for (size_t i = 1; good && i < request->file_count; i++) good = pin_file(request, request->files[i], why);
    return good;
}

bool cli_several_check(const CliRequest *request, Text *why) {
    bool several = request->file_count > 1 && !cli_request_is_explicit(request, CLI_CHECK);
    if (!several || !request->value_count) return true;
    cli_option_name(CLI_FIRST_PARAMETER + (int)request->values[0].id, why);
    text_addf(why, "=%s: several files keep their own parameters; write it into the files", request->values[0].text);
    return false;
}
