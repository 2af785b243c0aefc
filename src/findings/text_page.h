/* A page of text for a terminal: lines without trailing spaces, inks, wrapped paragraphs. */
#ifndef ENTENTE_FINDINGS_TEXT_PAGE_H
#define ENTENTE_FINDINGS_TEXT_PAGE_H

#include "findings/glyph.h"
#include <entente/findings.h>

/* Inks are SGR codes of ANSI terminals; NULL is plain. Without colour they are not written. */
#define ENT_INK_BOLD "1"
#define ENT_INK_FAINT "2"
#define ENT_INK_HEADING "1;38;5;31"
#define ENT_INK_WARNING "38;5;172"
#define ENT_INK_ERROR "1;31"

enum { ENT_PAGE_DRAWN = 128 };

typedef struct ent_page {
    ent_buffer *out;
    const ent_findings *findings; /* whose actors have colours */
    size_t width;                 /* of the terminal */
    size_t prose;                 /* where paragraphs end, at most `width`: long lines tire the eye */
    bool colour, boxes;
    unsigned explained;                     /* bit by bit: whose mark of ownership has been explained */
    size_t title_indent;                    /* of tables and charts */
    const char *heading;                    /* of the section, NULL: what titles need not repeat */
    size_t column;                          /* where the line stands */
    size_t spaces;                          /* owed: written when something follows on the line */
    const char *ink;                        /* wanted */
    const char *active;                     /* written to the terminal */
    const ent_chart *drawn[ENT_PAGE_DRAWN]; /* so far: no chart is drawn twice */
    size_t drawn_size;
    size_t blank; /* blank lines that end the page; a new page starts as if it had one */
} ent_page;

/* ---- lines -------------------------------------------------------------------------------------------- */

void ent_page_ink(ent_page *page, const char *ink);
void ent_page_write(ent_page *page, const char *text, size_t bytes);
void ent_page_text(ent_page *page, const char *text);
void ent_page_space(ent_page *page, size_t columns);
void ent_page_repeat(ent_page *page, const char *text, size_t times);
void ent_page_move(ent_page *page, size_t column); /* to the right only */
void ent_page_end(ent_page *page);                 /* of the line */
void ent_page_finish(ent_page *page);              /* the same, unless nothing is on it */
void ent_page_gap(ent_page *page);                 /* one blank line, unless there is one */

/* ---- wrapping ----------------------------------------------------------------------------------------- */

/* The text made harmless, as lines are taken from; in a buffer that the caller frees. Never NULL. */
const char *ent_page_clean(ent_page *page, const char *text, ent_buffer *buffer);

/* The same as a copy in an arena, without spaces at its ends: what tables and charts lay out. */
const char *ent_page_clean_copy(ent_page *page, ent_arena *arena, const char *text);

/* One line of a text that is being wrapped: a part of it, without spaces at its ends. */
typedef struct ent_line {
    const char *text;
    size_t bytes, width;
} ent_line;

/* In texts that are laid out these switch bold and faint on and off; they take no room. */
#define ENT_SWITCH_BOLD '\016'
#define ENT_SWITCH_FAINT '\017'

/* Takes the next line of at most `limit` columns from *rest: breaks at spaces, after hyphens between letters and
 * between East Asian characters; words that are too long are cut. False at the end. */
bool ent_line_next(const char **rest, size_t limit, ent_line *line);
size_t ent_line_count(const char *text, size_t limit);
size_t ent_line_longest_word(const char *text);

/* How a paragraph stands on the page. */
typedef struct ent_paragraph {
    size_t indent;     /* of the first line's prefix */
    const char *first; /* before the first line: "- "; the other lines hang under what follows it; NULL: nothing */
    const char *first_ink;
    const char *ink;
    const char *term;  /* in bold before the text: "term: text"; NULL: none */
    const char *after; /* faint behind the text; NULL: none */
    bool markup;       /* **bold** in the text; else stars stand */
    bool laid;         /* the text is harmless already and may hold switches */
    size_t limit;      /* last column; 0: the page's prose width */
} ent_paragraph;

void ent_page_paragraph(ent_page *page, const char *text, const ent_paragraph *form);
/* Of a table or a chart, without what the section's heading has said. */
void ent_page_title(ent_page *page, const char *title);

/* ---- the design that charts and tables share ---------------------------------------------------------- */

/* Colour and mark of a series: its place among the actors, else (after them) `other`. */
size_t ent_page_actor(const ent_page *page, const char *series, size_t other);
const char *ent_page_actor_ink(const ent_page *page, size_t actor);
const char *ent_page_actor_mark(const ent_page *page, size_t actor);
/* The actor's name where the text is its id, else the text. */
const char *ent_page_actor_name(const ent_page *page, const char *series);
/* Mark of ownership: record, reported, judged; NULL for none. */
const char *ent_page_basis_mark(const ent_page *page, ent_basis basis);
/* A thin line from `from` to `to`. */
void ent_page_rule(ent_page *page, size_t from, size_t to);

/* ---- parts of a page ---------------------------------------------------------------------------------- */

void ent_page_table(ent_page *page, const ent_table *table);
void ent_page_table_body(ent_page *page, const ent_table *table); /* without its title */
void ent_page_chart(ent_page *page, const ent_chart *chart, const ent_table *table);
void ent_page_passage(ent_page *page, const ent_block *block, size_t indent);
void ent_page_metrics(ent_page *page, const ent_findings *findings);

#endif
