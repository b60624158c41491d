/* lrscope's own command line. */
#include "code/readers.h"

#include <stdio.h>
#include <string.h>

/* The parameter of an option, or -1. */
static int option_parameter(const Statement *item, char *key, size_t size) {
    if (item->kind != STATEMENT_OPTION || item->name.length >= size) return -1;
    memcpy(key, item->name.start, item->name.length);
    key[item->name.length] = 0;
    return parameter_find(key);
}

static bool names_program(const Match *match) {
    for (size_t i = 0; i < match->syntax.count; i++) {
        const Statement *item = &match->syntax.items[i];
        bool word = item->kind == STATEMENT_VALUE && item->value->kind == NODE_NAME;
        if (word && span_is(item->value->name, "lrscope")) return true;
    }
    return false;
}

static void read_option(CodeImport *import, const Statement *item) {
    char key[40], value[1024];
    int id = option_parameter(item, key, sizeof key);
    int shown = item->name.length > 40 ? 40 : (int)item->name.length;
    snprintf(value, sizeof value, "%.*s", item->text.length < sizeof value ? (int)item->text.length : 0,
             item->text.start);
    if (id >= 0)
        code_import_read(import, (ParameterId)id, value);
    else
        code_import_skip(import, "--%.*s", shown, item->name.start);
}

/* Those of one parameter, or those of none: in the table's order, so that epochs know how long they are. */
static void read_options(CodeImport *import, const Match *match, int id) {
    char key[40];
    for (size_t i = 0; i < match->syntax.count; i++) {
        const Statement *item = &match->syntax.items[i];
        if (item->kind == STATEMENT_OPTION && option_parameter(item, key, sizeof key) == id)
            read_option(import, item);
    }
}

bool options_read(CodeImport *import, Match *match) {
    char key[40];
    bool any = names_program(match);
    for (size_t i = 0; i < match->syntax.count; i++)
        any = any || option_parameter(&match->syntax.items[i], key, sizeof key) >= 0;
    if (!any) return false;
    import->schedule = schedule_default();
    code_import_source(import, (Span){"the command line", strlen("the command line")});
    for (int id = 0; id < PARAMETER_COUNT; id++) read_options(import, match, id);
    read_options(import, match, -1);
    if (!import->values && !import->left.length) code_import_assume(import, "the defaults, for lrscope has no option");
    for (int id = 0; id < PARAMETER_COUNT; id++)
        import->explicit[id] = true; /* what is not said is the default */
    import->warms = import->decays = true;
    return true;
}
