/* RSS (0.9x, 1.0, 2.0) and Atom (RFC 4287): a document an entry, handed on as soon as it ends. libxml2's events, no
 * tree; no document types, no entities but the five of XML. */
#include "text/intake_parts.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

typedef enum feed_field {
    FEED_NOTHING,
    FEED_TITLE,
    FEED_LINK,
    FEED_DATE,    /* of publication */
    FEED_UPDATED, /* only where there is no other */
    FEED_AUTHOR,
    FEED_SUMMARY,
    FEED_CONTENT,
} feed_field;

typedef struct feed_row {
    const char *name;
    feed_field field;
} feed_row;

static const feed_row fields[] = {
    {"title", FEED_TITLE},     {"link", FEED_LINK},       {"pubDate", FEED_DATE},        {"published", FEED_DATE},
    {"date", FEED_DATE},       {"issued", FEED_DATE},     {"updated", FEED_UPDATED},     {"modified", FEED_UPDATED},
    {"creator", FEED_AUTHOR},  {"author", FEED_AUTHOR},   {"description", FEED_SUMMARY}, {"summary", FEED_SUMMARY},
    {"encoded", FEED_CONTENT}, {"content", FEED_CONTENT},
};

typedef struct feed_reader {
    intake_job *job;
    xmlParserCtxtPtr context;
    size_t depth, item_depth, field_depth; /* 0: not in one */
    feed_field field;
    bool in_item, atom, plain, markup, root_seen;
    intake_draft draft;
    ent_buffer value, summary, content;
    ent_date updated;
    ent_arena *arena; /* of the feed */
    const char *publisher;
    ent_status status;
    size_t told;
} feed_reader;

static void stop(feed_reader *r, ent_status status) {
    if (r->status == ENT_OK) r->status = status;
    xmlStopParser(r->context);
}

static size_t line_now(const feed_reader *r) {
    return r->context->input != NULL && r->context->input->line > 0 ? (size_t)r->context->input->line : 0;
}

static void refuse(feed_reader *r, ent_status status, const char *id, const char *hint, const char *message) {
    if (r->status != ENT_OK) return;
    intake_error(r->job, id, line_now(r), hint, "%s", message);
    stop(r, status);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *outer, const xmlChar *system) {
    (void)name, (void)outer, (void)system;
    refuse(context, ENT_INPUT, "E-TEXT-0009", "remove the line that begins with <!DOCTYPE",
           "the feed declares a document type; such feeds are not read");
}

/* ---- entries -------------------------------------------------------------------------------------------------- */

static void start_item(feed_reader *r) {
    ent_status status = intake_draft_init(r->job, &r->draft);
    if (status != ENT_OK) {
        intake_draft_free(&r->draft);
        stop(r, status);
        return;
    }
    r->in_item = true;
    r->item_depth = r->depth;
    r->draft.document.line = line_now(r);
    r->draft.document.kind = "feed entry";
    r->summary.size = r->content.size = 0;
    r->updated = (ent_date){0};
}

static void end_item(feed_reader *r) {
    ent_document *document = &r->draft.document;
    const ent_buffer *body = r->content.size > 0 ? &r->content : &r->summary;
    ent_status status = ENT_OK;
    document->publisher = r->publisher;
    if (document->date.year == 0 && r->updated.year != 0) document->date = r->updated, document->date_rule = "feed";
    if (body->size > 0) status = intake_html_piece(r->job, &r->draft, body->data, body->size);
    if (status == ENT_OK && r->draft.text.size == 0 && document->title != NULL)
        ent_buffer_text(&r->draft.text, document->title); /* a headline is all that there is */
    if (status == ENT_OK) status = intake_deliver(r->job, &r->draft);
    intake_draft_free(&r->draft);
    r->in_item = false;
    if (status != ENT_OK) stop(r, status);
}

/* Text that is no markup, as markup. */
static void add_escaped(ent_buffer *out, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '<')
            ent_buffer_text(out, "&lt;");
        else if (text[i] == '&')
            ent_buffer_text(out, "&amp;");
        else
            ent_buffer_char(out, text[i]);
    }
}

static void set_text(feed_reader *r, const char **field) {
    if (*field == NULL) *field = intake_clean(r->draft.arena, r->value.data, r->value.size);
}

