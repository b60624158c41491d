/* Protocol buffers, as far as the readers of logs need them. Not for other rooms. */
#ifndef RUNLOG_PROTO_H
#define RUNLOG_PROTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Little-endian numbers. */
uint32_t proto_u32(const unsigned char *bytes);
uint64_t proto_u64(const unsigned char *bytes);

/* The next field of a protocol buffer's message. */
typedef struct ProtoField {
    unsigned number, type;
    uint64_t value;             /* varints and fixed-width numbers */
    const unsigned char *bytes; /* what has a length */
    size_t length;
} ProtoField;

/* Reads a field and moves *at behind it. False at the end, or if the bytes are not a field. */
bool proto_next(const unsigned char **at, const unsigned char *end, ProtoField *field);
/* Return the number that a field of a fixed width, or its bits, hold. */
float proto_float(const ProtoField *field);
double proto_double(uint64_t bits);

#endif
