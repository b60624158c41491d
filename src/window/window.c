#include "window/window.h"

#include "app/app.h"
#include "base/file.h"
#include "base/memory.h"
#include "paint/screen.h"
#include "schedule/words.h"
#include "window/display.h"
#include "window/events.h"
#include "window/motion.h"
#include "window/picture.h"
#include "window/second.h"
#include "window/session.h"
#include "window/xlib.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CURSORS = CURSOR_GRAB + 1 };

typedef struct Window {
    Display display;
    Second second;
    SDL_Point home; /* where the window was before it went to present on the other display */
    bool away;      /* it is there */
    Screen *screen;
    Measure measure;
    DisplayScale scale;
    App app;
    Session session;
    const Scene *scene; /* the app's last */
    Input motion;       /* where the pointer went since the last input; kind INPUT_NONE: nowhere */
    Wheel wheel;        /* what turned last */
    bool reshaped;      /* the size or the screen may be another */
    bool exposed;       /* the display has lost the pixels */
    bool closing;
    bool held; /* a button went down and has not come up */
    /* what was last asked of SDL, so that it is asked for changes only */
    bool fullscreen, typing, awake;
    double zoom;
    AppCursor cursor;
    SDL_Cursor *cursors[CURSORS]; /* made when first wanted */
    Text title, new_title;
} Window;

static double now(void) {
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

static void feed(Window *window, const Input *input) {
    session_stir(&window->session, input, now());
    window->scene = app_frame(&window->app, input, &window->measure);
}

static void feed_kind(Window *window, InputKind kind) {
    feed(window, &(Input){.kind = kind, .time = now()});
}

/* The pointer's last place comes before anything that happened there. */
static void feed_motion(Window *window) {
    Input motion = window->motion;
    window->motion.kind = INPUT_NONE;
    if (motion.kind != INPUT_NONE) feed(window, &motion);
}

static void reshape(Window *window) {
    App *app = &window->app;
    double width = app->plain_width, height = app->plain_height;
    bool maximized = app->maximized;
    window->reshaped = false;
    if (!window->fullscreen) app->maximized = display_maximized(&window->display);
    display_fit(&window->display);
    window->scale = display_scale(&window->display, window->zoom);
    screen_set_scale(window->screen, window->scale.pixels);
    screen_forget(window->screen);
    app_resize(app, window->scale.width / window->scale.pixels, window->scale.height / window->scale.pixels);
    if (app->plain_width != width || app->plain_height != height || app->maximized != maximized)
        session_touch(&window->session, now());
    feed_kind(window, INPUT_NONE);
}

static void take_window_event(Window *window, const SDL_WindowEvent *event) {
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_MAXIMIZED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED: window->reshaped = true; break;
    case SDL_WINDOWEVENT_RESTORED: window->reshaped = true; /* fall through */
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_FOCUS_GAINED:
    case SDL_WINDOWEVENT_EXPOSED: window->exposed = true; break;
    case SDL_WINDOWEVENT_LEAVE: feed_kind(window, INPUT_LEAVE); break;
    case SDL_WINDOWEVENT_CLOSE: window->closing = true; break;
    default: break;
    }
}

static void take_drop(Window *window, char *path) {
    feed(window, &(Input){.kind = INPUT_DROP, .words = path, .time = now()});
    SDL_free(path);
}

static bool is_paste(const Input *input) {
    return input->kind == INPUT_KEY && input->ctrl && !input->alt && input->key == 'v';
}

static void feed_paste(Window *window) {
    char *clipboard = SDL_GetClipboardText();
    feed(window, &(Input){.kind = INPUT_PASTE, .words = clipboard, .time = now()});
    SDL_free(clipboard);
}

static void feed_input(Window *window, const Input *input) {
    if (is_paste(input))
        feed_paste(window);
    else
        feed(window, input);
}

static bool comes_later(Uint32 type) {
    SDL_Event event;
    return SDL_PeepEvents(&event, 1, SDL_PEEKEVENT, type, type) > 0;
}

