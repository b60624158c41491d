#include "cli/again.h"

#include "base/file.h"
#include "cli/complain.h"
#include "cli/picture.h"
#include "scenario/carried.h"

#include <stdlib.h>
#include <string.h>

/* The format that a figure has by its content, whatever its name. */
static const CliFormat *format_of(const char *path, Text *why) {
    static const char *const names[] = {
        [CARRIED_PNG] = "png", [CARRIED_SVG] = "svg", [CARRIED_PDF] = "pdf", [CARRIED_WEBP] = "webp"};
    CarriedKind kind;
    Text yaml = {0};
    bool read = carried_read(path, &kind, &yaml, why);
    text_free(&yaml);
    if (!read) return NULL;
    if (kind == CARRIED_PLAIN) text_setf(why, "%s: no figure, so there is nothing to draw again", path);
    return kind == CARRIED_PLAIN ? NULL : cli_format_named(names[kind]);
}

static bool draw(const CliRequest *request, const CliFormat *format, char **bytes, size_t *count, Text *why) {
    CliPicture picture = {0};
    FILE *stream = open_memstream(bytes, count);
    bool drawn = stream && format->write(request, &picture, stream, why);
    if (stream) fclose(stream);
    cli_picture_close(&picture);
    return drawn;
}

static int compare(const char *path, const char *bytes, size_t count, Text *why) {
    Text content = {0};
    int status = 0;
    if (!file_read_head(path, count + 1, &content, why)) {
        status = 1;
    } else if (content.length != count || memcmp(content.data, bytes, count) != 0) {
        text_setf(why, "%s: drawn again, it would differ", path);
        status = 1;
    }
    text_free(&content);
    return status;
}

static int check(const char *path, Text *why) {
    const CliFormat *format = format_of(path, why);
    if (!format) return 2;
    CliRequest request = cli_request_empty();
    char *bytes = NULL;
    size_t count = 0;
    cli_request_add_file(&request, path);
    cli_request_add(&request, CLI_FIRST_OPTION + CLI_OUTPUT, "-");
    cli_request_add(&request, CLI_FIRST_OPTION + CLI_FORMAT, format->name);
    int status = 2;
    if (cli_request_finish(&request, why)) {
        bool drawn = draw(&request, format, &bytes, &count, why);
        status = drawn ? compare(path, bytes, count, why) : 1;
    }
    free(bytes);
    cli_request_free(&request);
    return status;
}

int cli_again(const CliRequest *request) {
    int worst = 0;
    for (size_t i = 0; i < request->file_count; i++) {
        Text why = {0};
        int status = check(request->files[i], &why);
        if (status) cli_complain(&why);
        if (status > worst) worst = status;
        text_free(&why);
    }
    return worst;
}
