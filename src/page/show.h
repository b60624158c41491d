/* What a page shows, for the files of this room: each kind is a row of functions. */
#ifndef PAGE_SHOW_H
#define PAGE_SHOW_H

#include "figure/figure.h"
#include "page/page.h"
#include "scenario/scenario.h"
#include "ui/input.h"

typedef struct PageShow {
    void (*close)(Page *page);
    void (*prefer)(Page *page); /* page->dark or page->still is another */
    void (*resize)(Page *page, double width, double height);
    void (*input)(Page *page, const Input *input);
    const Scene *(*draw)(Page *page);
    const Scenario *(*scenario)(const Page *page); /* what is shown */
    void (*take)(Page *page, const Schedule *schedule); /* in place of the present one */
    void (*describe)(const Page *page, Text *out);
    void (*add_state)(Page *page, Text *out); /* members of JSON, each with a comma behind it */
} PageShow;

struct Page {
    const PageShow *show;
    void *own;       /* of the kind */
    Scenario file;   /* what the page was made of */
    FigureSpec spec; /* its settings */
    PaintFonts *fonts;
    Measure measure;
    bool dark, still;
    Text refusal, state, words;
};

/* The page with its scenario read, of no kind yet; where that is refused, page_refusal says why. */
Page *page_begin(const char *scenario);

/* Returns the theme that the reader prefers; a theme that is not the usual one of its kind was chosen, and
   stays. */
const Theme *page_theme(const Page *page);

#endif
