/* libxml2 behind a small interface: its events become a tree of ours, its errors diagnostics, its failures of memory a
 * status. It never sees a file, a network or an entity. */
#include "case/import/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

enum { MOST_DEPTH = 64, MOST_ELEMENTS = 2 * 1000 * 1000, MOST_TEXT = 1000 * 1000, MOST_TOLD = 3 };

typedef struct reader {
    import_job *job;
    const char *file;
    xmlParserCtxtPtr context;
    xml_element *root, *at;
    size_t depth, elements, told;
    ent_buffer text;      /* of the innermost element, where it began with text */
    bool failed, refused; /* by memory; for a reason that was said */
} reader;

const char *xml_get(const xml_element *element, const char *name) {
    for (size_t i = 0; i < element->attributes_size; i++)
        if (strcmp(element->attributes[i].name, name) == 0) return element->attributes[i].value;
    return NULL;
}

static const xml_element *named(const xml_element *child, const char *name) {
    while (child != NULL && strcmp(child->name, name) != 0)
        child = child->next;
    return child;
}

const xml_element *xml_child(const xml_element *element, const char *name) {
    return element == NULL ? NULL : named(element->first, name);
}

const xml_element *xml_next(const xml_element *child) {
    return named(child->next, child->name);
}

/* ---- events ---------------------------------------------------------------------------------------------- */

static size_t line_now(const reader *r) {
    return r->context->input != NULL && r->context->input->line > 0 ? (size_t)r->context->input->line : 0;
}

static void stop(reader *r, bool memory) {
    if (memory) r->failed = true;
    r->refused = true;
    xmlStopParser(r->context);
}

static void refuse(reader *r, const char *hint, const char *message) {
    if (r->refused) return;
    import_error(r->job, "E-IMPORT-0003", r->file, line_now(r), hint, "%s", message);
    stop(r, false);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *outer, const xmlChar *system) {
    (void)name, (void)outer, (void)system;
    refuse(context, "remove the line that begins with <!DOCTYPE",
           "the file declares a document type; such files are not read");
}

static char *copy(reader *r, const xmlChar *text, size_t size) {
    char *copied = ent_arena_copy(r->job->arena, (const char *)text, size);
    if (copied == NULL) stop(r, true);
    return copied;
}

static bool take_attributes(reader *r, xml_element *element, int size, const xmlChar **attributes) {
    element->attributes = ent_arena_array(r->job->arena, size > 0 ? (size_t)size : 1, sizeof *element->attributes);
    if (element->attributes == NULL) {
        stop(r, true);
        return false;
    }
    for (int i = 0; i < size; i++, attributes += 5) {
        xml_attribute *attribute = &element->attributes[element->attributes_size];
        attribute->name = copy(r, attributes[0], strlen((const char *)attributes[0]));
        attribute->value = copy(r, attributes[3], (size_t)(attributes[4] - attributes[3]));
        if (attribute->name == NULL || attribute->value == NULL) return false;
        element->attributes_size++;
    }
    return true;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address, int spaces,
                     const xmlChar **space, int size, int defaulted, const xmlChar **attributes) {
    (void)prefix, (void)address, (void)spaces, (void)space, (void)defaulted;
    reader *r = context;
    if (r->refused) return;
    if (r->depth == MOST_DEPTH || r->elements == MOST_ELEMENTS) {
        refuse(r, NULL, r->depth == MOST_DEPTH ? "elements are nested too deeply" : "the file has too many elements");
        return;
    }
    xml_element *element = ent_arena_alloc(r->job->arena, sizeof *element);
    if (element == NULL) {
        stop(r, true);
        return;
    }
    *element = (xml_element){.text = "", .parent = r->at, .line = line_now(r)};
    element->name = copy(r, name, strlen((const char *)name));
    if (element->name == NULL || !take_attributes(r, element, size, attributes)) return;
    if (r->at == NULL)
        r->root = element;
    else if (r->at->last != NULL)
        r->at->last->next = element;
    else
        r->at->first = element;
    if (r->at != NULL) r->at->last = element;
    r->at = element;
    r->depth++;
    r->elements++;
    r->text.size = 0;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address) {
    (void)name, (void)prefix, (void)address;
    reader *r = context;
    if (r->refused || r->at == NULL) return;
    const char *start = r->text.size > 0 ? r->text.data : "";
    size_t size = r->text.size;
    while (size > 0 && strchr(" \t\r\n", *start) != NULL)
        start++, size--;
    while (size > 0 && strchr(" \t\r\n", start[size - 1]) != NULL)
        size--;
    if (size > 0) {
        r->at->text = ent_arena_copy(r->job->arena, start, size);
        if (r->at->text == NULL) stop(r, true);
    }
    r->text.size = 0;
    r->at = r->at->parent;
    r->depth--;
}

