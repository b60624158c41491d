#include "window/second.h"

#include "app/app.h"
#include "window/events.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { WIDTH = 1120, HEIGHT = 700 };

static bool is_open(const Second *second) {
    return second->display.window != NULL;
}

void second_close(Second *second) {
    if (!is_open(second)) return;
    speaker_free(&second->speaker);
    screen_close(second->screen);
    display_close_second(&second->display);
    *second = (Second){0};
}

static void open_it(Second *second, App *app, const Display *first) {
    bool opened = display_open_second(&second->display, first, "Speaker – lrscope", WIDTH, HEIGHT);
    second->screen = opened ? screen_open() : NULL;
    if (second->screen) {
        second->measure = screen_measure(second->screen);
        second->reshaped = true;
        return;
    }
    fprintf(stderr, "lrscope: cannot open the speaker's window: %s\n", SDL_GetError());
    display_close_second(&second->display);
    app->requests.speaker = false;
}

void second_obey(Second *second, App *app, const Display *first) {
    bool wanted = app->present.on && app->requests.speaker;
    if (wanted && !is_open(second)) open_it(second, app, first);
    if (!wanted) second_close(second);
}

static Uint32 window_of(const SDL_Event *event) {
    switch (event->type) {
    case SDL_WINDOWEVENT: return event->window.windowID;
    case SDL_MOUSEMOTION: return event->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return event->button.windowID;
    case SDL_MOUSEWHEEL: return event->wheel.windowID;
    case SDL_KEYDOWN:
    case SDL_KEYUP: return event->key.windowID;
    case SDL_TEXTINPUT: return event->text.windowID;
    default: return 0;
    }
}

bool second_owns(const Second *second, const SDL_Event *event) {
    return is_open(second) && window_of(event) == SDL_GetWindowID(second->display.window);
}

static bool take_window_event(Second *second, App *app, const SDL_WindowEvent *event, Input *input) {
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED: second->reshaped = true; return false;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_FOCUS_GAINED:
    case SDL_WINDOWEVENT_EXPOSED: second->exposed = true; return false;
    case SDL_WINDOWEVENT_CLOSE: app->requests.speaker = false; return false;
    case SDL_WINDOWEVENT_LEAVE: input->kind = INPUT_LEAVE; return speaker_take(&second->speaker, app, input);
    default: return false;
    }
}

bool second_take(Second *second, App *app, const SDL_Event *event, double time, Input *input) {
    *input = (Input){.time = time};
    if (event->type == SDL_WINDOWEVENT) return take_window_event(second, app, &event->window, input);
    return events_input(event, second->scale.points, time, &second->wheel, input) &&
           speaker_take(&second->speaker, app, input);
}

static SpeakerClock clock_at(double now) {
    time_t seconds = time(NULL);
    struct tm day = {0};
    localtime_r(&seconds, &day);
    return (SpeakerClock){now, day.tm_hour, day.tm_min};
}

static void reshape(Second *second) {
    second->reshaped = false;
    second->scale = display_scale(&second->display, 1);
    screen_set_scale(second->screen, second->scale.pixels);
    screen_forget(second->screen);
}

void second_draw(Second *second, App *app, double time) {
    if (!is_open(second)) return;
    if (second->reshaped) reshape(second);
    double pixels = second->scale.pixels;
    const Scene *scene = speaker_frame(&second->speaker, app, second->scale.width / pixels,
                                       second->scale.height / pixels, clock_at(time), &second->measure);
    second->tick = floor(time - app->present.since) + 1 + app->present.since;
    if (display_hidden(&second->display)) return;
    SDL_Surface *surface = display_surface(&second->display);
    if (!surface) return;
    SDL_Rect rects[SCREEN_RECTS_MAX];
    int count = screen_paint(second->screen, scene, surface, rects);
    if (count > 0 || second->exposed) display_present(&second->display, rects, second->exposed ? 0 : count);
    second->exposed = false;
}
