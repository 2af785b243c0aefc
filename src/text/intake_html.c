/* HTML to text: libxml2 behind a small interface. Its events become blocks of text, each with where it stands; which of
 * them are the text is decided in intake_html_choose.c. */
#include "text/intake_html.h"

#include "text/characters.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

typedef struct html_open {
    const xmlChar *name;
    uint32_t region, container;
    int8_t kind;
    uint8_t level;
    bool link, block, keeps_space, title;
} html_open;

typedef struct html_reader {
    html_page *page;
    htmlParserCtxtPtr context;
    html_open open[ENT_INTAKE_MOST_DEPTH];
    size_t depth, elements;
    size_t start; /* of the block that is being read */
    uint32_t words, link_words;
    bool in_word, broken; /* a single line break stands behind */
    ent_buffer title;
} html_reader;

static void stop(html_reader *r, bool memory) {
    if (memory) r->page->failed = true;
    r->page->refused = true;
    xmlStopParser(r->context);
}

static void refuse(html_reader *r, const char *message) {
    if (r->page->refused) return;
    intake_error(r->page->job, "E-TEXT-0004", 0, "no page written for readers is like this", "%s", message);
    stop(r, false);
}

static const html_open *top(const html_reader *r) {
    static const html_open none = {.kind = HTML_PARAGRAPH};
    return r->depth > 0 ? &r->open[r->depth - 1] : &none;
}

/* Room for one more item of a list; false without memory. */
static bool grow(html_page *page, void **items, size_t size, size_t *capacity, size_t bytes) {
    if (size < *capacity) return true;
    size_t wanted = *capacity > 0 ? *capacity * 2 : 64;
    void *more = ent_realloc_array(page->job->allocator, *items, *capacity, wanted, bytes);
    if (more == NULL) return false;
    *items = more;
    *capacity = wanted;
    return true;
}

/* ---- blocks --------------------------------------------------------------------------------------------------- */

static void end_block(html_reader *r) {
    html_page *page = r->page;
    ent_buffer *text = &page->text;
    r->broken = r->in_word = false;
    while (text->size > r->start && strchr(" \n|", text->data[text->size - 1]) != NULL)
        text->data[--text->size] = '\0';
    size_t start = r->start;
    while (start < text->size && strchr(" \n|", text->data[start]) != NULL)
        start++;
    const html_open *around = top(r);
    const html_block block = {.start = start,
                              .size = text->size - start,
                              .words = r->words,
                              .link_words = r->link_words,
                              .region = around->region,
                              .container = around->container,
                              .kind = (uint8_t)around->kind,
                              .level = around->level};
    r->start = text->size;
    r->words = r->link_words = 0;
    if (block.size == 0) return;
    void *blocks = page->blocks;
    if (!grow(page, &blocks, page->blocks_size, &page->blocks_capacity, sizeof *page->blocks)) {
        stop(r, true);
        return;
    }
    page->blocks = blocks;
    page->blocks[page->blocks_size++] = block;
}

/* Characters that nobody sees: soft hyphens, spaces without width, marks of direction. */
static bool unseen(int32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

static void put_space(html_reader *r) {
    ent_buffer *text = &r->page->text;
    r->in_word = false;
    if (text->size > r->start && text->data[text->size - 1] != ' ' && text->data[text->size - 1] != '\n')
        ent_buffer_char(text, ' ');
}

static void put(html_reader *r, const char *data, size_t size) {
    ent_buffer *text = &r->page->text;
    const bool link = top(r)->link, pre = top(r)->keeps_space;
    size_t bytes, kept = 0, at = 0;
    for (; at < size; at += bytes) {
        unsigned char byte = (unsigned char)data[at];
        int32_t c = byte;
        bytes = 1;
        if (byte >= 0x80) c = ent_character(data, size, at, &bytes);
        bool space = byte < 0x80 ? byte <= ' ' : ent_is_space(c);
        if (!space && !(byte >= 0x80 && unseen(c))) {
            if (!r->in_word || (c >= 0x3040 && c <= 0x9FFF)) { /* no spaces part words of Chinese and Japanese */
                r->in_word = true;
                r->broken = false;
                r->words++;
                r->link_words += link;
            }
            continue;
        }
        ent_buffer_add(text, data + kept, at - kept);
        kept = at + bytes;
        if (!space) continue;
        if (pre && c == '\n') {
            r->in_word = false;
            ent_buffer_char(text, '\n');
        } else {
            put_space(r);
        }
    }
    ent_buffer_add(text, data + kept, size - kept);
    if (text->failed) stop(r, true);
}

/* A line break ends a block behind the end of a sentence, and where there are two: many pages part paragraphs so. */
static void line_break(html_reader *r) {
    const ent_buffer *text = &r->page->text;
    size_t end = text->size;
    while (end > r->start && text->data[end - 1] == ' ')
        end--;
    bool ended = end > r->start && strchr(".!?\":;)", text->data[end - 1]) != NULL;
    if (end - r->start >= 3) ended = ended || memcmp(text->data + end - 3, "\xE2\x80\x9D", 3) == 0;
    if (ended || r->broken) {
        end_block(r);
        return;
    }
    put_space(r);
    r->broken = true;
}

/* ---- elements ------------------------------------------------------------------------------------------------- */

static const char *attribute(const xmlChar **attributes, const char *name) {
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp((const char *)attributes[0], name) == 0)
            return attributes[1] != NULL ? (const char *)attributes[1] : "";
    return NULL;
}

