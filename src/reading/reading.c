#include "reading/reading.h"

#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"
#include "reading/import.h"
#include "schedule/function.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *reading_dialect_name(size_t index) {
    return index < dialect_count ? dialects[index].name : NULL;
}

int reading_dialect_find(const char *name) {
    for (size_t i = 0; i < dialect_count; i++)
        if (key_same(dialects[i].name, name)) return (int)i;
    return -1;
}

/* Which dialect reads which document. */
typedef struct Choice {
    const Dialect *dialect, *rival; /* rival: another one that is as sure */
    const Document *document;
    int evidence;
    size_t documents; /* how many the dialect would read */
} Choice;

static Choice choose(const Documents *documents, const char *name) {
    Choice choice = {0};
    for (size_t i = 0; i < dialect_count; i++) {
        if (name && !key_same(dialects[i].name, name)) continue;
        for (size_t k = 0; k < documents->count; k++) {
            int evidence = dialects[i].evidence(&documents->items[k]);
            bool named = name && !choice.dialect;
            if (evidence > choice.evidence || (named && evidence >= choice.evidence)) {
                choice = (Choice){&dialects[i], NULL, &documents->items[k], evidence, 1};
            } else if (evidence && evidence == choice.evidence) {
                if (choice.dialect == &dialects[i])
                    choice.documents++;
                else if (!choice.rival)
                    choice.rival = &dialects[i];
            }
        }
    }
    return choice;
}

static void take_user(Import *import) {
    const ReadingOptions *options = import->options;
    import->user = schedule_default();
    ParameterValue *values = memory_resize(NULL, options->value_count + 1, sizeof *values);
    for (size_t i = 0; i < options->value_count; i++) {
        values[i] = (ParameterValue){.id = options->values[i].id, .text = options->values[i].text};
        import->explicit[values[i].id] = true;
    }
    parameters_assign(&import->user, values, options->value_count); /* what is refused, the caller says */
    for (size_t i = 0; i < options->value_count; i++) text_free(&values[i].why);
    free(values);
}

static void free_import(Import *import) {
    for (size_t i = 0; i < READING_GROUPS_MAX; i++) {
        text_free(&import->groups[i].name);
        text_free(&import->groups[i].function);
        for (int id = 0; id < PARAMETER_COUNT; id++) text_free(&import->groups[i].values[id].text);
    }
    for (size_t i = 0; i < import->cause_count; i++) {
        text_free(&import->causes[i].what);
        text_free(&import->causes[i].name);
    }
    free(import->causes);
    text_free(&import->sources);
    text_free(&import->notes);
    text_free(&import->left);
    text_free(&import->refusal);
}

/* Returns what a group begins with: no warm-up, no decay. */
static Schedule blank(void) {
    Schedule schedule = schedule_default();
    schedule.warmup_iters = 0;
    schedule.warmup_factor = 1;
    schedule.decay = DECAY_NONE;
    return schedule;
}

static void trim(Text *text) {
    while (text->length && text->data[text->length - 1] == '\n') text->data[--text->length] = 0;
}

/* The numbers before a def have become values, which other ones may be given: they are no part of its text. */
static void leave_numbers(Schedule *schedule) {
    Text definition = {0}, why = {0};
    formula_write_definition(schedule->function, &definition);
    trim(&definition);
    if (strstr(formula_text(schedule->function), text_string(&definition)))
        schedule_read_function(schedule, text_string(&definition), &why);
    text_free(&definition);
    text_free(&why);
}

/* False where a value is refused: then the model cannot say it. */
static bool assign(Import *import, const ImportGroup *group, Schedule *schedule) {
    ParameterValue values[PARAMETER_COUNT];
    size_t count = 0;
    *schedule = blank();
    for (int id = 0; id < PARAMETER_COUNT; id++)
        if (group->put[id] && !group->values[id].unknown)
            values[count++] = (ParameterValue){.id = (ParameterId)id, .text = text_string(&group->values[id].text)};
    bool good = parameters_assign(schedule, values, count);
    Text why = {0};
    if (good && group->function.length && !schedule_read_function(schedule, text_string(&group->function), &why)) {
        import_refuse(import, "%s", text_string(&why));
        good = false;
    }
    if (good && schedule->function) leave_numbers(schedule);
    text_free(&why);
    for (size_t i = 0; i < count; i++) {
        if (values[i].why.length) import_refuse(import, "%s", text_string(&values[i].why));
        text_free(&values[i].why);
    }
    return good;
}

