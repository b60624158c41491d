/* Where a line of text has a learning rate. Not for other rooms. */
#ifndef RUNLOG_LINE_RATE_H
#define RUNLOG_LINE_RATE_H

#include "runlog/figure.h"

typedef struct LineRate {
    const char *word; /* the name before it: lr, LR, learning_rate, lrm */
    size_t word_length;
    bool factor;        /* lrm: nanochat's factor */
    int group;          /* "learning rate of group 2": 2; -1 where none is named */
    const char *behind; /* the number */
    Figure figure;
} LineRate;

/* Finds the rate of a line: a number behind learning rate or lr, as words of their own, with "=", ":", "to",
   "of group 0 to" and the like between. What is called initial, minimal or best is none, nor what stands
   among settings ("Namespace(...)"). */
bool line_rate(const char *line, const char *end, LineRate *rate);

#endif
