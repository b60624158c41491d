/* The file format below a PDF's pictures: numbered objects, streams, strings and the table of places at the
   end (PDF 1.4, as in ISO 32000-1, chapter 7: what LaTeX takes without a warning). */
#ifndef PAINT_PDF_FILE_H
#define PAINT_PDF_FILE_H

#include "base/text.h"

typedef struct PdfFile {
    Text *out;      /* the caller's */
    size_t start;   /* of the file in it */
    size_t *places; /* of the objects, from the file's start; that of object 1 stands first */
    size_t count, capacity;
} PdfFile;

/* Begins a file at the end of *out. pdf_file_end completes it and gives its memory back. */
void pdf_file_begin(PdfFile *file, Text *out);
void pdf_file_end(PdfFile *file, int catalog, int information);

/* A number by which an object can be referred to before it is written. Each must be written once. */
int pdf_file_reserve(PdfFile *file);

/* Write one object whole. `entries` are those of the dictionary, without its brackets. */
void pdf_file_dictionary(PdfFile *file, int object, const char *entries);
void pdf_file_stream(PdfFile *file, int object, const char *entries, const char *bytes, size_t count);
/* As it is: `entries` names the filter, if any, and the length, which must be the last entry. */
void pdf_file_raw_stream(PdfFile *file, int object, const char *entries, const char *bytes, size_t count);

/* Adds the bytes, deflated as /FlateDecode reads them. */
void pdf_deflate(Text *out, const void *bytes, size_t count);

/* Adds a string of words: as they are where they are ASCII, else as UTF-16. */
void pdf_add_words(Text *out, const char *utf8, size_t bytes);
/* Adds the digits of the characters' UTF-16 alone. */
void pdf_add_utf16(Text *out, const char *utf8, size_t bytes);

#endif
