/* The program in a browser: what the host (host.js) calls, and what it gives. One Page is a figure with sliders, the
   whole window, or a lesson. The host hands in text as UTF-8 that it owns, ended by a 0 byte; strings that it gets are the
   page's and valid until the next call. Lengths are in points, which are CSS pixels here; times in seconds. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "scene/scene.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct Page Page;

/* What stands in a page's file beside the program: `scenario` is the text of a scenario file, with its figure's settings.
   A figure has sliders for these keys, with commas between them; a lesson comes as the text of its file. Never NULL;
   what is wrong is the page's refusal. */
Page *page_open_figure(const char *scenario, const char *sliders);
Page *page_open_window(const char *scenario);
Page *page_open_lesson(const char *scenario, const char *lesson);
void page_close(Page *page);
/* Why it could not be opened, or what was refused last; "": nothing. */
const char *page_refusal(const Page *page);

/* The reader prefers a dark page, or that nothing moves. A theme that was chosen stays. */
void page_prefer(Page *page, bool dark, bool still);
/* The room that there is. A figure takes no more than its own size. */
void page_resize(Page *page, double width, double height);

/* The reader's input, as in ui/input.h. `words` is what was typed or pasted, or NULL; keys are sums of
   PAGE_SHIFT and so on. */
enum { PAGE_SHIFT = 1, PAGE_CTRL = 2, PAGE_ALT = 4, PAGE_TOUCHPAD = 8 };
void page_input(Page *page, int kind, double x, double y, int button, int clicks, double wheel_x, double wheel_y,
                int key, int modifiers, const char *words, double time);
/* A file that was dropped on the page: its name is then a path like any other. */
void page_drop(Page *page, const char *name, const void *bytes, size_t count);
/* Draws what is true now. The scene is the page's. */
const Scene *page_draw(Page *page);

/* Moves a slider, by its place in the list, to 0 … 1 of its track; or gives it a value as typed. False where it is
   refused. */
bool page_slide(Page *page, int slider, double position);
bool page_put(Page *page, int slider, const char *text);
/* So many steps of the keyboard, as in parameter_stepped. */
bool page_step(Page *page, int slider, double steps);
/* Applies "warmup_factor=1.5&warmup_iters=500", as in a link. False where some of it is refused; the rest is applied. */
bool page_assign(Page *page, const char *assignments);
/* Resets the page to what the file holds. */
void page_reset(Page *page);

/* Returns what the host shows outside the picture, as JSON: "sliders": [{"key", "label", "help", "value", "position"}],
   "description", "verdict", "link" (what differs from the file, as page_assign takes it), "width", "height",
   "background" and "text" (colours, "#rrggbb"), "cursor", "typing", "deadline" (0: nothing moves), "fullscreen", "copy"
   (for the clipboard), "answers" (a lesson's, as lesson/answers.h has them), "files": [{"name", "content" (in base 64)}] (to be saved). */
const char *page_state(Page *page);

/* The present scenario as the text of a file. */
const char *page_scenario(Page *page);
/* These are for tests: the rate that an update uses; the picture as a file of SVG with real text. */
double page_lr(const Page *page, double step);
const char *page_svg(Page *page);

#endif
