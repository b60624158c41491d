#include "app/guessing.h"

#include "app/app.h"
#include "app/parts.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

static const double STILL = 4; /* points: a press that stays within is a click */
static const double FRAME =
    40; /* points: a stroke may begin that far outside, at the nearest step and factor */
static const double CATCH = 9; /* points: the ends of the plot catch a stroke */

static Guess *current_guess(App *app) {
    return &app->present.groups[app->present.group_count - 1];
}

static void forget_places(App *app) {
    for (int i = 0; i < PRESENT_PLACES; i++) app->present.placed[i] = NAN;
}

/* Returns the number of places: in a short run every step is one, else every eighth of the plot. */
static int place_count(const Guess *guess) {
    double steps = guess->to - guess->from;
    return steps < PRESENT_PLACES && steps == floor(steps) && guess->from == floor(guess->from)
               ? (int)steps + 1
               : 9;
}

/* Remembers the guess before it is changed, so that it can be brought back. */
static void remember(App *app) {
    AppPresent *present = &app->present;
    if (present->drawn_count == PRESENT_UNDO) {
        memmove(present->drawn, present->drawn + 1, (PRESENT_UNDO - 1) * sizeof *present->drawn);
        present->drawn_count--;
    }
    PresentDrawn *drawn = &present->drawn[present->drawn_count++];
    drawn->guess = present->groups[present->group_count - 1];
    drawn->group_count = present->group_count;
    memcpy(drawn->placed, present->placed, sizeof drawn->placed);
}

static void undo(App *app) {
    AppPresent *present = &app->present;
    present->full = false;
    if (present->drawn_count == 0) return;
    const PresentDrawn *drawn = &present->drawn[--present->drawn_count];
    present->group_count = drawn->group_count;
    present->groups[present->group_count - 1] = drawn->guess;
    memcpy(present->placed, drawn->placed, sizeof drawn->placed);
}

static Guess fresh(const LessonStep *step) {
    double last = (double)step->schedule.total_steps;
    return step->view_fixed ? guess_empty(step->view_steps[0], step->view_steps[1]) : guess_empty(0, last);
}

void guessing_begin(App *app) {
    AppPresent *present = &app->present;
    const LessonStep *step = present_step(app);
    present->held = false;
    if (!step->guess || present->guess_step == present->step) return;
    present->guess_step = present->step;
    present->group_count = 1;
    present->drawn_count = 0;
    present->full = false;
    present->groups[0] = fresh(step);
    forget_places(app);
}

bool guessing_is_hidden(const App *app) {
    return present_has_lesson(app) && present_step(app)->guess && !app->present.revealed;
}

bool guessing_may_add(const App *app) {
    const AppPresent *present = &app->present;
    return !present->alone && !present->full && guess_is_drawn(&present->groups[present->group_count - 1]);
}

void guessing_add_group(App *app) {
    AppPresent *present = &app->present;
    present->full = present->group_count == PRESENT_GROUPS;
    if (present->full) return;
    remember(app);
    present->groups[present->group_count++] = fresh(present_step(app));
    forget_places(app);
}

static void add_stroke(App *app, Point to) {
    AppPresent *present = &app->present;
    const ChartLayout *layout = &app->layout;
    Point from = present->last;
    guess_stroke(current_guess(app), chart_step(layout, from.x), chart_factor(layout, from.y),
                 chart_step(layout, to.x), chart_factor(layout, to.y));
    present->last = to;
}

static double place_step(const Guess *guess, int place) {
    return guess->from + (guess->to - guess->from) * place / (place_count(guess) - 1);
}

/* The line goes through all that was placed. */
static void put_place(App *app, int place, double factor) {
    AppPresent *present = &app->present;
    double steps[PRESENT_PLACES], factors[PRESENT_PLACES];
    int count = 0;
    remember(app);
    present->placed[place] = factor;
    for (int i = 0; i < PRESENT_PLACES; i++) {
        if (isnan(present->placed[i])) continue;
        steps[count] = place_step(current_guess(app), i);
        factors[count++] = present->placed[i];
    }
    guess_through(current_guess(app), steps, factors, count);
}

