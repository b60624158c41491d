#include "schedule/parameters.h"

#include "base/spelling.h"
#include "schedule/epochs.h"

#include <stddef.h>
#include <string.h>

#define COUNT_MAX ((double)SCHEDULE_STEPS_MAX)
#define REAL_MAX 1e100 /* wide, but products of two such stay finite */

static const char *const warmup_words[] = {"linear", "constant", "exponential", "cosine", NULL};
static const char *const warmup_labels[] = {"linear", "constant", "exponential", "cosine", NULL};
static const char *const decay_words[] = {"none",         "multistep",      "step",   "exponential",
                                          "linear",       "polynomial",     "cosine", "cosine_restarts",
                                          "inverse_sqrt", "one_minus_sqrt", NULL};
static const char *const decay_labels[] = {"constant at base_lr",
                                           "multistep",
                                           "step",
                                           "exponential",
                                           "linear",
                                           "polynomial",
                                           "cosine",
                                           "cosine with restarts",
                                           "inverse square root",
                                           "one minus square root",
                                           NULL};

const Parameter parameters[PARAMETER_COUNT] = {
    [PARAMETER_STEPS_PER_EPOCH] = {.key = "steps_per_epoch",
                                   .unit = "steps/epoch",
                                   .help = "updates in an epoch, so that steps can be given in epochs: 26e",
                                   .type = PARAMETER_WHOLE,
                                   .min = 0,
                                   .max = COUNT_MAX,
                                   .automatic = "from-dataset",
                                   .track = TRACK_LOG,
                                   .low = 0,
                                   .high = 1e5},
    [PARAMETER_DATASET_SIZE] = {.key = "dataset_size",
                                .unit = "samples",
                                .help = "samples that one epoch goes through; 0 where it is not known",
                                .type = PARAMETER_WHOLE,
                                .min = 0,
                                .max = COUNT_MAX,
                                .track = TRACK_LOG,
                                .low = 0,
                                .high = 1e7},
    [PARAMETER_BATCH_SIZE] = {.key = "batch_size",
                              .unit = "samples",
                              .help = "samples that one device takes at once",
                              .type = PARAMETER_WHOLE,
                              .min = 1,
                              .max = COUNT_MAX,
                              .track = TRACK_LOG,
                              .low = 1,
                              .high = 1e5},
    [PARAMETER_ACCUMULATION] = {.key = "accumulation",
                                .unit = "",
                                .help = "batches whose gradients are added up for one update",
                                .type = PARAMETER_WHOLE,
                                .min = 1,
                                .max = COUNT_MAX,
                                .low = 1,
                                .high = 64},
    [PARAMETER_DEVICES] = {.key = "devices",
                           .unit = "",
                           .help = "devices that share the samples of an epoch",
                           .type = PARAMETER_WHOLE,
                           .min = 1,
                           .max = COUNT_MAX,
                           .low = 1,
                           .high = 64},
    [PARAMETER_BASE_LR] = {.key = "base_lr",
                           .unit = "",
                           .help = "learning rate that the factor multiplies, the optimizer's own lr",
                           .type = PARAMETER_REAL,
                           .min = 1 / REAL_MAX,
                           .max = REAL_MAX,
                           .track = TRACK_LOG,
                           .low = 1e-6,
                           .high = 10},
    [PARAMETER_TOTAL_STEPS] = {.key = "total_steps",
                               .unit = "steps",
                               .help = "length of the training run in optimizer updates",
                               .type = PARAMETER_WHOLE,
                               .min = 1,
                               .max = COUNT_MAX,
                               .track = TRACK_LOG,
                               .low = 10,
                               .high = 1e6},
    [PARAMETER_WARMUP_METHOD] = {.key = "warmup_method",
                                 .unit = "",
                                 .help = "how the factor gets from warmup_factor to 1",
                                 .type = PARAMETER_CHOICE,
                                 .max = WARMUP_COUNT - 1,
                                 .high = WARMUP_COUNT - 1,
                                 .choices = warmup_words,
                                 .labels = warmup_labels},
    [PARAMETER_WARMUP_FACTOR] = {.key = "warmup_factor",
                                 .unit = "",
                                 .help = "factor at step 0; only above 1 does the rate ever exceed base_lr",
                                 .type = PARAMETER_REAL,
                                 .min = -REAL_MAX,
                                 .max = REAL_MAX,
                                 .low = 0,
                                 .high = 2},
    [PARAMETER_WARMUP_ITERS] = {.key = "warmup_iters",
                                .unit = "steps",
                                .help = "first step at the full rate; the steps before it are the warm-up",
                                .type = PARAMETER_WHOLE,
                                .min = 0,
                                .max = COUNT_MAX,
                                .low = 0,
                                .high = 2000},
    [PARAMETER_DECAY] = {.key = "decay",
                         .unit = "",
                         .help = "how the rate falls after the warm-up",
                         .type = PARAMETER_CHOICE,
                         .max = DECAY_COUNT - 1,
                         .high = DECAY_COUNT - 1,
                         .choices = decay_words,
                         .labels = decay_labels},
    [PARAMETER_DECAY_START] = {.key = "decay_start",
                               .unit = "steps",
                               .help = "step at which the decay begins; 0 lets it run during the warm-up too",
                               .type = PARAMETER_WHOLE,
                               .min = 0,
                               .max = COUNT_MAX,
                               .automatic = "after-warmup",
                               .track = TRACK_LOG,
                               .low = 0,
                               .high = 1e6},
    [PARAMETER_MILESTONES] = {.key = "milestones",
                              .unit = "steps",
                              .help =
                                  "steps, counted from decay_start, at which the rate is multiplied by gamma",
                              .type = PARAMETER_LIST,
                              .min = 1,
                              .max = COUNT_MAX},
    [PARAMETER_GAMMA] = {.key = "gamma",
                         .unit = "",
                         .help = "factor of one fall: at each milestone, every step_size steps",
                         .type = PARAMETER_REAL,
                         .min = 0,
                         .above_min = true,
                         .max = 1,
                         .low = 0.01,
                         .high = 1},
    [PARAMETER_STEP_SIZE] = {.key = "step_size",
                             .unit = "steps",
                             .help = "number of steps after which the rate has fallen by gamma once more",
                             .type = PARAMETER_WHOLE,
                             .min = 1,
                             .max = COUNT_MAX,
                             .track = TRACK_LOG,
                             .low = 1,
                             .high = 1e5},
    [PARAMETER_DECAY_STEPS] = {.key = "decay_steps",
                               .unit = "steps",
                               .help = "length of the decay; from its end on the rate stays at final_factor",
                               .type = PARAMETER_WHOLE,
                               .min = 1,
                               .max = COUNT_MAX,
                               .automatic = "to-end",
                               .track = TRACK_LOG,
                               .low = 10,
                               .high = 1e6},
    [PARAMETER_FINAL_FACTOR] = {.key = "final_factor",
                                .unit = "",
                                .help = "where the decay ends, as a fraction of base_lr",
                                .type = PARAMETER_REAL,
                                .min = 0,
                                .max = 1,
                                .low = 0,
                                .high = 1},
    [PARAMETER_POWER] = {.key = "power",
                         .unit = "",
                         .help = "exponent of the polynomial decay; 1 is a straight line",
                         .type = PARAMETER_REAL,
                         .min = 0,
                         .above_min = true,
                         .max = REAL_MAX,
                         .low = 0.1,
                         .high = 5},
    [PARAMETER_CYCLE_STEPS] = {.key = "cycle_steps",
                               .unit = "steps",
                               .help = "length of the first cosine cycle",
                               .type = PARAMETER_WHOLE,
                               .min = 1,
                               .max = COUNT_MAX,
                               .track = TRACK_LOG,
                               .low = 10,
                               .high = 1e6},
    [PARAMETER_CYCLE_MULT] = {.key = "cycle_mult",
                              .unit = "",
                              .help = "how many times longer each cycle is than the one before",
                              .type = PARAMETER_WHOLE,
                              .min = 1,
                              .max = COUNT_MAX,
                              .low = 1,
                              .high = 5},
    [PARAMETER_TIMESCALE] = {.key = "timescale",
                             .unit = "steps",
                             .help = "steps after which the inverse square root has fallen to 1/sqrt(2)",
                             .type = PARAMETER_REAL,
                             .min = 1 / REAL_MAX,
                             .max = REAL_MAX,
                             .track = TRACK_LOG,
                             .low = 1,
                             .high = 1e5},
};

