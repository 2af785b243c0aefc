/* Documents in: what a file is, and what all formats have in common. */
#include "text/intake_parts.h"

#include "text/characters.h"

#include <stdio.h>
#include <string.h>

/* ---- formats -------------------------------------------------------------------------------------------------- */

static const char *const format_names[] = {"guess", "text", "markdown", "html", "feed", "jsonl", "pdf", "binary"};

const char *ent_intake_format_name(ent_intake_format format) {
    return (size_t)format < sizeof format_names / sizeof *format_names ? format_names[format] : "unknown";
}

enum { LOOK = 4096 };

static bool named(const char *name, const char *const *endings) {
    size_t size = name != NULL ? strlen(name) : 0;
    for (; *endings != NULL; endings++) {
        size_t length = strlen(*endings), i = 0;
        while (i < length && size > length && ((unsigned char)name[size - length + i] | 0x20) == ((*endings)[i] | 0x20))
            i++;
        if (i == length) return true;
    }
    return false;
}

/* The first bytes in small letters, without NULs (UTF-16) and what stands before the first mark. */
static size_t small_head(const char *data, size_t size, char head[LOOK + 1]) {
    size_t length = 0;
    for (size_t i = 0; i < size && i < 2 * LOOK && length < LOOK; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c == 0 || (length == 0 && (c == ' ' || (c >= '\t' && c <= '\r') || c >= 0xBB))) continue;
        head[length++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c;
    }
    head[length] = '\0';
    return length;
}

static bool any(const char *head, const char *const *words) {
    for (; *words != NULL; words++)
        if (strstr(head, *words) != NULL) return true;
    return false;
}

/* More than one byte in fifty that no text has: control characters, NULs outside UTF-16. */
static bool is_binary(const char *data, size_t size) {
    bool wide = size >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0);
    size_t end = size < LOOK ? size : LOOK, odd = 0;
    for (size_t i = 0; i < end && !wide; i++) {
        unsigned char c = (unsigned char)data[i];
        odd += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B;
    }
    return odd * 50 > end;
}

ent_intake_format ent_intake_guess(const char *name, const char *data, size_t size) {
    static const char *const feeds[] = {"<rss", "<feed", "<rdf:rdf", NULL};
    static const char *const pages[] = {"<!doctype html", "<html",  "<head", "<body", "<article", "<main", "<p>", "<p ",
                                        "<div",           "<title", "<meta", "<h1",   NULL};
    static const char *const html[] = {".html", ".htm", ".xhtml", NULL};
    static const char *const markdown[] = {".md", ".markdown", NULL};
    static const char *const lines[] = {".jsonl", ".ndjson", NULL};
    char head[LOOK + 1];
    size_t length = small_head(data, size, head);
    if (length >= 5 && memcmp(head, "%pdf-", 5) == 0) return ENT_INTAKE_PDF;
    if (is_binary(data, size)) return ENT_INTAKE_BINARY;
    if (head[0] == '<' && any(head, feeds) && strstr(head, "<html") == NULL) return ENT_INTAKE_FEED;
    if (named(name, html) || (head[0] == '<' && any(head, pages))) return ENT_INTAKE_HTML;
    if (named(name, lines)) return ENT_INTAKE_JSONL;
    if (head[0] == '{' && length > 1 && (head[1 + strspn(head + 1, " \t")] == '"')) return ENT_INTAKE_JSONL;
    if (named(name, markdown) || strncmp(head, "---\n", 4) == 0 || strncmp(head, "# ", 2) == 0)
        return ENT_INTAKE_MARKDOWN;
    return ENT_INTAKE_TEXT;
}

/* ---- drafts --------------------------------------------------------------------------------------------------- */

