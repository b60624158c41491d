#include "base/messages.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void messages_add(Messages *messages, int line, int column, const char *format, ...) {
    messages->capacity = memory_grown(messages->capacity, messages->count + 1);
    messages->items = memory_resize(messages->items, messages->capacity, sizeof *messages->items);
    Message *message = &messages->items[messages->count++];
    *message = (Message){.line = line, .column = column};
    char text[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    text_add(&message->text, text);
}

static int in_order(const void *one, const void *other) {
    const Message *a = one, *b = other;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

void messages_sort(Messages *messages) {
    if (messages->count > 1) qsort(messages->items, messages->count, sizeof *messages->items, in_order);
}

/* A message is one line, whatever was in the text it speaks of. */
static void add_line(Text *out, const Text *line) {
    text_add_visible(out, text_string(line));
    text_add(out, "\n");
}

void messages_print(const Messages *messages, const char *name, Text *out) {
    Text line = {0};
    for (size_t i = 0; i < messages->count; i++) {
        const Message *message = &messages->items[i];
        text_setf(&line, "%s", name);
        if (message->line) text_addf(&line, ":%d:%d", message->line, message->column);
        text_addf(&line, ": %s", text_string(&message->text));
        add_line(out, &line);
    }
    text_free(&line);
}

void messages_free(Messages *messages) {
    for (size_t i = 0; i < messages->count; i++) text_free(&messages->items[i].text);
    free(messages->items);
    *messages = (Messages){0};
}
