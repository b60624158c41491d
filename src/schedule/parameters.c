#include "schedule/parameters.h"

#include "base/spelling.h"
#include "schedule/epochs.h"
#include "schedule/function.h"
#include "schedule/shape.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define COUNT_MAX ((double)SCHEDULE_STEPS_MAX)
#define REAL_MAX SCHEDULE_REAL_MAX

static const char *warmup_word(int i) {
    return schedule_warmups[i].word;
}

static const char *warmup_label(int i) {
    return schedule_warmups[i].label;
}

static const char *decay_word(int i) {
    return schedule_decays[i].word;
}

static const char *decay_label(int i) {
    return schedule_decays[i].label;
}

static const char *join_word(int i) {
    static const char *const words[] = {[JOIN_MULTIPLY] = "multiply",
                                        [JOIN_REPLACE] = "replace",
                                        [JOIN_MEET] = "meet",
                                        [JOIN_BLEND] = "blend"};
    static_assert(sizeof words / sizeof *words == JOIN_COUNT, "a join has no word");
    return words[i];
}

static const char *join_label(int i) {
    static const char *const labels[] = {[JOIN_MULTIPLY] = "warmup_join: multiply",
                                         [JOIN_REPLACE] = "warmup_join: replace",
                                         [JOIN_MEET] = "warmup_join: meet",
                                         [JOIN_BLEND] = "warmup_join: blend"};
    static_assert(sizeof labels / sizeof *labels == JOIN_COUNT, "a join has no label");
    return labels[i];
}

static_assert(sizeof(WarmupMethod) == sizeof(int) && sizeof(WarmupJoin) == sizeof(int) &&
                  sizeof(Decay) == sizeof(int),
              "choices are read and written as ints");
static_assert(PARAMETER_ALL <= 64, "PARAMETER_BIT has a bit for each");

#define AT(field) .offset = offsetof(Schedule, field)
#define IN_EPOCHS(field) AT(field), .epochs_offset = offsetof(Schedule, epochs.field)

#define VALUE(i)                                                                                             \
    [PARAMETER_VALUES + (i)] = {.key = "value",                                                              \
                                AT(values[i]),                                                               \
                                .unit = "",                                                                  \
                                .help = "a number that the function names",                                  \
                                .type = PARAMETER_REAL,                                                      \
                                .min = -REAL_MAX,                                                            \
                                .max = REAL_MAX,                                                             \
                                .low = 0,                                                                    \
                                .high = 2}
static_assert(FORMULA_NAMES_MAX == 12, "each name has its row");

