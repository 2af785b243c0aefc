/* Documents in: from the bytes of a file to texts with what is known of them. No file is opened here, nothing is taken
 * from a network, and what is left out is told.
 *
 *     static ent_status take(void *context, const ent_document *document) { ... copy what is wanted ... }
 *     ent_intake(run, "page.html", data, size, &(ent_intake_options){0}, take, context);
 */
#ifndef ENTENTE_TEXT_INTAKE_H
#define ENTENTE_TEXT_INTAKE_H

#include "text/sentences.h"

#include <entente/base.h>

typedef enum ent_intake_format {
    ENT_INTAKE_GUESS, /* by the content, and the name where that does not decide */
    ENT_INTAKE_TEXT,
    ENT_INTAKE_MARKDOWN,
    ENT_INTAKE_HTML,
    ENT_INTAKE_FEED,   /* RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287): a document an entry */
    ENT_INTAKE_JSONL,  /* JSON lines: a document a line */
    ENT_INTAKE_PDF,    /* recognised only: the caller turns it into text and comes back with ENT_INTAKE_TEXT */
    ENT_INTAKE_BINARY, /* no text at all */
} ent_intake_format;

/* "text", "markdown", "html", "feed", "jsonl", "pdf", "binary", "guess": static text. */
const char *ent_intake_format_name(ent_intake_format format);
/* What the bytes are. `name` (a file's name or an address; NULL is legal) decides between text and Markdown. */
ent_intake_format ent_intake_guess(const char *name, const char *data, size_t size);

/* What was left out of a document, by reason ("navigation", "cookies", "links", ...). */
typedef struct ent_dropped {
    const char *reason; /* static */
    size_t blocks, bytes;
} ent_dropped;

/* A document. All texts live until `take` returns; NULL: not known. */
typedef struct ent_document {
    const char *text; /* UTF-8 with a NUL beyond its end. A line is a heading, paragraph, list item ("- ..."), row of a
                         table ("a | b"); empty lines part what belongs apart */
    size_t size;      /* bytes of it */
    ent_lines lines;  /* what a line's end means in it, for ent_sentence_scan */
    const char *title, *publisher, *author, *address, *kind, *handling;
    const char *language;  /* "en", "ko", ...: of the text itself where it can be told, else as declared */
    ent_date date;         /* of publication; year 0: not known */
    const char *date_rule; /* static: where the date was found: "json-ld", "meta", "time", "head", "feed", "address" */
    const char *note;      /* keys that are not ours, as JSON: of JSON lines and of a text's head */
    const char *charset;   /* static: what the bytes were read as: "UTF-8", "windows-1252", "CP949", "UTF-16LE", ... */
    size_t replaced;       /* bytes that were no characters and stand as U+FFFD in the text */
    size_t line;           /* of the file, from 1, where it begins: feeds and JSON lines */
    const ent_dropped *dropped;
    size_t dropped_size;
    char hash[65];    /* SHA-256 of `text`: equal for exact copies */
    bool taken_whole; /* HTML: no main part could be told from the rest, so nothing but furniture was left out */
} ent_document;

enum {
    ENT_INTAKE_MOST_BYTES = 64 << 20, /* of one document */
    ENT_INTAKE_MOST_LINE = 16 << 20,  /* of one line of JSON */
    ENT_INTAKE_MOST_DEPTH = 400,      /* of elements */
    ENT_INTAKE_MOST_ATTRIBUTES = 500, /* of an element */
    ENT_INTAKE_MOST_ELEMENTS = 2 * 1000 * 1000,
};

typedef struct ent_intake_options {
    ent_intake_format format;
    const char *charset; /* as declared by a server or a user; NULL: byte order mark, the page's own word, UTF-8 */
    size_t most_bytes;   /* of one document; 0: ENT_INTAKE_MOST_BYTES, which is also the most that is legal for HTML and
                            feeds */
    bool wrapped;        /* plain text whose lines are broken by width, as pdftotext makes it */
    /* What is known from elsewhere and wins over what the document says: NULL, year 0: nothing. */
    const char *title, *publisher, *author, *address, *language, *kind, *handling;
    ent_date date;
} ent_intake_options;

/* Hands each document to `take`, in the order of the file; what `take` returns other than ENT_OK stops and is returned.
 * `file` names the bytes in diagnostics. Memory is that of one document at a time. ENT_INPUT: not readable, or some
 * lines are not (the others were handed on); ENT_LIMIT: a limit was passed; both are diagnosed (E-TEXT-....). Bytes
 * that are no characters are replaced and counted, with a warning. `options` NULL: defaults. */
ent_status ent_intake(const ent_run *run, const char *file, const char *data, size_t size,
                      const ent_intake_options *options,
                      ent_status (*take)(void *context, const ent_document *document), void *context);

/* The language of a text by script and function words: "en", "ko", "ja", "zh", "ru", or "" where it cannot be told or
 * is another. Reads the first 16 KB. Static text. */
const char *ent_language_guess(const char *text, size_t size);

#endif