static const char *const drop_names[DROPS] = {
    [DROP_NAVIGATION] = "navigation",
    [DROP_HEADER] = "header",
    [DROP_FOOTER] = "footer",
    [DROP_ASIDE] = "aside",
    [DROP_FORM] = "form",
    [DROP_EMBEDDED] = "embedded",
    [DROP_CAPTION] = "caption",
    [DROP_HIDDEN] = "hidden",
    [DROP_SHARING] = "sharing",
    [DROP_COOKIES] = "cookies",
    [DROP_ADVERTISING] = "advertising",
    [DROP_RELATED] = "related",
    [DROP_COMMENTS] = "comments",
    [DROP_AUTHOR] = "author",
    [DROP_SUBSCRIBE] = "subscribe",
    [DROP_LINKS] = "links",
    [DROP_SHORT] = "short",
    [DROP_PHRASE] = "phrase",
    [DROP_OUTSIDE] = "outside",
    [DROP_HEADING] = "heading",
};

ent_status intake_draft_init(const intake_job *job, intake_draft *draft) {
    *draft = (intake_draft){.arena = ent_arena_new(job->allocator)};
    ent_buffer_init(&draft->text, job->allocator);
    draft->document.lines = ENT_LINES_HARD;
    return draft->arena != NULL ? ENT_OK : ENT_MEMORY;
}

void intake_draft_free(intake_draft *draft) {
    ent_buffer_free(&draft->text);
    ent_arena_free(draft->arena);
    draft->arena = NULL;
}

static bool list_dropped(intake_draft *draft) {
    ent_dropped *rows = ent_arena_array(draft->arena, DROPS, sizeof *rows);
    if (rows == NULL) return false;
    size_t size = 0;
    for (size_t i = 0; i < DROPS; i++)
        if (draft->blocks[i] > 0) rows[size++] = (ent_dropped){drop_names[i], draft->blocks[i], draft->bytes[i]};
    draft->document.dropped = rows;
    draft->document.dropped_size = size;
    return true;
}

/* What the caller knows wins; then the text itself over what it declares. */
static void complete(const intake_job *job, ent_document *document) {
    const ent_intake_options *given = job->options;
    if (document->date.year == 0 && document->address != NULL &&
        intake_date_of_address(document->address, &document->date))
        document->date_rule = "address";
    const char *const own[] = {given->title,   given->publisher, given->author,
                               given->address, given->kind,      given->handling};
    const char **const fields[] = {&document->title,   &document->publisher, &document->author,
                                   &document->address, &document->kind,      &document->handling};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i] != NULL) *fields[i] = own[i];
    if (given->date.year != 0) document->date = given->date, document->date_rule = "given";
    const char *guess = ent_language_guess(document->text, document->size);
    if (given->language != NULL)
        document->language = given->language;
    else if (guess[0] != '\0')
        document->language = guess;
}

ent_status intake_deliver(intake_job *job, intake_draft *draft) {
    ent_document *document = &draft->document;
    ent_buffer_add(&draft->text, "", 0);
    while (draft->text.size > 0 && strchr(" \t\n", draft->text.data[draft->text.size - 1]) != NULL)
        draft->text.data[--draft->text.size] = '\0';
    if (draft->text.failed || !list_dropped(draft) || ent_arena_failed(draft->arena)) return ENT_MEMORY;
    if (draft->text.size == 0) {
        intake_error(job, "E-TEXT-0008", document->line, "save the page with its text, or give its text as a file",
                     "no text is left%s",
                     document->dropped_size > 0 ? " once menus, links and the like are taken off" : "");
        job->faulty = true;
        return ENT_OK;
    }
    document->text = draft->text.data;
    document->size = draft->text.size;
    document->charset = job->charset;
    document->replaced = job->replaced - job->replaced_before;
    complete(job, document);
    ent_sha256(document->text, document->size, document->hash);
    return job->take(job->context, document);
}

char *intake_clean(ent_arena *arena, const char *text, size_t size) {
    char *out = ent_arena_copy(arena, "", 0), *end;
    if (size > 0) out = ent_arena_copy(arena, text, size);
    if (out == NULL) return NULL;
    end = out;
    size_t bytes;
    for (size_t at = 0; at < size; at += bytes) {
        int32_t c = ent_character(text, size, at, &bytes);
        if (ent_is_space(c)) {
            if (end > out && end[-1] != ' ') *end++ = ' ';
            continue;
        }
        memcpy(end, text + at, bytes);
        end += bytes;
    }
    if (end > out && end[-1] == ' ') end--;
    *end = '\0';
    return end > out ? out : NULL;
}

/* ---- the door ------------------------------------------------------------------------------------------------- */

