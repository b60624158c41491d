/* What SDL reports becomes what the program knows, without a display. */
#include "window/events.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static Wheel wheel;

static Input take(SDL_Event event) {
    Input input = {.kind = INPUT_NONE};
    events_input(&event, 1, 5, &wheel, &input);
    return input;
}

static Input press_key(SDL_Keycode code, Uint16 held) {
    return take((SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = held}}});
}

static Input release_key(SDL_Keycode code, Uint16 held) {
    return take((SDL_Event){.key = {.type = SDL_KEYUP, .keysym = {.sym = code, .mod = held}}});
}

static Input press_button(void) {
    return take((SDL_Event){.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .clicks = 1}});
}

/* After a stall all keys are up again when an event is looked at: SDL says that none is held. */
static void keys_have_what_was_held_when_they_went_down(void **state) {
    (void)state;
    assert_int_equal(SDL_GetModState(), KMOD_NONE);
    Input input = press_key(SDLK_z, KMOD_LCTRL);
    assert_true(input.kind == INPUT_KEY && input.key == 'z' && input.ctrl && !input.shift && !input.alt);
    input = press_key(SDLK_z, KMOD_RCTRL | KMOD_LSHIFT);
    assert_true(input.ctrl && input.shift);
    input = press_key(SDLK_F5, KMOD_LALT);
    assert_true(input.key == KEY_F1 + 4 && input.alt && !input.ctrl);
    input = press_key(SDLK_c, KMOD_NONE);
    assert_true(!input.ctrl && !input.alt && !input.shift);
}

/* And none held now says nothing of then, the other way round. */
static void a_key_that_is_held_by_now_was_not_then(void **state) {
    (void)state;
    SDL_SetModState(KMOD_LCTRL);
    assert_false(press_key(SDLK_c, KMOD_NONE).ctrl);
    assert_false(press_button().ctrl);
    SDL_SetModState(KMOD_NONE);
}

static void buttons_wheels_and_moves_have_what_the_last_key_said(void **state) {
    (void)state;
    press_key(SDLK_LSHIFT, KMOD_LSHIFT);
    assert_true(press_button().shift);
    assert_true(take((SDL_Event){.motion = {.type = SDL_MOUSEMOTION}}).shift);
    press_key(SDLK_LCTRL, KMOD_LSHIFT | KMOD_LCTRL);
    Input input = take((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .preciseY = 1}});
    assert_true(input.kind == INPUT_WHEEL && input.ctrl && input.shift);
    release_key(SDLK_LSHIFT, KMOD_LCTRL);
    input = press_button();
    assert_true(input.ctrl && !input.shift);
    release_key(SDLK_LCTRL, KMOD_NONE);
    assert_false(press_button().ctrl);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_have_what_was_held_when_they_went_down),
        cmocka_unit_test(a_key_that_is_held_by_now_was_not_then),
        cmocka_unit_test(buttons_wheels_and_moves_have_what_the_last_key_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