const Parameter parameters[PARAMETER_ALL] = {
    [PARAMETER_STEPS_PER_EPOCH] = {.key = "steps_per_epoch",
                                   AT(steps_per_epoch),
                                   .unit = "steps/epoch",
                                   .help = "updates per epoch; with it, steps can be given in epochs: 26e",
                                   .type = PARAMETER_WHOLE,
                                   .min = 0,
                                   .max = COUNT_MAX,
                                   .automatic = "from-dataset",
                                   .track = TRACK_LOG,
                                   .low = 0,
                                   .high = 1e5},
    [PARAMETER_DATASET_SIZE] = {.key = "dataset_size",
                                AT(dataset_size),
                                .unit = "samples",
                                .help = "samples in the data set; 0 means unknown",
                                .type = PARAMETER_WHOLE,
                                .min = 0,
                                .max = COUNT_MAX,
                                .track = TRACK_LOG,
                                .low = 0,
                                .high = 1e7},
    [PARAMETER_BATCH_SIZE] = {.key = "batch_size",
                              AT(batch_size),
                              .unit = "samples",
                              .help = "samples per device in one forward pass",
                              .type = PARAMETER_WHOLE,
                              .min = 1,
                              .max = COUNT_MAX,
                              .track = TRACK_LOG,
                              .low = 1,
                              .high = 1e5},
    [PARAMETER_ACCUMULATION] = {.key = "accumulation",
                                .also = "grad_accum_steps",
                                AT(accumulation),
                                .unit = "",
                                .help = "batches whose gradients are added up for one update; alias grad_accum_steps",
                                .type = PARAMETER_WHOLE,
                                .min = 1,
                                .max = COUNT_MAX,
                                .low = 1,
                                .high = 64},
    [PARAMETER_DEVICES] = {.key = "devices",
                           .also = "world_size",
                           AT(devices),
                           .unit = "",
                           .help = "devices that share the samples of an epoch; alias world_size",
                           .type = PARAMETER_WHOLE,
                           .min = 1,
                           .max = COUNT_MAX,
                           .low = 1,
                           .high = 64},
    [PARAMETER_BASE_LR] = {.key = "base_lr",
                           AT(base_lr),
                           .unit = "",
                           .help = "learning rate that the factor multiplies; the lr given to the optimizer",
                           .type = PARAMETER_REAL,
                           .min = 1 / REAL_MAX,
                           .max = REAL_MAX,
                           .track = TRACK_LOG,
                           .low = 1e-6,
                           .high = 10},
    [PARAMETER_TOTAL_STEPS] = {.key = "total_steps",
                               IN_EPOCHS(total_steps),
                               .unit = "steps",
                               .help = "length of the training run in optimizer updates",
                               .type = PARAMETER_WHOLE,
                               .min = 1,
                               .max = COUNT_MAX,
                               .track = TRACK_LOG,
                               .low = 10,
                               .high = 1e6},
    [PARAMETER_WARMUP_METHOD] = {.key = "warmup_method",
                                 AT(warmup_method),
                                 .unit = "",
                                 .help = "how the factor gets from warmup_factor to 1",
                                 .type = PARAMETER_CHOICE,
                                 .max = WARMUP_COUNT - 1,
                                 .high = WARMUP_COUNT - 1,
                                 .choice_count = WARMUP_COUNT,
                                 .choice = warmup_word,
                                 .choice_label = warmup_label},
    [PARAMETER_WARMUP_FACTOR] = {.key = "warmup_factor",
                                 AT(warmup_factor),
                                 .unit = "fraction",
                                 .help = "factor at step 0; above 1, the warm-up exceeds base_lr",
                                 .type = PARAMETER_REAL,
                                 .min = -REAL_MAX,
                                 .max = REAL_MAX,
                                 .low = 0,
                                 .high = 2},
    [PARAMETER_WARMUP_ITERS] = {.key = "warmup_iters",
                                IN_EPOCHS(warmup_iters),
                                .unit = "steps",
                                .help = "first step at the full rate; the steps before it are the warm-up",
                                .type = PARAMETER_WHOLE,
                                .min = 0,
                                .max = COUNT_MAX,
                                .low = 0,
                                .high = 2000},
    [PARAMETER_WARMUP_POWER] = {.key = "warmup_power",
                                AT(warmup_power),
                                .unit = "",
                                .help = "exponent of the warm-up method power; 1 is linear",
                                .type = PARAMETER_REAL,
                                .min = 0,
                                .above_min = true,
                                .max = REAL_MAX,
                                .low = 0.1,
                                .high = 5},
    [PARAMETER_WARMUP_JOIN] = {.key = "warmup_join",
                               AT(warmup_join),
                               .unit = "",
                               .help = "how warm-up and decay are combined while both run",
                               .type = PARAMETER_CHOICE,
                               .max = JOIN_COUNT - 1,
                               .folds = true,
                               .high = JOIN_COUNT - 1,
                               .choice_count = JOIN_COUNT,
                               .choice = join_word,
                               .choice_label = join_label},
    [PARAMETER_WARMUP_INTERVAL] = {.key = "warmup_interval",
                                   IN_EPOCHS(warmup_interval),
                                   .unit = "steps",
                                   .help =
                                       "the warm-up changes every so many steps; above 1 it is a staircase",
                                   .type = PARAMETER_WHOLE,
                                   .min = 1,
                                   .max = COUNT_MAX,
                                   .folds = true,
                                   .track = TRACK_LOG,
                                   .low = 1,
                                   .high = 1e5},
    [PARAMETER_DECAY] = {.key = "decay",
                         AT(decay),
                         .unit = "",
                         .help = "how the rate falls after the warm-up",
                         .type = PARAMETER_CHOICE,
                         .max = DECAY_COUNT - 1,
                         .high = DECAY_COUNT - 1,
                         .choice_count = DECAY_COUNT,
                         .choice = decay_word,
                         .choice_label = decay_label},
    [PARAMETER_DECAY_START] = {.key = "decay_start",
                               IN_EPOCHS(decay_start),
                               .unit = "steps",
                               .help = "step at which the decay begins; with 0 it runs during the warm-up too",
                               .type = PARAMETER_WHOLE,
                               .min = 0,
                               .max = COUNT_MAX,
                               .automatic = "after-warmup",
                               .track = TRACK_LOG,
                               .low = 0,
                               .high = 1e6},
    [PARAMETER_DECAY_INTERVAL] = {.key = "decay_interval",
                                  IN_EPOCHS(decay_interval),
                                  .unit = "steps",
                                  .help = "the decay changes every so many steps; above 1 it is a staircase",
                                  .type = PARAMETER_WHOLE,
                                  .min = 1,
                                  .max = COUNT_MAX,
                                  .folds = true,
                                  .track = TRACK_LOG,
                                  .low = 1,
                                  .high = 1e5},
    [PARAMETER_MILESTONES] = {.key = "milestones",
                              .unit = "steps",
                              .help =
                                  "steps, counted from decay_start, at which the rate is multiplied by gamma",
                              .type = PARAMETER_LIST,
                              .min = 1,
                              .max = COUNT_MAX},
    [PARAMETER_GAMMA] = {.key = "gamma",
                         AT(gamma),
                         .unit = "fraction",
                         .help = "factor applied to the rate at each milestone, or every step_size steps",
                         .type = PARAMETER_REAL,
                         .min = 0,
                         .above_min = true,
                         .max = REAL_MAX,
                         .low = 0.01,
                         .high = 1},
    [PARAMETER_STEP_SIZE] = {.key = "step_size",
                             IN_EPOCHS(step_size),
                             .unit = "steps",
                             .help = "steps from one multiplication by gamma to the next",
                             .type = PARAMETER_WHOLE,
                             .min = 1,
                             .max = COUNT_MAX,
                             .track = TRACK_LOG,
                             .low = 1,
                             .high = 1e5},
    [PARAMETER_DECAY_STEPS] = {.key = "decay_steps",
                               IN_EPOCHS(decay_steps),
                               .unit = "steps",
                               .help = "length of the decay, after which the rate stays at final_factor; torch's T_max",
                               .type = PARAMETER_WHOLE,
                               .min = 1,
                               .max = COUNT_MAX,
                               .automatic = "to-end",
                               .track = TRACK_LOG,
                               .low = 10,
                               .high = 1e6},
    [PARAMETER_FINAL_FACTOR] = {.key = "final_factor",
                                AT(final_factor),
                                .unit = "fraction",
                                .help = "where the decay ends, as a fraction of base_lr; torch's eta_min / lr",
                                .type = PARAMETER_REAL,
                                .min = 0,
                                .max = 1,
                                .low = 0,
                                .high = 1},
    [PARAMETER_POWER] = {.key = "power",
                         AT(power),
                         .unit = "",
                         .help = "exponent of the decays polynomial and inverse_time",
                         .type = PARAMETER_REAL,
                         .min = 0,
                         .above_min = true,
                         .max = REAL_MAX,
                         .low = 0.1,
                         .high = 5},
    [PARAMETER_NUM_CYCLES] = {.key = "num_cycles",
                              AT(num_cycles),
                              .unit = "",
                              .help = "waves of the cosine: 0.5 falls once, 1 falls and rises again",
                              .type = PARAMETER_REAL,
                              .min = 0,
                              .above_min = true,
                              .max = 1000,
                              .folds = true,
                              .low = 0,
                              .high = 5},
    [PARAMETER_CYCLE_STEPS] = {.key = "cycle_steps",
                               IN_EPOCHS(cycle_steps),
                               .unit = "steps",
                               .help = "length of the first cycle, which may be a fraction such as 1000/3; torch's T_0",
                               .type = PARAMETER_REAL,
                               .min = 1,
                               .max = COUNT_MAX,
                               .track = TRACK_LOG,
                               .whole_track = true,
                               .low = 10,
                               .high = 1e6},
    [PARAMETER_CYCLE_MULT] = {.key = "cycle_mult",
                              AT(cycle_mult),
                              .unit = "",
                              .help = "each cycle is this many times as long as the one before; torch's T_mult",
                              .type = PARAMETER_WHOLE,
                              .min = 1,
                              .max = COUNT_MAX,
                              .low = 1,
                              .high = 5},
    [PARAMETER_CYCLE_GAMMA] = {.key = "cycle_gamma",
                               AT(cycle_gamma),
                               .unit = "fraction",
                               .help = "factor applied to the peak of each cycle after the first",
                               .type = PARAMETER_REAL,
                               .min = 0,
                               .above_min = true,
                               .max = REAL_MAX,
                               .folds = true,
                               .low = 0.01,
                               .high = 1},
    [PARAMETER_TIMESCALE] =
        {.key = "timescale",
         IN_EPOCHS(timescale),
         .unit = "steps",
         .help = "steps after which inverse_time has fallen to 1/2^power, inverse_sqrt to 1/sqrt(2)",
         .type = PARAMETER_REAL,
         .min = 1 / REAL_MAX,
         .max = REAL_MAX,
         .automatic = "as-warmup",
         .track = TRACK_LOG,
         .low = 1,
         .high = 1e5},
    [PARAMETER_POINTS] =
        {.key = "points",
         .unit = "steps",
         .help = "corners of the curve, with steps counted from decay_start and straight lines between them",
         .type = PARAMETER_PAIRS,
         .min = 0,
         .max = COUNT_MAX},
    [PARAMETER_FLOOR] = {.key = "floor",
                         AT(floor),
                         .unit = "fraction",
                         .help = "fraction of base_lr below which the rate never falls",
                         .type = PARAMETER_REAL,
                         .min = 0,
                         .max = 1,
                         .automatic = "none",
                         .folds = true,
                         .low = 0,
                         .high = 1},
    VALUE(0),
    VALUE(1),
    VALUE(2),
    VALUE(3),
    VALUE(4),
    VALUE(5),
    VALUE(6),
    VALUE(7),
    VALUE(8),
    VALUE(9),
    VALUE(10),
    VALUE(11),
};

