/* Figures: the chart, or with --window the whole window's content, as one scene that all formats paint. */
#ifndef CLI_PICTURE_H
#define CLI_PICTURE_H

#include "app/app.h"
#include "cli/request.h"
#include "paint/figure.h"

/* {0} is one that is not made yet: the first format that needs it makes it. Fonts may be there already. */
typedef struct CliPicture {
    FigureFonts *fonts; /* NULL until then */
    bool borrowed;      /* they are the request's */
    const Scene *scene; /* the chart's or the app's */
    Scene chart;
    App *app;         /* NULL for a chart */
    Text sweep;       /* what its curves are */
    Text carried;     /* its scenario and settings, as a scenario file */
    Text description; /* for people who do not see it */
} CliPicture;

void cli_picture_close(CliPicture *picture);

/* In points: --size, or what fits the kind of picture. */
void cli_picture_size(const CliRequest *request, double *width, double *height);

/* The chart as a figure, measured by whoever is going to paint it. The picture keeps what it needs to name.
 */
void cli_picture_chart(CliPicture *picture, const CliRequest *request, const Measure *measure, Scene *scene);

/* Adds the figure in words, its alternative text: the curve, and what it is swept or compared with. */
void cli_picture_describe(const CliRequest *request, Text *out);

/* The scenario file that a figure carries: the scenario and the figure's settings, all or only those that
 * were said. */
void cli_picture_embedded(const CliRequest *request, bool all, Text *out);

/* Draws it, where that is not done yet: for who paints it in another way. */
void cli_picture_make(CliPicture *picture, const CliRequest *request);

/* Writers of cli/formats.h. */
bool cli_picture_png(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);
bool cli_picture_svg(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);
bool cli_picture_pdf(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);

#endif
