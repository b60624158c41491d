#include "app/app.h"
#include "app/editor.h"
#include "app/parts.h"
#include "app/present_frame.h"

#include <math.h>
#include <string.h>

static const double LEADING = 1.5; /* of the size */
enum { LINE_BYTES = 256 };

/* The next line of the code, without its indent; `indent` in characters. */
static bool next_line(const char **at, char line[LINE_BYTES], int *indent) {
    if (!**at) return false;
    size_t length = strcspn(*at, "\n");
    *indent = (int)strspn(*at, " ");
    size_t kept = length > (size_t)*indent ? length - (size_t)*indent : 0;
    kept = kept < LINE_BYTES ? kept : LINE_BYTES - 1;
    memcpy(line, *at + *indent, kept);
    line[kept] = 0;
    *at += length + ((*at)[length] == '\n');
    return true;
}

static double letter(const PresentFrame *frame, double size) {
    return measure_text(frame->app->ui.measure, (TextStyle){FONT_MONO_MEDIUM, size, 0}, "0");
}

/* Is it the schedule's function, to be changed? */
static bool live(const PresentFrame *frame) {
    return frame->step->live && frame->app->scenario.schedule.function && !frame->app->present.printed;
}

/* Returns the code, as it was changed where it was. */
static const char *shown_code(const PresentFrame *frame) {
    const App *app = frame->app;
    if (!live(frame)) return text_string(&frame->step->code);
    return app->ui.edit.id == ID_FUNCTION ? app->ui.edit.text : formula_text(app->scenario.schedule.function);
}

/* Returns the width of the longest line, and in *count how many lines there are. */
static double widest(const PresentFrame *frame, double size, int *count) {
    const char *at = shown_code(frame);
    char line[LINE_BYTES];
    int indent;
    double width = 0;
    for (*count = 0; next_line(&at, line, &indent); ++*count) {
        TextStyle style = {FONT_MONO_MEDIUM, size, 0};
        width = fmax(width, indent * letter(frame, size) + measure_text(frame->app->ui.measure, style, line));
    }
    return width;
}

/* Returns the size of the code: as large as the sentences, or smaller where a line is long. */
static double size_for(const PresentFrame *frame, double width, int *count) {
    double size = fmax(frame->body, 26 * frame->unit), need = widest(frame, size, count);
    double room = width - 2 * (frame->words.x - frame->formula.x);
    return need > room ? fmax(0.625 * frame->small, size * room / need) : size;
}

double present_view_code_height(const PresentFrame *frame, double width) {
    int count;
    double size = size_for(frame, width, &count);
    return (count + 1) * LEADING * size;
}

void present_view_code(const PresentFrame *frame) {
    App *app = frame->app;
    const Theme *theme = app->theme;
    Box box = frame->formula;
    int count, indent, number = 1;
    double size = size_for(frame, box.w, &count);
    size = fmin(size, box.h / (LEADING * (count + 1)));
    app->present.fit.code = frame->small / size;
    double leading = LEADING * size;
    double x = frame->words.x, y = box.y + box.h - (count + 0.5) * leading;
    const char *at = shown_code(frame);
    char line[LINE_BYTES];
    scene_group(&app->scene, "code");
    if (live(frame) &&
        editor_show_text(app, (Box){x - 8, y - 5, app->width - 2 * x + 16, (count + 0.3) * leading}, size)) {
        scene_group_end(&app->scene);
        return;
    }
    for (; next_line(&at, line, &indent); y += leading, number++) {
        bool marked = number >= frame->step->mark_first && number <= frame->step->mark_last;
        TextStyle style = {marked ? FONT_MONO_BOLD : FONT_MONO_MEDIUM, size,
                           marked ? theme->text : theme->muted};
        if (marked) {
            scene_fill(&app->scene, (Box){box.x, y, box.w, leading}, 0, scene_fade(theme->accent, 0.18));
            scene_fill(&app->scene, (Box){box.x, y, 5 * frame->unit, leading}, 0, theme->accent);
        }
        scene_text(&app->scene, x + indent * letter(frame, size), y + 0.7 * leading, ALIGN_LEFT, style, line);
    }
    scene_group_end(&app->scene);
}
