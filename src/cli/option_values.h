/* The values of the options, read into the request. Each function returns false and adds what the option
   takes to *takes where the value is not allowed; the request is then as it was. */
#ifndef CLI_OPTION_VALUES_H
#define CLI_OPTION_VALUES_H

#include "cli/request.h"

bool cli_take_preset(CliRequest *request, const char *value, Text *takes);
bool cli_take_output(CliRequest *request, const char *value, Text *takes);
bool cli_take_text(CliRequest *request, const char *value, Text *takes);
bool cli_take_format(CliRequest *request, const char *value, Text *takes);
bool cli_take_left(CliRequest *request, const char *value, Text *takes);
bool cli_take_axis(CliRequest *request, const char *value, Text *takes);
bool cli_take_caption(CliRequest *request, const char *value, Text *takes);
bool cli_take_family(CliRequest *request, const char *value, Text *takes);
bool cli_take_implementations(CliRequest *request, const char *value, Text *takes);
bool cli_take_describe(CliRequest *request, const char *value, Text *takes);
bool cli_take_steps(CliRequest *request, const char *value, Text *takes);

/* The words that some of them take, out of the tables that these look into, for the shells' completions. */
void cli_words_formats(Text *words);
void cli_words_dialects(Text *words);
void cli_words_presets(Text *words);
void cli_words_lessons(Text *words);
void cli_words_families(Text *words);
void cli_words_parts(Text *words);

#endif
