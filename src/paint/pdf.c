#include "paint/decimal.h"
#include "paint/figure.h"
#include "paint/pdf_page.h"

#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Adds the date that was stated. False with the reason where it is none; a PDF has four digits for the year. */
static bool add_date(Text *out, const char *epoch, Text *why) {
    static const long long last = 253402300799; /* of the year 9999 */
    if (!epoch || !*epoch) return true;
    char *end, date[32];
    long long seconds = strtoll(epoch, &end, 10);
    if (*end || seconds < 0 || seconds > last) {
        text_setf(why,
                  "SOURCE_DATE_EPOCH is %s, not whole seconds since 1970, 0 to %lld: fix it or unset it",
                  epoch, last);
        return false;
    }
    time_t time = (time_t)seconds;
    struct tm calendar;
    strftime(date, sizeof date, "D:%Y%m%d%H%M%SZ", gmtime_r(&time, &calendar));
    text_addf(out, " /CreationDate (%s)", date);
    return true;
}

static void add_entry(Text *out, const char *name, const char *words) {
    if (!words) return;
    text_addf(out, " /%s ", name);
    pdf_add_words(out, words, strlen(words));
}

static bool write_information(PdfFile *file, int object, const FigureAbout *about, Text *why) {
    Text entries = {0};
    text_add(&entries, "/Creator (lrscope)");
    add_entry(&entries, "Title", about->title);
    add_entry(&entries, "Subject", about->description);
    bool dated = add_date(&entries, about->date, why);
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return dated;
}

/* What the pages call the fonts and opacities by. */
static int write_resources(PdfFile *file, const PdfPages *pdf) {
    int object = pdf_file_reserve(file);
    Text entries = {0};
    text_add(&entries, "/Font <<");
    pdf_fonts_write(&pdf->fonts, file, &entries);
    text_add(&entries, " >> /ExtGState <<");
    for (int alpha = 0; alpha < 256; alpha++) {
        if (!pdf->alphas[alpha]) continue;
        text_addf(&entries, " /A%d << /ca ", alpha);
        decimal_add(&entries, alpha / 255.0, 3);
        text_add(&entries, " /CA ");
        decimal_add(&entries, alpha / 255.0, 3);
        text_add(&entries, " >>");
    }
    text_add(&entries, " >>");
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

static int write_page(PdfFile *file, int parent, int resources, const PdfPage *page, const char *content) {
    int stream = pdf_file_reserve(file), object = pdf_file_reserve(file);
    Text entries = {0};
    pdf_file_stream(file, stream, "", content + page->start, page->length);
    text_addf(&entries, "/Type /Page /Parent %d 0 R /Resources %d 0 R /Contents %d 0 R /MediaBox [0 0 ",
              parent, resources, stream);
    decimal_add(&entries, page->width, 2);
    text_add(&entries, " ");
    decimal_add(&entries, page->height, 2);
    text_add(&entries, "]\n/Group << /Type /Group /S /Transparency /I true /CS /DeviceRGB >>");
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

static int write_pages(PdfFile *file, const PdfPages *pdf) {
    int object = pdf_file_reserve(file), resources = write_resources(file, pdf);
    Text entries = {0};
    text_addf(&entries, "/Type /Pages /Count %zu /Kids [", pdf->count);
    for (const PdfPage *page = pdf->pages; page < pdf->pages + pdf->count; page++)
        text_addf(&entries, " %d 0 R", write_page(file, object, resources, page, pdf->content.data));
    text_add(&entries, " ]");
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

/* The scenario as an attached file, as base/embedded.h says. */
static int write_attachment(PdfFile *file, const char *scenario) {
    int stream = pdf_file_reserve(file), object = pdf_file_reserve(file);
    Text entries = {0};
    text_addf(&entries, EMBEDDED_PDF_BEGIN "%zu", strlen(scenario));
    pdf_file_raw_stream(file, stream, text_string(&entries), scenario, strlen(scenario));
    text_setf(&entries,
              "/Type /Filespec /F (" EMBEDDED_PDF_NAME ") /UF (" EMBEDDED_PDF_NAME
              ") /EF << /F %d 0 R >> /Desc (the scenario of this figure)",
              stream);
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

static int write_catalog(PdfFile *file, int pages, const char *scenario) {
    int object = pdf_file_reserve(file);
    Text entries = {0};
    text_addf(&entries, "/Type /Catalog /Pages %d 0 R", pages);
    if (scenario)
        text_addf(&entries, " /Names << /EmbeddedFiles << /Names [(" EMBEDDED_PDF_NAME ") %d 0 R] >> >>",
                  write_attachment(file, scenario));
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

static bool write_file(const PdfPages *pdf, const FigureAbout *about, Text *out, Text *why) {
    PdfFile file;
    pdf_file_begin(&file, out);
    int catalog = write_catalog(&file, write_pages(&file, pdf), about->scenario);
    int information = pdf_file_reserve(&file);
    bool good = write_information(&file, information, about, why);
    pdf_file_end(&file, catalog, information);
    return good;
}

bool figure_pdf_pages(const FigurePages *pages, FigureFonts *fonts, const FigureAbout *about, Text *out,
                      Text *why) {
    PdfPages pdf = {.fonts = {.fonts = fonts}};
    bool done = true;
    for (size_t i = 0; done && i < pages->count; i++) {
        const Scene *scene = pages->page(pages->self, i);
        done = figure_fits(scene, why);
        if (done) pdf_pages_add(&pdf, scene);
    }
    done = done && pdf_pages_end(&pdf, why) && write_file(&pdf, about, out, why);
    pdf_pages_free(&pdf);
    return done;
}

static const Scene *only_page(void *self, size_t page) {
    (void)page;
    return *(const Scene **)self;
}

bool figure_pdf(const Scene *scene, FigureFonts *fonts, const FigureAbout *about, Text *out, Text *why) {
    FigurePages pages = {only_page, &scene, 1};
    return figure_pdf_pages(&pages, fonts, about, out, why);
}
