/* What the files of intake share: a job over the bytes of a file, and the document that is being made. Private to
 * intake*.c. */
#ifndef ENTENTE_TEXT_INTAKE_PARTS_H
#define ENTENTE_TEXT_INTAKE_PARTS_H

#include "text/intake.h"

typedef struct intake_job {
    const ent_allocator *allocator;
    ent_diagnostics *diagnostics;
    const ent_run *run;
    const char *file;
    const ent_intake_options *options;
    size_t most;
    ent_status (*take)(void *context, const ent_document *document);
    void *context;
    bool faulty; /* something was refused that does not keep the rest from being read */
    const char *charset;
    size_t replaced, replaced_before; /* in all; before the document at hand */
} intake_job;

typedef enum intake_drop {
    DROP_NAVIGATION,
    DROP_HEADER,
    DROP_FOOTER,
    DROP_ASIDE,
    DROP_FORM,
    DROP_EMBEDDED,
    DROP_CAPTION,
    DROP_HIDDEN,
    DROP_SHARING,
    DROP_COOKIES,
    DROP_ADVERTISING,
    DROP_RELATED,
    DROP_COMMENTS,
    DROP_AUTHOR,
    DROP_SUBSCRIBE,
    DROP_LINKS,
    DROP_SHORT,
    DROP_PHRASE,
    DROP_OUTSIDE,
    DROP_HEADING,
    DROPS,
} intake_drop;

/* A document being made: its memory is its own and goes in one call. */
typedef struct intake_draft {
    ent_arena *arena;
    ent_buffer text;
    ent_document document;
    size_t blocks[DROPS], bytes[DROPS];
} intake_draft;

ent_status intake_draft_init(const intake_job *job, intake_draft *draft);
void intake_draft_free(intake_draft *draft);
/* Completes the document (what the caller knows, language, hash, what was dropped) and hands it on. Nothing is handed
 * on where there is no text: E-TEXT-0008. */
ent_status intake_deliver(intake_job *job, intake_draft *draft);

/* An error at a line (0: of the file as a whole); `hint` may be NULL. */
void intake_error(const intake_job *job, const char *id, size_t line, const char *hint, const char *format, ...)
    ENT_PRINTF(5, 6);

/* ---- bytes (intake_bytes.c) ----------------------------------------------------------------------------------- */

/* The bytes as UTF-8 without a byte order mark; bytes that are no characters, and NULs, become U+FFFD and are counted
 * in the job, which is told the character set too. `declares`: look for the page's own word. */
ent_status intake_utf8(intake_job *job, const char *data, size_t size, bool declares, ent_buffer *out);

/* ---- dates of documents (intake_dates.c) --------------------------------------------------------------------------
 */

/* "2024-03-21T09:00:00Z", "20240321", "2024.03.21", "2024/3/21", "Thu, 21 Mar 2024 10:00:00 GMT", "March 21, 2024",
 * "2024년 3월 21일". The day as it stands, whatever the zone. */
bool intake_read_date(const char *text, ent_date *out);
/* A day that an address tells: /2024/03/21/, /20240321. */
bool intake_date_of_address(const char *address, ent_date *out);

/* ---- formats ------------------------------------------------------------------------------------------------------
 */

ent_status intake_text(intake_job *job, const char *text, size_t size);
ent_status intake_markdown(intake_job *job, const char *text, size_t size);
ent_status intake_html(intake_job *job, const char *text, size_t size);
ent_status intake_feed(intake_job *job, const char *text, size_t size);
ent_status intake_jsonl(intake_job *job, const char *text, size_t size);

/* Keys at the head of a text (intake_head.c): lines "Title: ...", or "date 2024-03-21 " before the first sentence.
 * Returns the bytes that the head takes and that are not part of the text; fills what is found. */
size_t intake_head(intake_draft *draft, const char *text, size_t size);
/* Sets a field by a key as people write it ("Published", "Source", "URL"); false if it is none of ours. */
bool intake_set(intake_draft *draft, const char *key, size_t key_size, const char *value, size_t value_size,
                const char *rule);

/* A piece of HTML, such as a feed's, into the draft's text: no metadata is read and no main part is looked for. */
ent_status intake_html_piece(intake_job *job, intake_draft *draft, const char *text, size_t size);

/* Copies without white space around, runs of it one space; NULL for nothing. */
char *intake_clean(ent_arena *arena, const char *text, size_t size);

#endif
