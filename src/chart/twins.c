#include "chart/ghosts.h"

/* In the ink of words, and none of the dashes that pins have: a pin is told from it by both. The solid
   one is drawn first, so that where they coincide all are seen. */
ChartGhost chart_twin_pen(TwinId id, const Theme *theme) {
    static const Dash dashes[TWIN_COUNT] = {DASH_SOLID, DASH_DOT, DASH_PAIR, DASH_SPARSE};
    const Color colors[TWIN_COUNT] = {theme->muted, theme->text, theme->muted, theme->text};
    return (ChartGhost){.label = twin_label(id), .color = colors[id], .dash = dashes[id], .width = 2};
}

/* The longer of its stretches has the name. */
static bool is_longest(const TwinStretch *stretches, int count, int index, int64_t total) {
    int64_t turn = count > 1 ? stretches[1].first : total;
    return (index == 0) == (turn >= total - turn);
}

static void add_ghosts(ChartTwins *twins, TwinId id, const Schedule *schedule, const Theme *theme) {
    TwinStretch *stretches = twins->stretches[id];
    int count = twin_stretches(id, schedule, stretches);
    int64_t parts_at = twins->reports[id].first;
    for (int i = 0; i < count; i++) {
        ChartGhost *ghost = &twins->ghosts[twins->count++];
        bool last = i + 1 == count;
        int64_t end = last ? schedule->total_steps : stretches[i + 1].first;
        *ghost = chart_twin_pen(id, theme);
        ghost->schedule = &stretches[i].schedule;
        ghost->labelled = is_longest(stretches, count, i, schedule->total_steps);
        ghost->listed = true;
        ghost->first = (double)stretches[i].first;
        ghost->end = last ? 0 : (double)end;
        ghost->base_lr = schedule->base_lr;
        ghost->continues = i > 0;
        ghost->marked = parts_at >= stretches[i].first && parts_at < end;
        ghost->mark = (double)parts_at;
    }
}

void chart_twins(ChartTwins *twins, const Schedule *schedule, const Theme *theme) {
    twins->count = 0;
    for (int id = 0; id < TWIN_COUNT; id++) {
        twins->reports[id] = twin_report((TwinId)id, schedule);
        if (twins->reports[id].verdict == TWIN_DIFFERS) add_ghosts(twins, (TwinId)id, schedule, theme);
    }
}