/* Takes a click, whose value counts at the nearest place. */
static void take_click(App *app) {
    const Guess *guess = current_guess(app);
    double way = (chart_step(&app->layout, app->present.last.x) - guess->from) / (guess->to - guess->from);
    int nearest = (int)round(fmax(0, fmin(1, way)) * (place_count(guess) - 1));
    put_place(app, nearest, chart_factor(&app->layout, app->present.last.y));
}

/* --- by keys --- */

/* Returns the factor at a place. Where nothing is drawn it is 1, which says neither up nor down. */
static double place_factor(const App *app, int place) {
    const Guess *guess = &app->present.groups[app->present.group_count - 1];
    double factor = guess_at(guess, place_step(guess, place));
    return isnan(factor) ? 1 : factor;
}

static bool has_places(const App *app) {
    for (int i = 0; i < PRESENT_PLACES; i++)
        if (!isnan(app->present.placed[i])) return true;
    return false;
}

/* Returns a round number, about a thirtieth of the plot's height. */
static double key_step(const ChartView *view, bool fine) {
    double wanted = (view->y1 - view->y0) / 35, step = pow(10, floor(log10(wanted)));
    step *= wanted > 5 * step ? 10 : wanted > 2 * step ? 5 : wanted > step ? 2 : 1;
    return fine ? step / 10 : step;
}

/* Returns the next round number up or down, within the plot. */
static double moved(const App *app, double factor, int up) {
    const ChartView *view = &app->layout.view;
    double step = key_step(view, app->ui.input->shift);
    double to = (round(factor / step) + up) * step;
    return fmax(view->y0, fmin(view->y1, to));
}

/* Bends what was drawn at the places, as far as they can tell of it. */
static void take_key(App *app, int place, int up) {
    const Guess *guess = current_guess(app);
    double factor = moved(app, place_factor(app, place), up);
    bool by_hand = !has_places(app);
    for (int i = 0; i < place_count(guess) && by_hand; i++)
        app->present.placed[i] = guess_at(guess, place_step(guess, i));
    put_place(app, place, factor);
}

static void show_place(App *app, int place) {
    enum { REACH = 12 };
    Ui *ui = &app->ui;
    UiId id = ID_GUESS_PLACES + (UiId)place;
    double x = chart_x(&app->layout, place_step(current_guess(app), place));
    double y = chart_y(&app->layout, place_factor(app, place));
    Box box = {x - REACH, y - REACH, 2 * REACH, 2 * REACH};
    ui_stop(ui, id, box);
    if (!app->present.full && ui_key(ui, id, KEY_UP)) take_key(app, place, 1);
    if (!app->present.full && ui_key(ui, id, KEY_DOWN)) take_key(app, place, -1);
    if (!ui_ring_shown(ui, id)) return;
    scene_disc(&app->scene, (Point){x, y}, 6, guessing_color(app, app->present.group_count - 1), (Stroke){0});
    ui_ring(ui, id, box, REACH);
}

static int place_in_focus(const App *app) {
    for (int i = 0; i < PRESENT_PLACES; i++)
        if (ui_ring_shown(&app->ui, ID_GUESS_PLACES + (UiId)i)) return i;
    return -1;
}

void guessing_words(const App *app, Text *out) {
    const Guess *guess = &app->present.groups[app->present.group_count - 1];
    int place = place_in_focus(app);
    int64_t first, last;
    text_clear(out);
    if (app->present.full) {
        text_addf(out, "There are %d groups; Ctrl Z undoes", PRESENT_GROUPS);
    } else if (place >= 0) {
        double step = place_step(guess, place);
        NumberText shown =
            step == round(step) || step >= 100 ? number_grouped(llround(step)) : number_readable(step, 4);
        text_addf(out, "step %s: %s", shown.text, number_readable(place_factor(app, place), 4).text);
    } else if (!guess_is_drawn(guess)) {
        text_add(out, "Draw, click, or Tab and \u2191 \u2193");
    } else {
        guess_reach(guess, &first, &last);
        text_addf(out, "drawn so far: steps %s \u2013 %s", number_grouped(first).text,
                  number_grouped(last).text);
    }
}

