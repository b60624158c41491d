/* What a reading says and puts: notes, needs, the run's length, the parameters of its groups. */
#include "reading/import_parts.h"

#include "base/memory.h"
#include "base/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_words(Text *list, const char *format, va_list arguments) {
    char words[512];
    vsnprintf(words, sizeof words, format, arguments);
    bool known = list->length && strstr(text_string(list), words);
    if (list->length < 4096 && !known) text_addf(list, "%s%s", list->length ? "; " : "", words);
}

void import_source(Import *import, const char *name) {
    if (import->sources.length > 400 || strstr(text_string(&import->sources), name)) return;
    text_addf(&import->sources, "%s%s", import->sources.length ? ", " : "", name);
}

void import_note(Import *import, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_words(&import->notes, format, arguments);
    va_end(arguments);
}

void import_leave(Import *import, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_words(&import->left, format, arguments);
    va_end(arguments);
}

void import_refuse(Import *import, const char *format, ...) {
    va_list arguments;
    if (import->refusal.length) return;
    va_start(arguments, format);
    add_words(&import->refusal, format, arguments);
    va_end(arguments);
}

void import_need(Import *import, bool is_parameter, const char *name, const char *format, ...) {
    va_list arguments;
    Text what = {0};
    if (import->quiet) return;
    va_start(arguments, format);
    add_words(&what, format, arguments);
    va_end(arguments);
    for (size_t i = 0; i < import->cause_count; i++) {
        if (strcmp(text_string(&import->causes[i].name), name) != 0) continue;
        text_free(&what);
        return;
    }
    if (import->cause_count == import->cause_capacity) {
        import->cause_capacity = memory_grown(import->cause_capacity, import->cause_count + 1);
        import->causes = memory_resize(import->causes, import->cause_capacity, sizeof *import->causes);
    }
    ReadingNeed *need = &import->causes[import->cause_count++];
    *need = (ReadingNeed){.what = what, .is_parameter = is_parameter};
    text_add(&need->name, name);
}

/* Notes a value of the text that cannot be read; it is asked for by the first name in it that is not
   known. */
double import_unknown(Import *import, const Node *node, const char *name) {
    int length = node->length > 60 ? 60 : (int)node->length;
    const char *key = import->asking && *import->asking ? import->asking : "a value";
    if (node->line)
        import_need(import, false, name, "%s is %.*s (line %d)", key, length, node->start, node->line);
    else
        import_need(import, false, name, "%s is %.*s", key, length, node->start);
    return NAN;
}

double import_user(const Import *import, const char *key) {
    int id = parameter_find(key);
    return id >= 0 && import->explicit[id] ? parameter_get(&import->user, (ParameterId)id) : NAN;
}

double import_total(Import *import, double text) {
    double user = import_user(import, "total_steps"), total = isnan(user) ? text : user;
    import->total_unknown = isnan(total);
    return total;
}

double import_steps_per_epoch(Import *import) {
    int64_t steps = schedule_steps_per_epoch(&import->user);
    if (steps > 0) return (double)steps;
    import_need(import, true, "steps_per_epoch", "the text counts in epochs, and how many updates one has is not in it");
    return NAN;
}

double import_epochs(Import *import, double epochs) {
    return epochs == 0 ? 0 : epochs * import_steps_per_epoch(import);
}

static void batch_part(Import *import, ParameterId id, double value) {
    Text why = {0};
    if (!import->explicit[id] && value >= 1 && parameter_put(&import->user, id, round(value), &why))
        import_put(import, parameters[id].key, round(value));
    text_free(&why);
}

void import_batch(Import *import, double batch_size, double accumulation, double devices) {
    batch_part(import, PARAMETER_BATCH_SIZE, batch_size);
    batch_part(import, PARAMETER_ACCUMULATION, accumulation);
    batch_part(import, PARAMETER_DEVICES, devices);
}

static ImportGroup *group(Import *import) {
    if (!import->group_count) import->group_count = 1;
    return &import->groups[import->group_count - 1];
}

static ImportValue *slot(Import *import, const char *key) {
    int id = parameter_find(key);
    if (id < 0) {
        import_refuse(import, "it needs %s, which the model does not have", key);
        return NULL;
    }
    ImportGroup *at = group(import);
    ImportValue *value = &at->values[id];
    at->put[id] = true;
    value->id = (ParameterId)id;
    value->unknown = false;
    text_clear(&value->text);
    return value;
}