static bool is_joint(char c) {
    return c == '-' || c == '_';
}

static bool same_key(const char *a, const char *b) {
    for (; *a && *b; a++, b++)
        if (*a != *b && !(is_joint(*a) && is_joint(*b))) return false;
    return *a == *b;
}

int parameter_find(const char *key) {
    for (int id = 0; id < PARAMETER_COUNT; id++)
        if (same_key(parameters[id].key, key) || (parameters[id].also && same_key(parameters[id].also, key)))
            return id;
    return -1;
}

const char *parameter_name(const Schedule *schedule, ParameterId id) {
    bool named = id >= PARAMETER_VALUES && schedule->function &&
                 (int)id - PARAMETER_VALUES < (int)formula_name_count(schedule->function);
    return named ? formula_name(schedule->function, (size_t)(id - PARAMETER_VALUES)) : parameters[id].key;
}

int parameter_find_in(const Schedule *schedule, const char *key) {
    for (int id = PARAMETER_VALUES; id < PARAMETER_ALL; id++)
        if (parameter_applies(schedule, (ParameterId)id) &&
            strcmp(parameter_name(schedule, (ParameterId)id), key) == 0)
            return id;
    return parameter_find(key);
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
    static const uint64_t data_set = PARAMETER_BIT(DATASET_SIZE) | PARAMETER_BIT(BATCH_SIZE) |
                                     PARAMETER_BIT(ACCUMULATION) | PARAMETER_BIT(DEVICES);
    static const uint64_t decays = PARAMETER_BIT(DECAY_START) | PARAMETER_BIT(DECAY_INTERVAL);
    static const uint64_t always =
        PARAMETER_BIT(BASE_LR) | PARAMETER_BIT(TOTAL_STEPS) | PARAMETER_BIT(WARMUP_METHOD) |
        PARAMETER_BIT(WARMUP_FACTOR) | PARAMETER_BIT(WARMUP_ITERS) | PARAMETER_BIT(WARMUP_JOIN) |
        PARAMETER_BIT(WARMUP_INTERVAL) | PARAMETER_BIT(DECAY) | PARAMETER_BIT(FLOOR);
    uint64_t used =
        always | schedule_warmups[schedule->warmup_method].uses | schedule_decays[schedule->decay].uses;
    if (schedule->decay != DECAY_NONE) used |= decays;
    if (schedule->function) used = function_uses(schedule);
    if (schedule_steps_per_epoch(schedule) > 0) used |= PARAMETER_BIT(STEPS_PER_EPOCH);
    if (schedule->steps_per_epoch == SCHEDULE_AUTO && schedule->dataset_size > 0) used |= data_set;
    return used >> id & 1;
}

