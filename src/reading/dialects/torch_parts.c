#include "reading/dialects/torch_parts.h"

#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"
#include "schedule/function.h"

#include <stdlib.h>
#include <string.h>

/* Returns an argument by name or position, its default where it is not given; NAN as a default: it must
   be. */
double torch_part_number(TorchPart *part, const Node *call, const char *name, int position, double fallback) {
    Import *import = part->import;
    const Node *node = node_argument(call, name, position);
    if (!node || node->kind == NODE_NULL) {
        if (isnan(fallback))
            import_need(import, false, name, "%s of %s is not in the text", name, name_last(call->text));
        return fallback;
    }
    const char *before = import->asking;
    import->asking = name;
    double value = import_value(import, node);
    import->asking = before;
    return value;
}

void torch_part_add(TorchPart *part, const Node *node, double start) {
    const Node *call = import_follow(part->import, node);
    part->import->depth = 0;
    if (part->part_count == TORCH_PARTS_MAX) {
        import_refuse(part->import, "%s (line %d) has more than %d parts", part->kind->names, node->line, TORCH_PARTS_MAX);
        return;
    }
    if (!call || call->kind != NODE_CALL) {
        import_refuse(part->import, "a part of %s (line %d) is not in the text", part->kind->names,
                      node ? node->line : 0);
        return;
    }
    TorchPart *made = torch_part(part->import, call, part->lr, part->depth + 1);
    if (!made) return;
    part->seams[part->part_count] = start;
    part->parts[part->part_count++] = made;
    part->end =
        made->end == 0 ? 0 : start + made->end; /* a function's own numbers tell, wherever it stands */
}

const Node *torch_part_items(TorchPart *part, const Node *call, const char *name, int position) {
    const Node *list = import_follow(part->import, node_argument(call, name, position));
    if (!list || list->kind != NODE_LIST)
        import_refuse(part->import, "the %s of %s (line %d) are not a list in the text", name,
                      name_last(call->text), call->line);
    return list && list->kind == NODE_LIST ? list->first : NULL;
}

void torch_part_add_all(TorchPart *part, const Node *call, const char *parts, int parts_position,
                        const char *seams, int seams_position) {
    const Node *item = torch_part_items(part, call, parts, parts_position),
               *seam = torch_part_items(part, call, seams, seams_position);
    double start = 0;
    for (int i = 0; item; item = item->next, i++) {
        if (i > 0) {
            if (!seam) break;
            part->import->asking = seams;
            double before = start;
            start = import_value(part->import, seam);
            if (start <= before) import_refuse(part->import, "its milestones do not ascend from above 0");
            seam = seam->next;
        }
        torch_part_add(part, item, start);
    }
}

int torch_part_list(TorchPart *part, const Node *call, const char *name, int position, double *values,
                    int max) {
    const Node *list = import_follow(part->import, node_argument(call, name, position));
    int count = 0;
    part->import->asking = name;
    for (const Node *item = list && list->kind == NODE_LIST ? list->first : NULL; item && count < max;
         item = item->next)
        values[count++] = import_value(part->import, item);
    if (list && list->kind == NODE_LIST && node_count(list) > (size_t)max)
        import_refuse(part->import, "%s (line %d) has more than %d entries", name, list->line, max);
    if (!list || list->kind != NODE_LIST)
        values[count++] = torch_part_number(part, call, name, position, NAN);
    return count;
}

static TorchPart *empty(Import *import, const TorchKind *kind, double lr) {
    TorchPart *part = memory_resize(NULL, 1, sizeof *part);
    *part = (TorchPart){.kind = kind, .import = import, .lr = isnan(lr) ? 1 : lr};
    return part;
}

