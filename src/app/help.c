#include "app/actions.h"
#include "app/parts.h"
#include "ui/scroll.h"

#include <math.h>

/* A gesture that is no action. */
typedef struct Hand {
    const char *keys, *help;
} Hand;

static const Hand hands[] = {
    {"Tab", "the next control; with Shift the previous one"},
    {"\xE2\x86\x90 \xE2\x86\x92 \xE2\x86\x91 \xE2\x86\x93", "one step; in the plot one training step"},
    {"PgUp PgDn", "ten steps"},
    {"Home End", "the ends of the track or of the run"},
    {"0 \xE2\x80\xA6 9", "in a row reached by Tab: type 0.001, 1/1000, 26e"},
    {"1 \xE2\x80\xA6 9", "elsewhere: show or hide a pinned curve"},
    {"Ctrl V", "read the schedule of pasted code"},
    {"Enter", "open a field or a list, or accept what was typed"},
    {"F2 Delete", "rename or remove the pinned curve in focus"},
    {"Backspace", "reset to the default, as a double click does"},
    {"drag", "knobs, and the round handles on the curve"},
    {"Shift drag", "ten times finer"},
    {"Alt drag", "passes 1 without snapping to it"},
    {"wheel", "one step of a slider; scrolls; zooms the plot"},
    {"Shift wheel", "zooms the steps only, Alt the heights only"},
    {"drag plot", "pans, as do Shift with arrows, and two fingers"},
    {"Ctrl 2 clicks", "writes a note there; on a note: changes it"},
    {"Ctrl drag", "writes a note on these steps"},
    {"right drag", "zooms to the box; Esc cancels"},
    {"2 clicks", "shows the whole plot; on its axis: sets a milestone"},
    {"drag off", "off the axis: removes the milestone"},
    {"PgDn N", "in a presentation: on; back with PgUp, \xE2\x86\x90, Backspace"},
    {"Tab \xE2\x86\x91 \xE2\x86\x93", "guess by keys: the next place; up and down there"},
    {". or B", "in a presentation: a black screen"},
    {"S", "in a presentation: a spotlight; a right drag leaves a trail"},
};
enum { HANDS = sizeof hands / sizeof *hands, ROW = 27, TOP = 60, FOOT = 40, PAD = 24, WIDTH = 928, TWO_COLUMNS = 800 };

static void show_line(App *app, double x, double y, const char *keys, const char *help) {
    const Theme *theme = app->theme;
    TextStyle key = {FONT_MONO, 11.5, theme->text}, words = {FONT_WORDS, 12, theme->muted};
    double width = measure_text(app->ui.measure, key, keys) + 14;
    scene_box(&app->scene, (Box){x, y, width, 22}, 5, theme->control,
              (Stroke){.color = theme->edge, .width = 1});
    scene_text(&app->scene, x + 7, y + 15, ALIGN_LEFT, key, keys);
    scene_text(&app->scene, x + 116, y + 15.5, ALIGN_LEFT, words, help);
}

static double card_width(const App *app) {
    return fmin(WIDTH, app->width - 32);
}

/* A narrow window has the hands below the keys, under a heading of their own. */
static bool is_stacked(double width) {
    return width < TWO_COLUMNS;
}

static int row_count(double width) {
    if (is_stacked(width)) return action_count + 1 + HANDS;
    return action_count > HANDS ? action_count : HANDS;
}

/* Whole rows only, as many as the window has room for. */
Box help_box(const App *app) {
    double width = card_width(app);
    int room = (int)((app->height - 16 - TOP - FOOT) / ROW), all = row_count(width);
    int rows = room < all ? room : all;
    double height = TOP + fmax(1, rows) * ROW + FOOT;
    return (Box){round((app->width - width) / 2), round((app->height - height) / 2), width, height};
}

/* Returns how far the key scrolls, in points; 0 where it does not. */
static double scrolled_by_key(const Input *input, double page, double all) {
    switch (input->key) {
    case KEY_DOWN: return ROW;
    case KEY_UP: return -ROW;
    case KEY_PAGE_DOWN: return page;
    case KEY_PAGE_UP: return -page;
    case KEY_HOME: return -all;
    case KEY_END: return all;
    default: return 0;
    }
}

static void scroll_by_key(App *app, UiScroll *scroll, double page, double all) {
    const Input *input = app->ui.input;
    if (app->ui.used || input->kind != INPUT_KEY || input->ctrl || input->alt) return;
    double by = scrolled_by_key(input, page, all);
    if (by == 0) return;
    scroll->offset = fmax(0, fmin(scroll->offset + by, all - page));
    app->ui.used = true;
}

static const char *const hands_title = "Mouse and keyboard";

static void draw_heading(App *app, double x, double baseline, const char *words) {
    TextStyle style = {FONT_WORDS_BOLD, 15, app->theme->text};
    scene_text(&app->scene, x, baseline, ALIGN_LEFT, style, words);
}

/* However far it is scrolled, a row stands at the top. */
static void show_lines(App *app, Box card) {
    UiScroll *scroll = &app->dialog.scroll;
    Box view = {card.x, card.y + TOP, card.w, card.h - TOP - FOOT};
    bool stacked = is_stacked(card.w);
    double left = card.x + PAD, right = stacked ? left : card.x + card.w / 2 + PAD / 2;
    double all = row_count(card.w) * ROW;
    scroll_by_key(app, scroll, view.h, all);
    double offset = ui_scroll_begin(&app->ui, scroll, view), y = view.y - floor(offset / ROW) * ROW;
    for (int i = 0; i < action_count; i++)
        show_line(app, left, y + i * ROW, actions[i].keys, actions[i].help);
    double hands_top = stacked ? y + (action_count + 1) * ROW : y;
    if (stacked) draw_heading(app, left, hands_top - 8, hands_title);
    for (int i = 0; i < HANDS; i++) show_line(app, right, hands_top + i * ROW, hands[i].keys, hands[i].help);
    ui_scroll_end(&app->ui, view.y - offset + all);
}

static void draw_words(App *app, Box card) {
    TextStyle hint = {FONT_WORDS, 12, app->theme->muted};
    bool scrolls = row_count(card.w) * ROW > card.h - TOP - FOOT;
    draw_heading(app, card.x + PAD, card.y + 40, "Keys");
    if (!is_stacked(card.w)) draw_heading(app, card.x + card.w / 2 + PAD / 2, card.y + 40, hands_title);
    scene_text(&app->scene, card.x + PAD, card.y + card.h - 15, ALIGN_LEFT, hint,
               scrolls ? "\u2193 \u2191 PgDn PgUp scroll \u00b7 Esc or a click closes"
                       : "Esc or a click closes");
}

static bool closes(const Input *input) {
    bool key = input->kind == INPUT_KEY && !input->ctrl && (input->key == '?' || input->key == KEY_F1);
    return key || input->kind == INPUT_PRESS;
}

/* A click anywhere closes it, and so does the key that opened it. */
void help_show(App *app, Box card) {
    draw_words(app, card);
    show_lines(app, card);
    if (app->ui.used || !closes(app->ui.input)) return;
    dialog_close(app);
    app->ui.used = true;
}