static void enter_region(html_reader *r, html_open *open, intake_drop reason, bool releasable) {
    html_page *page = r->page;
    void *regions = page->regions;
    if (!grow(page, &regions, page->regions_size, &page->regions_capacity, sizeof *page->regions)) {
        stop(r, true);
        return;
    }
    page->regions = regions;
    page->regions[page->regions_size] =
        (html_region){.parent = open->region, .reason = (uint8_t)reason, .releasable = releasable};
    open->region = (uint32_t)page->regions_size++;
}

static void enter_container(html_reader *r, html_open *open, uint8_t rank) {
    html_page *page = r->page;
    void *containers = page->containers;
    if (!grow(page, &containers, page->containers_size, &page->containers_capacity, sizeof *page->containers)) {
        stop(r, true);
        return;
    }
    page->containers = containers;
    page->containers[page->containers_size] = (html_container){.parent = open->container, .rank = rank};
    open->container = (uint32_t)page->containers_size++;
}

static bool is_hidden(const xmlChar **attributes) {
    const char *style = attribute(attributes, "style"), *aria = attribute(attributes, "aria-hidden");
    if (attribute(attributes, "hidden") != NULL || (aria != NULL && strcmp(aria, "true") == 0)) return true;
    return style != NULL && (strstr(style, "display:none") != NULL || strstr(style, "display: none") != NULL);
}

static uint8_t rank_of(const html_element_row *row, const xmlChar **attributes) {
    const char *item = attribute(attributes, "itemprop"), *role = attribute(attributes, "role");
    if (item != NULL && strcmp(item, "articleBody") == 0) return HTML_BODY_OF_ARTICLE;
    if (row != NULL && row->rank > 0) return row->rank;
    if (role != NULL && strcmp(role, "main") == 0) return HTML_MAIN;
    return role != NULL && strcmp(role, "article") == 0 ? HTML_ARTICLE : 0;
}