/* Sets a run that shows what was read, where the text does not say how long it is and nothing depends on
   it. */
static int64_t likely_total(const Schedule *schedule) {
    int64_t start = schedule_decay_start(schedule), last = schedule->warmup_iters;
    bool ends = parameter_applies(schedule, PARAMETER_DECAY_STEPS) && schedule->decay_steps != SCHEDULE_AUTO;
    if (ends) return start + schedule->decay_steps;
    if (schedule->decay == DECAY_MULTISTEP && schedule->milestone_count)
        last = start + schedule->milestones[schedule->milestone_count - 1];
    if (schedule->decay == DECAY_INVERSE_SQRT) last = start + 10 * (int64_t)schedule->timescale;
    if (schedule->decay == DECAY_STEP) last = start + 3 * schedule->step_size;
    if (schedule->decay == DECAY_EXPONENTIAL && schedule->gamma < 1) /* down to a hundredth */
        last = start + (int64_t)fmin(1e12, ceil(-5 / exact_log(schedule->gamma) * (double)schedule->step_size));
    double mult = (double)schedule->cycle_mult;
    if (schedule->decay == DECAY_COSINE_RESTARTS || schedule->decay == DECAY_TRIANGULAR)
        return start + (int64_t)fmin(1e12, ceil(schedule->cycle_steps * (1 + mult + mult * mult)));
    if (schedule->decay == DECAY_POINTS && schedule->point_count)
        last = start + schedule->points[schedule->point_count - 1].step;
    return last > 0 ? last + last / 3 + 1 : schedule_default().total_steps;
}

static double put_value(const ImportGroup *group, ParameterId id) {
    return group->put[id] && !group->values[id].unknown ? strtod(text_string(&group->values[id].text), NULL) : NAN;
}

/* A run that ends within its warm-up never comes to its decay, which then may have no length at all. */
static void leave_unreached_decay(Import *import, ImportGroup *group) {
    double total = import->explicit[PARAMETER_TOTAL_STEPS] ? (double)import->user.total_steps : put_value(group, PARAMETER_TOTAL_STEPS);
    double start = put_value(group, PARAMETER_DECAY_START), length = put_value(group, PARAMETER_DECAY_STEPS);
    bool rises = put_value(group, PARAMETER_WARMUP_ITERS) >= total - 1;
    if (!(length < 1 && start >= total - 1 && rises)) return;
    import_note(import, "the run ends within its warm-up, before the decay");
    for (int id = PARAMETER_DECAY; id < PARAMETER_COUNT; id++) group->put[id] = false;
}

static void finish_length(Import *import, const ImportGroup *group, Schedule *schedule, bool first) {
    bool known = group->put[PARAMETER_TOTAL_STEPS] && !group->values[PARAMETER_TOTAL_STEPS].unknown;
    int64_t total = likely_total(schedule);
    if (import->explicit[PARAMETER_TOTAL_STEPS]) {
        schedule->total_steps = import->user.total_steps;
    } else if (!known) {
        bool level = schedule->warmup_iters == 0 && schedule->decay == DECAY_NONE;
        if (import->proven > 0 && !level && (double)total > import->proven) total = (int64_t)import->proven;
        if ((double)total < import->options->shown) total = (int64_t)import->options->shown;
        schedule->total_steps = total > SCHEDULE_STEPS_MAX ? SCHEDULE_STEPS_MAX : total;
        if (first)
            import_note(import, "total_steps %" PRId64 ", which is only how much of the curve is shown",
                        schedule->total_steps);
    }
    if (schedule->decay_start == schedule->warmup_iters) schedule->decay_start = SCHEDULE_AUTO;
    if (schedule->decay_steps == schedule->total_steps - schedule_decay_start(schedule))
        schedule->decay_steps = SCHEDULE_AUTO;
}