void intake_error(const intake_job *job, const char *id, size_t line, const char *hint, const char *format, ...) {
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const ent_place place = {.file = job->file, .line = line};
    ent_diagnosef(job->diagnostics, ENT_ERROR, id, &place, NULL, hint, NULL, "%s", message);
}

typedef struct format_row {
    ent_status (*read)(intake_job *job, const char *text, size_t size);
    bool declares, many; /* has a word for its character set; holds many documents, each with its own limit */
} format_row;

static const format_row readers[] = {
    [ENT_INTAKE_TEXT] = {intake_text, false, false},  [ENT_INTAKE_MARKDOWN] = {intake_markdown, false, false},
    [ENT_INTAKE_HTML] = {intake_html, true, false},   [ENT_INTAKE_FEED] = {intake_feed, true, false},
    [ENT_INTAKE_JSONL] = {intake_jsonl, false, true},
};

static void warn_replaced(const intake_job *job) {
    if (job->replaced == 0) return;
    const ent_place place = {.file = job->file};
    ent_diagnosef(job->diagnostics, ENT_WARNING, "W-TEXT-0101", &place, NULL,
                  "name the character set if it is another one, such as euc-kr or windows-1252", NULL,
                  "%zu byte%s %s no characters of %s and stand%s as U+FFFD", job->replaced,
                  job->replaced == 1 ? "" : "s", job->replaced == 1 ? "is" : "are", job->charset,
                  job->replaced == 1 ? "s" : "");
}

static ent_status refuse_kind(const intake_job *job, ent_intake_format format) {
    if (format == ENT_INTAKE_PDF)
        intake_error(job, "E-TEXT-0003", 0, "turn it into text first: pdftotext FILE.pdf",
                     "a PDF, whose text is not read here");
    else
        intake_error(job, "E-TEXT-0002", 0, "text, Markdown, HTML, RSS or Atom, JSON lines", "this is no text");
    return ENT_INPUT;
}

static ent_status too_large(const intake_job *job, size_t size) {
    intake_error(job, "E-TEXT-0001", 0, "cut it into documents, or give JSON lines, a document a line",
                 "the document has %zu MB; at most %zu MB are read", size >> 20, job->most >> 20);
    return ENT_LIMIT;
}

/* JSON lines in UTF-8 are read where they stand, so that a large file takes no second room; others are translated. */
static ent_status read_all(intake_job *job, const format_row *format, const char *data, size_t size) {
    if (format->many) {
        job->charset = "UTF-8";
        if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
        return format->read(job, data, size);
    }
    ent_buffer text;
    ent_buffer_init(&text, job->allocator);
    ent_status status = intake_utf8(job, data, size, format->declares, &text);
    if (status == ENT_OK) status = format->read(job, text.data != NULL ? text.data : "", text.size);
    ent_buffer_free(&text);
    return status;
}

ent_status ent_intake(const ent_run *run, const char *file, const char *data, size_t size,
                      const ent_intake_options *options,
                      ent_status (*take)(void *context, const ent_document *document), void *context) {
    static const ent_intake_options none = {0};
    intake_job job = {.allocator = ent_run_allocator(run),
                      .diagnostics = run != NULL ? run->diagnostics : NULL,
                      .run = run,
                      .file = file,
                      .options = options != NULL ? options : &none,
                      .take = take,
                      .context = context,
                      .charset = "UTF-8"};
    job.most = job.options->most_bytes > 0 && job.options->most_bytes < ENT_INTAKE_MOST_BYTES ? job.options->most_bytes
                                                                                              : ENT_INTAKE_MOST_BYTES;
    ent_intake_format format = job.options->format;
    if (format == ENT_INTAKE_GUESS) format = ent_intake_guess(file, data, size);
    if (format >= ENT_INTAKE_PDF) return refuse_kind(&job, format);
    const format_row *reader = &readers[format];
    if (!reader->many && size > job.most) return too_large(&job, size);
    ent_status status = read_all(&job, reader, data, size);
    if (status == ENT_OK || status == ENT_INPUT) warn_replaced(&job);
    if (status == ENT_OK && job.faulty) status = ENT_INPUT;
    return status;
}
