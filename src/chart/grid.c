/* Small multiples: plots beside and below each other that share their axes, so that heights and steps compare
   across all of them. */
#include "chart/footer.h"
#include "chart/lines.h"
#include "chart/plot.h"
#include "schedule/words.h"

#include <math.h>

/* The room of a grid's lines, and what it comes to where plots would be low. */
typedef struct Spacing {
    double top, title, axis_names, name, bottom, step, down;
} Spacing;

static const Spacing airy = {14, 1, 22, 24, 26, 20, 12}, tight = {8, 0.75, 17, 18, 24, 18, 8};
static const double SIDE = 16, LOW = 60;

typedef struct Grid {
    const ChartGrid *about;
    const Spacing *spacing;
    double em;
    double left, top; /* of the first plot */
    double width, height; /* of each plot */
    double across;        /* between neighbours */
} Grid;

/* Returns the em of a plot: as in a figure of its own, as far as a plot so small has room. */
static double em_of(const Scene *scene, const ChartGrid *about) {
    double type_size = about->panels[0].chart.type_size;
    if (type_size > 0) return type_size / 12;
    double across = scene->width / about->columns / 250, down = scene->height / about->rows / 170;
    return fmax(0.75, fmin(chart_em(scene->width, scene->height), fmin(across, down)));
}

static int row_of(const ChartGrid *about, int index) {
    return index / about->columns;
}

static int column_of(const ChartGrid *about, int index) {
    return index % about->columns;
}

/* The last one of its row, or of its column. */
static bool ends_row(const ChartGrid *about, int index) {
    return column_of(about, index) == about->columns - 1 || index == about->count - 1;
}

static bool ends_column(const ChartGrid *about, int index) {
    return index + about->columns >= about->count;
}

/* A plot whose labels stand only where no neighbour has the same. */
static Chart chart_at(const Grid *grid, int index, ChartPanel *panel) {
    const ChartGrid *about = grid->about;
    Chart chart = about->panels[index].chart;
    double down = grid->height + (grid->spacing->name + grid->spacing->down) * grid->em;
    *panel = (ChartPanel){.plot = {round(grid->left + column_of(about, index) * (grid->width + grid->across)),
                                   round(grid->top + row_of(about, index) * down), round(grid->width),
                                   round(grid->height)},
                          .left = column_of(about, index) == 0,
                          .right = ends_row(about, index),
                          .bottom = ends_column(about, index),
                          .left_name = index == 0,
                          .right_name = index == about->columns - 1 || (index == about->count - 1 && index < about->columns),
                          .step_name = index == about->count - 1,
                          .names_up = (grid->spacing->name + 6) * grid->em,
                          .step_down = (grid->spacing->bottom + grid->spacing->step - 7) * grid->em,
                          .end = about->end,
                          .same_rate = about->same_rate};
    chart.em = grid->em;
    chart.small = true;
    chart.panel = panel;
    return chart;
}

static double widest(const PlotAxis *axis) {
    double width = 0;
    for (int i = 0; i < axis->count; i++) width = fmax(width, axis->ticks[i].width);
    return width;
}

static void fit_heights(Grid *grid, double top, double bottom) {
    const Spacing *room = grid->spacing;
    int rows = grid->about->rows;
    double lines = rows * room->name + (rows - 1) * room->down + room->axis_names + room->bottom + room->step;
    grid->top = top + (room->axis_names + room->name) * grid->em;
    grid->height = fmax(1, (bottom - top - lines * grid->em) / rows);
}

