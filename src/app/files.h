/* Which file the scenario belongs to and whether it is saved there; reading, writing and asking before
   anything would be lost. The only part of the app that touches files. */
#ifndef APP_FILES_H
#define APP_FILES_H

#include "base/folder.h"
#include "scenario/scenario.h"
#include "ui/input.h"

#include <stdint.h>

struct App;

enum { FILES_RECENT_MAX = 8 };

/* A document as History.document counts them: every loaded file or preset is one, and undo leads back to the
   one before. */
typedef struct FilesDocument {
    Text path;       /* absolute; "": it has no file yet */
    uint64_t seen;   /* a hash of what the file held when it was last read or written; 0: unknown */
    Schedule titled; /* that the title tells of */
    Scenario saved;  /* the scenario as it stands there; as it began, where there is no file */
} FilesDocument;

typedef struct AppFiles {
    FilesDocument *documents;
    size_t count, capacity;
    Text recent[FILES_RECENT_MAX]; /* absolute paths, the newest first */
    int recent_count;
    Text notice;           /* one line in the header until the next key or press */
    Text subject;          /* the path that a card is about */
    Text title, words;     /* what it says: a title, and lines */
    int again;             /* the DialogKind that would ask for another path; DIALOG_NONE: no use */
    FolderMatches matches; /* of the path being typed */
    int marked;            /* the line of the card's list that the arrow keys chose; -1: none */
} AppFiles;

/* The scenario of a fresh app is a document without a file. */
void files_begin(struct App *app);
void files_free(AppFiles *files);

/* Shows another scenario, as one entry of the history. `path`: the file that it came from, or NULL. */
void files_show(struct App *app, const Scenario *scenario, const char *path);
/* The present one came from that file, whether or not it still says the same. */
void files_came_from(struct App *app, const char *path);

/* Reads a file and shows it; an error opens a card with all its lines, and nothing changes. */
bool files_load(struct App *app, const char *path);
/* Writes where saving under what was typed would write, absolute; a name without an ending gets the one that
   scenario files have. */
void files_name(const char *typed, Text *path);
/* Writes it there. What would be lost is asked about first, unless `sure`. */
void files_save_to(struct App *app, const char *path, bool sure);

/* A card with bad news that no path can mend; `words` are lines. */
void files_tell(struct App *app, const char *title, const char *words);

/* Actions. */
void files_ask_open(struct App *app);
void files_save(struct App *app);
void files_ask_save(struct App *app);

/* True for a key of an action that looks at the whole scenario, so that what is being typed belongs in it. */
bool files_take(const Input *input);

const FilesDocument *files_present(const struct App *app);
bool files_unsaved(const struct App *app);

/* Puts it first in the recent list. */
void files_remember(AppFiles *files, const char *path);

/* The present document shows a scenario that was not made here: what its title tells of is found out. */
void files_are_titled(struct App *app);

/* Texts for the header: the file's name or else the title, valid until the next change; behind it " · saved"
   or " · unsaved", under a preset's title " · changed" or nothing; and the title of a file's scenario, as
   long as the parameters are still those that it tells of, or "". */
const char *files_title(const struct App *app);
const char *files_state(const struct App *app);
const char *files_about(const struct App *app);

#endif
