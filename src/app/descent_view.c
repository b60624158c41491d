#include "app/app.h"
#include "app/parts.h"
#include "base/number.h"

#include <math.h>

enum { ROUND = 193 };

/* A half of the picture: what stands at its edges, and where those are. */
typedef struct Frame {
    Scene *scene;
    Box box;
    double x0, x1, y0, y1; /* y1 at the top */
    double em;             /* lines are as many times as thick */
} Frame;

/* Puts a point into the frame. What lies outside is cut by the painter; places stay within what it holds. */
static Point put(const Frame *frame, double x, double y) {
    double across = (x - frame->x0) / (frame->x1 - frame->x0), up = (y - frame->y0) / (frame->y1 - frame->y0);
    across = fmax(-20, fmin(20, across));
    up = fmax(-20, fmin(20, up));
    return (Point){frame->box.x + across * frame->box.w, frame->box.y + (1 - up) * frame->box.h};
}

static void draw_contours(const Frame *frame, const Theme *theme) {
    static const double levels[] = {0.5, 2, 8, 32, 82, 200};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        Point points[ROUND];
        double width = sqrt(2 * levels[i] / 3);
        for (int k = 0; k < ROUND; k++) {
            double angle = 2 * acos(-1) * k / (ROUND - 1), x = 0.999999 * width * cos(angle);
            double y = descent_contour(levels[i], x);
            points[k] = put(frame, x, k < ROUND / 2 ? y : -y);
        }
        scene_line(frame->scene, points, ROUND, (Stroke){.color = theme->axis, .width = 1, .round = 1});
    }
}

/* Place of a run's point in the valley, or in the plot of losses (a logarithmic axis). */
static Point place_at(const Frame *frame, const DescentRun *run, int i, bool losses) {
    const DescentPoint *at = &run->at[i];
    if (!losses) return put(frame, at->x, at->y);
    return put(frame, i, log10(fmax(1e-9, at->loss)));
}

static void draw_part(const Frame *frame, const DescentRun *run, int count, bool losses, Stroke stroke) {
    Point points[DESCENT_UPDATES_MAX + 1];
    for (int i = 0; i < count; i++) points[i] = place_at(frame, run, i, losses);
    scene_line(frame->scene, points, (size_t)count, stroke);
}

/* Up to the crosshair, and paler what comes. */
static void draw_run(const Frame *frame, const DescentRun *run, int now, bool losses, Color color,
                     Color ground, Dash dash) {
    int last = now < run->count - 1 ? now : run->count - 1;
    double em = frame->em;
    Stroke stroke = {.color = scene_fade(color, 0.28), .width = (losses ? 1.2 : 1) * em, .round = 1};
    draw_part(frame, run, run->count, losses, stroke);
    stroke.color = color;
    stroke.width = (losses ? 2 : 1.6) * em;
    stroke.dash = dash;
    draw_part(frame, run, last + 1, losses, stroke);
    scene_disc(frame->scene, place_at(frame, run, last, losses), 4 * em, color,
               (Stroke){.color = ground, .width = 1.2 * em});
}

static int updates_now(App *app) {
    return descent_updates_before(&app->effect.descent, &app->scenario.schedule, viewing_step(app));
}

static void draw_runs(App *app, const Frame *frame, bool losses) {
    const Descent *descent = &app->effect.descent;
    const Theme *theme = app->theme;
    int now = updates_now(app);
    draw_run(frame, &descent->constant, now, losses, theme->pinned[3], theme->card, DASH_TERM);
    draw_run(frame, &descent->planned, now, losses, theme->accent, theme->card, DASH_SOLID);
}

static void draw_valley(App *app, Box box, double em) {
    Frame frame = {&app->scene, box, -1.4, 6, -1.5, 1.5, em}; /* with room for a word to the right of the start */
    const Theme *theme = app->theme;
    Point start = put(&frame, 3, 1);
    scene_clip(&app->scene, box);
    draw_contours(&frame, theme);
    draw_runs(app, &frame, false);
    TextStyle style = {FONT_WORDS, 11 * em, theme->muted};
    bool has_room = start.x + 10 * em + measure_text(app->ui.measure, style, "start") < box.x + box.w;
    scene_disc(&app->scene, start, 3.5 * em, theme->text, (Stroke){.color = theme->card, .width = 1.2 * em});
    if (has_room) scene_text(&app->scene, start.x + 8 * em, start.y + 4 * em, ALIGN_LEFT, style, "start");
    scene_clip_end(&app->scene);
    scene_box(&app->scene, box, 0, 0, (Stroke){.color = theme->edge, .width = 1});
}