/* Reports what the first group was read as, and by which values. */
static void report_values(const Import *import, const char *label, Text *report) {
    const ImportGroup *group = &import->groups[0];
    bool any = false;
    text_setf(report, "Read as %s", label);
    if (import->sources.length) text_addf(report, " (%s)", text_string(&import->sources));
    text_add(report, ": ");
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        if (!group->put[id] || group->values[id].unknown) continue;
        text_addf(report, "%s%s %s", any ? ", " : "", parameters[id].key, text_string(&group->values[id].text));
        any = true;
    }
    if (group->function.length) text_addf(report, "%sa function of the step", any ? ", " : "");
    any = any || group->function.length;
    text_add(report, any ? ".\n" : "nothing.\n");
    for (size_t i = 1; i < import->group_count; i++)
        text_addf(report, "A further curve: %s.\n", text_string(&import->groups[i].name));
}

static void add_list(Text *report, const char *title, const Text *list) {
    if (list->length) text_addf(report, "%s: %s.\n", title, text_string(list));
}

static bool user_gives(const Import *import, int id) {
    return import->explicit[id];
}

/* Finds what a group lacks, as far as the user does not give it. */
static void find_needs(Import *import, Reading *reading) {
    bool any = false;
    for (size_t i = 0; i < import->group_count; i++)
        for (int id = 0; id < PARAMETER_COUNT; id++) {
            ImportGroup *group = &import->groups[i];
            bool lacks = group->put[id] && group->values[id].unknown && id != PARAMETER_TOTAL_STEPS &&
                         !user_gives(import, id);
            if (!lacks) continue;
            any = true;
            if (import->cause_count || (import->total_unknown && id != PARAMETER_BASE_LR)) continue;
            import_need(import, true, parameters[id].key, "%s is not in the text", parameters[id].key);
        }
    if (any && import->total_unknown) {
        bool total = false;
        for (int id = PARAMETER_WARMUP_ITERS; id < PARAMETER_COUNT; id++)
            total = total || (import->groups[0].put[id] && import->groups[0].values[id].unknown);
        bool epochs = false; /* the run's length in epochs: the one is asked for, not both */
        for (size_t i = 0; i < import->cause_count; i++)
            epochs = epochs || !strcmp(text_string(&import->causes[i].name), "steps_per_epoch");
        if (total && !epochs)
            import_need(import, true, "total_steps", "how many updates the run takes is not in the text");
    }
    if (!any) return;
    reading->needs = import->causes;
    reading->need_count = import->cause_count;
    import->causes = NULL;
    import->cause_count = 0;
}

static void report_needs(Reading *reading, const char *label) {
    Text *report = &reading->report;
    text_setf(report, "This is %s, but not all of its schedule is known:\n", label);
    for (size_t i = 0; i < reading->need_count; i++) {
        const ReadingNeed *need = &reading->needs[i];
        Text option = {0};
        if (need->is_parameter)
            text_addf(&option, "--%s=VALUE", text_string(&need->name));
        else
            text_addf(&option, "--set '%s=VALUE'", text_string(&need->name));
        for (size_t k = 0; need->is_parameter && k < option.length; k++)
            if (option.data[k] == '_') option.data[k] = '-';
        text_addf(report, "  %s: give it with %s\n", text_string(&need->what), text_string(&option));
        text_free(&option);
    }
    text_add(report, "--partial draws what is known.");
}

static void finish(Import *import, Reading *reading, const Dialect *dialect) {
    reading->took_base_lr = import->took_base_lr;
    if (!import->refusal.length) find_needs(import, reading);
    bool draws = !import->refusal.length && (!reading->need_count || import->options->partial);
    for (size_t i = 0; draws && i < import->group_count; i++) {
        ReadingGroup *made = &reading->groups[reading->group_count++];
        leave_unreached_decay(import, &import->groups[i]);
        draws = assign(import, &import->groups[i], &made->schedule);
        if (draws) finish_length(import, &import->groups[i], &made->schedule, i == 0);
        text_setf(&made->name, "%s", text_string(&import->groups[i].name));
    }
    reading->status = import->refusal.length ? READING_REFUSED : reading->need_count ? READING_NEEDS : READING_DONE;
    if (import->refusal.length) {
        reading->group_count = 0;
        text_setf(&reading->report, "This is %s, but it cannot be shown: %s.", dialect->label,
                  text_string(&import->refusal));
    } else if (reading->need_count && !import->options->partial) {
        report_needs(reading, dialect->label);
    } else {
        report_values(import, dialect->label, &reading->report);
        add_list(&reading->report, "Left out", &import->left);
        add_list(&reading->report, "Assumed", &import->notes);
        for (size_t i = 0; i < reading->need_count; i++)
            text_addf(&reading->report, "Incomplete: %s.\n", text_string(&reading->needs[i].what));
        trim(&reading->report);
    }
}

