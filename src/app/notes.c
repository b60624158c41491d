#include "app/notes.h"

#include "app/parts.h"
#include "app/section.h"
#include "schedule/words.h"
#include "ui/widgets.h"

#include <stdio.h>

enum { TITLE = 22, BUTTON = 28, SPACE = 12, INDENT = 18, HINT = 44 };

static bool is_shown(const App *app, NoteId id, bool matters) {
    return note_matters(id) == matters && note_applies(id, &app->scenario.schedule);
}

static int count_notes(const App *app, bool matters) {
    int count = 0;
    for (int id = 0; id < NOTE_COUNT; id++) count += is_shown(app, (NoteId)id, matters);
    return count;
}

static void draw_title(App *app, Box row, NoteId id) {
    const Theme *theme = app->theme;
    Color color = note_matters(id) ? theme->above_ink : theme->axis;
    text_clear(&app->words);
    note_title(id, &app->scenario.schedule, &app->words);
    scene_disc(&app->scene, (Point){row.x + 5, row.y + 10}, 4, color, (Stroke){0});
    scene_text(&app->scene, row.x + INDENT, row.y + 14.5, ALIGN_LEFT,
               (TextStyle){FONT_WORDS_MEDIUM, 13, theme->text}, text_string(&app->words));
}

static double draw_reason(App *app, Box row, NoteId id) {
    TextStyle style = {FONT_WORDS, 12, app->theme->muted};
    text_clear(&app->words);
    note_reason(id, &app->scenario.schedule, false, &app->words);
    double first = row.y + 11, width = row.w - INDENT;
    return ui_words(&app->ui, row.x + INDENT, first, width, style, text_string(&app->words)) - first;
}

/* The keys go on to the fold, for the button is gone then. */
static double show_fix(App *app, Box row, NoteId id) {
    text_clear(&app->words);
    note_fix_words(id, &app->scenario.schedule, &app->words);
    if (!app->words.length) return 0;
    const char *words = text_string(&app->words);
    Box button = {row.x + INDENT, row.y + 4, ui_button_width(&app->ui, words, ""), BUTTON};
    if (ui_button(&app->ui, ID_NOTES + (UiId)id, button, words, "")) {
        note_fix(id, &app->scenario.schedule);
        app->ui.focus = ID_NOTES_FOLD;
    }
    return BUTTON + 8;
}

static double show_note(App *app, Box row, NoteId id) {
    double top = row.y;
    draw_title(app, row, id);
    row.y += TITLE;
    row.y += draw_reason(app, row, id);
    row.y += show_fix(app, row, id);
    return row.y - top + SPACE;
}

static double show_notes(App *app, Box row, bool matters) {
    double top = row.y;
    for (int id = 0; id < NOTE_COUNT; id++)
        if (is_shown(app, (NoteId)id, matters)) row.y += show_note(app, row, (NoteId)id);
    return row.y - top;
}

static double show_fold(App *app, Box row) {
    int count = count_notes(app, false);
    if (count == 0) return 0;
    char title[40];
    snprintf(title, sizeof title, "True for most runs (%d)", count);
    bool shown = app->notes.open;
    double top = row.y;
    bool turned = section_fold(app, ID_NOTES_FOLD, row, &app->notes.open, title);
    row.y += SECTION_FOLD + 6;
    row.y += shown ? show_notes(app, row, false) : 0;
    if (turned && app->notes.open) app->reveal = &app->notes.block;
    return row.y - top;
}

static double say_none(App *app, Box row) {
    TextStyle style = {FONT_WORDS, 12.5, app->theme->muted};
    scene_text(&app->scene, row.x, row.y + 12, ALIGN_LEFT, style, "Nothing unusual in these settings.");
    return 26;
}

double notes_show(App *app, Box row) {
    double top = row.y;
    row.y += section_title(app, row, "NOTES");
    row.y += count_notes(app, true) > 0 ? show_notes(app, row, true) : say_none(app, row);
    row.y += show_fold(app, row);
    app->notes.block = (Box){row.x, top, row.w, row.y - top};
    return row.y - top;
}

void notes_go(App *app) {
    UiId first = ID_NOTES_FOLD;
    for (int id = NOTE_COUNT; id-- > 0;) {
        Schedule mended = app->scenario.schedule;
        if (note_fix((NoteId)id, &mended)) first = ID_NOTES + (UiId)id;
    }
    ui_take_focus(&app->ui, first, true);
    app->reveal = &app->notes.block;
}

static void name_first(App *app, int count) {
    text_setf(&app->words, count == 1 ? "Note: " : "%d notes: ", count);
    for (int id = 0; id < NOTE_COUNT; id++) {
        if (!is_shown(app, (NoteId)id, true)) continue;
        note_title((NoteId)id, &app->scenario.schedule, &app->words);
        return;
    }
}

double notes_show_hint(App *app, Box panel) {
    enum {
        SEEN = 80,
        SIDE = 17
    }; /* of the section, to know that it is there; beside the button, as beside rows */
    int count = count_notes(app, true);
    double bottom = panel.y + panel.h, top = app->notes.block.y + app->scrolled - app->panel.offset;
    if (count == 0 || top + SEEN < bottom) return 0;
    name_first(app, count);
    scene_rule(&app->scene, panel.x, bottom - HINT, panel.x + panel.w, bottom - HINT,
               (Stroke){.color = app->theme->edge, .width = 1});
    Box button = {panel.x + SIDE, bottom - HINT + 8, panel.w - 2 * SIDE, BUTTON};
    if (ui_button(&app->ui, ID_NOTES_HINT, button, text_string(&app->words), "N")) notes_go(app);
    return HINT;
}
