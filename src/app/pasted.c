/* The overlay with what was found in pasted code: what was read, left out and assumed. */
#include "app/parts.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

#include <math.h>

enum { WIDTH = 560, TOP = 60, BOTTOM = 52, PAD = 24, LEADING = 14 };

static const TextStyle style = {FONT_WORDS, 13, 0};

static double column_width(const App *app) {
    return fmin(WIDTH, app->width - 32) - 2 * PAD;
}

Box pasted_box(const App *app) {
    double words = ui_words_height(&app->ui, column_width(app), style, text_string(&app->pasted.report));
    double width = column_width(app) + 2 * PAD, height = fmin(TOP + words + BOTTOM, app->height - 32);
    return (Box){round((app->width - width) / 2), round((app->height - height) / 2), width, round(height)};
}

static void show_report(App *app, Box view) {
    TextStyle ink = style;
    ink.color = app->theme->text;
    double y = view.y + LEADING - ui_scroll_begin(&app->ui, &app->dialog.scroll, view);
    y = ui_words(&app->ui, view.x + PAD, y, column_width(app), ink, text_string(&app->pasted.report));
    ui_scroll_end(&app->ui, y - LEADING);
}

static bool closes(const Input *input) {
    bool key = input->kind == INPUT_KEY && (input->key == KEY_ENTER || input->key == KEY_SPACE);
    return key || input->kind == INPUT_PRESS;
}

/* Undo and the next code to paste are for the window below. */
static bool gives_way(const Input *input) {
    bool undo = input->kind == INPUT_KEY && input->ctrl && input->key == 'z';
    return undo || input->kind == INPUT_PASTE;
}

void pasted_show(App *app, Box card) {
    const Theme *theme = app->theme;
    bool taken = app->pasted.taken;
    double x = card.x + PAD, bottom = card.y + card.h;
    scene_text(&app->scene, x, card.y + 38, ALIGN_LEFT, (TextStyle){FONT_WORDS_BOLD, 15, theme->text},
               taken ? "Schedule read from the code" : "Nothing was changed");
    show_report(app, (Box){card.x, card.y + TOP, card.w, card.h - TOP - BOTTOM});
    scene_text(&app->scene, x, bottom - 20, ALIGN_LEFT, (TextStyle){FONT_WORDS, 12, theme->muted},
               taken ? "Esc closes. Ctrl Z takes it back." : "Esc closes.");
    const Input *input = app->ui.input;
    if (app->ui.used || (!closes(input) && !gives_way(input))) return;
    dialog_close(app);
    app->ui.used = !gives_way(input);
}
