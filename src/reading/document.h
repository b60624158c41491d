/* What a text holds: one document of settings, a script, commands, or several of them (a notebook's cells, a
   page's code blocks). What a text is, its content says, never its name. Not for other rooms. */
#ifndef READING_DOCUMENT_H
#define READING_DOCUMENT_H

#include "syntax/syntax.h"

#include "base/text.h"

typedef enum DocumentKind {
    DOCUMENT_YAML,
    DOCUMENT_JSON,
    DOCUMENT_INI, /* TOML, INI, spaCy's cfg */
    DOCUMENT_GIN,
    DOCUMENT_PYTHON,
    DOCUMENT_SHELL,
    DOCUMENT_PROSE, /* "key: value" lines of a page */
    DOCUMENT_KINDS
} DocumentKind;

typedef struct Document {
    DocumentKind kind;
    Node *root;  /* a map of the settings. Python: every assignment, the last one of a name. Shell: variables */
    Node *calls; /* Python: every call, shell: every command, as the children of a list; else NULL */
    Node *code;  /* Python: its statements as a body; else NULL */
} Document;

typedef struct Documents { /* {0} is an empty one */
    Forest forest;
    Document *items;
    size_t count, capacity;
    Text fault; /* why a text that looked like one kind of file was not read as it, with its place */
} Documents;

/* Adds what the text holds. The text must live as long as the documents. `folder` is where files stand that
   the text names (_BASE_), NULL where there are none. */
void documents_read(Documents *documents, const char *text, size_t count, const char *folder);
/* The same for a text that is no page. */
void documents_read_block(Documents *documents, const char *text, size_t count, int line);
void documents_free(Documents *documents);

const char *document_kind_name(DocumentKind kind);

/* The containers, each in a file of its own. They add documents and return whether the text was theirs. `line`
   is that of the text's first line in the whole. */
bool document_yaml(Documents *documents, const char *text, size_t count, int line);
bool document_json(Documents *documents, const char *text, size_t count, int line);
bool document_ini(Documents *documents, const char *text, size_t count, int line);
bool document_gin(Documents *documents, const char *text, size_t count, int line);
bool document_shell(Documents *documents, const char *text, size_t count, int line);
bool document_python(Documents *documents, const char *text, size_t count, int line);
/* A page, and a page without code blocks. */
void document_prose(Documents *documents, const char *text, size_t count, int line);
bool document_page(Documents *documents, const char *text, size_t count, int line);
void documents_add(Documents *documents, Document document);

/* Used for evidence. Returns the first command whose text has one of these pieces ("train.py|main.py", "" for
   any) and an option of each of the paths; NULL where there is none. */
const Node *document_command(const Document *document, const char *programs, const char *option_paths, ...);
/* The last call of one of these names (the last part of a dotted name counts); NULL where there is none. */
const Node *document_call(const Document *document, const char *names);

#endif
