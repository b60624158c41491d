/* A command line, one argument a line: it is understood as a whole or refused with a reason. Nothing is done.
 */
#include "fuzz.h"

#include "cli/request.h"

enum { ARGUMENTS_MAX = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    char *text = fuzz_string(bytes, count), *place = NULL,
         *arguments[ARGUMENTS_MAX + 2] = {(char[]){"lrscope"}};
    int argument_count = 1;
    for (char *line = strtok_r(text, "\n", &place); line && argument_count <= ARGUMENTS_MAX;
         line = strtok_r(NULL, "\n", &place))
        arguments[argument_count++] = line;
    CliRequest request = cli_request_empty(NULL);
    Text why = {0};
    optind = 0;
    bool good =
        cli_request_words(&request, argument_count, arguments, &why) && cli_request_finish(&request, &why);
    fuzz_holds(good || why.length > 0);
    fuzz_holds(!good || request.scenario.schedule.total_steps >= 1);
    cli_request_free(&request);
    text_free(&why);
    free(text);
    return 0;
}
