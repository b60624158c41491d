#include "base/number.h"
#include "descent/descent.h"

#include <math.h>

static NumberText readable(double value) {
    return number_readable(value, 2);
}

static void add_fate(const DescentRun *run, Text *out) {
    if (run->diverged)
        text_addf(out, "diverges by update %d", run->count - 1);
    else
        text_addf(out, "ends at a loss of %s", readable(run->end).text);
}

static void add_why(const Descent *descent, Text *out) {
    const DescentRun *planned = &descent->planned, *constant = &descent->constant;
    if (constant->diverged && !planned->diverged)
        text_add(out, ": small first steps bring it past the steep walls");
    else if (planned->diverged && !constant->diverged)
        text_add(out, ": its first steps are too large for the steep walls");
    else if (planned->diverged)
        text_add(out, planned->count < constant->count ? ": it only fails sooner" : "");
}

void descent_brief(const Descent *descent, Text *out) {
    text_add(out, "Constant base_lr ");
    add_fate(&descent->constant, out);
    text_add(out, "; this schedule ");
    add_fate(&descent->planned, out);
    text_add(out, ".");
}

void descent_words(const Descent *descent, Text *out) {
    text_add(out, "Constant base_lr ");
    add_fate(&descent->constant, out);
    text_add(out, "; this schedule ");
    add_fate(&descent->planned, out);
    add_why(descent, out);
    text_add(out, ".");
}

void descent_scope_words(const Descent *descent, const Schedule *schedule, Text *out) {
    if (schedule->total_steps > descent->updates)
        text_addf(out, "%d updates, at equal fractions of training, stand for its %s steps. ",
                  descent->updates, number_grouped(schedule->total_steps).text);
    text_add(
        out,
        "What carries over: where the loss is steepest at first, large first steps can throw a run out for "
        "good. What does not: the rates and losses here; a network has other curvatures and millions of "
        "parameters.");
}

void descent_scope_brief(const Descent *descent, Text *out) {
    text_addf(out, "A model: 2 parameters, %d updates. A network has other rates.", descent->updates);
}
