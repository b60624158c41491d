#include "app/actions.h"
#include "app/logo.h"
#include "app/parts.h"
#include "ui/widgets.h"

static void draw_name(App *app, Box box) {
    const Theme *theme = app->theme;
    Schedule torchvision = schedule_default();
    bool same = parameters_same(&app->scenario.schedule, &torchvision);
    const char *what = same ? "torchvision detection warm-up" : "custom schedule";
    logo_draw(&app->scene, (Box){box.x, box.y + 18, 28, 28}, theme->accent, theme->on_accent);
    double x = box.x + 40;
    scene_text(&app->scene, x, box.y + 30, ALIGN_LEFT, (TextStyle){FONT_WORDS_BOLD, 15, theme->text},
               "lrscope");
    scene_text(&app->scene, x, box.y + 46, ALIGN_LEFT, (TextStyle){FONT_WORDS, 11.5, theme->muted}, what);
}

static const int gap = 8;

static double buttons_width(const App *app) {
    double width = -gap;
    for (int i = 0; i < action_count; i++)
        if (actions[i].in_header) width += gap + ui_button_width(&app->ui, actions[i].name, actions[i].keys);
    return width;
}

void header_show(App *app, Box box) {
    scene_group(&app->scene, "header");
    draw_name(app, box);
    double x = box.x + box.w - buttons_width(app);
    for (int i = 0; i < action_count; i++) {
        const Action *action = &actions[i];
        if (!action->in_header) continue;
        Box button = {x, box.y + 18, ui_button_width(&app->ui, action->name, action->keys), 28};
        if (ui_button(&app->ui, ID_ACTIONS + (UiId)i, button, action->name, action->keys)) action->run(app);
        x += button.w + gap;
    }
    scene_group_end(&app->scene);
}