static void add_keys(const Node *map, Text *out) {
    int count = 0;
    for (const Node *child = map ? map->first : NULL; child && count < 8; child = child->next) {
        if (!*child->key) continue;
        text_addf(out, "%s%.40s", count++ ? ", " : "", child->key);
    }
    if (count == 8) text_add(out, ", …");
}

/* Says what was seen where no dialect knows it. */
static void refuse_unknown(const Documents *documents, Reading *reading) {
    Text *report = &reading->report;
    text_setf(report, "No schedule recognised: ");
    if (!documents->count) {
        text_addf(report, "%s.", documents->fault.length ? text_string(&documents->fault) : "the text is empty");
        return;
    }
    const Document *document = &documents->items[0];
    Text keys = {0};
    add_keys(document->root, &keys);
    text_addf(report, "this looks like %s", document_kind_name(document->kind));
    if (keys.length) text_addf(report, " with %s", text_string(&keys));
    text_add(report, ", and no framework that lrscope knows is named by it. assets/docs/reading.md says what is read.");
    text_free(&keys);
}

static void refuse_rivals(const Choice *choice, Reading *reading) {
    text_setf(&reading->report, "This fits %s and %s: say --dialect=%s or --dialect=%s.", choice->dialect->label,
              choice->rival->label, choice->dialect->name, choice->rival->name);
}

static bool base_missing(const Document *document) {
    for (const Node *child = document->root ? document->root->first : NULL; child; child = child->next)
        if (child->kind == NODE_OTHER && !strcmp(child->text, "a base that could not be read")) return true;
    return false;
}

/* True if lrscope itself wrote the text as the code of a function of the step: its first comment says so. */
static bool is_own_function(const char *text, size_t count) {
    static const char mark[] = "# lr = base_lr * f(";
    const size_t length = sizeof mark - 1;
    for (size_t i = 0; i + length <= count; i++)
        if ((i == 0 || text[i - 1] == '\n') && !memcmp(text + i, mark, length)) return true;
    return false;
}

static void read_documents(Documents *documents, const ReadingOptions *options, Reading *reading) {
    Choice choice = choose(documents, options->dialect);
    if (!choice.dialect) {
        refuse_unknown(documents, reading);
        return;
    }
    if (choice.rival && !options->dialect) {
        refuse_rivals(&choice, reading);
        return;
    }
    Import import = {.documents = documents, .document = choice.document, .options = options, .group_count = 1, .own_function = reading->own_function};
    import.base_missing = base_missing(choice.document);
    take_user(&import);
    reading->dialect = choice.dialect->name;
    choice.dialect->read(&import);
    if (choice.documents > 1)
        import_note(&import, "the first of %zu places in the text that have a schedule", choice.documents);
    finish(&import, reading, choice.dialect);
    free_import(&import);
}

Reading reading_read(const char *text, size_t count, const ReadingOptions *options) {
    Reading reading = {.status = READING_REFUSED};
    Documents documents = {0};
    if (count > READING_BYTES_MAX) {
        text_setf(&reading.report, "The text is longer than 1 MiB, too long for code of a schedule.");
        return reading;
    }
    reading.own_function = is_own_function(text, count);
    documents_read(&documents, text, count, options->folder);
    read_documents(&documents, options, &reading);
    documents_free(&documents);
    return reading;
}

void reading_free(Reading *reading) {
    for (size_t i = 0; i < READING_GROUPS_MAX; i++) text_free(&reading->groups[i].name);
    for (size_t i = 0; i < reading->need_count; i++) {
        text_free(&reading->needs[i].what);
        text_free(&reading->needs[i].name);
    }
    free(reading->needs);
    text_free(&reading->report);
    *reading = (Reading){0};
}
