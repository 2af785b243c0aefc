/* Parts of the reader of HTML. Private to intake_html*.c. */
#ifndef ENTENTE_TEXT_INTAKE_HTML_H
#define ENTENTE_TEXT_INTAKE_HTML_H

#include "text/intake_parts.h"

typedef enum html_kind {
    HTML_PARAGRAPH,
    HTML_HEADING,
    HTML_ITEM,
    HTML_QUOTE,
    HTML_ROW,
    HTML_PRE,
} html_kind;

/* A piece of text between two tags that part blocks: bytes start .. start + size-1 of the page's text. */
typedef struct html_block {
    size_t start, size;
    uint32_t words, link_words;
    uint32_t region;    /* number of the innermost piece of furniture around it, from 1; 0: none */
    uint32_t container; /* likewise of what says that it is the main part */
    uint8_t kind, level;
    bool keep;
    uint8_t reason; /* intake_drop, where it is not kept */
} html_block;

/* Furniture: what stands on a page beside its text. */
typedef struct html_region {
    uint32_t parent;
    uint8_t reason;
    bool releasable; /* known by a name only: given back where most of the page's prose is in it */
    bool released;
    size_t prose;
} html_region;

typedef enum html_rank { HTML_MAIN = 1, HTML_ARTICLE, HTML_BODY_OF_ARTICLE, HTML_RANKS } html_rank;

typedef struct html_container {
    uint32_t parent;
    uint8_t rank;
    size_t prose;
} html_container;

/* What a page says of itself; the better source of a field overwrites the worse. */
typedef struct html_meta {
    const char *title, *social_title, *publisher, *author, *address, *language, *kind;
    ent_date date;
    const char *date_rule;
    unsigned date_rank;
} html_meta;

typedef struct html_page {
    intake_job *job;
    ent_arena *arena; /* of the document */
    ent_buffer text;  /* of all blocks */
    html_block *blocks;
    size_t blocks_size, blocks_capacity;
    html_region *regions; /* the first is not used */
    size_t regions_size, regions_capacity;
    html_container *containers; /* likewise */
    size_t containers_size, containers_capacity;
    html_meta meta;
    bool failed, refused;
} html_page;

/* What an element does, by its name (intake_html_words.c). */
enum {
    HTML_BLOCK = 1,      /* parts blocks */
    HTML_FURNITURE = 2,  /* what is in it is left out, for `reason` */
    HTML_RELEASABLE = 4, /* unless most of the page is in it */
    HTML_KEEPS_SPACE = 8,
};
typedef struct html_element_row {
    const char *name;
    uint8_t flags, reason;
    int8_t kind;   /* of its blocks; -1: as around it */
    uint8_t level; /* of headings */
    uint8_t rank;  /* as a main part */
} html_element_row;

/* NULL for elements that mean nothing here. `name` is in small letters. */
const html_element_row *html_element(const char *name);
/* Whether an attribute class, id or role names furniture, and which. */
bool html_names_furniture(const char *value, intake_drop *reason);
/* Whether a short block is a phrase of every page: "Advertisement", "All rights reserved". */
bool html_is_phrase(const char *text, size_t size);

/* Copies the page without scripts, styles, comments and declarations; JSON-LD goes to the metadata. False where a limit
 * is passed (and said) or memory fails. */
bool html_filter(html_page *page, const char *text, size_t size, ent_buffer *out);
/* libxml2's parser over the filtered page: blocks, regions, containers, metadata. */
bool html_parse(html_page *page, const ent_buffer *text);
/* Decides which blocks stay. `piece`: of a feed, so nothing is outside. Returns whether a main part was found. */
bool html_choose(html_page *page, bool piece);

void html_meta_element(html_page *page, const char *name, const char *const *attributes);
void html_meta_json(html_page *page, const char *text, size_t size);

#endif
