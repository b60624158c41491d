/* The logs of runs in the window: read when they come into the scenario, compared when the schedule changes, followed
   while the file grows. A section of the side panel says what each of them is and whether it agrees. */
#ifndef APP_LOGS_H
#define APP_LOGS_H

#include "figure/logs.h"

struct App;

typedef struct AppLogs {
    FigureLogs open;   /* one each of `shown`; those that cannot be read have no rows */
    Scenario shown;    /* only its logs: those that are open */
    Schedule schedule; /* that they were compared with */
    Text troubles[SCENARIO_LOGS_MAX]; /* why a log cannot be read; empty as a rule */
    double poll;       /* when to look for new rows, as Input.time; 0: there is nothing to follow */
    bool waits;        /* a long log is compared when the hand lets go */
} AppLogs;

void logs_free(AppLogs *logs);

/* Before a picture is made: what is open becomes what the scenario names, compared with its schedule. */
void logs_update(struct App *app);

/* Adds a log to the scenario; false where the file is none, and then nothing changes. */
bool logs_take(struct App *app, const char *path);

/* Looks for new rows, where it is time. Returns whether there were some: only then is a frame worth while. */
bool logs_poll(struct App *app, double time);

/* Shows the section. Returns its height, 0 where there is no log. */
double logs_show(struct App *app, Box row);

/* Puts the points that are shown into a copy of the scenario, so that a figure of it needs no file. */
void logs_embed(const struct App *app, Scenario *copy);

#endif
