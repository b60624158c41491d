#include "code/import.h"

#include "base/number.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN = 60 }; /* of a hostile name */

CodeImport code_import_of(const Schedule *schedule) {
    return (CodeImport){.schedule = *schedule};
}

void code_import_free(CodeImport *import) {
    text_free(&import->read);
    text_free(&import->source);
    text_free(&import->left);
    text_free(&import->assumed);
}

static void cut(Text *text, size_t length) {
    text->length = length;
    if (text->data) text->data[length] = 0;
}

void code_import_back(CodeImport *import, const CodeImport *before) {
    CodeImport now = *import; /* its texts may have moved */
    *import = *before;
    import->read = now.read;
    import->source = now.source;
    import->left = now.left;
    import->assumed = now.assumed;
    cut(&import->read, before->read.length);
    cut(&import->source, before->source.length);
    cut(&import->assumed, before->assumed.length);
}

/* The line of the source that is at hand, where it gave anything. */
static void end_source(CodeImport *import) {
    if (import->values) text_addf(&import->read, "%s.\n", text_string(&import->source));
    text_clear(&import->source);
}

void code_import_source(CodeImport *import, Span name) {
    end_source(import);
    import->values = 0;
    int length = (int)(name.length > SHOWN ? SHOWN : name.length);
    text_addf(&import->source, "Read %.*s", length, name.start);
}

/* "Read SGD: base_lr 0.02, ..." */
static void note(CodeImport *import, ParameterId id) {
    text_addf(&import->source, "%s %s ", import->values++ ? "," : ":", parameters[id].key);
    parameter_print(&import->schedule, id, &import->source);
    import->explicit[id] = true;
}

static bool settle(CodeImport *import, ParameterId id, bool taken, Text *why) {
    if (taken)
        note(import, id);
    else
        code_import_skip(import, "%s", text_string(why));
    text_free(why);
    return taken;
}

bool code_import_put(CodeImport *import, ParameterId id, double value) {
    Text why = {0};
    if (value < 0 && parameters[id].automatic) { /* a number of the text is never the automatic value */
        code_import_skip(import, "%s: %s is not allowed", parameters[id].key, number_exact(value).text);
        return false;
    }
    return settle(import, id, parameter_put(&import->schedule, id, value, &why), &why);
}

bool code_import_read(CodeImport *import, ParameterId id, const char *text) {
    Text why = {0};
    return settle(import, id, parameter_read(&import->schedule, id, text, &why), &why);
}

bool code_import_number(CodeImport *import, Match *match, ParameterId id, const Node *node) {
    double value;
    match->guessed = match->repeated = false;
    if (!match_number(match, node, &value)) {
        code_import_skip(import, "%s: its value is not a number in the text", parameters[id].key);
        return false;
    }
    if (match->guessed)
        code_import_assume(import, "%s is %s, the part of it that is a number", parameters[id].key,
                     number_exact(value).text);
    if (match->repeated)
        code_import_assume(import, "%s is %s, the last value that the text has for it", parameters[id].key,
                     number_exact(value).text);
    return code_import_put(import, id, value);
}

bool code_import_milestones(CodeImport *import, Match *match, const Node *list) {
    Text text = {0};
    double value;
    const Node *node = match_resolve(match, list);
    bool single = node->kind != NODE_LIST;
    bool whole = true;
    for (const Node *item = single ? node : node->first; item && whole; item = single ? NULL : item->next) {
        whole = match_number(match, item, &value) && text.length < 4096;
        if (whole) text_addf(&text, "%s%s", text.length ? "," : "", number_exact(value).text);
    }
    if (whole)
        whole = code_import_read(import, PARAMETER_MILESTONES, text.length ? text_string(&text) : "none");
    else
        code_import_skip(import, "milestones: they are not all numbers in the text");
    text_free(&text);
    return whole;
}

static void add(Text *list, const char *format, va_list arguments) {
    char words[512];
    vsnprintf(words, sizeof words, format, arguments);
    if (list->length < 4096) text_addf(list, "%s%s", list->length ? "; " : "", words);
}

void code_import_skip(CodeImport *import, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(&import->left, format, arguments);
    va_end(arguments);
}

void code_import_assume(CodeImport *import, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(&import->assumed, format, arguments);
    va_end(arguments);
}

void code_import_report(CodeImport *import, Text *report) {
    end_source(import);
    text_setf(report, "%s", text_string(&import->read));
    if (import->left.length) text_addf(report, "Left out: %s.\n", text_string(&import->left));
    if (import->assumed.length) text_addf(report, "Assumed: %s.\n", text_string(&import->assumed));
    if (report->length) report->data[--report->length] = 0; /* the last line's end */
}
