/* Who wrote a log, and by what convention: one row a writer. Conventions are declared here, not guessed:
   which update's rate a row holds cannot be told from a warm-up alone. Where version or settings leave it
   open the row says so. */
#ifndef RUNLOG_WRITERS_H
#define RUNLOG_WRITERS_H

#include "runlog/readers.h"

typedef struct LogWriter {
    const char *name;
    unsigned readers;    /* bits, 1 << LogReaderId */
    const char *pattern; /* text: the name by which the line's pattern calls it; NULL: told by keys */
    const char *keys;    /* keys that all have to be there, a | between them; a last / stands for any rest */
    const char *without; /* keys of which none may be there, or NULL */
    LogMoment moment;
    bool by_epoch; /* steps are counted inside the epoch */
    int first_epoch;
    double epoch_scale; /* x counts so many an epoch; 0: see the step's name */
    int shift;          /* update = step + shift */
    bool open;
    bool lagging; /* the line counts skipped updates, by which the schedule lags */
    LogDigits digits;
    int digit_count;
} LogWriter;

/* Returns the first row that the collected keys match; the last row of the table matches everything. */
const LogWriter *writer_of(const LogSource *source);
/* True for that last row. */
bool writer_is_unknown(const LogWriter *writer);

#endif