/* --- by the pointer --- */

/* Returns the point within the plot; near the first or last step it is on that step. */
static Point held_in(Box box, double x, double y) {
    double right = box.x + box.w;
    if (x < box.x + CATCH) x = box.x;
    if (x > right - CATCH) x = right;
    return (Point){x, fmax(box.y, fmin(box.y + box.h, y))};
}

static void take_pointer(App *app) {
    AppPresent *present = &app->present;
    Ui *ui = &app->ui;
    Point at = held_in(app->layout.plot, ui->x, ui->y);
    Box reach = box_inset(app->layout.plot, -FRAME, -FRAME);
    if (present->full) return;
    if (ui_over(ui, ID_GUESS, reach)) ui->cursor = CURSOR_GRAB;
    if (ui_pressed(ui, ID_GUESS, reach)) {
        present->held = true;
        present->stroked = false;
        present->last = at;
        ui->focus = 0;
    }
    if (!present->held) return;
    bool moved = present->stroked || hypot(at.x - present->last.x, at.y - present->last.y) > STILL;
    if (ui->input->kind == INPUT_MOVE && moved) {
        if (!present->stroked) remember(app);
        if (!present->stroked) forget_places(app);
        present->stroked = true;
        add_stroke(app, at);
    }
    if (!ui_released(ui, ID_GUESS)) return;
    present->held = false;
    if (!present->stroked) take_click(app);
}

void guessing_take(App *app) {
    const Input *input = app->ui.input;
    if (input->kind == INPUT_KEY && input->ctrl && input->key == 'z' && !app->ui.used && !app->ui.covered) {
        undo(app);
        app->ui.used = true;
    }
    take_pointer(app);
    scene_group(&app->scene, "guess places");
    for (int i = 0; i < place_count(current_guess(app)); i++) show_place(app, i);
    scene_group_end(&app->scene);
}

const char *guessing_name(const App *app, int group) {
    static const char *const names[PRESENT_GROUPS] = {"group 1", "group 2", "group 3", "group 4"};
    return app->present.group_count > 1 ? names[group] : "your guess";
}

Color guessing_color(const App *app, int group) {
    const Theme *theme = app->theme;
    const Color colors[PRESENT_GROUPS] = {theme->term_factor, theme->pinned[0], theme->pinned[1],
                                          theme->pinned[2]};
    return colors[group];
}

static bool are_shown(const App *app) {
    const LessonStep *step = present_step(app);
    if (app->present.guess_step < 0) return false;
    return step->guess || lesson_step_shows(step, LESSON_GUESSES, app->present.revealed);
}

/* The class's guesses come with the curve: before, they would lead the room. */
void guessing_fill_fan(const App *app, Chart *chart, ChartGuess *fan) {
    const LessonAnswers *answers = &present_step(app)->answers;
    if (!app->present.revealed) return;
    chart->fan = fan;
    chart->fan_count = answers->count;
    for (int i = 0; i < answers->count; i++)
        fan[i] = (ChartGuess){.from = answers->guesses[i].from,
                              .to = answers->guesses[i].to,
                              .factors = answers->guesses[i].factors,
                              .count = GUESS_COLUMNS,
                              .color = guessing_color(app, 0)};
}

void guessing_fill(const App *app, Chart *chart, ChartGuess *guesses) {
    const AppPresent *present = &app->present;
    if (!are_shown(app)) return;
    chart->guesses = guesses;
    chart->guess_count = present->group_count;
    chart->guesses_done = present->revealed || !present_step(app)->guess;
    for (int i = 0; i < present->group_count; i++)
        guesses[i] = (ChartGuess){.from = present->groups[i].from,
                                  .to = present->groups[i].to,
                                  .factors = present->groups[i].factors,
                                  .count = GUESS_COLUMNS,
                                  .label = guessing_name(app, i),
                                  .color = guessing_color(app, i)};
}