static void end_field(feed_reader *r) {
    ent_document *document = &r->draft.document;
    ent_buffer_add(&r->value, "", 0);
    if (r->value.failed) return stop(r, ENT_MEMORY);
    switch (r->field) {
    case FEED_TITLE:
        set_text(r, &document->title);
        break;
    case FEED_LINK:
        set_text(r, &document->address);
        break;
    case FEED_AUTHOR:
        set_text(r, &document->author);
        break;
    case FEED_DATE:
        if (r->value.size > 0 && intake_read_date(r->value.data, &document->date)) document->date_rule = "feed";
        break;
    case FEED_UPDATED:
        if (r->value.size > 0) intake_read_date(r->value.data, &r->updated);
        break;
    case FEED_SUMMARY:
    case FEED_CONTENT: {
        ent_buffer *out = r->field == FEED_CONTENT ? &r->content : &r->summary;
        if (r->value.size < out->size) break; /* a preview of what is there already */
        out->size = 0;
        if (r->plain)
            add_escaped(out, r->value.data, r->value.size);
        else
            ent_buffer_add(out, r->value.data, r->value.size);
        break;
    }
    case FEED_NOTHING:
        break;
    }
}

/* ---- events --------------------------------------------------------------------------------------------------- */

/* The value of an attribute, in the feed's or the entry's arena; NULL if there is none. */
static const char *attribute(ent_arena *arena, const xmlChar **attributes, int size, const char *name) {
    for (int i = 0; i < size; i++, attributes += 5)
        if (strcmp((const char *)attributes[0], name) == 0)
            return ent_arena_copy(arena, (const char *)attributes[3], (size_t)(attributes[4] - attributes[3]));
    return NULL;
}

static void start_field(feed_reader *r, const char *name, int size, const xmlChar **attributes) {
    ent_arena *arena = r->draft.arena;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(name, fields[i].name) != 0) continue;
        const char *type = attribute(arena, attributes, size, "type");
        r->field = fields[i].field;
        r->field_depth = r->depth;
        r->value.size = 0;
        r->markup = r->atom && type != NULL && strcmp(type, "xhtml") == 0;
        r->plain = r->atom && (type == NULL || strcmp(type, "text") == 0);
        if (r->field != FEED_LINK || !r->atom) return;
        const char *relation = attribute(arena, attributes, size, "rel"),
                   *address = attribute(arena, attributes, size, "href");
        if (address != NULL && (relation == NULL || strcmp(relation, "alternate") == 0))
            r->draft.document.address = address;
        r->field = FEED_NOTHING;
        return;
    }
}

