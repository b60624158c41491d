#include "app/actions.h"
#include "app/logo.h"
#include "app/parts.h"
#include "ui/widgets.h"

#include <math.h>

static const int gap = 8;
/* The room of logo and name, before the keys give way and before buttons do. */
static const int name_room = 260, least_name = 190;

/* The title behind a file's name, as far as it has room. */
static void draw_about(App *app, TextStyle style, double x, double room, double baseline) {
    const double min = 70;
    if (!*files_about(app) || room < min) return;
    text_setf(&app->words, " \u00b7 %s", files_about(app));
    ui_line(&app->ui, x, baseline, room, style, text_string(&app->words));
}

static void draw_name(App *app, Box box) {
    const Theme *theme = app->theme;
    bool noticed = app->files.notice.length > 0;
    logo_draw(&app->scene, (Box){box.x, box.y + 18, 28, 28}, theme->accent, theme->on_accent);
    double x = box.x + 40;
    scene_text(&app->scene, x, box.y + 30, ALIGN_LEFT, (TextStyle){FONT_WORDS_BOLD, 15, theme->text},
               "lrscope");
    TextStyle style = {FONT_WORDS, 11.5, noticed ? theme->accent : theme->muted};
    const char *words = noticed ? text_string(&app->files.notice) : files_title(app);
    const char *state = noticed ? "" : files_state(app);
    double state_width = measure_text(app->ui.measure, style, state);
    double room = box.w - 40 - gap - state_width;
    ui_line(&app->ui, x, box.y + 46, room, style, words);
    double width = fmin(room, measure_text(app->ui.measure, style, words));
    scene_text(&app->scene, x + width, box.y + 46, ALIGN_LEFT, style, state);
    if (!noticed) draw_about(app, style, x + width + state_width, room - width, box.y + 46);
}

/* True if the action's button is among those of the first `rank`. */
static bool is_button(const App *app, const Action *action, int rank) {
    bool offered = !action->offered || action->offered(app);
    return action->header_rank > 0 && action->header_rank <= rank && offered;
}

static double buttons_width(const App *app, bool keys, int rank) {
    double width = -gap;
    for (int i = 0; i < action_count; i++)
        if (is_button(app, &actions[i], rank))
            width += gap + ui_button_width(&app->ui, actions[i].name, keys ? actions[i].keys : "");
    return width;
}

/* How many of the buttons have room beside the name; the others have their keys. */
static int fitting_rank(const App *app, double room) {
    int rank = ACTION_RANKS;
    while (rank > 1 && buttons_width(app, false, rank) > room) rank--;
    return rank;
}

void header_show(App *app, Box box) {
    scene_group(&app->scene, "header");
    bool keys = buttons_width(app, true, ACTION_RANKS) <= box.w - name_room;
    int rank = fitting_rank(app, box.w - least_name);
    double buttons = buttons_width(app, keys, rank), x = box.x + box.w - buttons;
    double middle = round(box.y + box.h / 2 + 1);
    draw_name(app, (Box){box.x, middle - 32, box.w - buttons, box.h});
    for (int i = 0; i < action_count; i++) {
        const Action *action = &actions[i];
        if (!is_button(app, action, rank)) continue;
        const char *shown = keys ? action->keys : "";
        Box button = {x, middle - 14, ui_button_width(&app->ui, action->name, shown), 28};
        if (ui_button(&app->ui, ID_ACTIONS + (UiId)i, button, action->name, shown)) action->run(app);
        x += button.w + gap;
    }
    scene_group_end(&app->scene);
}