static bool same_key(const char *a, const char *b) {
    for (; *a && *b; a++, b++)
        if (*a != *b && !(strchr("-_", *a) && strchr("-_", *b))) return false;
    return *a == *b;
}

int parameter_find(const char *key) {
    for (int id = 0; id < PARAMETER_COUNT; id++)
        if (same_key(parameters[id].key, key)) return id;
    return -1;
}

const char *parameter_nearest(const char *key) {
    const char *nearest = NULL;
    size_t closest = spelling_reach(key);
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        size_t away = spelling_distance(key, parameters[id].key);
        if (away > closest || (nearest && away == closest)) continue;
        closest = away;
        nearest = parameters[id].key;
    }
    return nearest;
}

bool parameter_shapes(ParameterId id) {
    bool number = parameters[id].type == PARAMETER_REAL || parameters[id].type == PARAMETER_WHOLE;
    return number && id > PARAMETER_DEVICES;
}

bool parameter_applies(const Schedule *schedule, ParameterId id) {
    Decay decay = schedule->decay;
    bool ends = decay == DECAY_LINEAR || decay == DECAY_POLYNOMIAL || decay == DECAY_COSINE ||
                decay == DECAY_ONE_MINUS_SQRT;
    bool has_size = decay == DECAY_STEP || decay == DECAY_EXPONENTIAL;
    switch (id) {
    case PARAMETER_STEPS_PER_EPOCH: return schedule_steps_per_epoch(schedule) > 0;
    case PARAMETER_DATASET_SIZE:
    case PARAMETER_BATCH_SIZE:
    case PARAMETER_ACCUMULATION:
    case PARAMETER_DEVICES: return schedule->steps_per_epoch == SCHEDULE_AUTO && schedule->dataset_size > 0;
    case PARAMETER_DECAY_START: return decay != DECAY_NONE;
    case PARAMETER_MILESTONES: return decay == DECAY_MULTISTEP;
    case PARAMETER_GAMMA: return has_size || decay == DECAY_MULTISTEP;
    case PARAMETER_STEP_SIZE: return has_size;
    case PARAMETER_DECAY_STEPS: return ends;
    case PARAMETER_FINAL_FACTOR: return ends || decay == DECAY_COSINE_RESTARTS;
    case PARAMETER_POWER: return decay == DECAY_POLYNOMIAL;
    case PARAMETER_CYCLE_STEPS:
    case PARAMETER_CYCLE_MULT: return decay == DECAY_COSINE_RESTARTS;
    case PARAMETER_TIMESCALE: return decay == DECAY_INVERSE_SQRT;
    default: return true;
    }
}

static bool same_milestones(const Schedule *one, const Schedule *other) {
    if (one->milestone_count != other->milestone_count) return false;
    for (int i = 0; i < one->milestone_count; i++)
        if (one->milestones[i] != other->milestones[i] ||
            epochs_of_milestone(one, i) != epochs_of_milestone(other, i))
            return false;
    return true;
}

bool parameter_same(const Schedule *one, const Schedule *other, ParameterId id) {
    if (parameters[id].type == PARAMETER_LIST) return same_milestones(one, other);
    return parameter_get(one, id) == parameter_get(other, id) &&
           parameter_epochs(one, id) == parameter_epochs(other, id);
}

bool parameters_same(const Schedule *one, const Schedule *other) {
    for (int id = 0; id < PARAMETER_COUNT; id++)
        if (!parameter_same(one, other, (ParameterId)id)) return false;
    return true;
}
