#include "window/events.h"

#include <ctype.h>
#include <string.h>

typedef struct KeyName {
    SDL_Keycode code;
    int key;
} KeyName;

static const KeyName named_keys[] = {
    {SDLK_TAB, KEY_TAB},
    {SDLK_RETURN, KEY_ENTER},
    {SDLK_KP_ENTER, KEY_ENTER},
    {SDLK_ESCAPE, KEY_ESCAPE},
    {SDLK_BACKSPACE, KEY_BACKSPACE},
    {SDLK_DELETE, KEY_DELETE},
    {SDLK_LEFT, KEY_LEFT},
    {SDLK_RIGHT, KEY_RIGHT},
    {SDLK_UP, KEY_UP},
    {SDLK_DOWN, KEY_DOWN},
    {SDLK_PAGEUP, KEY_PAGE_UP},
    {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
    {SDLK_HOME, KEY_HOME},
    {SDLK_END, KEY_END},
    {SDLK_SPACE, KEY_SPACE},
    {SDLK_KP_PLUS, '+'},
    {SDLK_KP_MINUS, '-'},
};

/* The keypad's keys that NumLock switches. */
static const struct {
    SDL_Keycode code;
    int with, without;
} keypad[] = {
    {SDLK_KP_0, '0', KEY_NONE},      {SDLK_KP_1, '1', KEY_END},         {SDLK_KP_2, '2', KEY_DOWN},
    {SDLK_KP_3, '3', KEY_PAGE_DOWN}, {SDLK_KP_4, '4', KEY_LEFT},        {SDLK_KP_5, '5', KEY_NONE},
    {SDLK_KP_6, '6', KEY_RIGHT},     {SDLK_KP_7, '7', KEY_HOME},        {SDLK_KP_8, '8', KEY_UP},
    {SDLK_KP_9, '9', KEY_PAGE_UP},   {SDLK_KP_PERIOD, '.', KEY_DELETE},
};

/* SDL names a key by what it types without Shift. These are what actions ask for: on US and on German
 * keyboards. */
static const KeyName shifted_keys[] = {{'/', '?'}, {0xDF, '?'}, {'=', '+'},
                                       {',', '<'}, {'.', '>'},  {'<', '>'}};

static const Button buttons[] = {
    [SDL_BUTTON_LEFT] = BUTTON_LEFT, [SDL_BUTTON_MIDDLE] = BUTTON_MIDDLE, [SDL_BUTTON_RIGHT] = BUTTON_RIGHT};

static int find(const KeyName *names, size_t count, SDL_Keycode code) {
    for (size_t i = 0; i < count; i++)
        if (names[i].code == code) return names[i].key;
    return KEY_NONE;
}

static int keypad_key(SDL_Keycode code, bool numbers) {
    for (size_t i = 0; i < sizeof keypad / sizeof *keypad; i++)
        if (keypad[i].code == code) return numbers ? keypad[i].with : keypad[i].without;
    return KEY_NONE;
}

static int key_of(const SDL_Keysym *symbol) {
    SDL_Keycode code = symbol->sym;
    int key = find(named_keys, sizeof named_keys / sizeof *named_keys, code);
    if (!key && symbol->mod & KMOD_SHIFT)
        key = find(shifted_keys, sizeof shifted_keys / sizeof *shifted_keys, code);
    if (!key) key = keypad_key(code, symbol->mod & KMOD_NUM);
    if (!key && code >= SDLK_F1 && code <= SDLK_F12) key = KEY_F1 + (int)(code - SDLK_F1);
    if (!key && code > ' ' && code < 127) key = tolower((int)code);
    return key;
}

static void set_pointer(Input *input, int x, int y, double points) {
    input->x = x * points;
    input->y = y * points;
}

/* The events of wheels and fingers have no fractions of a place, and older ones no place at all: SDL knows
 * where the pointer is. */
static void set_pointer_now(Input *input, double points) {
    int x, y;
    SDL_GetMouseState(&x, &y);
    set_pointer(input, x, y, points);
}

/* A wheel turns the same way on every system; what two fingers move goes the way that the system was told. */
static void set_wheel(Input *input, const SDL_MouseWheelEvent *event, double points, Wheel *wheel) {
    input->touchpad = wheel_is_touchpad(wheel, event->preciseX, event->preciseY, input->time);
    double sign = event->direction == SDL_MOUSEWHEEL_FLIPPED && !input->touchpad ? -1 : 1;
    set_pointer_now(input, points);
    input->kind = INPUT_WHEEL;
    input->wheel_x = sign * event->preciseX;
    input->wheel_y = sign * event->preciseY;
}

/* A pinch is what Ctrl and a wheel are. */
static bool set_pinch(Input *input, const SDL_MultiGestureEvent *event, double points) {
    double notches = wheel_of_pinch(event->numFingers, event->dDist);
    if (notches == 0) return false;
    set_pointer_now(input, points);
    input->kind = INPUT_WHEEL;
    input->touchpad = input->ctrl = true;
    input->wheel_y = notches;
    return true;
}

static bool set_button(Input *input, const SDL_MouseButtonEvent *button, double points) {
    if (button->button >= sizeof buttons / sizeof *buttons) return false;
    input->kind = button->type == SDL_MOUSEBUTTONDOWN ? INPUT_PRESS : INPUT_RELEASE;
    input->button = buttons[button->button];
    input->clicks = button->clicks;
    set_pointer(input, button->x, button->y, points);
    return true;
}

static void set_text(Input *input, const char *utf8) {
    input->kind = INPUT_TEXT;
    SDL_utf8strlcpy(input->text, utf8, sizeof input->text);
}

/* Returns what was held when the event happened, which may be long ago: keys say it themselves, and what
   comes between two keys has what the last one said. What SDL knows is only what is held now. */
static Input fresh(const SDL_Event *event, double time) {
    static Uint16 held;
    if (event->type == SDL_KEYDOWN || event->type == SDL_KEYUP) held = event->key.keysym.mod;
    return (Input){
        .time = time, .shift = held & KMOD_SHIFT, .ctrl = held & KMOD_CTRL, .alt = held & KMOD_ALT};
}

bool events_input(const SDL_Event *event, double points, double time, Wheel *wheel, Input *input) {
    Input made = fresh(event, time);
    switch (event->type) {
    case SDL_MOUSEMOTION:
        made.kind = INPUT_MOVE;
        set_pointer(&made, event->motion.x, event->motion.y, points);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (!set_button(&made, &event->button, points)) return false;
        break;
    case SDL_MOUSEWHEEL: set_wheel(&made, &event->wheel, points, wheel); break;
    case SDL_MULTIGESTURE:
        if (!set_pinch(&made, &event->mgesture, points)) return false;
        break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        made.kind = event->type == SDL_KEYDOWN ? INPUT_KEY : INPUT_KEY_UP;
        made.key = key_of(&event->key.keysym);
        if (!made.key) return false;
        break;
    case SDL_TEXTINPUT: set_text(&made, event->text.text); break;
    default: return false;
    }
    *input = made;
    return true;
}
