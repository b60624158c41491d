/* A word of confirmation that stays for a moment: "PyTorch code copied"; or of why nothing came about. */
#ifndef APP_NOTICE_H
#define APP_NOTICE_H

#include "base/text.h"
#include "scene/scene.h"

struct App;

typedef struct AppNotice {
    Text words;
    bool done;    /* something was: it has a tick */
    double until; /* as Input.time; 0: nothing is said */
} AppNotice;

/* Says it in the place of what was said before; as much of it as the plot has room for. */
void notice_say(struct App *app, const char *format, ...) TEXT_FORMAT(2, 3);
/* Likewise that nothing was done. */
void notice_nothing(struct App *app, const char *format, ...) TEXT_FORMAT(2, 3);
/* Takes it away when its time has come, and lets the window know when that will be. */
void notice_follow(struct App *app, double time);
/* Draws it at the lower edge of the plot, where there is seldom a curve. */
void notice_show(struct App *app, Box plot);

#endif
