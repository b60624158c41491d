/* A JSON document that holds a list of numbers under each name, as a history of Keras: {"loss": [...], "lr":
   [...]}. The n-th numbers of all lists are one row. Not for other rooms. */
#ifndef RUNLOG_COLUMNS_H
#define RUNLOG_COLUMNS_H

#include "runlog/collect.h"

enum { LISTS_MAX = 32 };

typedef struct Column {
    LogKey *key;
    LogRate *cells; /* owned; a cell that is no number has a NaN */
    size_t count;
} Column;

typedef struct Columns {
    Column items[LISTS_MAX];
    size_t count;
} Columns;

/* Keeps the list from `text` to `end`, which has its brackets, if it is one of numbers and its name tells a
   rate, a step or an epoch. True for every list of numbers. */
bool columns_add(Columns *columns, LogKey *key, const char *text, const char *end);

/* Hands the rows on to the collector, and frees the columns. */
void columns_take(Columns *columns, Collector *collector);

/* True if a list of at least three numbers stands in the text. */
bool columns_in(const char *text, const char *end);

#endif
