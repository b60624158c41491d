/* What a figure says of itself to those who do not see it: every curve that it shows, and the verdict on each. */
#include "figure/figure.h"

#include "base/memory.h"
#include "base/number.h"
#include "figure/curves.h"
#include "schedule/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* So many curves are told of one by one; of more, which have the same verdict. */
enum { LISTED_IN_FULL = 6, LISTED_IN_BRIEF = 3, GROUPS = 6, VALUES_IN_A_ROW = 3, NAMES = 3 };

/* A further curve: its name, or the value of what is swept; and its verdict. */
typedef struct Told {
    const Schedule *schedule;
    Text name, verdict;
    bool in_parts; /* it has no schedule of its own that would tell its course */
    bool same; /* as the present curve */
} Told;

typedef struct Account {
    const Figure *figure;
    FigureCurves curves;
    Told *list;
    size_t count, values; /* the first of them are named by a value */
    bool full;
    Text *out;
} Account;

/* --- what is told of --- */

/* A curve of several stretches, each with another schedule. */
static void judge_parts(const FigureCurves *curves, int at, Text *out) {
    bool above = false, negative = false;
    int count = (int)curves->overlays.count;
    for (int i = at; i == at || (i < count && curves->overlays.list[i].continues); i++) {
        const ChartOverlay *part = &curves->overlays.list[i];
        double least, greatest, end = part->end > 0 ? part->end : (double)part->schedule->total_steps;
        schedule_range(part->schedule, part->first, end - 1, &least, &greatest);
        above = above || greatest > 1;
        negative = negative || least < 0;
    }
    text_addf(out, "%s%s", above ? "Above 1 on some steps" : "Never above 1", negative ? ", negative on some steps" : "");
}

static bool has_parts(const FigureCurves *curves, int at) {
    const ChartOverlay *overlay = &curves->overlays.list[at];
    return overlay->first > 0 || overlay->end > 0;
}

/* Returns the curve's value, where it is one of a sweep or a family, or NULL. */
static const char *value_of(const Account *account, int at) {
    const Figure *figure = account->figure;
    if (figure->sweep.count) return text_string(&figure->sweep.labels[at]);
    const ChartFamily *family = &account->curves.overlays.family;
    return at < family->count ? family->labels[at].text : NULL;
}

static void add_curve(Account *account, int at) {
    const FigureCurves *curves = &account->curves;
    const char *value = value_of(account, at);
    Told *told = &account->list[account->count++];
    *told = (Told){.schedule = curves->overlays.list[at].schedule, .in_parts = has_parts(curves, at), .same = curves->overlays.list[at].same};
    account->values += value != NULL;
    if (value)
        text_add(&told->name, value);
    else
        text_add_visible(&told->name, figure_curves_name(curves, at));
    if (told->in_parts)
        judge_parts(curves, at, &told->verdict);
    else
        words_verdict(told->schedule, &told->verdict);
}

static void open_account(Account *account, const Figure *figure, bool full, Text *out) {
    *account = (Account){.figure = figure, .full = full, .out = out};
    figure_curves_make(&account->curves, figure);
    account->list = memory_resize(NULL, account->curves.overlays.count + 1, sizeof *account->list);
    for (int at = -1; (at = figure_curves_next(&account->curves, at)) >= 0;) add_curve(account, at);
}

static void close_account(Account *account) {
    for (size_t i = 0; i < account->count; i++) {
        text_free(&account->list[i].name);
        text_free(&account->list[i].verdict);
    }
    free(account->list);
    figure_curves_free(&account->curves);
}

/* --- one by one --- */

/* Adds words that are a sentence of their own elsewhere. */
static void add_inside(Text *out, const Text *sentence) {
    const char *words = text_string(sentence);
    text_addf(out, "%c%s", tolower((unsigned char)*words), *words ? words + 1 : "");
}

static void add_one(const Account *account, const Told *told, bool course) {
    const FigureSweep *sweep = &account->figure->sweep;
    text_addf(account->out, "%s%s%s: ", sweep->count ? figure_sweep_key(sweep) : "", sweep->count ? " = " : "",
              text_string(&told->name));
    if (told->same) {
        text_add(account->out, "the same curve");
        return;
    }
    if (course && !told->in_parts) {
        words_course(told->schedule, account->out);
        text_add(account->out, "; ");
    }
    add_inside(account->out, &told->verdict);
}

static void add_each(const Account *account, size_t from, size_t end) {
    for (size_t i = from; i < end; i++) {
        if (i > from) text_add(account->out, account->full ? ". " : "; ");
        add_one(account, &account->list[i], account->full);
    }
    text_add(account->out, ".");
}

/* --- by their verdicts --- */

/* Verdicts without the steps, where too many differ in these alone. */
static void shorten(Account *account, size_t from, size_t end) {
    for (size_t i = from; i < end; i++) {
        Text *verdict = &account->list[i].verdict;
        bool negative = strstr(text_string(verdict), "negative on") != NULL;
        bool above = !strncmp(text_string(verdict), "Above", strlen("Above"));
        bool never = !strncmp(text_string(verdict), "Never", strlen("Never"));
        text_setf(verdict, "%s%s", above ? "Above 1 on some steps" : never ? "Never above 1" : "Not decided on all steps",
                  negative ? ", negative on some" : "");
    }
}

static bool same_verdict(const Account *account, size_t a, size_t b) {
    return !strcmp(text_string(&account->list[a].verdict), text_string(&account->list[b].verdict));
}

