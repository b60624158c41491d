#include "window/display.h"

#include "app/app.h"
#include "base/number.h"
#include "window/signals.h"
#include "window/xlib.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Setting {
    const char *name, *value;
} Setting;

/* SDL and its libraries read these from the environment only. The class is the name of the .desktop file. */
static const Setting environment[] = {
    {"SDL_VIDEO_X11_WMCLASS", "lrscope"},
    {"SDL_VIDEO_WAYLAND_WMCLASS", "lrscope"},
    {"SDL_VIDEO_WAYLAND_SCALE_TO_DISPLAY", "0"},      /* else sdl2-compat hides the scale */
    {"DBUS_SESSION_BUS_ADDRESS", "unix:runtime=yes"}, /* else, where none runs, one is started */
};

static const Setting hints[] = {
    {SDL_HINT_APP_NAME, "lrscope"},
    {SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1"},
    {SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0"}, /* of two windows only one has it */
    {SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0"},
    {SDL_HINT_IME_SHOW_UI, "1"},
    {SDL_HINT_WINDOWS_DPI_SCALING, "1"},
};

static void prepare(void) {
    for (size_t i = 0; i < sizeof environment / sizeof *environment; i++)
        setenv(environment[i].name, environment[i].value, 0);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) SDL_SetHint(hints[i].name, hints[i].value);
}

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

/* Chooses a driver that can show something: left alone, SDL ends with a driver that has no screen and says
   that all is well. Who asks for another one sets SDL_VIDEODRIVER, which comes before this hint. */
static bool choose_driver(void) {
    bool x11 = is_set("DISPLAY"), wayland = is_set("WAYLAND_DISPLAY");
    SDL_SetHint(SDL_HINT_VIDEODRIVER, x11 && wayland ? "x11,wayland" : wayland ? "wayland" : "x11");
    if (x11 || wayland || is_set(SDL_HINT_VIDEODRIVER)) return true;
    SDL_SetError("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
    return false;
}

bool display_on_x11(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, "x11") == 0;
}

/* Chooses how pixels reach the screen. On X11 they are sent as they are: through a texture the whole window
   would be sent for every small change, and a driver loaded at the start. Elsewhere there may be no other way
   than a texture. */
static void choose_way_of_pixels(void) {
    if (display_on_x11()) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

/* X11 does not scale windows: people set Xft.dpi, which SDL gives as the horizontal resolution (with a result
   of failure where it does not know the screen's size), or else that is the screen's own. Quarters, rounded
   down, so that a usual screen of 92 to 119 dots an inch stays at 1. */
static double x11_scale(int screen) {
    float diagonal = 0, horizontal = 0, vertical = 0;
    (void)SDL_GetDisplayDPI(screen, &diagonal, &horizontal, &vertical);
    return fmax(1, floor(horizontal / 96.0 * 4 + 0.01) / 4);
}

/* Returns the window's units a point. */
static double unit_scale(int screen) {
    double asked;
    const char *override = getenv("LRSCOPE_SCALE");
    if (override && number_parse(override, &asked) && asked >= 0.25 && asked <= 16) return asked;
    return display_on_x11() ? x11_scale(screen) : 1;
}

static int screen_of(SDL_Window *window) {
    int screen = SDL_GetWindowDisplayIndex(window);
    return screen < 0 ? 0 : screen;
}

/* A length in points as whole units of the window, no more than there is room for. */
static int units(double length, double scale, int room) {
    return (int)fmin(ceil(length * scale), room);
}

static SDL_Rect room_on(int screen) {
    SDL_Rect room;
    bool known = SDL_GetDisplayUsableBounds(screen, &room) == 0;
    return known ? room : (SDL_Rect){0, 0, INT_MAX, INT_MAX};
}

/* A frame's title and edges, in points: no window manager tells before the window is there. */
static const double FRAME_WIDE = 8, FRAME_HIGH = 40;

/* A length in points as units that leave the frame its place. */
static int framed(double length, double frame, double scale, int room) {
    return room == INT_MAX ? units(length, scale, room) : units(length, scale, room - (int)(frame * scale));
}

static SDL_Window *open_window(const char *title, int screen, double width, double height, bool maximized) {
    double scale = unit_scale(screen);
    SDL_Rect room = room_on(screen);
    int place = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)screen);
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | (maximized ? SDL_WINDOW_MAXIMIZED : 0);
    return SDL_CreateWindow(title, place, place, framed(width, FRAME_WIDE, scale, room.w),
                            framed(height, FRAME_HIGH, scale, room.h), flags);
}

bool display_open(Display *display, double width, double height, bool maximized) {
    *display = (Display){0};
    prepare();
    xlib_forgive_late_events();
    signals_hold();
    if (!choose_driver() || SDL_Init(SDL_INIT_VIDEO) < 0) return false;
    signals_watch();
    choose_way_of_pixels();
    display->window = open_window("lrscope", 0, width, height, maximized);
    if (!display->window) return false;
    SDL_StopTextInput();
    SDL_EnableScreenSaver();
    return true;
}

void display_close(Display *display) {
    SDL_FreeSurface(display->shadow);
    if (display->window) SDL_DestroyWindow(display->window);
    *display = (Display){0};
    SDL_Quit();
}

int display_other(int count, int present) {
    return count > 1 ? (present + 1) % count : present;
}

bool display_open_second(Display *second, const Display *first, const char *title, double width, double height) {
    int screen = display_other(SDL_GetNumVideoDisplays(), screen_of(first->window));
    *second = (Display){.window = open_window(title, screen, width, height, false)};
    return second->window != NULL;
}

void display_close_second(Display *second) {
    SDL_FreeSurface(second->shadow);
    if (second->window) SDL_DestroyWindow(second->window);
    *second = (Display){0};
}

bool display_move_to_other(const Display *display) {
    int count = SDL_GetNumVideoDisplays(), screen = screen_of(display->window);
    int place = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)display_other(count, screen));
    if (count < 2) return false;
    SDL_SetWindowPosition(display->window, place, place);
    return true;
}

