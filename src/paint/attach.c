#include "paint/attach.h"

#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

/* The end of a PDF says this about the rest. */
typedef struct PdfEnd {
    long objects, root, info, pages; /* numbers of objects */
    long table;                      /* where the last table of places stands */
} PdfEnd;

static const char *last(const char *text, size_t count, const char *word) {
    size_t length = strlen(word);
    for (size_t i = count; i-- >= length;)
        if (!memcmp(text + i + 1 - length, word, length)) return text + i + 1 - length;
    return NULL;
}

/* The number behind the last `word` before `end`, -1 where there is none. */
static long number_behind(const char *text, size_t end, const char *word) {
    const char *at = last(text, end, word);
    return at ? strtol(at + strlen(word), NULL, 10) : -1;
}

static bool read_end(const char *text, size_t count, PdfEnd *end) {
    *end = (PdfEnd){.objects = number_behind(text, count, "/Size "),
                    .root = number_behind(text, count, "/Root "),
                    .info = number_behind(text, count, "/Info "),
                    .table = number_behind(text, count, "startxref\n")};
    const char *catalog = last(text, count, "/Type /Catalog");
    if (catalog) end->pages = number_behind(catalog, strcspn(catalog, ">"), "/Pages ");
    return end->objects > 0 && end->root > 0 && end->info > 0 && end->pages > 0 && end->table > 0;
}

static void add_stream(Text *pdf, long object, const char *scenario) {
    text_addf(pdf, "%ld 0 obj\n<< " EMBEDDED_PDF_BEGIN "%zu" EMBEDDED_PDF_STREAM, object, strlen(scenario));
    text_add(pdf, scenario);
    text_add(pdf, "\nendstream\nendobj\n");
}

static void add_file(Text *pdf, long object, long stream) {
    text_addf(pdf,
              "%ld 0 obj\n<< /Type /Filespec /F (" EMBEDDED_PDF_NAME ") /UF (" EMBEDDED_PDF_NAME
              ") /EF << /F %ld 0 R >>\n   /Desc (the scenario of this figure) >>\nendobj\n",
              object, stream);
}

static void add_catalog(Text *pdf, const PdfEnd *end, long file) {
    text_addf(pdf,
              "%ld 0 obj\n<< /Type /Catalog /Pages %ld 0 R\n   /Names << /EmbeddedFiles << /Names "
              "[(" EMBEDDED_PDF_NAME ") %ld 0 R] >> >> >>\nendobj\n",
              end->root, end->pages, file);
}

static void add_place(Text *pdf, size_t place) {
    text_addf(pdf, "%010zu 00000 n \n", place);
}

bool attach_scenario(Text *pdf, size_t start, const char *scenario, Text *why) {
    PdfEnd end;
    if (!read_end(pdf->data + start, pdf->length - start, &end)) {
        text_setf(why, "cannot attach the scenario to the PDF: Cairo wrote it in another way than expected");
        return false;
    }
    size_t stream = pdf->length - start;
    add_stream(pdf, end.objects, scenario);
    size_t file = pdf->length - start;
    add_file(pdf, end.objects + 1, end.objects);
    size_t catalog = pdf->length - start;
    add_catalog(pdf, &end, end.objects + 1);
    size_t table = pdf->length - start;
    text_addf(pdf, "xref\n%ld 1\n", end.root);
    add_place(pdf, catalog);
    text_addf(pdf, "%ld 2\n", end.objects);
    add_place(pdf, stream);
    add_place(pdf, file);
    text_addf(pdf,
              "trailer\n<< /Size %ld /Root %ld 0 R /Info %ld 0 R /Prev %ld >>\nstartxref\n%zu\n%%%%EOF\n",
              end.objects + 2, end.root, end.info, end.table, table);
    return true;
}
