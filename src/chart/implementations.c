#include "chart/overlays.h"

/* Returns a pen in the ink of words with none of the dashes that pins have: a pin is told from it by both.
   The solid one is drawn first, so that where they coincide all are seen. */
ChartOverlay chart_implementation_pen(ImplementationId id, const Theme *theme) {
    static const Dash dashes[IMPLEMENTATION_COUNT] = {DASH_SOLID, DASH_DOT, DASH_PAIR, DASH_SPARSE};
    const Color colors[IMPLEMENTATION_COUNT] = {theme->muted, theme->text, theme->muted, theme->text};
    return (ChartOverlay){.label = implementation_label(id), .color = colors[id], .dash = dashes[id], .width = 2};
}

/* The longer of its stretches has the name. */
static bool is_longest(const ImplementationStretch *stretches, int count, int index, int64_t total) {
    int64_t turn = count > 1 ? stretches[1].first : total;
    return (index == 0) == (turn >= total - turn);
}

static void add_overlays(ChartImplementations *implementations, ImplementationId id, const Schedule *schedule, const Theme *theme) {
    ImplementationStretch *stretches = implementations->stretches[id];
    int count = implementation_stretches(id, schedule, stretches);
    int64_t parts_at = implementations->reports[id].first;
    for (int i = 0; i < count; i++) {
        ChartOverlay *overlay = &implementations->overlays[implementations->count++];
        bool last = i + 1 == count;
        int64_t end = last ? schedule->total_steps : stretches[i + 1].first;
        *overlay = chart_implementation_pen(id, theme);
        overlay->schedule = &stretches[i].schedule;
        overlay->labelled = is_longest(stretches, count, i, schedule->total_steps);
        overlay->listed = true;
        overlay->first = (double)stretches[i].first;
        overlay->end = last ? 0 : (double)end;
        overlay->base_lr = schedule->base_lr;
        overlay->continues = i > 0;
        overlay->marked = parts_at >= stretches[i].first && parts_at < end;
        overlay->mark = (double)parts_at;
    }
}

void chart_implementations(ChartImplementations *implementations, const Schedule *schedule, const Theme *theme) {
    implementations->count = 0;
    for (int id = 0; id < IMPLEMENTATION_COUNT; id++) {
        implementations->reports[id] = implementation_report((ImplementationId)id, schedule);
        if (implementations->reports[id].verdict == IMPLEMENTATION_DIFFERS) add_overlays(implementations, (ImplementationId)id, schedule, theme);
    }
}
