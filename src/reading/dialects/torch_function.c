/* What no shape can say as a function of the step: a def for each part, in the language of formula/. */
#include "reading/dialects/torch_parts.h"

#include "base/number.h"
#include "schedule/function.h"

#include <stdio.h>
#include <string.h>

void torch_write(const TorchPart *part, const char *formula, Text *out) {
    for (const char *at = formula; *at; at++) {
        if (*at != '{') {
            text_add_bytes(out, at, 1);
        } else if (at[1] == 'l') {
            text_add(out, "[");
            for (int i = 0; i < part->count; i++)
                text_addf(out, "%s%s", i ? ", " : "", number_exact(part->list[i]).text);
            text_add(out, "]");
        } else {
            text_add(out, number_exact(part->number[at[1] - '0']).text);
        }
        if (*at == '{') at += strcspn(at, "}");
    }
}

/* A list or number of the script that a function uses. */
static void add_value(Import *import, const Node *name, Text *text) {
    const Node *value =
        name->kind == NODE_NAME && !strchr(name->text, '.') ? import_follow(import, name) : NULL;
    bool list = value && value->kind == NODE_LIST,
         number = value && value->kind == NODE_SCALAR && !value->dashes;
    if (!list && !number) return;
    Text line = {0};
    text_addf(&line, "%s = ", name->text);
    if (!strstr(text_string(text), text_string(&line))) {
        double known = list ? 0 : import_value(import, name);
        if (list) text_add_bytes(&line, value->start, value->length);
        if (!list) text_add(&line, number_exact(known).text);
        if (!isnan(known)) text_addf(text, "%s\n", text_string(&line));
    }
    text_free(&line);
}

/* What a function uses, before it: values and other defs. */
static void add_defs(Import *import, const Node *node, Text *text, int depth) {
    if (!node || depth > 20) return;
    add_value(import, node, text);
    const Node *def =
        node->kind == NODE_CALL && !strchr(node->text, '.') ? import_def(import, node->text) : NULL;
    Text head = {0};
    if (def) text_addf(&head, "def %s(", def->key);
    if (def && !strstr(text_string(text), text_string(&head))) {
        add_defs(import, def, text, depth + 1);
        text_add_bytes(text, def->start, def->length);
        text_add(text, "\n");
    }
    text_free(&head);
    for (const Node *child = node->first; child; child = child->next)
        add_defs(import, child, text, depth + 1);
    for (const Node *child = node->kind == NODE_NAME ? NULL : node->body; child; child = child->next)
        add_defs(import, child, text, depth + 1);
}

/* Adds the script's own function and what it uses before it; a lambda becomes a def of the part's name. */
static bool add_function(TorchPart *part, Text *text) {
    const Node *function = part->function, *name = function ? function->first : NULL;
    if (!function) return false;
    add_defs(part->import, function, text, 0);
    if (function->kind == NODE_DEF) {
        snprintf(part->name, sizeof part->name, "%s", function->key);
        text_add_bytes(text, function->start, function->length);
        text_add(text, "\n");
    } else if (function->body && name) {
        text_addf(text, "def %s(%s):\n    return %.*s\n", part->name, *name->key ? name->key : name->text,
                  (int)function->body->length, function->body->start);
    }
    return strlen(function->key) < sizeof part->name;
}

/* Adds a def of the part, behind those of its own parts. False where it cannot be said. */
static bool add_part(TorchPart *part, int *count, Text *text) {
    Text value = {0};
    bool good = !part->unwritten;
    for (int i = 0; good && i < part->part_count; i++) good = add_part(part->parts[i], count, text);
    snprintf(part->name, sizeof part->name, "part%d", ++*count);
    if (part->kind->function) return good && add_function(part, text);
    if (good && part->kind->write) part->kind->write(part, &value);
    if (good && part->kind->formula) torch_write(part, part->kind->formula, &value);
    good = good && value.length;
    if (good) text_addf(text, "def %s(t):\n    return %s\n", part->name, text_string(&value));
    text_free(&value);
    return good;
}

/* The numbers that the script gives the function's names, before it. */
static bool add_names(Import *import, const Text *body, int line, Text *text) {
    FormulaError error;
    Formula *formula = formula_read(text_string(body), body->length, &error);
    bool good = formula != NULL;
    for (size_t i = 0; good && i < formula_name_count(formula); i++) {
        Node *name = forest_node(&import->documents->forest, NODE_NAME, line, 0);
        name->text = forest_text(&import->documents->forest, formula_name(formula, i), strlen(formula_name(formula, i)));
        double value;
        if (formula_given(formula, i, &value)) continue;
        value = import_value(import, name);
        good = !isnan(value);
        text_addf(text, "%s = %s\n", name->text, number_exact(value).text);
    }
    formula_free(formula);
    return good;
}

enum { COMPARED = 3000 };

/* Compares the first steps, and as many of the rest of the run. */
static bool agrees(TorchPart *part, const Text *text, double base, double unit, double run) {
    Schedule schedule = schedule_default();
    Text why = {0};
    schedule.base_lr = 1;
    schedule.total_steps = run > 0 ? (int64_t)(run * unit) : schedule.total_steps;
    bool good = schedule_read_function(&schedule, text_string(text), &why);
    double last = run > 0 ? run : COMPARED, stride = ceil(last / COMPARED);
    for (double step = 0; good && step < last; step += step < COMPARED ? 1 : stride) {
        double wanted = torch_part_factor(part, step),
               made = schedule_factor(&schedule, (int64_t)(step * unit)) * base;
        good = fabs(made - wanted) <= 1e-12 * fmax(base, fabs(wanted));
    }
    text_free(&why);
    return good;
}

/* Returns what a rate is divided by to be a factor: the greatest of them. */
static double greatest(TorchPart *part, double run) {
    double most = part->peak;
    for (double step = 0; part->peak == 0 && step < fmin(run > 0 ? run : part->end + 1, FIT_STEPS_MAX);
         step++)
        most = fmax(most, torch_part_factor(part, step));
    return most;
}

/* Writes the function: the script's own as it stands, or defs of the parts and one that calls the last. */
static bool write_function(TorchPart *part, double base, double unit, Text *text) {
    int count = 0;
    if (part->kind->function && part->function && unit == 1 && base == 1) {
        add_defs(part->import, part->function, text, 0);
        text_add_bytes(text, part->function->start, part->function->length);
        return true;
    }
    if (!(base > 0) || !add_part(part, &count, text)) return false;
    text_addf(text, "def f(x):\n    return %s(x", part->name);
    if (unit > 1) text_addf(text, " // %s", number_exact(unit).text);
    text_add(text, ")");
    if (base != 1) text_addf(text, " / %s", number_exact(base).text);
    return true;
}

bool torch_part_put_function(TorchPart *part, double lr, double unit, double run) {
    Text body = {0}, text = {0};
    double base = part->kind->absolute ? greatest(part, run) : 1;
    bool good = write_function(part, base, unit, &body) &&
                add_names(part->import, &body, part->function ? part->function->line : 0, &text);
    text_add(&text, text_string(&body));
    good = good && agrees(part, &text, base, unit, run);
    if (good) {
        import_base_lr(part->import, lr * base);
        import_put_function(part->import, text_string(&text));
    }
    text_free(&body);
    text_free(&text);
    return good;
}