/* The labels' widths follow from the plots' height; the plots' width follows from them. */
static void fit_widths(Grid *grid, const Scene *scene) {
    const ChartGrid *about = grid->about;
    double em = grid->em, left = 0, right = 0, steps = 0;
    grid->width = fmax(1, scene->width / about->columns / 2);
    for (int i = 0; i < about->count; i++) {
        ChartPanel panel;
        Chart chart = chart_at(grid, i, &panel);
        PlotLayout layout = plot_layout(&chart, panel.plot, true);
        left = fmax(left, widest(&layout.left));
        right = fmax(right, widest(&layout.right));
        steps = fmax(steps, widest(&layout.bottom));
    }
    double gap = 10 * em;
    right = fmax(right > 0 ? right + gap : 0, 20 * em);
    grid->across = fmax(26 * em, steps + 8 * em);
    grid->left = SIDE * em + left + gap;
    grid->width = fmax(1, (scene->width - grid->left - right - SIDE * em - (about->columns - 1) * grid->across) / about->columns);
}

/* A mark, the name, and the verdict where it has room behind it. True if the name is whole. */
static bool draw_name(Scene *scene, const Grid *grid, int index, const Chart *chart) {
    double em = grid->em, x = chart->panel->plot.x, y = chart->panel->plot.y - 9 * em, end = x + chart->panel->plot.w;
    TextStyle style = {FONT_WORDS_BOLD, 12.5 * em, chart->theme->text};
    bool verdict = chart_shows(chart, CHART_VERDICT);
    Lines lines;
    scene_group(scene, "panel-name");
    if (verdict) x += verdict_draw_mark(scene, x + em, y - 4 * em, 0.8 * em, chart->schedule, chart->theme) + 6 * em;
    lines_break(&lines, chart->measure, style, grid->about->panels[index].name, end + grid->across - 8 * em - x, 1);
    scene_text(scene, x, y, ALIGN_LEFT, style, lines.text[0]);
    x += measure_text(chart->measure, style, lines.text[0]) + 14 * em;
    Text words = {0};
    TextStyle small = {FONT_WORDS, 11 * em, chart_verdict_ink(chart->schedule, chart->theme)};
    words_verdict(chart->schedule, &words);
    if (verdict && x + measure_text(chart->measure, small, text_string(&words)) <= end)
        scene_text(scene, x, y, ALIGN_LEFT, small, text_string(&words));
    text_free(&words);
    scene_group_end(scene);
    return lines.complete;
}

/* Returns the place below the title. */
static double put_title(Scene *scene, const Grid *grid, const char *title) {
    Chart chart = grid->about->panels[0].chart;
    double em = grid->em, top = grid->spacing->top * em;
    chart.em = em * grid->spacing->title;
    if (title && *title) top += chart_title(scene, (Box){SIDE * em, top, scene->width - 2 * SIDE * em, 0}, &chart, title);
    return top;
}

/* Fits the plots below the title; where they would be low, all else gives way. */
static void fit(Grid *grid, Scene *scene, const char *title, double bottom) {
    Scene none = {.width = scene->width};
    grid->spacing = &airy;
    fit_heights(grid, put_title(&none, grid, title), bottom);
    scene_free(&none);
    if (grid->height < LOW * grid->em) grid->spacing = &tight;
    fit_heights(grid, put_title(scene, grid, title), bottom);
    fit_widths(grid, scene);
}

int chart_grid(Scene *scene, const ChartGrid *about, const char *title) {
    Grid grid = {.about = about, .em = em_of(scene, about)};
    Chart first = about->panels[0].chart;
    int named = 0;
    first.em = grid.em;
    Footer footer = footer_fit(&first, scene->width, 0.3 * scene->height, 0.3 * scene->height);
    double bottom = scene->height - footer_height(&footer);
    fit(&grid, scene, title, bottom);
    for (int i = 0; i < about->count; i++) {
        ChartPanel panel;
        Chart chart = chart_at(&grid, i, &panel);
        PlotLayout layout = plot_layout(&chart, panel.plot, true);
        named += draw_name(scene, &grid, i, &chart);
        plot_draw(scene, &chart, &layout);
    }
    footer_draw(scene, (Box){0, bottom, scene->width, footer_height(&footer)}, &footer, &first);
    return named;
}