static void on_text(void *context, const xmlChar *text, int size) {
    reader *r = context;
    if (r->refused || r->at == NULL) return;
    if (r->text.size + (size_t)size > MOST_TEXT) {
        refuse(r, NULL, "an element holds too much text");
        return;
    }
    ent_buffer_add(&r->text, (const char *)text, (size_t)size);
    if (r->text.failed) stop(r, true);
}

static void on_error(void *context, xmlErrorPtr error) {
    reader *r = context;
    if (error->code == XML_ERR_NO_MEMORY) {
        r->failed = true;
        return;
    }
    if (error->level == XML_ERR_WARNING || error->level == XML_ERR_NONE || r->refused) return;
    if (r->told++ >= MOST_TOLD) return;
    const char *message = import_short(r->job, error->message != NULL ? error->message : "not readable");
    if (message == NULL) return;
    import_error(r->job, "E-IMPORT-0002", r->file, error->line > 0 ? (size_t)error->line : 0, NULL,
                 "the file is not well-formed XML: %s", message);
}

/* ---- bytes ----------------------------------------------------------------------------------------------- */

/* Whether an entity or character reference may begin at this ampersand. */
static bool is_reference(const char *at, const char *end) {
    at++;
    if (at < end && *at == '#') at++;
    const char *start = at;
    while (at < end && at - start < 32 &&
           ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9')))
        at++;
    return at < end && at > start && *at == ';';
}

/* Copies the file, each bare ampersand written out. Those in CDATA sections and comments stay. */
static void mend_ampersands(reader *r, const char *data, size_t size, ent_buffer *out) {
    const char *end = data + size, *kept = data;
    size_t line = 1, first = 0, count = 0;
    for (const char *at = data; at < end; at++) {
        line += *at == '\n';
        const char *skip = NULL;
        if (*at == '<' && end - at > 9 && memcmp(at, "<![CDATA[", 9) == 0) skip = "]]>";
        if (*at == '<' && end - at > 4 && memcmp(at, "<!--", 4) == 0) skip = "-->";
        for (; skip != NULL && at < end && !(end - at >= 3 && memcmp(at, skip, 3) == 0); at++)
            line += at[0] == '\n';
        if (at >= end) break;
        if (*at != '&' || is_reference(at, end)) continue;
        if (count++ == 0) first = line;
        ent_buffer_add(out, kept, (size_t)(at - kept));
        ent_buffer_text(out, "&amp;");
        kept = at + 1;
    }
    ent_buffer_add(out, kept, (size_t)(end - kept));
    if (count > 0)
        import_repair(r->job, "W-IMPORT-0102", r->file, first, "a bare & stands here%s; it is read as &amp;",
                      count > 1 ? " and in other places" : "");
}

/* Whether the XML declaration names an encoding that libxml2 has to translate. */
static bool declares_other(const char *data, size_t size) {
    if (size >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0 ||
                      memcmp(data, "\0<", 2) == 0 || memcmp(data, "<\0", 2) == 0))
        return true;
    char head[128] = {0};
    memcpy(head, data, size < sizeof head ? size : sizeof head - 1);
    char *end = strstr(head, "?>");
    if (strncmp(head, "<?xml", 5) != 0 || end == NULL) return false;
    *end = '\0';
    const char *encoding = strstr(head, "encoding");
    if (encoding == NULL) return false;
    encoding += strcspn(encoding, "\"'");
    if (*encoding != '\0') encoding++;
    for (size_t i = 0; i < 5; i++)
        if (((unsigned char)encoding[i] | 0x20) != (unsigned char)"utf-8"[i]) return encoding[i] != '\0';
    return false;
}

