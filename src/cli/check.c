#include "cli/check.h"

#include "base/file.h"
#include "cli/report_error.h"
#include "cli/picture.h"
#include "scenario/embedded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The format that a figure has by its content, whatever its name. */
static const CliFormat *format_of(const char *path, Text *why) {
    static const char *const names[] = {
        [EMBEDDED_PNG] = "png", [EMBEDDED_SVG] = "svg", [EMBEDDED_PDF] = "pdf", [EMBEDDED_WEBP] = "webp"};
    EmbeddedKind kind;
    Text yaml = {0};
    bool read = embedded_read(path, &kind, &yaml, why);
    text_free(&yaml);
    if (!read) return NULL;
    if (kind == EMBEDDED_PLAIN) text_setf(why, "%s: no figure, so there is nothing to draw again", path);
    return kind == EMBEDDED_PLAIN ? NULL : cli_format_named(names[kind]);
}

/* Days from 1970-01-01 to a date of the Gregorian calendar; a year begins in March, so that it ends in its
 * odd day. */
static long long days_to(int year, int month, int day) {
    long long y = year - (month <= 2), m = (month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* A PDF is dated where SOURCE_DATE_EPOCH said so: the new one gets the old one's date, or none. */
static void take_date(const char *path) {
    static const char word[] = "/CreationDate (D:";
    enum { REACH = 4 << 20 };
    Text content = {0}, why = {0};
    int part[6];
    unsetenv("SOURCE_DATE_EPOCH");
    file_read_tail(path, REACH, &content, &why);
    for (size_t i = 0; i + sizeof word < content.length; i++) {
        if (memcmp(content.data + i, word, sizeof word - 1) != 0) continue;
        const char *date = content.data + i + sizeof word - 1;
        if (sscanf(date, "%4d%2d%2d%2d%2d%2d", &part[0], &part[1], &part[2], &part[3], &part[4], &part[5]) !=
            6)
            continue;
        char seconds[32];
        long long days = days_to(part[0], part[1], part[2]);
        snprintf(seconds, sizeof seconds, "%lld", ((days * 24 + part[3]) * 60 + part[4]) * 60 + part[5]);
        setenv("SOURCE_DATE_EPOCH", seconds, 1);
    }
    text_free(&content);
    text_free(&why);
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
    if (!strcmp(format->name, "pdf")) take_date(path);
    if (cli_request_finish(&request, why)) {
        bool drawn = draw(&request, format, &bytes, &count, why);
        status = drawn ? compare(path, bytes, count, why) : 1;
    }
    free(bytes);
    cli_request_free(&request);
    return status;
}

int cli_check(const CliRequest *request) {
    int worst = 0;
    for (size_t i = 0; i < request->file_count; i++) {
        Text why = {0};
        int status = check(request->files[i], &why);
        if (status) cli_report_error(&why);
        if (status > worst) worst = status;
        text_free(&why);
    }
    return worst;
}
