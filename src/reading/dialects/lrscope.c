/* lrscope's own command line. */
#include "reading/dialects.h"

#include <string.h>

/* Returns the command that names the program, or whose options are lrscope's own in their very spelling. */
static const Node *own_command(const Document *document, int *evidence) {
    const Node *best = NULL;
    *evidence = NONE;
    for (const Node *entry = document->calls ? document->calls->first : NULL;
         entry && document->kind == DOCUMENT_SHELL; entry = entry->next) {
        const char *text = entry->first->text, *named = strstr(text, "lrscope");
        bool program = named && (named == text || strchr("/ $", named[-1])) && (!named[7] || named[7] == ' ');
        size_t own = 0, all = 0;
        for (const Node *child = entry->first->first; child; child = child->next) {
            all += child->dashes > 0;
            own += child->dashes == 2 && parameter_find(child->key) >= 0;
        }
        int found = program ? PROVEN + 1 : own >= 2 && own == all ? PROVEN : NONE;
        if (found > *evidence) *evidence = found, best = entry->first;
    }
    return best;
}

int lrscope_evidence(const Document *document) {
    int evidence;
    own_command(document, &evidence);
    return evidence;
}

/* Gives what is not said lrscope's own default. */
static void put_defaults(Import *import) {
    Schedule schedule = schedule_default();
    for (int id = PARAMETER_BASE_LR; id < PARAMETER_COUNT; id++) {
        Text text = {0};
        parameter_print(&schedule, (ParameterId)id, &text);
        bool shown = id <= PARAMETER_WARMUP_ITERS || id == PARAMETER_DECAY;
        if (text.length && shown) import_choose(import, parameters[id].key, text_string(&text));
        text_free(&text);
    }
}

/* Takes --function=TEXT, with the numbers of its names (--set=NAME=VALUE) before it. */
static void put_function(Import *import, const Node *command) {
    Text text = {0};
    const Node *function = NULL;
    for (const Node *child = command->first; child; child = child->next) {
        if (child->dashes == 2 && !strcmp(child->key, "function")) function = child;
        const char *set = child->dashes == 2 && !strcmp(child->key, "set") ? import_text(import, child) : NULL;
        const char *equals = set ? strchr(set, '=') : NULL;
        if (equals) text_addf(&text, "%.*s = %s\n", (int)(equals - set), set, equals + 1);
    }
    if (function) text_add(&text, import_text(import, function));
    if (function) import_put_function(import, text_string(&text));
    text_free(&text);
}

/* True for the options that put_function takes. */
static bool is_of_function(const Node *option) {
    return option->dashes == 2 && (!strcmp(option->key, "function") || !strcmp(option->key, "set"));
}

void lrscope_read(Import *import) {
    int evidence;
    const Node *command = own_command(import->document, &evidence);
    put_defaults(import);
    put_function(import, command);
    for (const Node *child = command->first; child; child = child->next) {
        int id = child->dashes == 2 ? parameter_find(child->key) : -1;
        if (id >= 0)
            import_choose(import, parameters[id].key, import_text(import, child));
        else if (child->dashes && !is_of_function(child))
            import_leave(import, "--%s", child->key);
    }
}
