#include "app/lesson_picker.h"
#include "app/actions.h"

#include "app/effect.h"
#include "app/measuring.h"
#include "app/pins.h"
#include "app/play.h"
#include "app/undoing.h"
#include "app/viewing.h"
#include "ui/field.h"

#include <math.h>

static void change_theme(App *app) {
    app->theme = app->theme == &theme_dark ? &theme_light : &theme_dark;
}

static void change_fullscreen(App *app) {
    app->requests.fullscreen = !app->requests.fullscreen;
}

static void open_help(App *app) {
    dialog_open(app, DIALOG_HELP);
}

/* Within what leaves everything room in the window as it is. */
static void zoom_by(App *app, double factor) {
    const double min_width = 800, min_height = 500;
    double zoom = app->requests.zoom * factor;
    double max =
        fmin(app->width * app->requests.zoom / min_width, app->height * app->requests.zoom / min_height);
    zoom = fmin(zoom, fmin(4, max));
    app->requests.zoom = round(fmax(0.5, zoom) * 1000) / 1000;
}

static void zoom_in(App *app) {
    zoom_by(app, 1.1);
}

static void zoom_out(App *app) {
    zoom_by(app, 1 / 1.1);
}

static void zoom_back(App *app) {
    app->requests.zoom = 1;
}

static void quit(App *app) {
    app->requests.quit = true;
}

/* What held, typed or opened lists do with Esc they have done by now. */
static void escape(App *app) {
    if (app->dialog.kind != DIALOG_NONE)
        dialog_close(app);
    else if (app->play.on)
        play_pause(app);
    else
        app->requests.fullscreen = false;
}

const Action actions[] = {
    {"Presets", "G", "begin with a published recipe", 'g', 0, false, false, true, picker_open},
    {"Open", "Ctrl O", "open a scenario or a figure; or drop it here", 'o', 0, true, false, false,
     files_ask_open},
    {"Save", "Ctrl S", "save it to its file", 's', 0, true, false, false, files_save},
    {"Save as", "Ctrl Shift S", "save it to another file", 's', 0, true, true, false, files_ask_save},
    {"Undo", "Ctrl Z", "undo; a drag is one entry", 'z', 0, true, false, false, undoing_undo},
    {"Redo", "Ctrl Shift Z", "redo", 'z', 0, true, true, false, undoing_redo},
    {"Pin", "P", "keep the present curve beside the next ones", 'p', 0, false, false, true, pins_keep},
    {"Teach", "F5", "present, the lesson or the curve, and back", KEY_F1 + 4, 0, false, false, true, present_toggle},
    {"Lessons", "Ctrl L", "choose a lesson to teach", 'l', 0, true, false, false, lesson_picker_open},
    {"Copy code", "C", "copy the code in the side panel", 'c', 0, false, false, true, snippet_copy},
    {"Families", "F", "fan out one parameter: while held, or by a tap", 'f', 0, false, false, false,
     family_press},
    {"Implementations", "I", "how other implementations run the same settings", 'i', 0, false, false, false,
     implementations_toggle},
    {"Effect", "W", "under the plot: what the rate does", 'w', 0, false, false, false, effect_next},
    {"Export", "E", "the chart as a file, seen before it is written", 'e', 0, false, false, true, export_ask},
    {"Notes", "N", "to the notes on these settings", 'n', 0, false, false, false, notes_go},
    {"Reset", "R", "back to the defaults, untitled, all in sight", 'r', 0, false, false, false, undoing_reset},
    {"Theme", "T", "dark or light", 't', 0, false, false, true, change_theme},
    {"Full screen", "F11", "fill the whole screen, and back", KEY_F1 + 10, 0, false, false, false,
     change_fullscreen},
    {"Help", "?", "show this list", '?', KEY_F1, false, false, true, open_help},
    {"Fit", "0", "the plot shows everything", '0', 0, false, false, false, viewing_fit},
    {"Closer", "+", "zoom in at the crosshair", '+', '=', false, false, false, viewing_closer},
    {"Farther", "\xE2\x88\x92", "zoom out", '-', 0, false, false, false, viewing_farther},
    {"Axis", "L", "linear or logarithmic (asinh) axis", 'l', 0, false, false, false, viewing_change_axis},
    {"Measure", "M", "a second cursor at the crosshair, or none", 'm', 0, false, false, false,
     measuring_change},
    {"Play", "Space", "play through training, and pause", KEY_SPACE, 0, false, false, false, play_toggle},
    {"Step back", ",", "one training step back", ',', 0, false, false, false, play_back},
    {"Step on", ".", "one step on; while presenting a black screen", '.', 0, false, false, false,
     play_forth},
    {"Slower", "<", "play at half the speed, down to 0.5\u00d7", '<', 0, false, false, false, play_slower},
    {"Faster", ">", "play at twice the speed, up to 4\u00d7", '>', 0, false, false, false, play_faster},
    {"Copy values", "Ctrl C", "copy step, factor and lr at the crosshair", 'c', 0, true, false, false,
     clipboard_copy_values},
    {"Copy words", "Ctrl Shift C", "copy the description", 'c', 0, true, true, false, clipboard_copy_words},
    {"Larger", "Ctrl +", "everything larger", '+', '=', true, false, false, zoom_in},
    {"Smaller", "Ctrl \xE2\x88\x92", "everything smaller", '-', 0, true, false, false, zoom_out},
    {"Normal size", "Ctrl 0", "normal text size", '0', 0, true, false, false, zoom_back},
    {"Back", "Esc", "take back a drag, close, leave; never quits", KEY_ESCAPE, 0, false, false, false,
     escape},
    {"Quit", "Ctrl Q", "close the window", 'q', 0, true, false, false, quit},
};
const int action_count = sizeof actions / sizeof *actions;

static bool matches(const Action *action, const Input *input) {
    if (input->key != action->key && (!action->other_key || input->key != action->other_key)) return false;
    if (input->alt || input->ctrl != action->ctrl) return false;
    bool letter = action->key >= 'a' && action->key <= 'z';
    return !action->ctrl || !letter || input->shift == action->shift;
}

const Action *action_find(const Input *input) {
    if (input->kind != INPUT_KEY || !input->key) return NULL;
    for (int i = 0; i < action_count; i++)
        if (matches(&actions[i], input)) return &actions[i];
    return NULL;
}
