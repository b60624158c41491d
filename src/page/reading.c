/* In place of what needs json-c and zlib: JSON that is pasted is read as the YAML that it is too, and of zlib only the
   checksum is used. */
#include "reading/document.h"

#include <stdint.h>
#include <zlib.h>

bool document_json(Documents *documents, const char *text, size_t count, int line) {
    (void)documents, (void)text, (void)count, (void)line;
    return false;
}

/* Stands in for zlib's function, as its header describes it. */
uLong crc32(uLong crc, const Bytef *bytes, uInt count) {
    uint32_t sum = ~(uint32_t)crc;
    if (!bytes) return 0;
    for (uInt i = 0; i < count; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (sum & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~sum;
}
