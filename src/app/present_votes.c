#include "app/app.h"
#include "app/parts.h"
#include "app/present_frame.h"
#include "app/present_text.h"

#include <math.h>
#include <string.h>

/* The choices on the screen: this step's, open to votes until it is revealed, or an earlier step's with its
 * answer. */
typedef struct Poll {
    const LessonStep *asked; /* NULL: there is none */
    int *votes;
    int right; /* the choice that is shown to be right, from 1; 0: none yet */
} Poll;

static Poll poll_of(const PresentFrame *frame) {
    AppPresent *present = &frame->app->present;
    const LessonStep *step = frame->step;
    if (!step) return (Poll){0};
    if (step->choice_count) return (Poll){step, present->votes[present->step], frame->out ? step->right : 0};
    if (step->recalled < 0 || !frame->out) return (Poll){0};
    const LessonStep *asked = &present->lesson.steps[step->recalled];
    return (Poll){asked, present->votes[step->recalled], step->right ? step->right : asked->right};
}

static int most_votes(const Poll *poll) {
    int most = 0;
    for (int i = 0; i < poll->asked->choice_count; i++) most = poll->votes[i] > most ? poll->votes[i] : most;
    return most;
}

/* A tap gives a vote, a tap with Shift takes it back. */
static void take_votes(const PresentFrame *frame, const Poll *poll, int choice, Box row) {
    Ui *ui = &frame->app->ui;
    UiId id = ID_VOTES + (UiId)choice;
    if (!frame->asked || frame->app->present.printed) return;
    ui_stop(ui, id, row);
    ui_pressed(ui, id, row);
    if (ui_over(ui, id, row)) ui->cursor = CURSOR_HAND;
    bool tapped = (ui_released(ui, id) && ui_over(ui, id, row)) || ui_key(ui, id, KEY_ENTER);
    if (tapped && frame->app->present.alone) memset(poll->votes, 0, LESSON_CHOICES_MAX * sizeof *poll->votes);
    if (tapped) poll->votes[choice] += ui->input->shift ? -1 : 1;
    if (poll->votes[choice] < 0) poll->votes[choice] = 0;
    ui_ring(ui, id, row, 6);
}

/* One choice's row, its words, and the room for them. */
typedef struct Choice {
    PresentText words;
    double size;
    Box row, inner;
} Choice;

static Choice choice_of(const PresentFrame *frame, const Poll *poll, int i, double y) {
    const Theme *theme = frame->app->theme;
    double size = frame->body, pad = 0.35 * size, count_width = 2.4 * size;
    bool right = poll->right == i + 1, wrong = poll->right && !right;
    Choice choice = {.size = size};
    present_text_add(&choice.words, FONT_WORDS_MEDIUM,
                     right   ? theme->never_ink
                     : wrong ? theme->muted
                             : theme->text,
                     size, text_string(&poll->asked->choices[i]));
    choice.inner = (Box){frame->words.x + 2 * pad, y + pad, frame->words.w - 4 * pad - count_width, 0};
    choice.inner.h = present_text_set(&choice.words, NULL, frame->app->ui.measure, choice.inner, size);
    choice.row = (Box){frame->words.x, y, frame->words.w, choice.inner.h + 2 * pad};
    return choice;
}

static void draw_count(const PresentFrame *frame, const Poll *poll, int i, const Choice *choice) {
    App *app = frame->app;
    const Theme *theme = app->theme;
    bool right = poll->right == i + 1;
    TextStyle style = {FONT_MONO_MEDIUM, choice->size, right ? theme->never_ink : theme->muted};
    text_setf(&app->words, "%s%d", right ? "\u2713 " : "", poll->votes[i]);
    if (!most_votes(poll)) text_setf(&app->words, "%s", right ? "\u2713" : "");
    scene_text(&app->scene, choice->row.x + choice->row.w - 0.7 * choice->size,
               choice->inner.y + choice->size, ALIGN_RIGHT, style, text_string(&app->words));
}

/* Its text, its votes, and a bar under them that is as long as they are many. */
static void draw_choice(const PresentFrame *frame, const Poll *poll, int i, const Choice *choice) {
    App *app = frame->app;
    const Theme *theme = app->theme;
    Box row = choice->row;
    int most = most_votes(poll);
    bool right = poll->right == i + 1;
    double thick = 0.18 * choice->size;
    scene_box(&app->scene, row, 0.3 * choice->size, right ? theme->never_fill : theme->control,
              (Stroke){.color = right ? theme->never_ink : theme->axis, .width = 1});
    if (poll->votes[i])
        scene_fill(&app->scene, (Box){row.x, row.y + row.h - thick, row.w * poll->votes[i] / most, thick},
                   thick / 2, right ? theme->never_ink : theme->accent);
    present_text_set(&choice->words, &app->scene, app->ui.measure, choice->inner, choice->size);
    draw_count(frame, poll, i, choice);
}

double present_view_votes(const PresentFrame *frame, double y, bool draw) {
    Poll poll = poll_of(frame);
    if (!poll.asked) return y;
    for (int i = 0; i < poll.asked->choice_count; i++) {
        Choice choice = choice_of(frame, &poll, i, y);
        if (draw) draw_choice(frame, &poll, i, &choice);
        if (draw) take_votes(frame, &poll, i, choice.row);
        y += choice.row.h + 8 * frame->unit;
        text_free(&choice.words.bytes);
    }
    return y + 10 * frame->unit;
}
