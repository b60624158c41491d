/* Reads a schedule out of what people have: settings, scripts, commands, notebooks, pages. It reads; nothing is
   ever run. What is read is right, or it is refused with the reason: a key that the text has but whose value it
   does not tell, and a length that decides the rates, are asked for by name. */
#ifndef READING_READING_H
#define READING_READING_H

#include "base/text.h"
#include "schedule/parameters.h"

#include <stdbool.h>

enum { READING_BYTES_MAX = 1 << 20 /* a longer text is refused */, READING_GROUPS_MAX = 8 };

/* What the user says beside the text. It comes first: ratios and epochs of the text are of these. */
typedef struct ReadingOptions {
    const ParameterValue *values; /* parameters as typed */
    size_t value_count;
    const char *const *sets; /* NAME=VALUE: what a name of the text stands for */
    size_t set_count;
    const char *dialect; /* the one to read it as, NULL: told from the text */
    const char *folder;  /* where files stand that the text names, NULL: nowhere */
    bool partial;        /* draw what is known where something is missing */
    double shown;        /* so many steps will be looked at, also where the run is shorter or its length not known; 0: the run */
} ReadingOptions;

/* One thing that has to be given for the rates to be known. */
typedef struct ReadingNeed {
    Text what;         /* "warmup_steps is ${WARM} (line 2)" */
    Text name;         /* the parameter's key, or the name to set */
    bool is_parameter; /* --name=VALUE; else --set name=VALUE */
} ReadingNeed;

typedef struct ReadingGroup { /* of the optimizer's parameters */
    Text name;                /* empty for the first, which is the schedule */
    Schedule schedule;
} ReadingGroup;

typedef enum ReadingStatus {
    READING_DONE,
    READING_NEEDS, /* recognised, but something is missing: `needs` says what; with `partial` it is drawn */
    READING_REFUSED
} ReadingStatus;

typedef struct Reading {
    ReadingStatus status;
    const char *dialect; /* the name of the one that it was read as, NULL where none */
    ReadingGroup groups[READING_GROUPS_MAX];
    size_t group_count; /* 0 where nothing is drawn */
    bool own_function; /* it is code that lrscope wrote of a function of the step: that function comes back, and no shape */
    bool took_base_lr; /* the user's base_lr is a part of the schedule's: it is not to be set again */
    ReadingNeed *needs;
    size_t need_count;
    Text report; /* sentences, a line each, the last without \n: what was read, left out and assumed; for a refusal
                    why, for needs what is missing and how to give it */
} Reading;

Reading reading_read(const char *text, size_t count, const ReadingOptions *options);
void reading_free(Reading *reading);

/* The dialects, for --dialect, the help and the table of what is read: 0 …; NULL behind the last. */
const char *reading_dialect_name(size_t index);
int reading_dialect_find(const char *name);

#endif
