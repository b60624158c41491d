/* Hands that do anything at all in the window: whatever they do, every picture is made of finite places and
   whole strings, and what is shown can be saved and read again. With a sanitizer nothing reads what is gone.

       random_events [COUNT [SEED]]     COUNT events, 2500 unless given

   A failure names the seed and the events before it. */
#include "../chance.h"
#include "saying.h"

#include "app/actions.h"
#include "app/app.h"
#include "app/parts.h"
#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHOWN_EVENTS = 24, LIVES = 1500 /* events of one window */ };

static Chance chance;
static Input last[SHOWN_EVENTS];
static long done;
static uint64_t seed;

static void fails(const char *claim) {
    fprintf(stderr, "random_events: does not hold: %s\nseed %llu, event %ld; the last ones:\n", claim,
            (unsigned long long)seed, done);
    for (long i = done < SHOWN_EVENTS ? 0 : done - SHOWN_EVENTS + 1; i <= done; i++) {
        const Input *input = &last[i % SHOWN_EVENTS];
        fprintf(stderr, "  kind %d at %g, %g; button %d, key %d%s%s%s, text '%s', words %s\n",
                (int)input->kind, input->x, input->y, (int)input->button, input->key,
                input->ctrl ? " ctrl" : "", input->shift ? " shift" : "", input->alt ? " alt" : "",
                input->text, input->words ? input->words : "none");
    }
    exit(1);
}

#define holds(claim) ((claim) ? (void)0 : fails(#claim))

static int below(int count) {
    return (int)chance_below(&chance, count);
}

static bool place_is_finite(const SceneCommand *at) {
    bool good = isfinite(at->box.x) && isfinite(at->box.y) && isfinite(at->box.w) && isfinite(at->box.h);
    good = good && isfinite(at->x) && isfinite(at->y) && isfinite(at->radius) && isfinite(at->size);
    bool points = at->kind == SCENE_LINE || at->kind == SCENE_SEGMENTS || at->kind == SCENE_POLYGON;
    for (uint32_t i = 0; points && i < at->count; i++)
        good = good && isfinite(at->tail[i].x) && isfinite(at->tail[i].y);
    return good;
}

static void picture_holds(const App *app) {
    for (const SceneCommand *at = scene_next(&app->scene, NULL); at; at = scene_next(&app->scene, at)) {
        holds(place_is_finite(at));
        if (at->kind != SCENE_TEXT) continue;
        holds(strlen(scene_string(at)) == at->count);
        if (says_nan_or_inf(scene_string(at))) fprintf(stderr, "%s\n", scene_string(at));
        holds(!says_nan_or_inf(scene_string(at)));
    }
}

static void scenario_holds(const App *app) {
    Scenario again = scenario_default();
    Text text = {0};
    Messages messages = {0};
    const Scenario *scenario = &app->scenario;
    if (scenario->view_fixed) {
        holds(scenario->view_steps[0] < scenario->view_steps[1] && isfinite(scenario->view_steps[1]));
        holds(scenario->view_factor[0] < scenario->view_factor[1] && isfinite(scenario->view_factor[1]));
    }
    scenario_write(scenario, &text);
    bool read = scenario_read(&again, text_string(&text), text.length, &messages);
    if (!read) messages_print(&messages, "what was written", &text);
    if (!read) fprintf(stderr, "%s\n", text_string(&text));
    holds(read);
    holds(scenario_same(scenario, &again));
    scenario_free(&again);
    messages_free(&messages);
    text_free(&text);
}

/* In the middle of a control, in a list that is open, or anywhere, also outside. */
static void point_somewhere(const App *app, Input *input) {
    const Ui *ui = &app->ui;
    Box box = {-20, -20, app->width + 40, app->height + 40};
    int kind = below(8);
    if (kind < 4 && ui->stop_count) box = ui->stops[below(ui->stop_count)].box;
    if (kind == 4) box = app->layout.plot;
    if (kind == 5 && ui->popup.id) box = ui->popup.box;
    if (kind == 6) box = (Box){ui->x - 30, ui->y - 30, 60, 60};
    input->x = box.x + chance_between(&chance, 0, box.w);
    input->y = box.y + chance_between(&chance, 0, box.h);
}

static void press_some_key(Input *input) {
    static const char printable[] = "0123456789.,-+/eghkx[]{}<>?=_'z";
    input->key = KEY_TAB + below(KEY_F12 + 1 - KEY_TAB);
    if (below(3) == 0) input->key = printable[below((int)sizeof printable - 1)];
    input->shift = below(5) == 0;
    input->ctrl = below(12) == 0;
    input->alt = below(30) == 0;
    if (below(3)) return;
    const Action *action = &actions[below(action_count)];
    input->key = action->other_key && below(2) ? action->other_key : action->key;
    input->ctrl = action->ctrl;
    input->shift = action->shift;
}

static const char *const files[] = {"good.yaml", "other.yaml", "bad.yaml", "lesson.yaml", "code.py",
                                    "run.csv",   "high.csv",   "folder",   "gone"};

static const char *const pasted[] = {"0.5",
                                     "1e-300",
                                     "1e300",
                                     "--warmup-factor=1.5 --decay=cosine",
                                     "scheduler = StepLR(optimizer, step_size=30, gamma=0.1)",
                                     "warmup_factor: 2\ndecay: step\n",
                                     "\xFF\xFE",
                                     "",
                                     "12e"};

static void type_something(Input *input) {
    static const char *const typed[] = {"0",     "1",      "5",   "9",        ".", "e", "-",
                                        "1e300", "1e-320", "26e", "\xCE\xB1", " ", "k", "none", "lr 1e300, ", ", lr 9e300"};
    snprintf(input->text, sizeof input->text, "%s", typed[below(sizeof typed / sizeof *typed)]);
}

