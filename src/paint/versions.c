#include "paint/versions.h"

#include "paint/fonts.h"

#include <cairo.h>
#include <hb-ot.h>
#include <hb.h>
#include <png.h>
#include <string.h>
#include <webp/encode.h>
#include <zlib.h>

/* Adds the number alone of "Version 3.019;git-0a5106e0b". */
static void add_font(Font font, Text *out) {
    char name[64] = "";
    unsigned size = sizeof name;
    FontFile file = font_file(font);
    hb_blob_t *blob =
        hb_blob_create((const char *)file.data, (unsigned)file.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_VERSION_STRING, hb_language_from_string("en", -1), &size, name);
    const char *number = strpbrk(name, "0123456789");
    text_addf(out, "%s: %.*s, ", file.family, number ? (int)strspn(number, "0123456789.") : 1,
              number ? number : "?");
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

static void add_library(const char *name, const char *version, Text *out) {
    size_t major = strcspn(version, "."), minor = version[major] ? strcspn(version + major + 1, ".") + 1 : 0;
    text_addf(out, "%s: %.*s, ", name, (int)(major + minor), version);
}

void versions_add(unsigned used, Text *out) {
    char webp[32];
    int version = WebPGetEncoderVersion();
    snprintf(webp, sizeof webp, "%d.%d", version >> 16, version >> 8 & 0xFF);
    add_font(FONT_WORDS, out);
    add_font(FONT_MONO, out);
    add_library("HarfBuzz", hb_version_string(), out);
    if (used & VERSIONS_CAIRO) add_library("Cairo", cairo_version_string(), out);
    if (used & VERSIONS_PNG) add_library("libpng", png_get_libpng_ver(NULL), out);
    if (used & VERSIONS_ZLIB) add_library("zlib", zlibVersion(), out);
    if (used & VERSIONS_WEBP) add_library("libwebp", webp, out);
    out->length -= 2; /* the last ", " */
    out->data[out->length] = 0;
}
