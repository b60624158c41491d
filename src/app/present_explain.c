/* What a word on the screen of a presentation means, beside it while the pointer rests on it: names of the code have the
   parameter table's lines, the symbols those below. */
#include "app/app.h"
#include "app/present_frame.h"
#include "lesson/lesson.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static bool in_word(char byte) {
    return isalnum((unsigned char)byte) || byte == '_';
}

/* The next place behind `from` where the name stands as a word of its own, or NULL. */
static const char *find_name(const char *words, const char *from, const char *name) {
    size_t length = strlen(name);
    for (const char *at = from; (at = strstr(at, name)); at++) {
        bool alone = (at == words || !in_word(at[-1])) && !in_word(at[length]);
        if (alone) return at;
    }
    return NULL;
}

static double width_of(const Measure *measure, const SceneCommand *text, size_t bytes) {
    return measure->width(measure->self, (Font)text->font, text->size, scene_string(text), bytes);
}

static double start_of(const Measure *measure, const SceneCommand *text) {
    double width = width_of(measure, text, text->count);
    return text->x - (text->align == ALIGN_RIGHT ? width : text->align == ALIGN_MIDDLE ? width / 2 : 0);
}

/* The name's box where the pointer is on it. */
static bool is_on(const Ui *ui, const SceneCommand *text, const char *name, Box *box) {
    const char *words = scene_string(text);
    double left = start_of(ui->measure, text), top = text->y - text->size;
    for (const char *at = words; (at = find_name(words, at, name)); at++) {
        double from = left + width_of(ui->measure, text, (size_t)(at - words));
        double end = left + width_of(ui->measure, text, (size_t)(at - words) + strlen(name));
        *box = (Box){from, top, end - from, 1.3 * text->size};
        if (box_contains(*box, ui->x, ui->y)) return true;
    }
    return false;
}

static void explain_text(Ui *ui, const SceneCommand *text) {
    Box box;
    if (fabs(ui->y - text->y) > 1.3 * text->size) return;
    for (int i = 0; lesson_glossary[i].word; i++)
        if (is_on(ui, text, lesson_glossary[i].word, &box)) ui->tooltip = (UiTooltip){lesson_glossary[i].help, box, 0};
    for (int id = 0; id < PARAMETER_COUNT; id++)
        if (is_on(ui, text, parameters[id].key, &box)) ui->tooltip = (UiTooltip){parameters[id].help, box, 0};
}

void present_explain(App *app) {
    Ui *ui = &app->ui;
    bool asked = app->present.rests && ui->inside && !ui->covered && !ui->active && !app->present.printed;
    for (const SceneCommand *at = NULL; asked && !ui->tooltip.line && (at = scene_next(&app->scene, at));)
        if (at->kind == SCENE_TEXT) explain_text(ui, at);
    ui->tooltip.size = app->height / 32;
}
