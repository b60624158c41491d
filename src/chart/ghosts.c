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

double ghost_end(const ChartGhost *ghost) {
    double end = (double)ghost->schedule->total_steps;
    return ghost->end > 0 ? fmin(ghost->end, end) : end;
}

static void draw_ghost(const Plot *plot, const ChartGhost *ghost) {
    Curve curve;
    ChartPlace place = ghost_place(plot, ghost);
    CurvePen pen = {ghost->color, ghost->color, ghost->width * plot->em, plot_hair(plot), ghost->dash};
    ChartView seen = place.view;
    seen.x0 = fmax(seen.x0, ghost->first);
    seen.x1 = fmin(seen.x1, ghost_end(ghost));
    curve_make(&curve, ghost->schedule, &seen, false);
    curve_draw(plot->scene, &curve, &pen, &place);
}

void ghosts_draw(const Plot *plot) {
    const Chart *chart = plot->chart;
    if (!chart->ghost_count) return;
    scene_group(plot->scene, "ghosts");
    for (size_t i = 0; i < chart->ghost_count; i++) draw_ghost(plot, &chart->ghosts[i]);
}

static void draw_mark(const Plot *plot, const ChartGhost *ghost) {
    ChartPlace place = ghost_place(plot, ghost);
    double height = chart_y(&place, schedule_factor_at(ghost->schedule, ghost->mark));
    Point point = {chart_x(&place, ghost->mark), height};
    if (!plot_shows_step(plot, ghost->mark) || height < place.plot.y || height > plot_bottom(plot)) return;
    scene_disc(plot->scene, point, 5 * plot->em, plot->theme->card,
               (Stroke){.color = ghost->color, .width = 2 * plot->em});
}

void ghosts_draw_marks(const Plot *plot) {
    const Chart *chart = plot->chart;
    for (size_t i = 0; i < chart->ghost_count; i++)
        if (chart->ghosts[i].marked) draw_mark(plot, &chart->ghosts[i]);
}