/* Tells SDL the least size only where it changes: on X11 SDL then also moves the window and raises it, under
   the hand that resizes it. */
void display_fit(const Display *display) {
    int screen = screen_of(display->window), wide, high;
    double scale = unit_scale(screen);
    SDL_Rect room = room_on(screen);
    int min_wide = units(APP_MIN_WIDTH, scale, room.w);
    int min_high = units(APP_MIN_HEIGHT, scale, room.h);
    SDL_GetWindowMinimumSize(display->window, &wide, &high);
    if (wide != min_wide || high != min_high) SDL_SetWindowMinimumSize(display->window, min_wide, min_high);
}

DisplayScale display_scale(const Display *display, double zoom) {
    int units_wide, units_high, wide, high;
    SDL_GetWindowSize(display->window, &units_wide, &units_high);
    SDL_GetWindowSizeInPixels(display->window, &wide, &high);
    double density = units_wide > 0 ? (double)wide / units_wide : 1;
    double pixels = unit_scale(screen_of(display->window)) * density * zoom;
    double room = fmin((double)wide / APP_MIN_WIDTH, (double)high / APP_MIN_HEIGHT);
    if (room > 0) pixels = fmin(pixels, room);
    return (DisplayScale){wide, high, pixels, density / pixels};
}

static bool usable(const SDL_Surface *surface) {
    Uint32 format = surface->format->format;
    return format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
}

SDL_Surface *display_surface(Display *display) {
    SDL_Surface *surface = SDL_GetWindowSurface(display->window), *shadow = display->shadow;
    if (!surface || usable(surface)) return surface;
    if (shadow && shadow->w == surface->w && shadow->h == surface->h) return shadow;
    SDL_FreeSurface(shadow);
    display->shadow = SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
    return display->shadow;
}

void display_present(Display *display, SDL_Rect *rects, int count) {
    SDL_Surface *surface = SDL_GetWindowSurface(display->window);
    if (!surface) return;
    SDL_Rect whole = {0, 0, surface->w, surface->h};
    if (count == 0) rects = &whole;
    if (count == 0) count = 1;
    for (int i = 0; i < count && !usable(surface); i++) {
        SDL_Rect place = rects[i];
        SDL_BlitSurface(display->shadow, &rects[i], surface, &place);
    }
    SDL_UpdateWindowSurfaceRects(display->window, rects, count);
}

bool display_maximized(const Display *display) {
    return SDL_GetWindowFlags(display->window) & SDL_WINDOW_MAXIMIZED;
}

bool display_hidden(const Display *display) {
    return SDL_GetWindowFlags(display->window) & (SDL_WINDOW_HIDDEN | SDL_WINDOW_MINIMIZED);
}
