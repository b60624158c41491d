/* torch.optim.lr_scheduler's ways to join schedulers. */
#include "code/torch.h"

#include "base/number.h"
#include "code/token.h"

#include <string.h>

static bool joins(Span name) {
    return span_is(name, "SequentialLR") || span_is(name, "ChainedScheduler");
}

static const Node *last_call(const Match *match, const char *name) {
    for (size_t i = match->call_count; i > 0; i--)
        if (span_is(match->calls[i - 1]->name, name)) return match->calls[i - 1];
    return NULL;
}

/* A warm-up that ends at another step than its successor begins cannot be told. */
static void check_seam(Torch *torch, double seam) {
    double iters = (double)torch->import->schedule.warmup_iters;
    if (torch->import->warms && seam < iters)
        code_import_skip(torch->import, "SequentialLR cuts the warm-up off at step %s", number_exact(seam).text);
}

static void read_part(Torch *torch, const Node *item, double start) {
    bool behind = torch->import->decays;
    size_t left = torch->import->left.length;
    bool any = scheduler_read(torch, item, start);
    if (!any) code_import_skip(torch->import, "a part of SequentialLR");
    if (any && behind && torch->import->left.length == left)
        code_import_skip(torch->import, "SequentialLR: the rate goes back to base_lr after its decay");
}

static void read_sequence(Torch *torch, const Node *call) {
    const Node *list = match_argument(call, "schedulers", 1), *seams = match_argument(call, "milestones", 2);
    const Node *item = list ? match_resolve(torch->match, list) : NULL;
    const Node *seam = seams ? match_resolve(torch->match, seams) : NULL;
    if (item && item->kind == NODE_LIST) item = item->first;
    if (seam && seam->kind == NODE_LIST) seam = seam->first;
    double start = 0;
    for (int i = 0; item && i < 16; i++, item = item->next) {
        if (i > 0 && (!seam || !match_number(torch->match, seam, &start))) {
            code_import_skip(torch->import, "SequentialLR: where its parts meet is not a number in the text");
            return;
        }
        if (i > 0) seam = seam->next;
        if (i == 1) check_seam(torch, start);
        read_part(torch, item, start);
    }
}

static void read_chain(Torch *torch, const Node *call) {
    const Node *list = match_argument(call, "schedulers", 0);
    const Node *item = list ? match_resolve(torch->match, list) : NULL;
    if (item && item->kind == NODE_LIST) item = item->first;
    torch->beside = torch->chained = item && item->next;
    for (int i = 0; item && i < 16; i++, item = item->next) scheduler_read(torch, item, 0);
}

/* Schedulers that stand by themselves all step at once and multiply. */
static void read_loose(Torch *torch) {
    int there = 0, taken = 0, tried = 0;
    for (size_t i = 0; i < torch->match->call_count; i++)
        there += scheduler_of(torch->match->calls[i]->name) >= 0;
    torch->beside = there > 1;
    for (size_t i = 0; i < torch->match->call_count && tried < 16; i++) {
        size_t left = torch->import->left.length;
        bool any = scheduler_read(torch, torch->match->calls[i], 0);
        taken += any && torch->import->left.length == left;
        tried += any;
    }
    if (taken > 1) code_import_assume(torch->import, "the %d schedulers step together from step 0", taken);
}

static bool ends_in(Span name, const char *end) {
    size_t length = strlen(end);
    return name.length > length && !memcmp(name.start + name.length - length, end, length);
}

/* Schedulers of other libraries, and those that the script makes itself. */
static void skip_unknown(Torch *torch) {
    for (size_t i = 0; i < torch->match->call_count; i++) {
        Span name = torch->match->calls[i]->name;
        bool like = ends_in(name, "LR") || ends_in(name, "Scheduler") || ends_in(name, "Restarts");
        if (like && scheduler_of(name) < 0 && !joins(name)) scheduler_leave(torch, torch->match->calls[i]);
    }
}

/* Lines that were passed over with a scheduler in them. */
static void skip_lines(Torch *torch) {
    for (size_t i = 0; i < torch->match->syntax.count; i++) {
        const Statement *item = &torch->match->syntax.items[i];
        if (item->kind != STATEMENT_OTHER) continue;
        Tokens tokens = tokens_of(item->text.start, item->text.length);
        Token before = {0};
        for (Token token = tokens_next(&tokens); token.kind != TOKEN_END; token = tokens_next(&tokens)) {
            Span name = {before.start, before.length};
            bool called = before.kind == TOKEN_NAME && token_is(&token, TOKEN_MARK, "(");
            if (called && (scheduler_of(name) >= 0 || joins(name)))
                code_import_skip(torch->import, "%.*s: its line is not understood", (int)name.length, name.start);
            before = token;
        }
    }
}

bool code_torch_read(CodeImport *import, Match *match) {
    Torch torch = {.import = import, .match = match};
    const Node *sequence = last_call(match, "SequentialLR"), *chain = last_call(match, "ChainedScheduler");
    bool optimizer = optimizer_read(import, match);
    if (sequence)
        read_sequence(&torch, sequence);
    else if (chain)
        read_chain(&torch, chain);
    else
        read_loose(&torch);
    skip_lines(&torch);
    skip_unknown(&torch);
    if (torch.any || optimizer) names_read(import, match);
    return torch.any || optimizer;
}
