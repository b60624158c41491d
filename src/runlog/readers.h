/* The readers, one row each: how a file is recognised by its first bytes and how its rows are found. Not for
   other rooms. */
#ifndef RUNLOG_READERS_H
#define RUNLOG_READERS_H

#include "runlog/collect.h"
#include "runlog/stream.h"
#include "runlog/line_place.h"

typedef enum LogReaderId { /* in the order in which they are tried */
                           READER_EVENTS,
                           READER_WANDB,
                           READER_JSON,
                           READER_JSON_LINES,
                           READER_CSV,
                           READER_COLUMNS,
                           READER_TEXT,
                           READER_COUNT
} LogReaderId;

enum { COLUMNS_MAX = 512 };

/* A file that is being read, and what has to be kept until it is read on. */
typedef struct LogSource {
    LogReaderId reader;
    uint64_t offset; /* everything before it has been read */
    uint64_t inode, size;
    int64_t changed; /* the file's time, in nanoseconds */
    Collector collector;
    LogKey *columns[COLUMNS_MAX]; /* CSV: by cell; NULL: of no interest */
    size_t column_count;
    char delimiter;
    int pattern; /* text: what the last line with a rate looked like */
    Place seen;  /* text: what the lines so far said of where they stand */
    bool split;  /* one series was made two: reading cannot go on where it stopped */
} LogSource;

typedef struct LogReader {
    const char *name;
    /* `head` are the file's first bytes as text (see stream.h), `all` says that there are no more. */
    bool (*recognise)(const char *head, size_t count, bool all);
    /* Reads all rows from where the stream stands and sets source->offset. False with the reason in *why. */
    bool (*read)(LogSource *source, LineStream *stream, Text *why);
    bool resumes; /* reading can go on at source->offset */
} LogReader;

extern const LogReader log_readers[READER_COUNT];

bool reader_events_recognise(const char *head, size_t count, bool all);
bool reader_events_read(LogSource *source, LineStream *stream, Text *why);
bool reader_wandb_recognise(const char *head, size_t count, bool all);
bool reader_wandb_read(LogSource *source, LineStream *stream, Text *why);
bool reader_json_recognise(const char *head, size_t count, bool all);
bool reader_json_read(LogSource *source, LineStream *stream, Text *why);
bool reader_json_lines_recognise(const char *head, size_t count, bool all);
bool reader_json_lines_read(LogSource *source, LineStream *stream, Text *why);
bool reader_csv_recognise(const char *head, size_t count, bool all);
bool reader_csv_read(LogSource *source, LineStream *stream, Text *why);
bool reader_columns_recognise(const char *head, size_t count, bool all);
bool reader_columns_read(LogSource *source, LineStream *stream, Text *why);
bool reader_text_recognise(const char *head, size_t count, bool all);
bool reader_text_read(LogSource *source, LineStream *stream, Text *why);

/* Gives one line after the other to `take`; sets source->offset to where reading can go on. */
bool reader_lines(LogSource *source, LineStream *stream, void (*take)(LogSource *source, const Line *line),
                  Text *why);

#endif
