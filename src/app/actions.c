#include "app/actions.h"
#include "app/picker_lessons.h"

#include "app/effect.h"
#include "app/annotating.h"
#include "app/asking.h"
#include "app/editor.h"
#include "app/measuring.h"
#include "app/pins.h"
#include "app/play.h"
#include "app/speaker.h"
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

static void change_panel(App *app) {
    app->panel_hidden = !app->panel_hidden;
}

/* True where the panel is hidden, or would leave the plot little room. */
static bool offers_panel(const App *app) {
    return app->panel_hidden || app->width < 800;
}

static void open_help(App *app) {
    dialog_open(app, DIALOG_HELP);
}

/* Within what leaves everything room in the window as it is. */
static void zoom_by(App *app, double factor) {
    double zoom = app->requests.zoom * factor;
    double max = fmin(app->width * app->requests.zoom / APP_MIN_WIDTH,
                      app->height * app->requests.zoom / APP_MIN_HEIGHT);
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

/* Does what Esc means where nothing was held, typed or open, which had it first. */
static void escape(App *app) {
    if (app->dialog.kind != DIALOG_NONE)
        dialog_close(app);
    else if (app->play.on)
        play_pause(app);
    else
        app->requests.fullscreen = false;
}

const Action actions[] = {
    {.name = "Presets",
     .keys = "G",
     .help = "start from a published recipe",
     .key = 'g',
     .header_rank = 3,
     .run = picker_open},
    {.name = "Open",
     .keys = "Ctrl O",
     .help = "open a scenario or a lesson; or drop it here",
     .key = 'o',
     .ctrl = true,
     .run = files_ask_open},
    {.name = "Save",
     .keys = "Ctrl S",
     .help = "save the scenario to its file",
     .key = 's',
     .ctrl = true,
     .run = files_save},
    {.name = "Save as",
     .keys = "Ctrl Shift S",
     .help = "save the scenario to another file",
     .key = 's',
     .ctrl = true,
     .shift = true,
     .run = files_ask_save},
    {.name = "Undo",
     .keys = "Ctrl Z",
     .help = "undo; a whole drag is one entry",
     .key = 'z',
     .ctrl = true,
     .run = undoing_undo},
    {.name = "Redo",
     .keys = "Ctrl Shift Z",
     .help = "redo; also Ctrl Y",
     .key = 'z',
     .other_key = 'y',
     .ctrl = true,
     .shift = true,
     .run = undoing_redo},
    {.name = "Pin",
     .keys = "P",
     .help = "pin the present curve, for comparison",
     .key = 'p',
     .header_rank = 5,
     .run = pins_keep},
    {.name = "Teach",
     .keys = "F5",
     .help = "present the lesson or the curve; again: back",
     .key = KEY_F1 + 4,
     .header_rank = 6,
     .run = present_toggle},
    {.name = "Speaker",
     .keys = "F6",
     .help = "present, with notes in a window of yours",
     .key = KEY_F1 + 5,
     .run = speaker_toggle},
    {.name = "Lessons",
     .keys = "Ctrl L",
     .help = "choose a lesson to teach",
     .key = 'l',
     .ctrl = true,
     .run = picker_lessons_open},
    {.name = "Copy code",
     .keys = "C",
     .help = "copy the code in the side panel",
     .key = 'c',
     .header_rank = 7,
     .run = snippet_copy},
    {.name = "Families",
     .keys = "F",
     .help = "fan out one parameter: hold it, or tap it",
     .key = 'f',
     .run = family_press},
    {.name = "Implementations",
     .keys = "I",
     .help = "how other implementations run the same settings",
     .key = 'i',
     .run = implementations_toggle},
    {.name = "Function",
     .keys = "D",
     .help = "edit the factor as a function",
     .key = 'd',
     .run = editor_start},
    {.name = "Effect",
     .keys = "W",
     .help = "under the plot: formula, update, influence …",
     .key = 'w',
     .run = effect_next},
    {.name = "Export",
     .keys = "E",
     .help = "export the chart to a file, with a preview",
     .key = 'e',
     .header_rank = 4,
     .run = export_ask},
    {.name = "Notes", .keys = "N", .help = "go to the notes on these settings", .key = 'n', .run = notes_go},
    {.name = "Reset",
     .keys = "R",
     .help = "reset to the defaults and show everything",
     .key = 'r',
     .run = undoing_reset},
    {.name = "Menu",
     .keys = "F10",
     .help = "what the place allows, as a right click",
     .key = KEY_F1 + 9,
     .run = menu_open_focused},
    {.name = "Theme",
     .keys = "T",
     .help = "switch between dark and light",
     .key = 't',
     .header_rank = 8,
     .run = change_theme},
    {.name = "Full screen",
     .keys = "F11",
     .help = "full screen, and back",
     .key = KEY_F1 + 10,
     .run = change_fullscreen},
    {.name = "Panel",
     .keys = "B",
     .help = "hide or show the side panel",
     .key = 'b',
     .header_rank = 2,
     .offered = offers_panel,
     .run = change_panel},
    {.name = "Help",
     .keys = "?",
     .help = "show this list",
     .key = '?',
     .other_key = KEY_F1,
     .header_rank = 1,
     .run = open_help},
    {.name = "Fit", .keys = "0", .help = "show the whole run in the plot", .key = '0', .run = viewing_fit},
    {.name = "Closer",
     .keys = "+",
     .help = "zoom in at the crosshair",
     .key = '+',
     .other_key = '=',
     .run = viewing_closer},
    {.name = "Farther", .keys = "\xE2\x88\x92", .help = "zoom out", .key = '-', .run = viewing_farther},
    {.name = "Steps",
     .keys = "X",
     .help = "type the steps that are shown",
     .key = 'x',
     .run = ranging_steps},
    {.name = "Heights",
     .keys = "Y",
     .help = "type the heights that are shown",
     .key = 'y',
     .run = ranging_heights},
    {.name = "Axis",
     .keys = "L",
     .help = "linear or logarithmic (asinh) axis",
     .key = 'l',
     .run = viewing_change_axis},
    {.name = "Left axis",
     .keys = "A",
     .help = "the left axis counts factors or learning rates",
     .key = 'a',
     .run = viewing_change_left},
    {.name = "Measure",
     .keys = "M",
     .help = "set or remove a second cursor",
     .key = 'm',
     .run = measuring_change},
    {.name = "Note",
     .keys = "Ctrl N",
     .help = "write a note at the crosshair, or from A to B",
     .key = 'n',
     .ctrl = true,
     .run = annotating_write},
    {.name = "Find",
     .keys = "Ctrl F",
     .help = "ask the curve: a step, or lr < 1e-4",
     .key = 'f',
     .ctrl = true,
     .run = asking_open},
    {.name = "Play",
     .keys = "Space",
     .help = "play through training, and pause",
     .key = KEY_SPACE,
     .run = play_toggle},
    {.name = "Step back", .keys = ",", .help = "one training step back", .key = ',', .run = play_back},
    {.name = "Step on",
     .keys = ".",
     .help = "one step on; in a presentation: a black screen",
     .key = '.',
     .run = play_forth},
    {.name = "Slower",
     .keys = "<",
     .help = "play at half the speed, down to 0.5\u00d7",
     .key = '<',
     .run = play_slower},
    {.name = "Faster",
     .keys = ">",
     .help = "play at twice the speed, up to 4\u00d7",
     .key = '>',
     .run = play_faster},
    {.name = "Copy values",
     .keys = "Ctrl C",
     .help = "copy step, factor and lr at the crosshair",
     .key = 'c',
     .ctrl = true,
     .run = clipboard_copy_values},
    {.name = "Copy picture",
     .keys = "Ctrl Shift X",
     .help = "copy the chart as a picture",
     .key = 'x',
     .ctrl = true,
     .shift = true,
     .run = clipboard_copy_picture},
    {.name = "Copy words",
     .keys = "Ctrl Shift C",
     .help = "copy the description",
     .key = 'c',
     .ctrl = true,
     .shift = true,
     .run = clipboard_copy_words},
    {.name = "Larger",
     .keys = "Ctrl +",
     .help = "everything larger",
     .key = '+',
     .other_key = '=',
     .ctrl = true,
     .run = zoom_in},
    {.name = "Smaller",
     .keys = "Ctrl \xE2\x88\x92",
     .help = "everything smaller",
     .key = '-',
     .ctrl = true,
     .run = zoom_out},
    {.name = "Normal size",
     .keys = "Ctrl 0",
     .help = "normal text size",
     .key = '0',
     .ctrl = true,
     .run = zoom_back},
    {.name = "Back",
     .keys = "Esc",
     .help = "cancel a drag, close, leave; never quits",
     .key = KEY_ESCAPE,
     .run = escape},
    {.name = "Quit", .keys = "Ctrl Q", .help = "close the window", .key = 'q', .ctrl = true, .run = quit},
};
const int action_count = sizeof actions / sizeof *actions;

static bool matches(const Action *action, const Input *input) {
    bool other = action->other_key && input->key == action->other_key;
    if (input->key != action->key && !other) return false;
    if (input->alt || input->ctrl != action->ctrl) return false;
    bool letter = action->key >= 'a' && action->key <= 'z';
    return other || !action->ctrl || !letter || input->shift == action->shift;
}

const Action *action_find(const Input *input) {
    if (input->kind != INPUT_KEY || !input->key) return NULL;
    for (int i = 0; i < action_count; i++)
        if (matches(&actions[i], input)) return &actions[i];
    return NULL;
}