/* Pages name the whole (html, body, the main part) after what is in it: there the names of classes say nothing. */
static void place(html_reader *r, html_open *open, const html_element_row *row, const xmlChar **attributes) {
    uint8_t rank = rank_of(row, attributes);
    if (rank > 0) enter_container(r, open, rank);
    bool whole =
        rank > 0 || strcmp((const char *)open->name, "body") == 0 || strcmp((const char *)open->name, "html") == 0;
    intake_drop reason;
    if (row != NULL && (row->flags & HTML_FURNITURE) != 0) {
        if (row->reason == DROP_HEADER && open->container > 0) return; /* a text's own head */
        enter_region(r, open, (intake_drop)row->reason, (row->flags & HTML_RELEASABLE) != 0);
        return;
    }
    if (whole || attributes == NULL) return;
    if (is_hidden(attributes)) {
        enter_region(r, open, DROP_HIDDEN, true);
        return;
    }
    static const char *const names[] = {"class", "id", "role"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = attribute(attributes, names[i]);
        if (value == NULL || !html_names_furniture(value, &reason)) continue;
        enter_region(r, open, reason, true);
        return;
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    html_reader *r = context;
    if (r->page->refused) return;
    if (r->depth == ENT_INTAKE_MOST_DEPTH || r->elements++ == ENT_INTAKE_MOST_ELEMENTS) {
        refuse(r, r->depth == ENT_INTAKE_MOST_DEPTH ? "elements of the page are nested too deeply"
                                                    : "the page has too many elements");
        return;
    }
    const char *word = (const char *)name;
    const html_element_row *row = html_element(word);
    bool block = row != NULL && (row->flags & HTML_BLOCK) != 0, title = strcmp(word, "title") == 0;
    if (block || title) end_block(r);
    if (strcmp(word, "br") == 0) line_break(r);
    html_open open = *top(r);
    open.name = name;
    open.block = block;
    open.title = title && open.region == 0; /* not a drawing's */
    if (strcmp(word, "a") == 0) open.link = true;
    if (row != NULL && row->kind >= 0) open.kind = row->kind, open.level = row->level;
    if (row != NULL && (row->flags & HTML_KEEPS_SPACE) != 0) open.keeps_space = true;
    if ((strcmp(word, "td") == 0 || strcmp(word, "th") == 0) && r->page->text.size > r->start)
        ent_buffer_text(&r->page->text, " | "), r->in_word = false;
    place(r, &open, row, attributes);
    html_meta_element(r->page, word, (const char *const *)attributes);
    if (r->page->failed) stop(r, true);
    r->open[r->depth++] = open;
}

static void on_end(void *context, const xmlChar *name) {
    html_reader *r = context;
    if (r->page->refused || r->depth == 0 || strcmp((const char *)top(r)->name, (const char *)name) != 0) return;
    if (top(r)->block) end_block(r);
    r->depth--;
}

static void on_text(void *context, const xmlChar *text, int size) {
    html_reader *r = context;
    if (r->page->refused || size <= 0) return;
    if (top(r)->title)
        ent_buffer_add(&r->title, (const char *)text, (size_t)size);
    else
        put(r, (const char *)text, (size_t)size);
}

static void on_error(void *context, xmlErrorPtr error) {
    html_reader *r = context;
    if (error->code == XML_ERR_NO_MEMORY) r->page->failed = true; /* all else: pages are never quite right */
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

static void parse(html_reader *r, const ent_buffer *text) {
    r->context = htmlCreateMemoryParserCtxt(text->data, (int)text->size);
    if (r->context == NULL) {
        r->page->failed = true;
        return;
    }
    memset(r->context->sax, 0, sizeof *r->context->sax);
    r->context->sax->initialized = XML_SAX2_MAGIC;
    r->context->sax->startElement = on_start;
    r->context->sax->endElement = on_end;
    r->context->sax->characters = r->context->sax->ignorableWhitespace = on_text;
    r->context->sax->cdataBlock = on_text;
    r->context->sax->serror = on_error;
    r->context->userData = r;
    htmlCtxtUseOptions(r->context, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_RECOVER);
    xmlSwitchEncoding(r->context, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(r->context);
    if (r->context->errNo == XML_ERR_NO_MEMORY) r->page->failed = true;
    if (r->context->myDoc != NULL) xmlFreeDoc(r->context->myDoc);
    r->context->myDoc = NULL;
    htmlFreeParserCtxt(r->context);
    r->context = NULL;
}

bool html_parse(html_page *page, const ent_buffer *text) {
    if (text->size == 0) return true;
    html_reader *r = ent_alloc(page->job->allocator, sizeof *r);
    if (r == NULL) return page->failed = true, false;
    r->page = page;
    ent_buffer_init(&r->title, page->job->allocator);
    html_open none = {0};
    page->regions_size = page->containers_size = 0;
    enter_region(r, &none, DROP_HIDDEN, false); /* number 0: none; without memory there is no parser to stop yet */
    enter_container(r, &none, 0);
    if (!page->failed) parse(r, text);
    r->depth = 0;
    if (!page->refused && !page->failed) end_block(r);
    page->failed = page->failed || r->title.failed || page->text.failed;
    if (!page->failed && r->title.size > 0 && page->meta.title == NULL)
        page->meta.title = intake_clean(page->arena, r->title.data, r->title.size);
    ent_buffer_free(&r->title);
    ent_free(page->job->allocator, r);
    return !page->failed && !page->refused;
}

/* ---- documents ------------------------------------------------------------------------------------------------ */

static void write_blocks(const html_page *page, intake_draft *draft) {
    int before = -1;
    for (size_t i = 0; i < page->blocks_size; i++) {
        const html_block *block = &page->blocks[i];
        if (!block->keep) {
            draft->blocks[block->reason]++;
            draft->bytes[block->reason] += block->size;
            continue;
        }
        bool together = before == block->kind && (block->kind == HTML_ITEM || block->kind == HTML_ROW);
        if (before >= 0) ent_buffer_text(&draft->text, together ? "\n" : "\n\n");
        if (block->kind == HTML_ITEM) ent_buffer_text(&draft->text, "- ");
        ent_buffer_add(&draft->text, page->text.data + block->start, block->size);
        before = block->kind;
    }
}

/* "Title | Publisher" and "Title - Publisher" without what names the publisher. */
static const char *bare_title(ent_arena *arena, const char *title, const char *publisher) {
    if (title == NULL || publisher == NULL) return title;
    size_t size = strlen(title), own = strlen(publisher);
    if (size <= own + 3 || strcmp(title + size - own, publisher) != 0) return title;
    size -= own;
    for (bool more = true; more && size > 0;) {
        bool dash = size >= 3 && (memcmp(title + size - 3, "\xE2\x80\x93", 3) == 0 || /* en and em dash */
                                  memcmp(title + size - 3, "\xE2\x80\x94", 3) == 0);
        more = dash || strchr(" |-:", title[size - 1]) != NULL;
        if (more) size -= dash ? 3 : 1;
    }
    return size > 0 ? ent_arena_copy(arena, title, size) : title;
}

static void fill(const html_page *page, intake_draft *draft) {
    const html_meta *meta = &page->meta;
    ent_document *document = &draft->document;
    const char *title = meta->social_title != NULL ? meta->social_title : meta->title;
    for (size_t i = 0; title == NULL && i < page->blocks_size; i++)
        if (page->blocks[i].kind == HTML_HEADING && page->blocks[i].level == 1)
            title = ent_arena_copy(draft->arena, page->text.data + page->blocks[i].start, page->blocks[i].size);
    document->title = bare_title(draft->arena, title, meta->publisher);
    document->publisher = meta->publisher;
    document->author = meta->author;
    document->address = meta->address;
    document->kind = meta->kind;
    document->language = meta->language;
    document->date = meta->date;
    document->date_rule = meta->date_rule;
}

static void page_free(html_page *page) {
    ent_buffer_free(&page->text);
    ent_free(page->job->allocator, page->blocks);
    ent_free(page->job->allocator, page->regions);
    ent_free(page->job->allocator, page->containers);
}

/* libxml2 prints what it can tell nobody: this thread's printer is set aside meanwhile. */
static void hush(void *context, const char *format, ...) {
    (void)context, (void)format;
}

static ent_status read_page(html_page *page, const char *text, size_t size, bool piece, bool *found) {
    ent_buffer filtered;
    ent_buffer_init(&filtered, page->job->allocator);
    xmlGenericErrorFunc printer = xmlGenericError;
    void *printer_context = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, hush);
    bool good = html_filter(page, text, size, &filtered) && html_parse(page, &filtered);
    xmlSetGenericErrorFunc(printer_context, printer);
    ent_buffer_free(&filtered);
    if (page->failed) return ENT_MEMORY;
    if (!good) return ENT_LIMIT;
    *found = html_choose(page, piece);
    return ENT_OK;
}

ent_status intake_html_piece(intake_job *job, intake_draft *draft, const char *text, size_t size) {
    html_page page = {.job = job, .arena = draft->arena};
    ent_buffer_init(&page.text, job->allocator);
    bool found = false;
    ent_status status = read_page(&page, text, size, true, &found);
    if (status == ENT_OK) write_blocks(&page, draft);
    page_free(&page);
    return status;
}

ent_status intake_html(intake_job *job, const char *text, size_t size) {
    intake_draft draft;
    ent_status status = intake_draft_init(job, &draft);
    html_page page = {.job = job, .arena = draft.arena};
    ent_buffer_init(&page.text, job->allocator);
    bool found = false;
    if (status == ENT_OK) status = read_page(&page, text, size, false, &found);
    if (status == ENT_OK) {
        write_blocks(&page, &draft);
        fill(&page, &draft);
        draft.document.taken_whole = !found;
        status = intake_deliver(job, &draft);
    }
    page_free(&page);
    intake_draft_free(&draft);
    return status;
}
