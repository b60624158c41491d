/* The least that a window with text costs: SDL2, SDL2_ttf, one font, one line, then asleep until it is
 * closed. */
#include "paint/fonts.h"
#include "scene/theme.h"

#include <SDL_ttf.h>

static void draw(SDL_Window *window, TTF_Font *font) {
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    SDL_Surface *text = TTF_RenderUTF8_Blended(font, "Never above 1", (SDL_Color){255, 255, 255, 255});
    if (!surface || !text) return;
    SDL_FillRect(surface, NULL, theme_dark.background >> 8);
    SDL_BlitSurface(text, NULL, surface, &(SDL_Rect){40, 40, text->w, text->h});
    SDL_FreeSurface(text);
    SDL_UpdateWindowSurface(window);
}

int main(void) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) < 0 || TTF_Init() < 0) return 1;
    SDL_Window *window = SDL_CreateWindow("bare", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 800,
                                          SDL_WINDOW_RESIZABLE);
    FontFile file = font_file(FONT_WORDS);
    TTF_Font *font = TTF_OpenFontRW(SDL_RWFromConstMem(file.data, (int)file.size), 1, 14);
    if (!window || !font) return 1;
    SDL_StopTextInput();
    draw(window, font);
    for (SDL_Event event; SDL_WaitEvent(&event) && event.type != SDL_QUIT;)
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED)
            draw(window, font);
    TTF_CloseFont(font);
    SDL_DestroyWindow(window);
    TTF_Quit();
    SDL_Quit();
    return 0;
}
