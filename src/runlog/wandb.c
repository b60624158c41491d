/* Weights & Biases: ":W&B", 0xBEE1, a version; then LevelDB's log of 32 KiB blocks, its chunks checked with
   zlib's own CRC over type and data. */
#include "runlog/proto.h"
#include "runlog/readers.h"

#include <string.h>
#include <zlib.h>

enum { WANDB_HEADER = 7, WANDB_BLOCK = 32768, CHUNK_HEADER = 7 };

bool reader_wandb_recognise(const char *head, size_t count, bool all) {
    (void)all;
    return count >= WANDB_HEADER && !memcmp(head, ":W&B", 4);
}

/* Reads a HistoryItem: 1 key, 2 nested_key, 16 value_json. */
static void take_item(Collector *collector, const unsigned char *at, const unsigned char *end) {
    ProtoField field;
    char name[KEY_LONGEST + 1];
    size_t length = 0;
    const unsigned char *value = NULL;
    size_t value_length = 0;
    while (proto_next(&at, end, &field)) {
        if (field.type != 2) continue;
        if ((field.number == 1 || field.number == 2) && length + field.length + 1 <= KEY_LONGEST) {
            if (length) name[length++] = '/';
            memcpy(name + length, field.bytes, field.length);
            length += field.length;
        }
        if (field.number == 16) value = field.bytes, value_length = field.length;
    }
    if (!value) return;
    LogKey *key = collect_key(collector, name, length);
    bool quoted = value_length >= 2 && value[0] == '"' && value[value_length - 1] == '"';
    collect_text(collector, key, (const char *)value + quoted, value_length - (quoted ? 2 : 0));
}

/* Reads a HistoryRecord: 1 item, 2 step {1 num}. The items come first; the step is one of them too, as
   _step. */
static void take_history(Collector *collector, const ProtoField *history) {
    const unsigned char *at = history->bytes, *end = at + history->length;
    ProtoField field, inside;
    collect_row(collector);
    while (proto_next(&at, end, &field)) {
        const unsigned char *from = field.bytes;
        if (field.number == 1 && field.type == 2) take_item(collector, from, from + field.length);
        if (field.number != 2 || field.type != 2 || collector->row.has_step) continue;
        LogKey *step = collect_key(collector, "_step", 5);
        double value = 0;
        while (proto_next(&from, field.bytes + field.length, &inside))
            if (inside.number == 1 && inside.type == 0) value = (double)(int64_t)inside.value;
        collect_bits(collector, step, value);
    }
    collect_end(collector);
}

static void take_record(Collector *collector, const Text *record) {
    const unsigned char *at = (const unsigned char *)text_string(record), *end = at + record->length;
    ProtoField field;
    while (proto_next(&at, end, &field))
        if (field.number == 2 && field.type == 2) take_history(collector, &field);
}

/* Reads one chunk. False if the rest is incomplete. Blocks are counted from source->offset. */
static bool take_chunk(LogSource *source, LineStream *stream, Text *record) {
    size_t left = WANDB_BLOCK - stream->offset % WANDB_BLOCK;
    if (left < CHUNK_HEADER) {
        if (stream_need(stream, left) < left) return false;
        stream_skip(stream, left);
    }
    if (stream_need(stream, CHUNK_HEADER) < CHUNK_HEADER) return false;
    const unsigned char *bytes = (const unsigned char *)stream->raw.data + stream->at;
    size_t length = bytes[4] | (size_t)bytes[5] << 8;
    if (stream_need(stream, CHUNK_HEADER + length) < CHUNK_HEADER + length) return false;
    bytes = (const unsigned char *)stream->raw.data + stream->at;
    int type = bytes[6];
    if (proto_u32(bytes) == crc32(crc32(0, NULL, 0), bytes + 6, (uInt)(length + 1)) && type >= 1 && type <= 4) {
        if (type == 1 || type == 2) text_clear(record);
        text_add_bytes(record, bytes + CHUNK_HEADER, length);
        if (type == 1 || type == 4) take_record(&source->collector, record);
    }
    stream_skip(stream, CHUNK_HEADER + length);
    return true;
}

bool reader_wandb_read(LogSource *source, LineStream *stream, Text *why) {
    Text record = {0};
    (void)why;
    if (stream_need(stream, WANDB_HEADER) >= WANDB_HEADER) stream_skip(stream, WANDB_HEADER);
    while (take_chunk(source, stream, &record)) {
    }
    source->offset = stream->offset;
    text_free(&record);
    return true;
}
