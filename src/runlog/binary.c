/* TensorBoard's event files and Weights & Biases' offline files: records around protocol buffers. */
#include "runlog/readers.h"

#include <string.h>
#include <zlib.h>

enum { LARGEST_RECORD = 1 << 30, CHECKED_RECORD = 1 << 16 };

static uint32_t u32(const unsigned char *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint64_t u64(const unsigned char *bytes) {
    return u32(bytes) | (uint64_t)u32(bytes + 4) << 32;
}

static bool varint(const unsigned char **at, const unsigned char *end, uint64_t *value) {
    *value = 0;
    for (int shift = 0; shift < 64 && *at < end; shift += 7) {
        unsigned char byte = *(*at)++;
        *value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return true;
    }
    return false;
}

/* The wire types are 0 for a varint, 1 for eight bytes, 2 for a length and that many bytes, 5 for four
   bytes. */
bool proto_next(const unsigned char **at, const unsigned char *end, ProtoField *field) {
    uint64_t tag, length;
    if (*at >= end || !varint(at, end, &tag)) return false;
    *field = (ProtoField){.number = (unsigned)(tag >> 3), .type = tag & 7};
    size_t left = (size_t)(end - *at);
    if (field->type == 0) return varint(at, end, &field->value);
    if (field->type == 2) {
        if (!varint(at, end, &length) || length > (size_t)(end - *at)) return false;
        field->bytes = *at;
        field->length = (size_t)length;
        *at += length;
        return true;
    }
    size_t width = field->type == 1 ? 8 : field->type == 5 ? 4 : 0;
    if (!width || left < width) return false;
    field->value = width == 8 ? u64(*at) : u32(*at);
    *at += width;
    return true;
}

float proto_float(const ProtoField *field) {
    uint32_t bits = (uint32_t)field->value;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double proto_double(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Computes CRC-32C bit by bit, which is fast enough: records that are checked are short. */
static uint32_t masked_crc(const unsigned char *bytes, size_t count) {
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
    }
    crc = ~crc;
    return (crc >> 15 | crc << 17) + 0xa282ead8;
}

/* One value of a summary. */
typedef struct EventValue {
    const unsigned char *tag;
    size_t tag_length;
    double value;
    bool has_value, whole; /* `whole`: a double, not a float */
} EventValue;

/* Reads a TensorProto, of which one number is wanted: 1 dtype, 4 tensor_content, 5 float_val, 6
   double_val. */
static void read_tensor(const unsigned char *at, const unsigned char *end, EventValue *value) {
    ProtoField field;
    uint64_t type = 1;
    while (proto_next(&at, end, &field)) {
        if (field.number == 1 && field.type == 0) type = field.value;
        size_t width = field.number == 6 || (field.number == 4 && type == 2) ? 8 : 4;
        if (field.number < 4 || field.number > 6) continue;
        if (field.type == 2 && field.length >= width)
            field.value = width == 8 ? u64(field.bytes) : u32(field.bytes);
        else if (field.type == 2)
            continue;
        value->has_value = true;
        value->whole = width == 8;
        value->value = width == 8 ? proto_double(field.value) : (double)proto_float(&field);
    }
}

/* Reads a Value: 1 tag, 2 simple_value, 8 tensor. */
static EventValue read_value(const unsigned char *at, const unsigned char *end) {
    EventValue value = {0};
    ProtoField field;
    while (proto_next(&at, end, &field)) {
        if (field.number == 1 && field.type == 2) value.tag = field.bytes, value.tag_length = field.length;
        if (field.number == 2 && field.type == 5)
            value.value = (double)proto_float(&field), value.has_value = true;
        if (field.number == 8 && field.type == 2)
            read_tensor(field.bytes, field.bytes + field.length, &value);
    }
    return value;
}

/* Each value is a row: its tag and the event's step. */
static void take_summary(Collector *collector, const ProtoField *summary, double step) {
    const unsigned char *at = summary->bytes, *end = at + summary->length;
    ProtoField field;
    while (proto_next(&at, end, &field)) {
        if (field.number != 1 || field.type != 2) continue;
        EventValue value = read_value(field.bytes, field.bytes + field.length);
        LogKey *key = value.tag ? collect_key(collector, (const char *)value.tag, value.tag_length) : NULL;
        if (!key || key->role == ROLE_STEP || key->role == ROLE_EPOCH) continue;
        collect_row(collector);
        if (value.has_value) collect_bits(collector, key, value.value);
        collector->row.has_step = true;
        collector->row.step_order = 0;
        collector->row.step = step;
        collect_end(collector);
    }
}

/* Reads an Event: 2 step, 5 summary. The step may come behind the summary. */
static void take_event(Collector *collector, const unsigned char *at, const unsigned char *end) {
    const unsigned char *again = at;
    ProtoField field;
    double step = 0;
    while (proto_next(&at, end, &field))
        if (field.number == 2 && field.type == 0) step = (double)(int64_t)field.value;
    while (proto_next(&again, end, &field))
        if (field.number == 5 && field.type == 2) take_summary(collector, &field, step);
}

static bool is_record(const unsigned char *bytes) {
    return u64(bytes) < LARGEST_RECORD && u32(bytes + 8) == masked_crc(bytes, 8);
}

bool reader_events_recognise(const char *head, size_t count, bool all) {
    (void)all;
    return count >= 16 && is_record((const unsigned char *)head);
}

bool reader_events_read(LogSource *source, LineStream *stream, Text *why) {
    while (stream_need(stream, 12) >= 12) {
        const unsigned char *bytes = (const unsigned char *)stream->raw.data + stream->at;
        if (!is_record(bytes)) {
            text_setf(why, "cannot read %s: the event record at byte %llu is damaged",
                      text_string(&source->collector.log->path), (unsigned long long)stream->offset);
            return source->collector.log->rows > 0;
        }
        size_t length = (size_t)u64(bytes);
        if (stream_need(stream, length + 16) < length + 16) break;
        bytes = (const unsigned char *)stream->raw.data + stream->at + 12;
        bool sound = length > CHECKED_RECORD || u32(bytes + length) == masked_crc(bytes, length);
        if (sound) take_event(&source->collector, bytes, bytes + length);
        stream_skip(stream, length + 16);
    }
    source->offset = stream->offset;
    return true;
}

/* Weights & Biases: ":W&B", 0xBEE1, a version; then LevelDB's log of 32 KiB blocks, its chunks checked with
   zlib's own CRC over type and data. */

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

/* Reads one chunk. False at the end of what is whole. `place` is its offset, from which the blocks are
   counted. */
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
    if (u32(bytes) == crc32(crc32(0, NULL, 0), bytes + 6, (uInt)(length + 1)) && type >= 1 && type <= 4) {
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
