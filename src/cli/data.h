/* The numbers and the words behind a figure, as files for programs and people. Writers of cli/formats.h. */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "cli/picture.h"

/* One object: "lrscope" (the form's version, 1), "title", "parameters" (those in use; what follows from
   others as the number it comes to), "description", "above_1" (any, and where it is true first, last and
   count), "peak", and "points": the ends of the run and every place between them where the curve is not
   smooth, at most DATA_POINTS, each with step, factor and lr, and with factor_before where the curve jumps.
   "complete" is false where there were more. */
enum { DATA_POINTS = 1000 };
bool cli_data_json(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);

/* The scenario, with the settings that were said for its figure. */
bool cli_data_yaml(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);

/* The description, as --describe prints it. */
bool cli_data_txt(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);

#endif
