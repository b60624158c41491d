#include "figure/check.h"

#include "base/file.h"
#include "figure/drawn.h"
#include "figure/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns the format that a figure has by its content, whatever its name; and what it embeds. */
static const FigureFormat *format_of(const char *path, Text *embedded, Text *why) {
    EmbeddedKind kind;
    bool read = embedded_read(path, &kind, embedded, why);
    const FigureFormat *format = read ? figure_format_embedding(kind) : NULL;
    if (read && !format) text_setf(why, "%s: not a figure, so it cannot be drawn again", path);
    return format;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar; a year begins in March, so that it ends in its
   odd day. */
static long long days_to(int year, int month, int day) {
    long long y = year - (month <= 2), m = (month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* The date that the file names, as SOURCE_DATE_EPOCH would state it: the new one gets it too. Empty where
   there is none. */
static void read_date(const char *path, Text *date) {
    static const char word[] = "/CreationDate (";
    enum { REACH = 4 << 20 };
    Text content = {0}, why = {0};
    int part[6];
    file_read_tail(path, REACH, &content, &why);
    for (size_t i = 0; i + sizeof word < content.length; i++) {
        if (memcmp(content.data + i, word, sizeof word - 1) != 0) continue;
        const char *at = content.data + i + sizeof word - 1;
        if (!strncmp(at, "D:", 2)) at += 2; /* some versions of Cairo leave it out */
        if (sscanf(at, "%4d%2d%2d%2d%2d%2d", &part[0], &part[1], &part[2], &part[3], &part[4], &part[5]) != 6)
            continue;
        long long days = days_to(part[0], part[1], part[2]);
        text_setf(date, "%lld", ((days * 24 + part[3]) * 60 + part[4]) * 60 + part[5]);
    }
    text_free(&content);
    text_free(&why);
}

typedef struct Check {
    const char *path;
    Text embedded;
    bool strict;
} Check;

/* Finds out why the bytes differ. */
static int judge(const Check *check, const Figure *figure, const FigureFormat *format, Text *why) {
    Text now = {0}, versions = {0};
    drawn_embed(figure, format, &now);
    DrawnDifference difference = drawn_compare(&check->embedded, &now, &versions);
    if (difference == DRAWN_VERSIONS)
        text_setf(why, "%s: the same numbers and layout, drawn with %s; so its bytes cannot be compared here",
                  check->path, text_string(&versions));
    else
        text_setf(why, "%s: drawn again, it would differ%s", check->path,
                  difference == DRAWN_PICTURE ? ": other numbers or another layout" : "");
    text_free(&now);
    text_free(&versions);
    return difference == DRAWN_VERSIONS && !check->strict ? 0 : 1;
}

static int compare(const Check *check, const Figure *figure, const FigureFormat *format, const char *bytes,
                   size_t count, Text *why) {
    Text content = {0};
    int status = 0;
    if (!file_read_head(check->path, count + 1, &content, why))
        status = 1;
    else if (content.length != count || memcmp(content.data, bytes, count) != 0)
        status = judge(check, figure, format, why);
    text_free(&content);
    return status;
}

static int draw_and_compare(const Check *check, Figure *figure, const FigureFormat *format, Text *why) {
    char *bytes = NULL;
    size_t count = 0;
    FILE *stream = open_memstream(&bytes, &count);
    bool drawn = stream && figure_write_stream(figure, format, stream, why);
    if (stream) fclose(stream);
    int status = drawn ? compare(check, figure, format, bytes, count, why) : 1;
    free(bytes);
    return status;
}

int figure_check(const char *path, const FigureWindow *window, bool strict, Text *why) {
    Check check = {.path = path, .strict = strict};
    const FigureFormat *format = format_of(path, &check.embedded, why);
    if (!format) {
        text_free(&check.embedded);
        return 2;
    }
    Scenario scenario = scenario_default();
    FigureSpec spec = figure_spec_default();
    Figure figure = {0};
    Text date = {0};
    if (format->dated) read_date(path, &date);
    bool good = scenario_load(&scenario, path, why) && figure_spec_read(&spec, &scenario, why);
    spec.date = text_string(&date);
    good = good && figure_open(&figure, &scenario, &spec, window, NULL, why) &&
           figure_allows(&figure, format, path, why);
    int status = good ? draw_and_compare(&check, &figure, format, why) : 2;
    figure_close(&figure);
    text_free(&date);
    text_free(&check.embedded);
    scenario_free(&scenario);
    return status;
}
