/* The values of the options, read into the request. Each function returns false and adds what the option
 *takes to takes where the value is not allowed; the request is then as it was. */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "cli/request.h"

bool cli_take_preset(CliRequest *request, const char *value, Text *takes);
bool cli_take_output(CliRequest *request, const char *value, Text *takes);
bool cli_take_format(CliRequest *request, const char *value, Text *takes);
bool cli_take_size(CliRequest *request, const char *value, Text *takes);
bool cli_take_scale(CliRequest *request, const char *value, Text *takes);
bool cli_take_theme(CliRequest *request, const char *value, Text *takes);
bool cli_take_axis(CliRequest *request, const char *value, Text *takes);
bool cli_take_title(CliRequest *request, const char *value, Text *takes);
bool cli_take_caption(CliRequest *request, const char *value, Text *takes);
bool cli_take_show(CliRequest *request, const char *value, Text *takes);
bool cli_take_hide(CliRequest *request, const char *value, Text *takes);
bool cli_take_svg_text(CliRequest *request, const char *value, Text *takes);
bool cli_take_family(CliRequest *request, const char *value, Text *takes);
bool cli_take_implementations(CliRequest *request, const char *value, Text *takes);
bool cli_take_steps(CliRequest *request, const char *value, Text *takes);

/* Size, scale and formats together. Puts the whole message into *why. */
bool cli_check_size(const CliRequest *request, Text *why);

/* False where words of the user's, titles and pins' names, would be drawn with boxes for letters. */
bool cli_check_coverage(const CliRequest *request, Text *why);

#endif
