#include "runlog/proto.h"

#include <string.h>

uint32_t proto_u32(const unsigned char *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

uint64_t proto_u64(const unsigned char *bytes) {
    return proto_u32(bytes) | (uint64_t)proto_u32(bytes + 4) << 32;
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
    field->value = width == 8 ? proto_u64(*at) : proto_u32(*at);
    *at += width;
    return true;
}

float proto_float(const ProtoField *field) {
    uint32_t bits = (uint32_t)field->value;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double proto_double(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