/* A button that comes up outside the window may do so unsaid (so it is now and then where SDL 2 is made of SDL 3): what was dragged
   is let go at the next key, where no button is down by then. */
static void feed_lost_release(Window *window) {
    if (!window->held || SDL_GetGlobalMouseState(NULL, NULL) || comes_later(SDL_MOUSEBUTTONUP)) return;
    window->held = false;
    feed(window, &(Input){.kind = INPUT_RELEASE,
                          .button = BUTTON_LEFT,
                          .x = window->app.ui.x,
                          .y = window->app.ui.y,
                          .time = now()});
}

static void take_input(Window *window, const SDL_Event *event) {
    Input input;
    if (!events_input(event, window->scale.points, now(), &window->wheel, &input)) return;
    if (input.kind == INPUT_KEY) feed_lost_release(window);
    if (input.kind == INPUT_PRESS || input.kind == INPUT_RELEASE) window->held = input.kind == INPUT_PRESS;
    feed_input(window, &input);
}

/* Takes an event of the second window; what is done there is done to what the audience sees. */
static void take_second(Window *window, const SDL_Event *event) {
    Input input;
    if (!second_take(&window->second, &window->app, event, now(), &input)) return;
    if (event->type == SDL_MOUSEMOTION && input.kind == INPUT_MOVE) {
        window->motion = input;
        return;
    }
    feed_motion(window);
    feed_input(window, &input);
}

static void take(Window *window, const SDL_Event *event) {
    if (second_owns(&window->second, event)) {
        take_second(window, event);
        return;
    }
    if (event->type == SDL_MOUSEMOTION) {
        events_input(event, window->scale.points, now(), &window->wheel, &window->motion);
        return;
    }
    feed_motion(window);
    if (event->type == SDL_QUIT)
        window->closing = true;
    else if (event->type == SDL_DROPFILE)
        take_drop(window, event->drop.file);
    else if (event->type == SDL_WINDOWEVENT)
        take_window_event(window, &event->window);
    else if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET)
        window->reshaped = true;
    else
        take_input(window, event);
}

static bool due(const Window *window) {
    double deadline = window->app.requests.deadline;
    if (display_hidden(&window->display)) return false;
    return deadline > 0 && now() >= deadline;
}

/* Returns the earlier of two times, of which 0 is none. */
static double earlier(double one, double other) {
    return one <= 0 || other <= 0 ? fmax(one, other) : fmin(one, other);
}

/* Returns the earliest of the app's deadline and its look at the logs, which a hidden window has not, and the
   session's next writing; 0 where there is none. */
static double next_deadline(const Window *window) {
    bool hidden = display_hidden(&window->display);
    double app = hidden ? 0 : earlier(window->app.requests.deadline, window->app.logs.poll);
    return earlier(earlier(app, window->session.due), window->second.tick);
}

/* Sleeps until something happens or it is time. */
static bool wait_for(const Window *window, SDL_Event *event) {
    double deadline = next_deadline(window);
    if (deadline <= 0) return SDL_WaitEvent(event);
    double left = ceil((deadline - now()) * 1000);
    return SDL_WaitEventTimeout(event, (int)fmin(1e9, fmax(0, left)));
}

/* Takes in all that has happened; acts on the pointer's last place only. */
static void take_all(Window *window) {
    SDL_Event event;
    if (wait_for(window, &event)) {
        do take(window, &event);
        while (!window->closing && SDL_PollEvent(&event));
    }
    feed_motion(window);
    if (due(window) || logs_poll(&window->app, now())) feed_kind(window, INPUT_TIME);
    session_tick(&window->session, &window->app, now());
}