TorchPart *torch_part(Import *import, const Node *call, double lr, int depth) {
    const char *name = name_last(call->text);
    const TorchKind *kind = torch_kind_of(import, name);
    if (!kind || depth > 6) {
        import_refuse(import, "%s (line %d) is not known", name_last(call->text), call->line);
        return NULL;
    }
    TorchPart *part = empty(import, kind, lr);
    part->depth = depth;
    import_source(import, name_last(call->text));
    const Node *resumed = node_at(call, "last_epoch");
    import->quiet++;
    double last = resumed && resumed->kind != NODE_NULL ? import_value(import, resumed) : -1;
    import->quiet--;
    if (isnan(last))
        import_leave(import, "last_epoch, of a run that is resumed");
    else if (last != -1)
        import_refuse(import, "last_epoch %g: it goes on with a run before", last);
    const Node *star = node_starred(call);
    if (star)
        import_refuse(import, "%s gets arguments from %.*s (line %d), which the text does not tell", name, (int)star->length, star->start, call->line);
    kind->read(part, call);
    for (int i = 0; kind->chains && part->part_count > 1 && i < part->part_count; i++)
        if (!part->parts[i]->kind->multiplies || part->parts[i]->adds)
            import_refuse(import, "%s in a ChainedScheduler does not simply multiply",
                          part->parts[i]->kind->names);
    return part;
}

TorchPart *torch_part_of_def(Import *import, const Node *def) {
    TorchPart *part = empty(import, &torch_rate_def, 1);
    part->function = def;
    import_source(import, def->key);
    return part;
}

TorchPart *torch_part_together(Import *import, TorchPart **parts, int count) {
    TorchPart *part = empty(import, &torch_together, parts[0]->lr);
    for (int i = 0; i < count && i < TORCH_PARTS_MAX; i++) {
        part->parts[part->part_count++] = parts[i];
        part->end = fmax(part->end, parts[i]->end);
        bool plain = parts[i]->kind->multiplies && !parts[i]->adds;
        bool dampens = false;
        for (int k = 0; k < count; k++) dampens = dampens || parts[k]->kind->dampens;
        if (!plain && !dampens)
            import_refuse(import, "%s and another scheduler change the same optimizer",
                          parts[i]->kind->names);
    }
    return part;
}

void torch_part_free(TorchPart *part) {
    if (!part) return;
    for (int i = 0; i < part->part_count; i++) torch_part_free(part->parts[i]);
    free(part->products);
    free(part);
}

double torch_part_factor(TorchPart *part, double step) {
    return part->kind->factor(part, step);
}

/* Every number that an expression of the function comes to without its step. */
static void function_hints(Import *import, const Node *node, FitCurve *curve, int depth) {
    if (!node || depth > 40) return;
    for (const Node *child = node->first; child; child = child->next)
        function_hints(import, child, curve, depth + 1);
    for (const Node *child = node->kind != NODE_NAME ? node->body : NULL; child; child = child->next)
        function_hints(import, child, curve, depth + 1);
    if (node->kind == NODE_CALL) function_hints(import, import_def(import, node->text), curve, depth + 10);
    if (node->kind == NODE_NAME) { /* a list of the script's */
        const Node *list = import_follow(import, node);
        if (list && list->kind == NODE_LIST) function_hints(import, list, curve, depth + 10);
    }
    bool expression = node->kind == NODE_SCALAR || node->kind == NODE_NAME || node->kind == NODE_OPERATION ||
                      node->kind == NODE_CALL;
    if (!expression) return;
    import->quiet++;
    fit_hint(curve, import_value(import, node));
    import->quiet--;
}

void torch_part_hints(const TorchPart *part, FitCurve *curve) {
    for (int i = 0; i < TORCH_NUMBERS_MAX; i++)
        if (part->number[i] != 0) fit_hint(curve, part->number[i]);
    for (int i = 0; i < part->count; i++) fit_hint(curve, part->list[i]);
    if (part->kind->hints) part->kind->hints(part, curve);
    if (part->function) function_hints(part->import, part->function, curve, 0);
    for (int i = 0; i < part->part_count; i++) {
        if (part->seams[i] > 0) fit_hint(curve, part->seams[i]);
        torch_part_hints(part->parts[i], curve);
    }
}

static double torch_curve(void *context, double step) {
    return torch_part_factor(context, step);
}

/* Returns the step at which the last of the curve's numbers is passed that may be one of a step. */
static double far_end(const FitCurve *curve) {
    double far = 0;
    for (int i = 0; i < curve->hint_count; i++)
        if (curve->hints[i] <= (double)SCHEDULE_STEPS_MAX) far = fmax(far, curve->hints[i]);
    return far >= 2 ? far : 100;
}

/* Up to where the function has values that a rate may have: 1 - s/100 has until step 100, and so has its
   root. What cannot be computed here is no end: such a function fails. */
