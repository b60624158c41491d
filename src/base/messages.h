/* A list of messages about one text that a person wrote: all its errors at once, each with its place. */
#ifndef BASE_MESSAGES_H
#define BASE_MESSAGES_H

#include "base/text.h"

typedef struct Message {
    int line, column; /* from 1; 0 where the whole file is meant */
    Text text;
} Message;

typedef struct Messages { /* {0} is an empty list */
    Message *items;
    size_t count, capacity;
} Messages;

void messages_add(Messages *messages, int line, int column, const char *format, ...) TEXT_FORMAT(4, 5);
/* Sorts the messages by their places. */
void messages_sort(Messages *messages);
/* Adds "name:line:column: text" a line each to *out; control characters become question marks. */
void messages_print(const Messages *messages, const char *name, Text *out);
void messages_free(Messages *messages);

#endif