static void draw_decades(App *app, const Frame *frame, double em) {
    static const char *const labels[] = {"0.01", "1", "100", "10\u2074"};
    const Theme *theme = app->theme;
    TextStyle style = {FONT_MONO, 11 * em, theme->muted};
    double apart = put(frame, 0, 0).y - put(frame, 0, 2).y;
    int stride = apart < 14 * em ? 3 : 1;
    for (int i = 0; i < 4; i += stride) {
        double y = put(frame, 0, 2 * i - 2).y;
        scene_rule(&app->scene, frame->box.x, y, frame->box.x + frame->box.w, y,
                   (Stroke){.color = theme->grid, .width = 1});
        scene_text(&app->scene, frame->box.x - 6 * em, y + 4 * em, ALIGN_RIGHT, style, labels[i]);
    }
}

/* Names what is drawn, which run is which, and what is paler. */
static void draw_names(App *app, Box box, double em) {
    const Theme *theme = app->theme;
    double right = box.x + box.w - 8 * em, y = box.y + 16 * em;
    const DescentRun *planned = &app->effect.descent.planned;
    TextStyle style = {FONT_WORDS_MEDIUM, 12 * em, theme->pinned[3]},
              weak = {FONT_WORDS, 11 * em, theme->muted};
    double left = box.x + 14 * em, end = left + measure_text(app->ui.measure, weak, "loss");
    bool whole = measure_text(app->ui.measure, style, "constant base_lr") <= right - box.x - 4 * em;
    const char *constant = whole ? "constant base_lr" : "constant";
    if (end + 8 * em < right - measure_text(app->ui.measure, style, constant))
        scene_text(&app->scene, left, y, ALIGN_LEFT, weak, "loss");
    else if (box.h > 8 * 14 * em) /* above the uppermost label of the axis */
        scene_text(&app->scene, box.x - 6 * em, box.y + 4 * em, ALIGN_RIGHT, weak, "loss");
    scene_text(&app->scene, right, y, ALIGN_RIGHT, style, constant);
    style.color = theme->accent;
    scene_text(&app->scene, right, y + 16 * em, ALIGN_RIGHT, style, "this schedule");
    if (updates_now(app) >= planned->count - 1) return;
    text_setf(&app->words, "pale: after update %d", updates_now(app));
    if (measure_text(app->ui.measure, weak, text_string(&app->words)) > right - box.x)
        text_setf(&app->words, "pale: later");
    scene_text(&app->scene, right, y + 32 * em, ALIGN_RIGHT, weak, text_string(&app->words));
}

static void draw_losses(App *app, Box box, double em) {
    const Theme *theme = app->theme;
    Frame frame = {&app->scene, box, 0, app->effect.descent.updates, -3, 5, em};
    draw_decades(app, &frame, em);
    scene_clip(&app->scene, box);
    draw_runs(app, &frame, true);
    scene_clip_end(&app->scene);
    draw_names(app, box, em);
    scene_box(&app->scene, box, 0, 0, (Stroke){.color = theme->edge, .width = 1});
}

void effect_show_descent(App *app, Box box, double em, double reserved) {
    const Theme *theme = app->theme;
    const double labels = 44 * em, gap = 10 * em;
    Box inner = box_inset(box, 20 * em, gap);
    TextStyle strong = {FONT_WORDS_BOLD, 13.5 * em, theme->text}, weak = {FONT_WORDS, 11 * em, theme->muted};
    effect_update_descent(app);
    text_clear(&app->words);
    (present_has_lesson(app) ? descent_brief : descent_words)(&app->effect.descent, &app->words);
    double top = inner.y + gap / 4 + effect_words(app, inner.x, inner.y, inner.w - reserved, strong, true);
    top = fmax(top, inner.y + (reserved > 0 ? 32 * em : 0)) + gap / 2;
    text_clear(&app->words);
    if (app->present.on)
        descent_scope_brief(&app->effect.descent, &app->words);
    else
        descent_scope_words(&app->effect.descent, &app->scenario.schedule, &app->words);
    double foot = inner.y + inner.h - effect_words(app, inner.x, 0, inner.w, weak, false);
    effect_words(app, inner.x, foot, inner.w, weak, true);
    double half = (inner.w - labels) / 2, height = foot - gap / 2 - top;
    draw_valley(app, (Box){inner.x, top, half, height}, em);
    draw_losses(app, (Box){inner.x + half + labels, top, half, height}, em);
}
