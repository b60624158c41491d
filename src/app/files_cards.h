/* The cards that ask about files: which one to open, where to save, whether to save over another, and what
   went wrong. Their words are in App.files. */
#ifndef APP_FILES_CARDS_H
#define APP_FILES_CARDS_H

#include "app/app.h"

/* The dialog with a path that is typed, and what it may go on to. */
void files_card_ask(App *app, DialogKind kind, const char *path);

Box files_dialog_box(const App *app);
void files_dialog_show(App *app, Box card);
/* The box of the words for the two functions that follow. */
Box files_words_box(const App *app);
void files_question_show(App *app, Box card);
void files_trouble_show(App *app, Box card);

#endif