static Input some_input(const App *app, double time) {
    static const InputKind often[] = {INPUT_MOVE,    INPUT_MOVE,    INPUT_PRESS, INPUT_PRESS,
                                      INPUT_RELEASE, INPUT_RELEASE, INPUT_KEY,   INPUT_KEY,
                                      INPUT_KEY,     INPUT_KEY,     INPUT_TEXT,  INPUT_TEXT,
                                      INPUT_WHEEL,   INPUT_KEY_UP,  INPUT_TIME,  INPUT_MOVE};
    static const InputKind seldom[] = {INPUT_NONE, INPUT_LEAVE, INPUT_DROP, INPUT_PASTE};
    Input input = {.kind = below(20) ? often[below(16)] : seldom[below(4)], .time = time};
    switch (input.kind) {
    case INPUT_PRESS: input.clicks = 1 + (below(6) == 0);                               /* fall through */
    case INPUT_RELEASE: input.button = below(6) ? BUTTON_LEFT : (Button)(1 + below(3)); /* fall through */
    case INPUT_MOVE:
        point_somewhere(app, &input);
        input.shift = below(8) == 0;
        input.alt = below(12) == 0;
        if (input.kind == INPUT_RELEASE && below(2)) input.x = app->ui.x, input.y = app->ui.y;
        break;
    case INPUT_WHEEL:
        point_somewhere(app, &input);
        input.wheel_y = chance_between(&chance, -3, 3);
        input.wheel_x = below(3) ? 0 : chance_between(&chance, -3, 3);
        input.touchpad = below(2);
        input.ctrl = below(4) == 0;
        break;
    case INPUT_KEY:
    case INPUT_KEY_UP: press_some_key(&input); break;
    case INPUT_TEXT: type_something(&input); break;
    case INPUT_DROP: input.words = files[below(sizeof files / sizeof *files)]; break;
    case INPUT_PASTE: input.words = pasted[below(sizeof pasted / sizeof *pasted)]; break;
    default: break;
    }
    return input;
}

/* What the window does between two inputs. */
static void around(App *app) {
    static const double widths[] = {320, 640, 960, 1280, 2560}, heights[] = {240, 400, 600, 800, 1440};
    app->requests.quit = false;
    text_clear(&app->requests.copy);
    if (below(60)) return;
    app_resize(app, widths[below(5)], heights[below(5)]);
    if (below(2)) app->theme = app->theme == &theme_dark ? &theme_light : &theme_dark;
}

static void put(const char *name, const char *content) {
    Text why = {0};
    if (!file_write(name, content, strlen(content), &why)) fails(text_string(&why));
    text_free(&why);
}

static void put_files(void) {
    put("good.yaml", "title: one\nwarmup_factor: 1.5\ndecay: cosine-restarts\npins:\n  - name: a pin\n");
    put("other.yaml", "decay: step\nfamily: warmup_factor\ntwins: true\nview: {steps: [10, 20], factor: [0, "
                      "1e9], axis: asinh}\n");
    put("bad.yaml", "warmup_factor: [\n");
    put("lesson.yaml", "lesson: 1\ntitle: l\nsteps:\n  - title: a\n    question: what\n    guess: true\n"
                       "  - title: b\n    animate: {warmup_factor: [0.5, 1.5]}\n");
    put("code.py", "optimizer = SGD(p, lr=0.1)\nscheduler = MultiStepLR(optimizer, milestones=[30, 60])\n");
    put("run.csv", "step,lr\n0,0.001\n1,0.002\n500,0.1\n1000,0\n1000,0.1\n");
    put("high.csv", "step,lr,loss\n0,1e300,2\n1,-1e300,nan\n2,1e-300,inf\n999999999999999,1e100,1e300\n");
    (void)mkdir("folder", 0755);
}

/* What a font says that has run out of memory. */
static double no_width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    (void)self, (void)font, (void)size, (void)utf8, (void)bytes;
    return 0;
}

/* From an opened window to its end; all that was left to do comes back by undo and redo. Now and then no text has a
   width. */
static void one_life(long count) {
    static App app;
    Measure measure = measure_fixed();
    if (below(8) == 0) measure.width = no_width;
    Scenario scenario = scenario_default();
    double time = 1;
    if (below(2)) {
        Schedule other = chance_extreme(&chance);
        scenario.schedule = below(2) ? chance_model(&chance) : chance_extreme(&chance);
        scenario_pin(&scenario, below(2) ? "before" : "", &scenario.schedule);
        if (below(2)) scenario_pin(&scenario, "other", &other);
    }
    app_open(&app, &scenario, &theme_dark);
    scenario_free(&scenario);
    for (long i = 0; i < count; i++, done++) {
        time += chance_between(&chance, 0, below(10) ? 0.02 : 2);
        Input input = some_input(&app, time);
        last[done % SHOWN_EVENTS] = input;
        app_frame(&app, &input, &measure);
        picture_holds(&app);
        if (i % 20 == 0) scenario_holds(&app);
        around(&app);
    }
    scenario_holds(&app);
    app_close(&app);
}

int main(int argc, char **argv) {
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 2500;
    char folder[] = "/tmp/random-events-XXXXXX", command[64];
    seed = argc > 2 ? strtoull(argv[2], NULL, 10) | 1 : 20240601;
    chance.state = seed;
    if (!mkdtemp(folder) || chdir(folder) != 0) return 1;
    setenv("HOME", folder, 1);
    put_files();
    while (done < count) one_life(count - done < LIVES ? count - done : LIVES);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    printf("%ld events\n", done);
    return system(command) != 0;
}
