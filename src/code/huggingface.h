/* Which of transformers' schedules a schedule is. Not for other rooms. */
#ifndef CODE_HUGGINGFACE_H
#define CODE_HUGGINGFACE_H

#include "schedule/schedule.h"

typedef enum Getter {
    GET_NONE,
    GET_CONSTANT,
    GET_CONSTANT_WITH_WARMUP,
    GET_LINEAR,
    GET_COSINE,
    GET_COSINE_WITH_MIN_LR,
    GET_COSINE_WITH_RESTARTS,
    GET_POLYNOMIAL,
    GET_INVERSE_SQRT,
    GET_WSD
} Getter;

Getter huggingface_choose(const Schedule *schedule);
/* Returns the name of GET_WSD's decay, for example "1-sqrt". */
const char *huggingface_wsd_decay(const Schedule *schedule);

#endif
