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

void messages_print(const Messages *messages, const char *name, Text *out) {
    for (size_t i = 0; i < messages->count; i++) {
        const Message *message = &messages->items[i];
        text_add(out, name);
        if (message->line) text_addf(out, ":%d:%d", message->line, message->column);
        text_addf(out, ": %s\n", text_string(&message->text));
    }
}

void messages_free(Messages *messages) {
    for (size_t i = 0; i < messages->count; i++) text_free(&messages->items[i].text);
    free(messages->items);
    *messages = (Messages){0};
}