/* The name of the feed: the first title that stands beside the entries. */
static void start_outside(feed_reader *r, const char *name) {
    if (strcmp(name, "title") != 0 || r->publisher != NULL || r->depth > 3) return;
    r->field = FEED_TITLE;
    r->field_depth = r->depth;
    r->value.size = 0;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int spaces_size,
                     const xmlChar **spaces, int size, int defaulted, const xmlChar **attributes) {
    (void)spaces_size, (void)spaces, (void)defaulted;
    feed_reader *r = context;
    const char *word = (const char *)name;
    if (r->status != ENT_OK) return;
    if (r->depth == ENT_INTAKE_MOST_DEPTH) {
        refuse(r, ENT_LIMIT, "E-TEXT-0004", NULL, "elements of the feed are nested too deeply");
        return;
    }
    r->depth++;
    if (r->depth == 1) {
        r->atom = strcmp(word, "feed") == 0;
        r->root_seen = r->atom || strcmp(word, "rss") == 0 || strcmp(word, "RDF") == 0;
        if (!r->root_seen) refuse(r, ENT_INPUT, "E-TEXT-0009", "<rss>, <rdf:RDF> or <feed>", "this is no feed");
        return;
    }
    bool media = prefix != NULL && space != NULL && strstr((const char *)space, "search.yahoo.com/mrss") != NULL;
    if (r->field_depth > 0) {
        if (r->markup) ent_buffer_printf(&r->value, "<%s>", word);
        if (r->field == FEED_AUTHOR && strcmp(word, "name") == 0) r->value.size = 0;
    } else if (!r->in_item) {
        if (strcmp(word, "item") == 0 || strcmp(word, "entry") == 0)
            start_item(r);
        else
            start_outside(r, word);
    } else if (r->depth == r->item_depth + 1 && !media) {
        start_field(r, word, size, attributes);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space) {
    (void)prefix, (void)space;
    feed_reader *r = context;
    if (r->status != ENT_OK || r->depth == 0) return;
    if (r->in_item && r->field == FEED_AUTHOR && r->field_depth + 1 == r->depth &&
        strcmp((const char *)name, "name") == 0) {
        end_field(r); /* of an author the name only, not the address */
        r->field = FEED_NOTHING;
    }
    if (r->field_depth == r->depth) {
        if (r->in_item)
            end_field(r);
        else if (r->value.size > 0)
            r->publisher = intake_clean(r->arena, r->value.data, r->value.size);
        r->field_depth = 0;
    } else if (r->field_depth > 0 && r->markup) {
        ent_buffer_printf(&r->value, "</%s>", (const char *)name);
    } else if (r->in_item && r->depth == r->item_depth) {
        end_item(r);
        r->item_depth = 0;
    }
    r->depth--;
}

static void on_text(void *context, const xmlChar *text, int size) {
    feed_reader *r = context;
    if (r->status != ENT_OK || r->field_depth == 0 || size <= 0) return;
    if (r->markup)
        add_escaped(&r->value, (const char *)text, (size_t)size);
    else
        ent_buffer_add(&r->value, (const char *)text, (size_t)size);
    if (r->value.failed) stop(r, ENT_MEMORY);
}

static void on_error(void *context, xmlErrorPtr error) {
    feed_reader *r = context;
    if (error->code == XML_ERR_NO_MEMORY) return stop(r, ENT_MEMORY);
    if (error->level == XML_ERR_WARNING || error->level == XML_ERR_NONE || r->status != ENT_OK || r->told > 0) return;
    if (error->domain == XML_FROM_NAMESPACE) return; /* feeds forget to declare what they use; the names are clear */
    char message[160];
    size_t size = error->message != NULL ? strcspn(error->message, "\n") : 0;
    if (size >= sizeof message) size = sizeof message - 1;
    memcpy(message, error->message != NULL ? error->message : "", size);
    while (size > 0 && ((unsigned char)message[size - 1] & 0x80) != 0) /* no half character */
        size--;
    message[size] = '\0';
    intake_error(r->job, "E-TEXT-0009", error->line > 0 ? (size_t)error->line : 0,
                 "entries before that line are read; mend the feed for the rest", "the feed is not well-formed XML: %s",
                 message);
    r->told++;
    stop(r, ENT_INPUT);
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

static void hush(void *context, const char *format, ...) {
    (void)context, (void)format;
}

static void parse(feed_reader *r, const char *text, size_t size) {
    xmlGenericErrorFunc printer = xmlGenericError;
    void *printer_context = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, hush);
    r->context = xmlCreateMemoryParserCtxt(text, (int)size);
    if (r->context == NULL) {
        r->status = ENT_MEMORY;
    } else {
        xmlSAXHandler *sax = r->context->sax;
        memset(sax, 0, sizeof *sax);
        sax->initialized = XML_SAX2_MAGIC;
        sax->internalSubset = on_doctype;
        sax->startElementNs = on_start;
        sax->endElementNs = on_end;
        sax->characters = sax->ignorableWhitespace = sax->cdataBlock = on_text;
        sax->serror = on_error;
        r->context->userData = r;
        xmlCtxtUseOptions(r->context, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
        xmlParseDocument(r->context);
        if (r->context->errNo == XML_ERR_NO_MEMORY && r->status == ENT_OK) r->status = ENT_MEMORY;
        if (r->context->myDoc != NULL) xmlFreeDoc(r->context->myDoc);
        r->context->myDoc = NULL;
        xmlFreeParserCtxt(r->context);
    }
    xmlSetGenericErrorFunc(printer_context, printer);
}

ent_status intake_feed(intake_job *job, const char *text, size_t size) {
    while (size > 0 && strchr(" \t\r\n", *text) != NULL &&
           *text != '\0') /* before the declaration, against the rules */
        text++, size--;
    feed_reader r = {.job = job, .arena = ent_arena_new(job->allocator)};
    ent_buffer_init(&r.value, job->allocator);
    ent_buffer_init(&r.summary, job->allocator);
    ent_buffer_init(&r.content, job->allocator);
    if (r.arena == NULL)
        r.status = ENT_MEMORY;
    else if (size > 0)
        parse(&r, text, size);
    if (r.status == ENT_OK && !r.root_seen) {
        intake_error(job, "E-TEXT-0009", 0, "<rss>, <rdf:RDF> or <feed>", "this is no feed");
        r.status = ENT_INPUT;
    }
    if (r.in_item) intake_draft_free(&r.draft);
    ent_buffer_free(&r.value);
    ent_buffer_free(&r.summary);
    ent_buffer_free(&r.content);
    ent_arena_free(r.arena);
    return r.status;
}
