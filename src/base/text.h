/* A growing piece of text (or bytes). {0} is an empty one; text_free gives its memory back. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Text {
    char *data; /* always ends in a 0 byte that length does not count; NULL while nothing was ever added */
    size_t length, capacity;
} Text;

#if defined(__GNUC__)
#define TEXT_FORMAT(string, first) __attribute__((format(printf, string, first)))
#else
#define TEXT_FORMAT(string, first)
#endif

void text_add(Text *text, const char *string);
void text_add_bytes(Text *text, const void *bytes, size_t count);
void text_addf(Text *text, const char *format, ...) TEXT_FORMAT(2, 3);
void text_addv(Text *text, const char *format, va_list list) TEXT_FORMAT(2, 0);
/* Replaces the content, as error messages and labels do. */
void text_setf(Text *text, const char *format, ...) TEXT_FORMAT(2, 3);
/* Empties it but keeps the memory, so that a text refilled every frame allocates nothing. */
void text_clear(Text *text);
void text_free(Text *text);
/* Returns the content as a C string, "" when empty. It is valid until the next change. */
const char *text_string(const Text *text);

/* Adds what somebody else wrote so that a terminal shows it and does nothing: control characters, also those above
   0x7F, marks that turn the direction of writing, and bytes that are no text become question marks. */
void text_add_visible(Text *text, const char *string);
/* Adds words of several lines in the same way; line ends and tabs stay. */
void text_add_visible_lines(Text *text, const char *string);

/* Adds what somebody else wrote; bytes that are no UTF-8 become U+FFFD. */
void text_add_valid(Text *text, const char *string);

/* Takes the last clause of a sentence away, behind a comma or colon: "a is b: so it is c, and d." is "a is b: so it is c.",
   then "a is b.". False, and nothing happens, where it has only one. */
bool text_drop_clause(Text *sentence);

/* May a line end behind the first `bytes` bytes: at a space or the text's end, or behind a letter of Chinese, Japanese or
   Korean, but not before what closes? `bytes` is the end of a character. */
bool text_may_break(const char *utf8, size_t bytes);
/* True for joiners, marks of direction and selectors of variants, which are not seen by themselves. */
bool text_is_unseen(unsigned character);
/* Is the character of a script that is written from right to left? */
bool text_is_right_to_left(unsigned character);

/* Reads one character of UTF-8 at *at, which moves on. Returns 0xFFFD for a byte that is none, 0 at the end.
 */
unsigned text_next(const char **at);

#endif
