/* How a figure carries the scenario it was drawn from: as words that scenario/carried.c looks for and that the
   figures' painters write. The scenario itself is the text of a scenario file. */
#ifndef BASE_CARRIED_H
#define BASE_CARRIED_H

/* PNG: an iTXt chunk, not compressed, of this keyword, before the first IDAT. */
#define CARRIED_PNG_KEYWORD "lrscope"

/* SVG: an element inside <metadata>, the text escaped as XML wants it. */
#define CARRIED_SVG_ELEMENT "lrscope:scenario"
#define CARRIED_SVG_NAMESPACE "urn:lrscope"

/* PDF: an attached file of this name; its stream, not compressed, begins and ends with these lines. */
#define CARRIED_PDF_NAME "scenario.yaml"
#define CARRIED_PDF_BEGIN "# lrscope: the scenario of this figure\n"
#define CARRIED_PDF_END "# lrscope: end of the scenario\n"

#endif