/* The file as libxml2 is to see it. false when memory fails. */
static bool prepare(reader *r, const ent_import_file *file, ent_buffer *out) {
    if (declares_other(file->data, file->size)) {
        ent_buffer_add(out, file->data, file->size);
        return !out->failed;
    }
    ent_buffer text;
    ent_buffer_init(&text, out->allocator);
    bool good = import_utf8(r->job, file, &text);
    if (good) mend_ampersands(r, text.data, text.size, out);
    ent_buffer_free(&text);
    return good && !out->failed;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static void hush(void *context, const char *format, ...) {
    (void)context, (void)format;
}

static void parse(reader *r, const ent_buffer *text) {
    r->context = xmlCreateMemoryParserCtxt(text->data, (int)text->size);
    if (r->context == NULL) {
        r->failed = true;
        return;
    }
    memset(r->context->sax, 0, sizeof *r->context->sax);
    r->context->sax->initialized = XML_SAX2_MAGIC;
    r->context->sax->internalSubset = on_doctype;
    r->context->sax->startElementNs = on_start;
    r->context->sax->endElementNs = on_end;
    r->context->sax->characters = r->context->sax->ignorableWhitespace = on_text;
    r->context->sax->cdataBlock = on_text;
    r->context->sax->serror = on_error;
    r->context->userData = r;
    xmlCtxtUseOptions(r->context,
                      XML_PARSE_NONET | XML_PARSE_NOENT); /* of entities, the five that need no declaration */
    xmlParseDocument(r->context);
    if (r->context->errNo == XML_ERR_NO_MEMORY) r->failed = true;
    bool whole = r->context->wellFormed && r->root != NULL;
    if (!whole && !r->refused && !r->failed && r->told == 0)
        import_error(r->job, "E-IMPORT-0002", r->file, line_now(r), NULL, "the file is not well-formed XML");
    if (!whole || r->told > 0) r->refused = true;
    if (r->context->myDoc != NULL) xmlFreeDoc(r->context->myDoc);
    r->context->myDoc = NULL;
    xmlFreeParserCtxt(r->context);
    r->context = NULL;
}

/* libxml2 prints what it can tell nobody (memory that fails before there is a context): this thread's printer is set
 * aside meanwhile. */
static void parse_quietly(reader *r, const ent_buffer *text) {
    xmlGenericErrorFunc generic = xmlGenericError;
    void *generic_context = xmlGenericErrorContext;
    xmlStructuredErrorFunc structured = xmlStructuredError;
    void *structured_context = xmlStructuredErrorContext;
    xmlSetGenericErrorFunc(NULL, hush);
    xmlSetStructuredErrorFunc(NULL, NULL);
    parse(r, text);
    xmlSetGenericErrorFunc(generic_context, generic);
    xmlSetStructuredErrorFunc(structured_context, structured);
}

const xml_element *xml_read(import_job *job, const ent_import_file *file) {
    reader r = {.job = job, .file = file->name};
    if (file->size == 0) {
        import_error(job, "E-IMPORT-0002", file->name, 0, NULL, "the file is empty");
        return NULL;
    }
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(job->arena));
    ent_buffer_init(&r.text, ent_arena_allocator(job->arena));
    if (prepare(&r, file, &text))
        parse_quietly(&r, &text);
    else
        r.failed = true;
    ent_buffer_free(&r.text);
    ent_buffer_free(&text);
    if (r.failed) job->no_memory = true;
    return r.failed || r.refused ? NULL : r.root;
}
