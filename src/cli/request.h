/* What the arguments ask for, read and checked as a whole before anything is done. */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/formats.h"
#include "cli/options.h"
#include "scenario/scenario.h"
#include "scene/theme.h"

typedef struct CliOutput {
    const char *path; /* "-": stdout */
    const CliFormat *format;
} CliOutput;

/* Strings are the arguments' own. */
typedef struct CliRequest {
    Scenario scenario;
    const char
        *given[CLI_OPTIONS]; /* by CliOptionId: the last value ("" of a flag), NULL where it was not there */
    ParameterValue *values; /* every option that is a parameter, as typed */
    size_t value_count;
    const CliFormat *format; /* --format, or NULL */
    const Theme *theme;      /* --theme, or NULL */
    double width, height;    /* --size in points, or 0 */
    double scale;            /* pixels a point */
    Text steps;              /* every --at, joined by commas */
    CliOutput *outputs;
    size_t output_count;
} CliRequest;

/* False with the whole message in *why. Either way cli_request_free. */
bool cli_request_read(CliRequest *request, int argc, char **argv, Text *why);
void cli_request_free(CliRequest *request);

/* What the call makes, as CLI_MAKES_ bits. */
unsigned cli_request_makes(const CliRequest *request);

#endif
