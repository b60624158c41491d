#include "cli/export.h"

#include "cli/output.h"
#include "cli/picture.h"

#include <stdio.h>

/* The words that the same call would be typed with. */
typedef struct Typed {
    char size[32], scale[16];
} Typed;

static void add(CliRequest *request, CliOptionId option, const char *argument) {
    cli_request_add(request, CLI_FIRST_OPTION + (int)option, argument);
}

static CliRequest request_of(const Scenario *scenario, const ExportOrder *order, const char *path,
                             Typed *typed) {
    CliRequest request = cli_request_empty();
    scenario_free(&request.scenario);
    request.scenario = scenario_copy(scenario);
    scenario_clear_settings(&request.scenario);
    snprintf(typed->size, sizeof typed->size, "%gx%g", order->width, order->height);
    snprintf(typed->scale, sizeof typed->scale, "%g", order->scale);
    add(&request, CLI_OUTPUT, path);
    add(&request, CLI_SIZE, typed->size);
    add(&request, CLI_THEME, order->theme->name);
    if (order->scale != 1) add(&request, CLI_SCALE, typed->scale);
    if (order->transparent) add(&request, CLI_TRANSPARENT, NULL);
    return request;
}

static void draw(const Scenario *scenario, const ExportOrder *order, const Measure *measure, Scene *scene) {
    Typed typed;
    Text why = {0};
    CliRequest request = request_of(scenario, order, order->scale != 1 ? "x.png" : "x.svg", &typed);
    CliPicture picture = {0};
    if (cli_request_finish(&request, &why)) cli_picture_chart(&picture, &request, measure, scene);
    cli_picture_close(&picture);
    text_free(&why);
    cli_request_free(&request);
}

static bool write_figure(const Scenario *scenario, const ExportOrder *order, Text *why) {
    Typed typed;
    CliRequest request = request_of(scenario, order, order->path, &typed);
    bool written = cli_request_finish(&request, why) && cli_output_all(&request, why);
    cli_request_free(&request);
    return written;
}

const Exporter cli_exporter = {.draw = draw, .write = write_figure};