static void obey_cursor(Window *window, AppCursor cursor) {
    static const SDL_SystemCursor shapes[CURSORS] = {[CURSOR_ARROW] = SDL_SYSTEM_CURSOR_ARROW,
                                                     [CURSOR_HAND] = SDL_SYSTEM_CURSOR_HAND,
                                                     [CURSOR_TEXT] = SDL_SYSTEM_CURSOR_IBEAM,
                                                     [CURSOR_ACROSS] = SDL_SYSTEM_CURSOR_SIZEWE,
                                                     [CURSOR_GRAB] = SDL_SYSTEM_CURSOR_SIZEALL};
    if (cursor == window->cursor) return;
    window->cursor = cursor;
    if (!window->cursors[cursor]) window->cursors[cursor] = SDL_CreateSystemCursor(shapes[cursor]);
    if (window->cursors[cursor]) SDL_SetCursor(window->cursors[cursor]);
}

static void obey_typing(Window *window, bool typing) {
    if (typing == window->typing) return;
    window->typing = typing;
    if (typing)
        SDL_StartTextInput();
    else
        SDL_StopTextInput();
}

/* The room's display is the other one where whoever teaches keeps a window on this one. */
static void go_away(Window *window) {
    SDL_GetWindowPosition(window->display.window, &window->home.x, &window->home.y);
    window->away = display_move_to_other(&window->display);
}

static void come_home(Window *window) {
    if (window->away) SDL_SetWindowPosition(window->display.window, window->home.x, window->home.y);
    window->away = false;
}

/* SDL gives the window back the size it had before it was maximized, and the window manager takes that for the end of
   being maximized. */
static void leave_fullscreen(Window *window) {
    come_home(window);
    if (window->app.maximized) SDL_MaximizeWindow(window->display.window);
}

