#include "app/hints.h"

#include "app/actions.h"
#include "app/parts.h"
#include "schedule/words.h"

static const double rests = 0.6; /* seconds until the line comes */

typedef struct Hint {
    UiId first;
    unsigned count;    /* controls from `first` on */
    const char *words; /* NULL: it says itself what it is */
} Hint;

static const Hint hints[] = {
    {ID_PLOT, 1, NULL},
    {ID_FIT, 1, "the plot shows everything again"},
    {ID_MARK, 1, "the second cursor: drag it; M takes it away"},
    {ID_HANDLE_FACTOR, 1, "drag it up or down: warmup_factor"},
    {ID_HANDLE_ITERS, 1, "drag it left or right: warmup_iters"},
    {ID_MILESTONES, SCHEDULE_MILESTONES_MAX, "a milestone: drag it along the axis, or off it to remove it"},
    {ID_FUNCTION, 1, NULL},
    {ID_FUNCTION_SHAPE, 1, "the same curve from the model's own parameters"},
    {ID_FAMILY, 1, "ten curves over the range of one parameter"},
    {ID_FAMILY_CHOICE, 1, "the parameter that is fanned out"},
    {ID_FAMILY_VALUES, 1, "up to ten values: 1e-5, 1e-4, or from:to:how many; empty: round ones"},
    {ID_IMPLEMENTATIONS, 1, "how other implementations run the same settings, and where they part"},
    {ID_ALIGN, 1, "how pins of another length stand beside the curve"},
    {ID_EFFECT, 1, "what stands here: the formula, or what the rate does"},
    {ID_DIALECT, 1, "the framework that the code below is for"},
    {ID_EXPORT_FORMAT, 1, "the kind of file"},
    {ID_EXPORT_SIZE, 1, "how large the figure is"},
    {ID_EXPORT_THEME, 1, "the ground that it is drawn for"},
    {ID_EXPORT_CLEAR, 1, "no ground of its own: it stands on the page's"},
    {ID_EXPORT_OWN_SIZE, 1, "points, or on paper: 3.3in, 84mmx55mm"},
    {ID_EXPORT_TITLE, 1, "a line above the chart"},
    {ID_EXPORT_FOLD, 1, "which parts of the chart are drawn"},
    {ID_EXPORT_PARTS, CHART_PARTS, NULL},
    {ID_EXPORT_COPY, 1, "the picture to the clipboard"},
    {ID_EXPORT_PATH, 1, "where it is written; its ending chooses the format"},
    {ID_EXPORT_WRITE, 1, "write the file; its path is copied"},
    {ID_PASTED_NEED, PASTED_NEEDS_MAX + PASTED_GIVEN_MAX, "a value that the code does not tell"},
    {ID_FILE_PATH, 1, NULL},
    {ID_FILE_YES, 3, NULL},
    {ID_EPOCHS_SOURCE, 1, "steps_per_epoch from the size of the data set, the batch and the devices"},
    {ID_EPOCHS_OFFER, 1, "the warm-up that torchvision takes in the first epoch"},
    {ID_EPOCHS_USE, 1, "steps_per_epoch follows from the data set again"},
    {ID_TIE, 1, "a higher peak takes as many more warm-up steps: the slope stays"},
    {ID_SCALING, 1, "what a larger or smaller batch would make of base_lr and warm-up"},
    {ID_SCALING_TIMES, 1, "how many times as large the batch will be: 2, 4, 1/2"},
    {ID_SCALING_RULES, 1, "base_lr grows as the batch does (Goyal et al. 2017)"},
    {ID_SCALING_RULES + 1, 1, "base_lr grows as the root of the batch does (Krizhevsky 2014)"},
    {ID_PICKER_FILTER, 1, NULL},
    {ID_NOTES, NOTE_COUNT, "changes the settings as it says; undo takes it back"},
    {ID_NOTES_FOLD, 1, "notes that nearly every run has"},
    {ID_MORE_WARMUP, 1, "refinements that have their defaults"},
    {ID_MORE_DECAY, 1, "refinements that have their defaults"},
    {ID_NOTES_HINT, 1, "to the notes on these settings"},
    {ID_GUESS_PLACES, PRESENT_PLACES, NULL},
    {ID_GUESS, 1, NULL},
    {ID_REVEAL, 1, "shows the answer, as Space does"},
    {ID_NEXT_GROUP, 1, "keeps what is drawn and lets another group draw"},
    {ID_LESSONS, 1, "chooses a lesson, as Ctrl L does"},
    {ID_BACK, 1, "back, as Page Up does"},
    {ID_ON, 1, "goes on, as Page Down does"},
    {ID_VOTES, LESSON_CHOICES_MAX, "a click is one vote more, one with Shift a vote less"},
    {ID_LESSON_ROWS, 10, NULL},
    {ID_LOGS, 2 * SCENARIO_LOGS_MAX, "takes the log away; its file stays as it is"},
    {ID_FIND, 1, NULL},
    {ID_RANGE, 1, NULL},
    {ID_ANNOTATION_TEXT, 1, NULL},
    {ID_ANNOTATIONS, CHART_ANNOTATIONS_MAX, "your note: two clicks or Enter change it, Delete removes it"},
    {ID_FIND_NEXT, 1, "the next place; after the last one the first again"},
    {ID_FIND_CLOSE, 1, "close; Esc does it too"},
    {ID_PLAY, 1, "play through training, and pause (Space)"},
    {ID_PLAY_BACK, 1, "one training step back (,)"},
    {ID_PLAY_FORTH, 1, "one training step on (.)"},
    {ID_PLAY_TRACK, 1, "where in the run the crosshair stands"},
    {ID_PLAY_RATE, 1, "how fast it plays (< and >)"},
    {ID_PINS, ~0u - ID_PINS, "click its line to hide or show it; Use takes it over, F2 renames it"},
};

