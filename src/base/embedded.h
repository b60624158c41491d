/* How a figure carries the scenario it was drawn from: as words that scenario/embedded.c looks for and that the
   figures' painters write. The scenario itself is the text of a scenario file. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

/* PNG: an iTXt chunk, not compressed, of this keyword, before the first IDAT. */
#define EMBEDDED_PNG_KEYWORD "lrscope"

/* SVG: an element inside <metadata>, the text escaped as XML wants it. */
#define EMBEDDED_SVG_ELEMENT "lrscope:scenario"
#define EMBEDDED_SVG_NAMESPACE "urn:lrscope"

/* HTML: the SVG's element, in an SVG inside the page, or inside a part of one; they begin with these words. */
#define EMBEDDED_HTML_PAGE "<!doctype html>\n<html lang=\"en\">\n<!-- lrscope -->"
#define EMBEDDED_HTML_PART "<div class=\"lrscope\""

/* WebP: the same element as the SVG's, in its chunk of XMP, among the last bytes. */

/* PDF: an attached file of this name, its stream not compressed: these words, its length in bytes, the other words,
   its bytes. */
#define EMBEDDED_PDF_NAME "scenario.yaml"
#define EMBEDDED_PDF_BEGIN "/Type /EmbeddedFile /Subtype /application#2Fyaml /Length "
#define EMBEDDED_PDF_STREAM " >>\nstream\n"

#endif
