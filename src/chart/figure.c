#include "chart/annotations.h"
#include "chart/footer.h"
#include "chart/lines.h"
#include "chart/plot.h"

#include <math.h>

/* A figure whose plot needs the room has so much less beside its words. */
static const double NARROWER = 8;

/* Text grows more slowly than the picture: a large one shows more, not only the same larger; and never below
   what can be read. */
double chart_em(double width, double height) {
    double growth = pow(width * height / (960.0 * 540.0), 0.4);
    return fmax(0.75, fmin(growth, fmin(width / 460, height / 300)));
}

double chart_title(Scene *scene, Box box, const Chart *chart, const char *title) {
    double em = chart->em;
    TextStyle style = {FONT_WORDS_BOLD, 18 * em, chart->theme->text};
    Lines lines;
    lines_break(&lines, chart->measure, style, title, box.w, 2);
    scene_group(scene, "title");
    for (int i = 0; i < lines.count; i++)
        scene_text(scene, box.x, box.y + (18 + 22 * i) * em, ALIGN_LEFT, style, lines.text[i]);
    scene_group_end(scene);
    return (10 + 22 * lines.count) * em;
}

static double title_height(const Scene *scene, Box box, const Chart *chart, const char *title) {
    Scene none = {.width = scene->width, .height = scene->height};
    double height = title && *title ? chart_title(&none, box, chart, title) : 0;
    scene_free(&none);
    return height;
}

/* Makes the footer in what is left of `height`: the caption as far as the plot can still be read, the rest where the plot
   keeps a quarter of the figure between its axes. */
static Footer make_footer(const Scene *scene, const Chart *chart, double height) {
    double em = chart->em, caption = fmax(0, height - fmax(170 * em, 0.45 * height));
    double room = fmax(0, height - 100 * em - fmax(70 * em, 0.25 * scene->height));
    return footer_fit(chart, scene->width, caption, room);
}

/* Returns the height that the plot of a low figure has between the axes. */
static double plot_height(const Chart *chart, Box inner, double y, double height) {
    double verdict = chart_shows(chart, CHART_VERDICT) ? 30 : 0;
    double legend = chart_shows(chart, CHART_LEGEND) ? legend_height(chart, inner.w, height) : 0;
    double around = chart->small ? (verdict > 0 ? COMPACT_HEADER : SMALL_HEADER) + SMALL_BOTTOM - SMALLER_TOP : COMPACT_HEADER + COMPACT_BOTTOM;
    return height - y - legend - (verdict + around) * chart->em;
}

/* Makes room in a low figure, whose plot has at least half of the height: before that the bracket over the
   warm-up gives way, with room around the plot and in the legend, and then the verdict's pill: its words then stand
   where the bracket stood. */
static void make_room(Chart *chart, Box *inner, double y, double height) {
    if (plot_height(chart, *inner, y, height) >= height / 2) return;
    chart->small = true;
    *inner = box_inset(*inner, -NARROWER * chart->em, 0);
    if (!chart_shows(chart, CHART_VERDICT) || plot_height(chart, *inner, y, height) >= height / 2) return;
    chart->switched ^= 1u << CHART_VERDICT;
    chart->verdict_inline = true;
}

/* Notes that find no place in the plot stand below it: that takes room from the plot, and so perhaps the place of
   another one. */
static PlotLayout layout_with_notes(Chart *chart, Box box, Box inner, double *list) {
    for (;;) {
        Box above = {box.x, box.y, box.w, box.h - *list};
        PlotLayout layout = plot_layout(chart, above, true);
        double needed = annotations_list(NULL, chart, &layout, inner);
        if (needed <= *list) return layout;
        chart->numbered |= annotations_numbered(&layout, chart->annotation_count);
        *list = needed;
    }
}

size_t chart_figure(Scene *scene, const Chart *chart, const char *title) {
    Chart sized = *chart;
    double em = sized.em = chart->type_size > 0 ? chart->type_size / 12 : chart_em(scene->width, scene->height);
    Box inner = {20 * em, 16 * em, scene->width - 40 * em, scene->height - 16 * em};
    double y = inner.y + title_height(scene, inner, &sized, title);
    bool scarce = scene->height < 280 * em;
    if (scarce) make_room(&sized, &inner, y, scene->height);
    if (sized.small) inner.y -= SMALLER_TOP * em;
    y = inner.y;
    if (title && *title) y += chart_title(scene, inner, &sized, title);
    if (chart_shows(&sized, CHART_VERDICT)) y += verdict_draw(scene, inner.x, y, inner.w, &sized, scarce);
    double legend = chart_shows(&sized, CHART_LEGEND) ? legend_height(&sized, inner.w, scene->height) : 0;
    Footer footer = make_footer(scene, &sized, scene->height - legend - y);
    double below = scene->height - footer_height(&footer), bottom = below - legend;
    double list = 0;
    PlotLayout layout = layout_with_notes(&sized, (Box){0, y, scene->width, bottom - y}, inner, &list);
    bottom -= list;
    size_t named = layout.axes.named;
    plot_draw(scene, &sized, &layout);
    annotations_list(scene, &sized, &layout, (Box){inner.x, bottom + legend, inner.w, list});
    if (chart->laid) *chart->laid = layout.axes;
    if (legend > 0)
        named += legend_draw(scene, (Box){inner.x, bottom, inner.w, legend}, &sized, scene->height);
    footer_draw(scene, (Box){0, below, scene->width, scene->height - below}, &footer, &sized);
    return named;
}