static double domain_end(const Import *import, const FitCurve *curve, double last) {
    double step = 0;
    for (; step <= last && step < FIT_STEPS_MAX; step++) {
        double value = curve->factor(curve->context, step);
        if (value < 0 || (isnan(value) && import->outside)) return step - 1;
        if (isnan(value)) return last;
    }
    return last;
}

static bool put_over(Import *import, FitCurve *curve, double steps, double lr, double unit) {
    curve->steps = steps;
    return fit_put(import, curve, lr, unit);
}

/* A curve is compared far beyond its own numbers, for few steps prove little: over the whole run where that
   is known, else over ten times the longest of them, or as far as it has values. A cosine that rises again
   behind its end, and whatever else takes another course there, is taken only so far: then that is the length
   of the run, and it is said. */
static bool put_curve(Import *import, FitCurve *curve, bool function, double *run, double end, double lr,
                      double unit) {
    double times = function && !(*run > 0) ? 10 : 2, least = fmax(*run, end);
    double far = fmin(fmax(*run, times * end + 10), (double)SCHEDULE_STEPS_MAX);
    double domain = function ? domain_end(import, curve, far) : far;
    if (domain < *run - 1) return false;
    bool good = domain >= 1 && put_over(import, curve, domain, lr, unit);
    if (good && !curve->waves && curve->moves_until <= end) {
        if (domain < far && *run == 0) *run = domain;
        return true;
    }
    if (curve->failed) return false; /* what cannot be computed later may be another rate sooner */
    if (least >= 1 && least < domain && put_over(import, curve, least, lr, unit)) {
        double whole = curve->ends;
        bool longer = *run == 0 && whole > least && whole < domain;
        if (longer && put_over(import, curve, whole, lr, unit) && !curve->waves)
            least = whole;
        else if (longer)
            put_over(import, curve, least, lr, unit);
        if (*run == 0)
            import_note(import,
                        "total_steps %s (after that the rate takes another course: for a longer run give "
                        "--total-steps)",
                        number_exact(least * unit).text);
        *run = least;
        return true;
    }
    return good && put_over(import, curve, domain, lr, unit);
}

/* Of a function without an end so much is shown. */
static void show(Import *import, double steps) {
    import_note(import, "total_steps %s, which is only how much of the curve is shown",
                number_exact(steps).text);
    import_put(import, "total_steps", steps);
}

static bool put_function(TorchPart *part, double lr, double unit, double total, double run, double end) {
    if (!torch_part_put_function(part, lr, unit, run)) return false;
    if (isnan(total)) show(part->import, run > 0 ? run * unit : ceil(fmin(end * 4 / 3, 1e12)) * unit);
    return true;
}

void torch_part_put(Import *import, TorchPart *part, double lr, double unit, double total) {
    FitCurve curve = {.factor = torch_curve, .context = part};
    torch_part_hints(part, &curve);
    double end = part->end > 0 || isnan(part->end) ? part->end : far_end(&curve);
    if (isnan(total) && part->run > 0) total = import_total(import, part->run * unit);
    import_put(import, "total_steps", total);
    if (isnan(end) || isnan(unit)) { /* what is not known has been noted on the way */
        import_base_lr(import, lr);
        import_choose(import, "decay", NULL);
        return;
    }
    double run = fmax(isnan(total) ? 0 : ceil(total / unit), ceil(import->options->shown / unit));
    if (import->own_function && put_function(part, lr, unit, total, run, end)) return;
    bool good = put_curve(import, &curve, part->end == 0, &run, ceil(end), isnan(lr) ? 1 : lr, unit);
    if (good && part->end == 0) import->proven = (curve.steps + 1) * unit;
    if (good && isnan(total) && run > 0) import_put(import, "total_steps", run * unit);
    if (!good && !curve.failed) good = put_function(part, lr, unit, total, run, end);
    if (!good && curve.failed)
        import_refuse(import, "the function of %s uses what cannot be computed here", part->kind->names);
    else if (!good)
        import_refuse(import, "%s has rates that no shape of lrscope's model has", part->kind->names);
    if (isnan(lr)) import_base_lr(import, NAN);
}

bool torch_part_known(const TorchPart *part) {
    for (int i = 0; i < TORCH_NUMBERS_MAX; i++)
        if (isnan(part->number[i])) return false;
    for (int i = 0; i < part->part_count; i++)
        if (isnan(part->seams[i]) || !torch_part_known(part->parts[i])) return false;
    return true;
}
