#include "paint/xml.h"

#include <stdbool.h>

/* U+FFFD is what text_next makes of bytes that are not UTF-8: those must not be passed on. */
static bool xml_allows(unsigned character) {
    bool control = character < 0x20 && character != '\t' && character != '\n';
    return !control && (character < 0xFFFD || character > 0xFFFF);
}

void xml_add(Text *out, const char *utf8) {
    for (const char *at = utf8, *from = at; *from; from = at) {
        unsigned character = text_next(&at);
        if (character == '&')
            text_add(out, "&amp;");
        else if (character == '<')
            text_add(out, "&lt;");
        else if (character == '>')
            text_add(out, "&gt;");
        else if (xml_allows(character))
            text_add_bytes(out, from, (size_t)(at - from));
        else
            text_add(out, "\xEF\xBF\xBD");
    }
}
