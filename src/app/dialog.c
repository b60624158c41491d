#include "app/dialog.h"

#include "app/app.h"
#include "app/files_cards.h"
#include "app/picker_lessons.h"
#include "app/parts.h"
#include "ui/field.h"

#include <string.h>

static const DialogCard cards[DIALOG_COUNT] = {
    [DIALOG_HELP] = {"help", help_box, help_show},
    [DIALOG_EXPORT] = {"export", export_box, export_show},
    [DIALOG_LESSONS] = {"lessons", picker_lessons_box, picker_lessons_show},
    [DIALOG_OPEN] = {"open", files_dialog_box, files_dialog_show},
    [DIALOG_SAVE] = {"save", files_dialog_box, files_dialog_show},
    [DIALOG_QUESTION] = {"question", files_words_box, files_question_show},
    [DIALOG_TROUBLE] = {"trouble", files_words_box, files_trouble_show},
    [DIALOG_PRESETS] = {"presets", picker_box, picker_show},
    [DIALOG_PASTED] = {"pasted", pasted_box, pasted_show},
};

void dialog_open(App *app, DialogKind kind) {
    dialog_close(app);
    Ui *ui = &app->ui;
    ui_edit_end(ui);
    ui->active = ui->popup.id = 0;
    app->dialog = (Dialog){.kind = kind, .focus_below = ui->focus, .ring_below = ui->ring};
    ui->focus = 0;
}

void dialog_close(App *app) {
    if (app->dialog.kind == DIALOG_NONE) return;
    ui_edit_end(&app->ui);
    app->ui.active = app->ui.popup.id = 0;
    app->ui.focus = app->dialog.focus_below;
    app->ui.ring = app->dialog.ring_below;
    app->dialog.kind = DIALOG_NONE;
}

/* Keys that concern the window, whatever it shows. */
static bool passes(const Input *input) {
    if (input->ctrl) return input->key > 0 && input->key < 127 && strchr("+=-0q", input->key);
    return input->key == KEY_ESCAPE || input->key == KEY_TAB || input->key == KEY_F1 + 10;
}

/* Takes the rest of the input: what the card has no use for is not for anyone else, unless the card has
   closed itself for it. */
static void take_rest(App *app, Box card) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    if (ui->used || app->dialog.kind == DIALOG_NONE) return;
    bool press = input->kind == INPUT_PRESS, key = input->kind == INPUT_KEY;
    if (press && !box_contains(card, input->x, input->y)) dialog_close(app);
    ui->used = press || input->kind == INPUT_WHEEL || input->kind == INPUT_TEXT || input->kind == INPUT_PASTE || (key && !passes(input));
}

void dialog_show(App *app) {
    if (app->dialog.kind == DIALOG_NONE) return;
    const DialogCard *card = &cards[app->dialog.kind];
    const Theme *theme = app->theme;
    Box box = card->box(app);
    app->ui.first_stop = app->ui.stop_count;
    scene_group(&app->scene, card->name);
    scene_fill(&app->scene, (Box){0, 0, app->width, app->height}, 0, scene_fade(theme->background, 0.75));
    scene_box(&app->scene, box, 12, theme->panel, (Stroke){.color = theme->axis, .width = 1});
    card->show(app, box);
    scene_group_end(&app->scene);
    take_rest(app, box);
}
