#include "ui/edit.h"

#include <string.h>

bool edit_continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t edit_before(const UiEdit *edit, size_t at) {
    if (at > 0) at--;
    while (at > 0 && edit_continues(edit->text[at])) at--;
    return at;
}

size_t edit_after(const UiEdit *edit, size_t at) {
    if (at < edit->length) at++;
    while (at < edit->length && edit_continues(edit->text[at])) at++;
    return at;
}

size_t edit_selection_start(const UiEdit *edit) {
    return edit->caret < edit->anchor ? edit->caret : edit->anchor;
}

size_t edit_selection_end(const UiEdit *edit) {
    return edit->caret < edit->anchor ? edit->anchor : edit->caret;
}

/* Puts `bytes` of text in the place of the selection; too long a text is cut between characters. */
void edit_replace(UiEdit *edit, const char *text, size_t bytes) {
    size_t start = edit_selection_start(edit), end = edit_selection_end(edit);
    size_t room = UI_EDIT_MAX - 1 - (edit->length - (end - start));
    if (bytes > room) bytes = room;
    while (bytes > 0 && edit_continues(text[bytes])) bytes--;
    memmove(edit->text + start + bytes, edit->text + end, edit->length - end + 1);
    memcpy(edit->text + start, text, bytes);
    edit->length = edit->length - (end - start) + bytes;
    edit->caret = edit->anchor = start + bytes;
}

void edit_erase(UiEdit *edit, bool forward) {
    if (edit->caret == edit->anchor)
        edit->anchor = forward ? edit_after(edit, edit->caret) : edit_before(edit, edit->caret);
    edit_replace(edit, "", 0);
}

void edit_move(UiEdit *edit, size_t to, bool select) {
    edit->caret = to;
    if (!select) edit->anchor = to;
}

void edit_step(UiEdit *edit, bool forward, bool select) {
    bool collapse = edit->caret != edit->anchor && !select;
    size_t edge = forward ? edit_selection_end(edit) : edit_selection_start(edit);
    size_t next = forward ? edit_after(edit, edit->caret) : edit_before(edit, edit->caret);
    edit_move(edit, collapse ? edge : next, select);
}
