/* --pin: further curves, each said as what differs from the present settings. */
#ifndef CLI_PINS_H
#define CLI_PINS_H

#include "cli/request.h"

/* Adds the curve of every --pin to the scenario. False with the whole message in *why. */
bool cli_pins_add(CliRequest *request, Text *why);

#endif
