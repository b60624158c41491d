#include "chart/plot.h"

#include <math.h>

/* A learning rate is a greater factor of a smaller base_lr; within what leaves every height finite. */
ChartPlace ghost_place(const Plot *plot, const ChartGhost *ghost) {
    ChartPlace place = plot->place;
    double ratio = fmin(1e30, fmax(1e-30, ghost->schedule->base_lr / plot->schedule->base_lr));
    place.view.y0 /= ratio;
    place.view.y1 /= ratio;
    place.view.knee /= ratio;
    return place;
}

static void draw_ghost(const Plot *plot, const ChartGhost *ghost) {
    Curve curve;
    ChartPlace place = ghost_place(plot, ghost);
    CurvePen pen = {ghost->color, ghost->color, ghost->width * plot->em, plot_hair(plot), ghost->dash};
    curve_make(&curve, ghost->schedule, &place.view, false);
    curve_draw(plot->scene, &curve, &pen, &place);
}

void ghosts_draw(const Plot *plot) {
    const Chart *chart = plot->chart;
    if (!chart->ghost_count) return;
    scene_group(plot->scene, "ghosts");
    for (size_t i = 0; i < chart->ghost_count; i++) draw_ghost(plot, &chart->ghosts[i]);
}