static const Hint *find(UiId id) {
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (id >= hints[i].first && id - hints[i].first < hints[i].count) return &hints[i];
    return NULL;
}

static void add_action(const Action *action, Text *out) {
    text_addf(out, "%s (%s)", action->help, action->keys);
}

bool hints_words(UiId id, bool *known, Text *out) {
    bool parameter = id >= ID_PARAMETERS && id < ID_PARAMETERS + PARAMETER_ALL;
    bool action = id >= ID_ACTIONS && id < ID_ACTIONS + (UiId)action_count;
    const Hint *hint = parameter || action ? NULL : find(id);
    const char *words = hint ? hint->words : NULL;
    if (id >= ID_EXPORT_PARTS && id < ID_EXPORT_PARTS + CHART_PARTS) words = chart_parts[id - ID_EXPORT_PARTS].help;
    if (parameter) words = parameters[id - ID_PARAMETERS].help;
    if (parameter && !words) words = "a number that the function uses";
    *known = parameter || action || hint;
    if (action) add_action(&actions[id - ID_ACTIONS], out);
    if (words) text_add(out, words);
    return out->length > 0;
}

/* A press, a turn of the wheel and a key send it away until the pointer is on something else. */
static bool sends_away(const Input *input) {
    return input->kind == INPUT_PRESS || input->kind == INPUT_KEY || input->kind == INPUT_WHEEL ||
           input->kind == INPUT_LEAVE;
}

void hints_follow(App *app) {
    AppHints *hint = &app->hints;
    Ui *ui = &app->ui;
    const UiStop *stop = ui_stop_under(ui);
    UiId id = stop ? stop->id : 0;
    bool moved = ui->input->kind == INPUT_MOVE && id != hint->id;
    if (moved) hint->due = id ? ui->input->time + rests : 0;
    if (moved || sends_away(ui->input) || ui->active) hint->shown = false;
    if (sends_away(ui->input)) hint->due = 0;
    if (moved || !id) hint->id = id;
    if (!app->drawing || !hint->shown || !stop || ui->tooltip.line) return;
    bool known;
    text_clear(&hint->words);
    if (hints_words(id, &known, &hint->words))
        ui->tooltip = (UiTooltip){text_string(&hint->words), stop->box, app->present.on ? app->height / 32 : 0};
}

void hints_tick(App *app, double time) {
    AppHints *hint = &app->hints;
    if (hint->due <= 0) return;
    hint->shown = time >= hint->due;
    if (hint->shown)
        hint->due = 0;
    else
        app_wake(app, hint->due);
}