bool parameter_is_list(ParameterId id) {
    return parameters[id].type == PARAMETER_LIST || parameters[id].type == PARAMETER_PAIRS;
}

bool parameter_is_default(const Schedule *schedule, ParameterId id) {
    Schedule usual = schedule_default();
    return parameter_same(schedule, &usual, id);
}

bool parameter_shows(const Schedule *schedule, ParameterId id) {
    return parameter_applies(schedule, id) && !(parameters[id].folds && parameter_is_default(schedule, id));
}

static bool same_milestones(const Schedule *one, const Schedule *other) {
    if (one->milestone_count != other->milestone_count) return false;
    for (int i = 0; i < one->milestone_count; i++)
        if (one->milestones[i] != other->milestones[i] ||
            epochs_of_milestone(one, i) != epochs_of_milestone(other, i))
            return false;
    return true;
}

static bool same_points(const Schedule *one, const Schedule *other) {
    if (one->point_count != other->point_count) return false;
    for (int i = 0; i < one->point_count; i++)
        if (one->points[i].step != other->points[i].step ||
            one->points[i].factor != other->points[i].factor ||
            epochs_of_point(one, i) != epochs_of_point(other, i))
            return false;
    return true;
}

bool parameter_same(const Schedule *one, const Schedule *other, ParameterId id) {
    if (parameters[id].type == PARAMETER_LIST) return same_milestones(one, other);
    if (parameters[id].type == PARAMETER_PAIRS) return same_points(one, other);
    return parameter_get(one, id) == parameter_get(other, id) &&
           epochs_amount(one, id) == epochs_amount(other, id);
}

