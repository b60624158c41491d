#include "paint/pdf_file.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

void pdf_file_begin(PdfFile *file, Text *out) {
    *file = (PdfFile){.out = out, .start = out->length};
    text_add(out, "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"); /* the bytes tell that it is not plain text */
}

int pdf_file_reserve(PdfFile *file) {
    file->capacity = memory_grown(file->capacity, file->count + 1);
    file->places = memory_resize(file->places, file->capacity, sizeof *file->places);
    file->places[file->count++] = 0;
    return (int)file->count;
}

static void open_object(PdfFile *file, int object, const char *entries) {
    file->places[object - 1] = file->out->length - file->start;
    text_addf(file->out, "%d 0 obj\n<< ", object);
    text_add(file->out, entries);
}

void pdf_file_dictionary(PdfFile *file, int object, const char *entries) {
    open_object(file, object, entries);
    text_add(file->out, " >>\nendobj\n");
}

void pdf_file_raw_stream(PdfFile *file, int object, const char *entries, const char *bytes, size_t count) {
    open_object(file, object, entries);
    text_add(file->out, " >>\nstream\n");
    text_add_bytes(file->out, bytes, count);
    text_add(file->out, "\nendstream\nendobj\n");
}

void pdf_file_stream(PdfFile *file, int object, const char *entries, const char *bytes, size_t count) {
    Text packed = {0}, all = {0};
    pdf_deflate(&packed, bytes, count);
    text_addf(&all, "%s%s/Filter /FlateDecode /Length %zu", entries, *entries ? " " : "", packed.length);
    pdf_file_raw_stream(file, object, text_string(&all), packed.data, packed.length);
    text_free(&all);
    text_free(&packed);
}

void pdf_file_end(PdfFile *file, int catalog, int information) {
    size_t table = file->out->length - file->start;
    text_addf(file->out, "xref\n0 %zu\n0000000000 65535 f \n", file->count + 1);
    for (size_t i = 0; i < file->count; i++) text_addf(file->out, "%010zu 00000 n \n", file->places[i]);
    text_addf(file->out, "trailer\n<< /Size %zu /Root %d 0 R /Info %d 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
              file->count + 1, catalog, information, table);
    free(file->places);
}

void pdf_deflate(Text *out, const void *bytes, size_t count) {
    uLongf length = compressBound(count);
    Bytef *packed = memory_resize(NULL, length, 1);
    compress2(packed, &length, bytes, count, Z_DEFAULT_COMPRESSION); /* fails for want of room alone */
    text_add_bytes(out, packed, length);
    free(packed);
}

static bool is_plain(const char *utf8, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        if (utf8[i] < ' ' || utf8[i] > '~') return false;
    return true;
}

static void add_plain(Text *out, const char *words, size_t bytes) {
    text_add(out, "(");
    for (size_t i = 0; i < bytes; i++) {
        if (strchr("()\\", words[i])) text_add(out, "\\");
        text_add_bytes(out, &words[i], 1);
    }
    text_add(out, ")");
}

void pdf_add_utf16(Text *out, const char *utf8, size_t bytes) {
    for (const char *at = utf8; at < utf8 + bytes;) {
        unsigned character = text_next(&at);
        if (character >= 0x10000)
            text_addf(out, "%04X%04X", 0xD7C0 + (character >> 10), 0xDC00 + (character & 0x3FF));
        else
            text_addf(out, "%04X", character);
    }
}

void pdf_add_words(Text *out, const char *utf8, size_t bytes) {
    if (is_plain(utf8, bytes)) {
        add_plain(out, utf8, bytes);
        return;
    }
    text_add(out, "<FEFF");
    pdf_add_utf16(out, utf8, bytes);
    text_add(out, ">");
}