static void obey_fullscreen(Window *window, bool fullscreen) {
    if (fullscreen == window->fullscreen) return;
    window->fullscreen = fullscreen;
    if (fullscreen && window->app.present.on && window->app.requests.speaker) go_away(window);
    SDL_SetWindowFullscreen(window->display.window, fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    if (!fullscreen) leave_fullscreen(window);
    window->reshaped = true;
}

static void obey_awake(Window *window, bool awake) {
    if (awake == window->awake) return;
    window->awake = awake;
    (awake ? SDL_DisableScreenSaver : SDL_EnableScreenSaver)();
}

static void obey_zoom(Window *window, double zoom) {
    if (zoom == window->zoom) return;
    window->zoom = zoom;
    window->reshaped = true;
}

static void obey_copy(Text *copy) {
    if (copy->length == 0) return;
    SDL_SetClipboardText(text_string(copy));
    text_clear(copy);
}

/* Saves the picture to a file and copies its path, where no clipboard takes pictures. */
static void save_picture(Window *window, const Text *picture) {
    Text path = {0}, why = {0};
    const Text *folder = &window->session.folder;
    text_setf(&path, "%s/picture.png", folder->length ? text_string(folder) : "/tmp");
    if (file_write(text_string(&path), picture->data, picture->length, &why)) {
        text_setf(&window->app.requests.copy, "%s", text_string(&path));
        notice_say(&window->app, "Its path is copied: %s", text_string(&path));
    } else {
        notice_nothing(&window->app, "%s", text_string(&why));
    }
    text_free(&path);
    text_free(&why);
}

static void obey_picture(Window *window, Text *picture) {
    if (picture->length == 0) return;
    if (!display_on_x11() || !picture_offer(picture->data, picture->length)) save_picture(window, picture);
    text_clear(picture);
}

/* The verdict in words, for whoever sees only the title; a lesson tells it when it is time. */
static void say_title(Window *window) {
    text_clear(&window->new_title);
    if (present_has_lesson(&window->app))
        present_words(&window->app, &window->new_title);
    else
        words_verdict(&window->app.scenario.schedule, &window->new_title);
    text_add(&window->new_title, " – lrscope");
    if (strcmp(text_string(&window->title), text_string(&window->new_title)) == 0) return;
    Text old = window->title;
    window->title = window->new_title;
    window->new_title = old;
    SDL_SetWindowTitle(window->display.window, text_string(&window->title));
}

static void obey(Window *window) {
    AppRequests *requests = &window->app.requests;
    obey_cursor(window, requests->cursor);
    obey_typing(window, requests->text_input);
    obey_fullscreen(window, requests->fullscreen);
    second_obey(&window->second, &window->app, &window->display);
    obey_awake(window, requests->awake);
    obey_zoom(window, requests->zoom);
    obey_picture(window, &requests->picture);
    obey_copy(&requests->copy);
    say_title(window);
}

/* Paints what has changed and shows it; a window that nobody sees stays as it is. */
static void draw(Window *window) {
    if (window->reshaped) reshape(window);
    if (display_hidden(&window->display)) return;
    SDL_Surface *surface = display_surface(&window->display);
    if (!surface) return;
    SDL_Rect rects[SCREEN_RECTS_MAX];
    int count = screen_paint(window->screen, window->scene, surface, rects);
    if (count > 0 || window->exposed) display_present(&window->display, rects, window->exposed ? 0 : count);
    window->exposed = false;
}

/* Opens the file as if it had been dropped on the window. */
static void open_launched(Window *window, const char *path) {
    feed(window, &(Input){.kind = INPUT_DROP, .words = path, .time = now()});
}

static void run(Window *window, const char *launched) {
    reshape(window);
    if (launched) open_launched(window, launched);
    obey(window);
    draw(window);
    second_draw(&window->second, &window->app, now());
    while (!window->closing && !window->app.requests.quit) {
        take_all(window);
        obey(window);
        draw(window);
        second_draw(&window->second, &window->app, now());
    }
}

/* Applies what the command line says after the last session, so that undo leads back to that. */
static void begin(Window *window, const WindowStart *start) {
    App *app = &window->app;
    bool resumed =
        session_open(&window->session, app, start->fresh ? SESSION_FRESH : SESSION_RESUME, !start->explicit);
    if (start->explicit && resumed) {
        files_show(app, start->scenario, start->path);
        text_setf(&app->files.notice, "From the command line; Ctrl Z brings the last session back");
    } else if (start->path) {
        files_came_from(app, start->path);
    }
    for (size_t i = 0; resumed && !start->explicit && i < start->scenario->log_count; i++)
        logs_take(app, text_string(&start->scenario->logs[i].path));
    if (start->theme) app->theme = start->theme;
    if (start->lesson->count) present_begin(app, start->lesson);
    if (start->speaker) app->requests.speaker = true;
}

static void keep_compose_table(const Session *session) {
    Text folder = {0};
    if (session->folder.length == 0) return;
    text_addf(&folder, "%s/compose", text_string(&session->folder));
    xlib_keep_compose_table(text_string(&folder));
    text_free(&folder);
}

static bool open_window(Window *window, const WindowStart *start) {
    *window = (Window){.zoom = 1};
    app_open(&window->app, start->scenario, &theme_dark);
    window->app.export.date = start->date;
    window->app.reduced_motion = start->reduced_motion || motion_is_reduced();
    begin(window, start);
    keep_compose_table(&window->session);
    if (!display_open(&window->display, window->app.plain_width, window->app.plain_height, window->app.maximized))
        return false;
    window->screen = screen_open();
    if (!window->screen) return false;
    window->measure = screen_measure(window->screen);
    window->zoom = window->app.requests.zoom;
    return true;
}

static void close_window(Window *window, bool opened) {
    if (opened)
        session_close(&window->session, &window->app);
    else
        session_abandon(&window->session);
    second_close(&window->second);
    app_close(&window->app);
    screen_close(window->screen);
    for (int i = 0; i < CURSORS; i++) SDL_FreeCursor(window->cursors[i]);
    text_free(&window->title);
    text_free(&window->new_title);
    display_close(&window->display);
}

/* SDL hands the title to Xlib in the locale's characters; in the C locale one dash would cost the whole
 * title. */
static void use_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
}

int window_run(const WindowStart *start) {
    Window *window = memory_resize(NULL, 1, sizeof *window);
    use_utf8();
    bool opened = open_window(window, start);
    if (opened)
        run(window, start->launched);
    else
        fprintf(stderr, "lrscope: cannot open a window: %s (a figure needs none: -o FILE)\n", SDL_GetError());
    close_window(window, opened);
    free(window);
    return opened ? 0 : 1;
}
