/* TensorBoard's event files: records of a length, a checksum and a protocol buffer. */
#include "runlog/proto.h"
#include "runlog/readers.h"

enum { LARGEST_RECORD = 1 << 30, CHECKED_RECORD = 1 << 16 };

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
    bool has_value, is_double; /* not a float */
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
            field.value = width == 8 ? proto_u64(field.bytes) : proto_u32(field.bytes);
        else if (field.type == 2)
            continue;
        value->has_value = true;
        value->is_double = width == 8;
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
    return proto_u64(bytes) < LARGEST_RECORD && proto_u32(bytes + 8) == masked_crc(bytes, 8);
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
        size_t length = (size_t)proto_u64(bytes);
        if (stream_need(stream, length + 16) < length + 16) break;
        bytes = (const unsigned char *)stream->raw.data + stream->at + 12;
        bool sound = length > CHECKED_RECORD || proto_u32(bytes + length) == masked_crc(bytes, length);
        if (sound) take_event(&source->collector, bytes, bytes + length);
        stream_skip(stream, length + 16);
    }
    source->offset = stream->offset;
    return true;
}
