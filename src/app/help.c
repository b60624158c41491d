#include "app/actions.h"
#include "app/parts.h"

#include <math.h>

/* What hands do that is no action. */
typedef struct Hand {
    const char *keys, *help;
} Hand;

static const Hand hands[] = {
    {"Tab", "the next control; with Shift the one before"},
    {"\xE2\x86\x90 \xE2\x86\x92 \xE2\x86\x91 \xE2\x86\x93", "one step; in the plot one training step"},
    {"PgUp PgDn", "ten steps"},
    {"Home End", "the ends of the track or of the run"},
    {"0 \xE2\x80\xA6 9", "type a value: 0.001, 1e-3, 1/1000, 1k"},
    {"Enter", "open a field or a list, take what was typed"},
    {"Backspace", "back to the default, as a double click does"},
    {"drag", "knobs, and the round handles on the curve"},
    {"Shift drag", "ten times finer"},
    {"Alt drag", "passes 1 without being caught there"},
    {"wheel", "one step of a slider; scrolls the panel"},
};
enum { HANDS = sizeof hands / sizeof *hands, ROW = 30, TOP = 68, PAD = 24, WIDTH = 928 };

static void show_line(App *app, double x, double y, const char *keys, const char *help) {
    const Theme *theme = app->theme;
    TextStyle key = {FONT_MONO, 11.5, theme->text}, words = {FONT_WORDS, 12, theme->muted};
    double width = measure_text(app->ui.measure, key, keys) + 14;
    scene_box(&app->scene, (Box){x, y, width, 22}, 5, theme->control,
              (Stroke){.color = theme->edge, .width = 1});
    scene_text(&app->scene, x + 7, y + 15, ALIGN_LEFT, key, keys);
    scene_text(&app->scene, x + 108, y + 15.5, ALIGN_LEFT, words, help);
}

static Box overlay_box(const App *app) {
    int rows = action_count > HANDS ? action_count : HANDS;
    double width = fmin(WIDTH, app->width - 32), height = TOP + rows * ROW + PAD;
    return (Box){round((app->width - width) / 2), round(fmax(8, (app->height - height) / 2)), width, height};
}

static void draw_overlay(App *app) {
    const Theme *theme = app->theme;
    Scene *scene = &app->scene;
    Box box = overlay_box(app);
    scene_fill(scene, (Box){0, 0, app->width, app->height}, 0, scene_fade(theme->background, 0.75));
    scene_box(scene, box, 12, theme->panel, (Stroke){.color = theme->axis, .width = 1});
    double left = box.x + PAD, right = box.x + box.w / 2 + PAD / 2, y = box.y + TOP;
    TextStyle title = {FONT_WORDS_BOLD, 15, theme->text};
    scene_text(scene, left, box.y + 40, ALIGN_LEFT, title, "Keys");
    scene_text(scene, right, box.y + 40, ALIGN_LEFT, title, "Hands");
    for (int i = 0; i < action_count; i++)
        show_line(app, left, y + i * ROW, actions[i].keys, actions[i].help);
    for (int i = 0; i < HANDS; i++) show_line(app, right, y + i * ROW, hands[i].keys, hands[i].help);
}

/* A click anywhere closes it; Esc and ? do as actions. Tab would move a focus that is not to be seen. */
void help_show(App *app) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    if (!app->help) return;
    scene_group(&app->scene, "help");
    draw_overlay(app);
    scene_group_end(&app->scene);
    if (ui->used) return;
    if (input->kind == INPUT_PRESS) app->help = false;
    ui->used = input->kind == INPUT_PRESS || (input->kind == INPUT_KEY && input->key == KEY_TAB);
}
