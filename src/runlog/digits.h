/* With how many digits a log's rates were printed. Not for other rooms. */
#ifndef RUNLOG_DIGITS_H
#define RUNLOG_DIGITS_H

#include "runlog/runlog.h"

/* Settles log->digits, unless the writer did, and log->largest, from the series that is shown. `padded`: some
   rate ends in a printed zero. */
void digits_find(RunLog *log, bool padded);

#endif
