#include "runlog/readers.h"

enum { FIRST_BYTES = 4 << 20 };

const LogReader log_readers[READER_COUNT] = {
    [READER_EVENTS] = {"TensorBoard event file", reader_events_recognise, reader_events_read, true},
    [READER_WANDB] = {"Weights & Biases offline file", reader_wandb_recognise, reader_wandb_read, false},
    [READER_JSON] = {"JSON", reader_json_recognise, reader_json_read, false},
    [READER_JSON_LINES] = {"JSON lines", reader_json_lines_recognise, reader_json_lines_read, true},
    [READER_CSV] = {"CSV", reader_csv_recognise, reader_csv_read, true},
    [READER_COLUMNS] = {"MLflow metric", reader_columns_recognise, reader_columns_read, true},
    [READER_TEXT] = {"text", reader_text_recognise, reader_text_read, true},
};

bool reader_lines(LogSource *source, LineStream *stream, void (*take)(LogSource *source, const Line *line),
                Text *why) {
    Line line;
    source->offset = stream->offset;
    while (stream_line(stream, &line)) {
        take(source, &line);
        bool found = source->collector.epochs_only + source->collector.steps_seen + source->collector.counted > 1;
        if (source->collector.first_only && (found || stream->offset > FIRST_BYTES)) break;
        if (!line.torn) source->offset = stream->offset;
    }
    if (stream->failed)
        text_setf(why, "cannot read %s: the line at byte %llu has more than 64 MB, so this is no log",
                  text_string(&source->collector.log->path), (unsigned long long)stream->offset);
    return !stream->failed;
}
