/* The logs of a scenario, read and held against its schedule: for figures, for the window and for programs. */
#ifndef FIGURE_LOGS_H
#define FIGURE_LOGS_H

#include "chart/chart.h"
#include "runlog/fit.h"
#include "scenario/scenario.h"

/* A log's points are thinned to at most so many, whatever the figure's size, so that a figure that embeds them is drawn
   again from them alone. */
enum { FIGURE_LOG_POINTS = 2400 };

typedef struct FigureLog {
    bool read;          /* false: it came with its points, out of a figure */
    RunLog log;
    LogVerdict verdict;
    Text name;          /* the file's, without folders */
    Text summary;       /* writer, rows, agreement, in a sentence or two */
    ScenarioLogPoint *thinned;
    size_t count;
    ChartLogPoint *points; /* as many, in factors of the present base_lr */
} FigureLog;

typedef struct FigureLogs { /* {0}: none */
    FigureLog *items;
    size_t count;
    ChartLog *drawn; /* one each */
} FigureLogs;

/* Reads every log of the scenario and compares it. False with the reason in *why; nothing is open then. */
bool figure_logs_open(FigureLogs *logs, const Scenario *scenario, Text *why);
void figure_logs_free(FigureLogs *logs);

/* The same where one that cannot be read does not stop the others: it is there without points, and the reason stands in
   troubles[its index], else cleared. */
void figure_logs_open_each(FigureLogs *logs, const Scenario *scenario, Text *troubles);

/* Fits the points to another base_lr; what is said of them stays. */
void figure_logs_scale(FigureLogs *logs, const Schedule *schedule);

/* Compares them with another schedule. */
void figure_logs_compare(FigureLogs *logs, const Scenario *scenario, const Schedule *schedule);

/* Adds the sentences of all logs. */
void figure_logs_describe(const FigureLogs *logs, Text *out);

/* Puts the thinned points into a copy of the scenario, for embedding; files go by their names without folders. */
void figure_logs_embed(const FigureLogs *logs, Scenario *copy);

/* Gives the scenario's logs their whole names: a scenario file then means the same ones from wherever it is opened. */
void figure_logs_whole_names(Scenario *scenario);

/* Adds `"logs": [...],` and, of fits, `"fits": [...],` to an object of JSON; nothing where there are none. */
void figure_logs_add_json(const FigureLogs *logs, const Schedule *schedule, Text *out);
void figure_fits_add_json(const LogFit *fits, size_t count, Text *out);
/* Adds a fit's options as a command line has them, a space before each. */
void figure_fit_add_options(const LogFit *fit, Text *out);

#endif
