#include "code/draft.h"

#include "base/number.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN = 60 }; /* of a hostile name */

Draft draft_of(const Schedule *schedule) {
    return (Draft){.schedule = *schedule};
}

void draft_free(Draft *draft) {
    text_free(&draft->read);
    text_free(&draft->source);
    text_free(&draft->left);
    text_free(&draft->assumed);
}

static void cut(Text *text, size_t length) {
    text->length = length;
    if (text->data) text->data[length] = 0;
}

void draft_back(Draft *draft, const Draft *before) {
    Draft now = *draft; /* its texts may have moved */
    *draft = *before;
    draft->read = now.read;
    draft->source = now.source;
    draft->left = now.left;
    draft->assumed = now.assumed;
    cut(&draft->read, before->read.length);
    cut(&draft->source, before->source.length);
    cut(&draft->assumed, before->assumed.length);
}

/* The line of the source that is at hand, where it gave anything. */
static void end_source(Draft *draft) {
    if (draft->values) text_addf(&draft->read, "%s.\n", text_string(&draft->source));
    text_clear(&draft->source);
}

void draft_source(Draft *draft, Span name) {
    end_source(draft);
    draft->values = 0;
    int length = (int)(name.length > SHOWN ? SHOWN : name.length);
    text_addf(&draft->source, "Read %.*s", length, name.start);
}

/* "Read SGD: base_lr 0.02, ..." */
static void note(Draft *draft, ParameterId id) {
    text_addf(&draft->source, "%s %s ", draft->values++ ? "," : ":", parameters[id].key);
    parameter_print(&draft->schedule, id, &draft->source);
    draft->given[id] = true;
}

static bool settle(Draft *draft, ParameterId id, bool taken, Text *why) {
    if (taken)
        note(draft, id);
    else
        draft_leave(draft, "%s", text_string(why));
    text_free(why);
    return taken;
}

bool draft_put(Draft *draft, ParameterId id, double value) {
    Text why = {0};
    if (value < 0 && parameters[id].automatic) { /* a number of the text is never the automatic value */
        draft_leave(draft, "%s: %s is not allowed", parameters[id].key, number_exact(value).text);
        return false;
    }
    return settle(draft, id, parameter_put(&draft->schedule, id, value, &why), &why);
}

bool draft_read(Draft *draft, ParameterId id, const char *text) {
    Text why = {0};
    return settle(draft, id, parameter_read(&draft->schedule, id, text, &why), &why);
}

bool draft_number(Draft *draft, Match *match, ParameterId id, const Node *node) {
    double value;
    match->guessed = match->repeated = false;
    if (!match_number(match, node, &value)) {
        draft_leave(draft, "%s: its value is not a number in the text", parameters[id].key);
        return false;
    }
    if (match->guessed)
        draft_assume(draft, "%s is %s, the part of it that is a number", parameters[id].key,
                     number_exact(value).text);
    if (match->repeated)
        draft_assume(draft, "%s is %s, the last value that the text has for it", parameters[id].key,
                     number_exact(value).text);
    return draft_put(draft, id, value);
}

bool draft_milestones(Draft *draft, Match *match, const Node *list) {
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
        whole = draft_read(draft, PARAMETER_MILESTONES, text.length ? text_string(&text) : "none");
    else
        draft_leave(draft, "milestones: they are not all numbers in the text");
    text_free(&text);
    return whole;
}

static void add(Text *list, const char *format, va_list arguments) {
    char words[512];
    vsnprintf(words, sizeof words, format, arguments);
    if (list->length < 4096) text_addf(list, "%s%s", list->length ? "; " : "", words);
}

void draft_leave(Draft *draft, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(&draft->left, format, arguments);
    va_end(arguments);
}

void draft_assume(Draft *draft, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(&draft->assumed, format, arguments);
    va_end(arguments);
}

void draft_report(Draft *draft, Text *report) {
    end_source(draft);
    text_setf(report, "%s", text_string(&draft->read));
    if (draft->left.length) text_addf(report, "Left out: %s.\n", text_string(&draft->left));
    if (draft->assumed.length) text_addf(report, "Assumed: %s.\n", text_string(&draft->assumed));
    if (report->length) report->data[--report->length] = 0; /* the last line's end */
}