static bool same_places(const Schedule *one, const Schedule *other, ParameterId id) {
    bool same = one->milestone_count == other->milestone_count && one->point_count == other->point_count;
    for (int i = 0; same && id == PARAMETER_MILESTONES && i < one->milestone_count; i++)
        same = one->milestones[i] == other->milestones[i];
    for (int i = 0; same && id == PARAMETER_POINTS && i < one->point_count; i++)
        same = one->points[i].step == other->points[i].step && one->points[i].factor == other->points[i].factor;
    return same;
}

bool parameters_same_curve(const Schedule *one, const Schedule *other) {
    if (one->function != other->function) return false;
    for (int i = 0; i < PARAMETER_ALL; i++) {
        ParameterId id = (ParameterId)i;
        bool number = parameter_shapes(id), list = parameter_is_list(id), choice = parameters[id].type == PARAMETER_CHOICE;
        if (!(number || list || choice) || !(parameter_applies(one, id) || parameter_applies(other, id))) continue;
        bool none = id == PARAMETER_FLOOR; /* no floor is not a floor of 0 */
        if (number && (none ? parameter_get : parameter_effective)(one, id) != (none ? parameter_get : parameter_effective)(other, id))
            return false;
        if (choice && parameter_get(one, id) != parameter_get(other, id)) return false;
        if (list && !same_places(one, other, id)) return false;
    }
    return true;
}

bool parameters_same(const Schedule *one, const Schedule *other) {
    if (one->function != other->function) return false;
    for (int id = 0; id < PARAMETER_ALL; id++)
        if ((id < PARAMETER_VALUES || parameter_applies(one, (ParameterId)id)) &&
            !parameter_same(one, other, (ParameterId)id))
            return false;
    return true;
}