void import_put(Import *import, const char *key, double value) {
    ImportValue *at = slot(import, key);
    if (!at) return;
    at->unknown = isnan(value);
    bool whole = parameters[at->id].type == PARAMETER_WHOLE;
    double rounded = whole ? round(value) : value;
    bool near = fabs(rounded - value) <= 1e-6 * fmax(1, fabs(value));
    if (whole && !near && !at->unknown)
        import_note(import, "%s %s is shown as %s, for steps are whole", key, number_exact(value).text,
                    number_exact(rounded).text);
    text_setf(&at->text, "%s", number_exact(rounded == 0 ? 0 : rounded).text);
}

void import_choose(Import *import, const char *key, const char *word) {
    ImportValue *at = slot(import, key);
    if (!at) return;
    at->unknown = !word;
    text_setf(&at->text, "%s", word ? word : "");
}

void import_put_list(Import *import, const char *key, const double *values, int count) {
    ImportValue *at = slot(import, key);
    if (!at) return;
    for (int i = 0; i < count; i++) {
        at->unknown = at->unknown || isnan(values[i]);
        text_addf(&at->text, "%s%s", i ? "," : "", number_exact(round(values[i])).text);
    }
    if (!count) text_add(&at->text, "none");
}

void import_forget(Import *import, const char *key) {
    int id = parameter_find(key);
    if (id >= 0) group(import)->put[id] = false;
}

void import_put_function(Import *import, const char *text) {
    text_setf(&group(import)->function, "%s", text);
}

void import_put_formula(Import *import, const char *text, const double *numbers) {
    Text *function = &group(import)->function;
    bool known = true;
    text_clear(function);
    for (const char *at = text; *at; at++) {
        known = known && (*at != '#' || !isnan(*numbers));
        if (*at == '#')
            text_add(function, number_exact(*numbers++).text);
        else
            text_add_bytes(function, at, 1);
    }
    if (!known) import_put(import, "warmup_iters", NAN);
}

double import_base_lr(Import *import, double text) {
    double user = import_user(import, "base_lr"), lr = isnan(user) ? text : user;
    import_put(import, "base_lr", lr);
    return lr;
}

void import_warmup(Import *import, double iters, double factor) {
    import_choose(import, "warmup_method", "linear");
    import_put(import, "warmup_iters", iters);
    import_put(import, "warmup_factor", iters == 0 ? 1 : factor);
}

void import_warmup_counted(Import *import, double iters, double factor, double shift) {
    double rest = iters - shift;
    if (iters == 0 || rest <= 0) /* the full rate from the first step on */
        import_warmup(import, 0, 1);
    else
        import_warmup(import, rest, factor + (1 - factor) * shift / iters);
}

void import_decay(Import *import, const char *word, double start, double end, double final) {
    import_choose(import, "decay", word);
    import_put(import, "decay_start", start);
    import_put(import, "decay_steps", end - start);
    import_put(import, "final_factor", final);
}

void import_multistep(Import *import, const double *steps, int count, double gamma) {
    import_choose(import, "decay", count ? "multistep" : "none");
    import_put(import, "decay_start", 0);
    if (count) import_put_list(import, "milestones", steps, count);
    import_put(import, "gamma", gamma);
}

void import_points(Import *import, const double *pairs, int count) {
    ImportValue *at;
    import_choose(import, "decay", "points");
    import_put(import, "decay_start", 0);
    at = slot(import, "points");
    for (int i = 0; at && i + 1 < count; i += 2) {
        at->unknown = at->unknown || isnan(pairs[i]) || isnan(pairs[i + 1]);
        text_addf(&at->text, "%s%s:%s", i ? "," : "", number_exact(round(pairs[i])).text,
                  number_exact(pairs[i + 1]).text);
    }
}

void import_by_epoch(Import *import) {
    double steps = import_steps_per_epoch(import);
    if (steps == 1) return;
    import_put(import, "warmup_interval", steps);
    import_put(import, "decay_interval", steps);
}

void import_group(Import *import, const char *name) {
    ImportGroup *first = group(import);
    if (import->group_count == READING_GROUPS_MAX) return;
    first = &import->groups[0];
    ImportGroup *made = &import->groups[import->group_count++];
    text_add(&made->name, name);
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        made->put[id] = first->put[id];
        made->values[id].id = first->values[id].id;
        made->values[id].unknown = first->values[id].unknown;
        text_add(&made->values[id].text, text_string(&first->values[id].text));
    }
}