/* True for the first one with its verdict. */
static bool is_first(const Account *account, size_t from, size_t at) {
    for (size_t i = from; i < at; i++)
        if (same_verdict(account, i, at)) return false;
    return true;
}

static size_t count_groups(const Account *account, size_t from, size_t end) {
    size_t groups = 0;
    for (size_t i = from; i < end; i++) groups += is_first(account, from, i);
    return groups;
}

/* "0, 0.25, 1 … 2": values that follow each other are a range. */
static void add_values(const Account *account, size_t first, size_t end) {
    const char *between = "";
    for (size_t i = first; i < end;) {
        size_t last = i;
        while (last + 1 < end && same_verdict(account, first, last + 1)) last++;
        bool range = last - i >= VALUES_IN_A_ROW;
        for (size_t k = i; k <= last; k = range && k < last ? last : k + 1) {
            text_addf(account->out, "%s%s", between, text_string(&account->list[k].name));
            between = range && k < last ? " \u2026 " : ", ";
        }
        for (i = last + 1; i < end && !same_verdict(account, first, i); i++) {
        }
    }
}

static void add_names(const Account *account, size_t first, size_t end) {
    size_t named = 0, more = 0;
    for (size_t i = first; i < end; i++) {
        if (!same_verdict(account, first, i)) continue;
        if (named == NAMES)
            more++;
        else
            text_addf(account->out, "%s%s", named++ ? "; " : "", text_string(&account->list[i].name));
    }
    if (more) text_addf(account->out, " and %zu more", more);
}

/* "Never above 1: 0, 0.5. Above 1 on steps 0 – 999: 2." */
static void add_groups(Account *account, size_t from, size_t end) {
    if (count_groups(account, from, end) > GROUPS) shorten(account, from, end);
    const char *before = "";
    for (size_t i = from; i < end; i++) {
        if (!is_first(account, from, i)) continue;
        text_addf(account->out, "%s%s: ", before, text_string(&account->list[i].verdict));
        (i < account->values ? add_values : add_names)(account, i, end);
        before = ". ";
    }
    text_add(account->out, ".");
}

/* --- the whole --- */

static void add_length(const Account *account) {
    int64_t longest = 0, shortest = INT64_MAX;
    for (size_t i = 0; i < account->count; i++) {
        int64_t total = account->list[i].schedule->total_steps;
        if (total > longest) longest = total;
        if (total < shortest) shortest = total;
    }
    text_addf(account->out, "Learning rate over %s%s step%s", longest == shortest ? "" : "up to ",
              number_grouped(longest).text, longest == 1 ? "" : "s");
}

/* Tells of a sweep, in which no curve is the present one. */
static void describe_sweep(Account *account) {
    const Figure *figure = account->figure;
    Text *out = account->out;
    add_length(account);
    text_addf(out, ", one %s each for ", figure->spec.grid_columns ? "plot" : "curve");
    figure_sweep_name(&figure->sweep, out);
    text_add(out, figure->spec.grid_columns ? " on shared axes. " : ". ");
    if (account->full && account->count <= LISTED_IN_FULL) {
        add_each(account, 0, account->count);
        return;
    }
    for (size_t i = 0; account->full && i < account->count; i += account->count - 1) {
        text_addf(out, "%s = %s: ", figure_sweep_key(&figure->sweep), text_string(&account->list[i].name));
        words_course(account->list[i].schedule, out);
        text_add(out, ". ");
    }
    add_groups(account, 0, account->count);
}

/* The family, then the others. */
static void describe_beside(Account *account) {
    size_t others = account->count - account->values;
    size_t listed = account->full ? LISTED_IN_FULL : LISTED_IN_BRIEF;
    if (account->values) {
        const Scenario *scenario = account->figure->scenario;
        text_addf(account->out, " Beside it, %zu curves with other values of %s. ", account->values,
                  parameter_name(&scenario->schedule, (ParameterId)scenario->family));
        add_groups(account, 0, account->values);
    }
    if (!others) return;
    text_add(account->out, " Beside it, ");
    if (others > listed) {
        text_addf(account->out, "%zu further curves. ", others);
        add_groups(account, account->values, account->count);
    } else {
        add_each(account, account->values, account->count);
    }
}

static void describe_present(const Account *account) {
    const Scenario *scenario = account->figure->scenario;
    Text name = {0};
    if (account->count) {
        figure_present_name(scenario, &name);
        text_addf(account->out, "One of %zu %s, ", account->count + 1, account->figure->spec.grid_columns ? "plots on shared axes" : "curves");
        text_add_visible(account->out, text_string(&name));
        text_add(account->out, ". ");
    }
    (account->full ? words_describe : words_brief)(&scenario->schedule, account->out);
    text_free(&name);
}

static void describe(const Figure *figure, bool full, Text *out) {
    Account account;
    open_account(&account, figure, full, out);
    if (scenario_is_incomplete(figure->scenario)) text_addf(out, "%s. ", text_string(&figure->scenario->title));
    if (figure->sweep.count) {
        describe_sweep(&account);
    } else {
        describe_present(&account);
        describe_beside(&account);
    }
    close_account(&account);
    figure_annotations_describe(figure->scenario, out);
    if (!figure->sweep.count) figure_logs_describe(&figure->logs, out);
}

void figure_describe(const Figure *figure, Text *out) {
    describe(figure, true, out);
}

void figure_brief(const Figure *figure, Text *out) {
    describe(figure, false, out);
}
