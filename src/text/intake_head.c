/* Plain text and what stands at its head: lines such as "Title: ...", or "date 2024-03-21" before the first sentence.
 */
#include "text/characters.h"
#include "text/intake_parts.h"

#include <string.h>

typedef enum head_field {
    HEAD_TITLE,
    HEAD_PUBLISHER,
    HEAD_AUTHOR,
    HEAD_ADDRESS,
    HEAD_KIND,
    HEAD_HANDLING,
    HEAD_LANGUAGE,
    HEAD_DATE,
} head_field;

typedef struct head_row {
    const char *key;
    head_field field;
} head_row;

static const head_row keys[] = {
    {"title", HEAD_TITLE},         {"headline", HEAD_TITLE},      {"source", HEAD_PUBLISHER},
    {"publisher", HEAD_PUBLISHER}, {"newspaper", HEAD_PUBLISHER}, {"author", HEAD_AUTHOR},
    {"by", HEAD_AUTHOR},           {"url", HEAD_ADDRESS},         {"address", HEAD_ADDRESS},
    {"link", HEAD_ADDRESS},        {"kind", HEAD_KIND},           {"type", HEAD_KIND},
    {"handling", HEAD_HANDLING},   {"language", HEAD_LANGUAGE},   {"lang", HEAD_LANGUAGE},
    {"date", HEAD_DATE},           {"published", HEAD_DATE},      {"publication date", HEAD_DATE},
};

static bool is_key(const char *key, const char *text, size_t size) {
    size_t i = 0;
    while (i < size && key[i] != '\0' && ((unsigned char)text[i] | 0x20) == (unsigned char)key[i])
        i++;
    return i == size && key[i] == '\0';
}

bool intake_set(intake_draft *draft, const char *key, size_t key_size, const char *value, size_t value_size,
                const char *rule) {
    ent_document *document = &draft->document;
    const char **const fields[] = {[HEAD_TITLE] = &document->title,      [HEAD_PUBLISHER] = &document->publisher,
                                   [HEAD_AUTHOR] = &document->author,    [HEAD_ADDRESS] = &document->address,
                                   [HEAD_KIND] = &document->kind,        [HEAD_HANDLING] = &document->handling,
                                   [HEAD_LANGUAGE] = &document->language};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!is_key(keys[i].key, key, key_size)) continue;
        const char *text = intake_clean(draft->arena, value, value_size);
        if (text == NULL) return true; /* an empty field says nothing */
        if (keys[i].field != HEAD_DATE) {
            *fields[keys[i].field] = text;
            return true;
        }
        if (!intake_read_date(text, &document->date)) return false;
        document->date_rule = rule;
        return true;
    }
    return false;
}

/* "date 2024-03-21 Amid ...": the day is read, the text stays as it is, since the words belong to its first sentence.
 */
static void glued_date(intake_draft *draft, const char *text, size_t size) {
    size_t at = 0;
    while (at < size && strchr(" \t\n", text[at]) != NULL && text[at] != '\0')
        at++;
    if (size - at < 15 || !is_key("date", text + at, 4)) return;
    at += 4;
    while (at < size && (text[at] == ' ' || text[at] == ':'))
        at++;
    if (size - at < 10) return;
    char date[11] = {0};
    memcpy(date, text + at, 10);
    if (strspn(date, "0123456789-") == 10 && ent_read_date(date, &draft->document.date) && draft->document.date.day > 0)
        draft->document.date_rule = "head";
}

size_t intake_head(intake_draft *draft, const char *text, size_t size) {
    enum { MOST_KEY = 20, MOST_VALUE = 500 };
    size_t at = 0;
    while (at < size) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t end = newline != NULL ? (size_t)(newline - text) : size;
        const char *colon = memchr(text + at, ':', end - at);
        size_t key = colon != NULL ? (size_t)(colon - text) - at : 0;
        if (key == 0 || key > MOST_KEY || end - at > MOST_VALUE) break;
        if (!intake_set(draft, text + at, key, colon + 1, end - at - key - 1, "head")) break;
        at = end < size ? end + 1 : size;
    }
    if (draft->document.date.year == 0) glued_date(draft, text + at, size - at);
    return at;
}

/* A short first line without an end, alone above an empty line, is the title; it stays in the text. */
static void title_of(intake_draft *draft, const char *text, size_t size) {
    enum { LEAST_WORDS = 3, MOST_BYTES = 160 };
    const char *newline = memchr(text, '\n', size);
    if (draft->document.title != NULL || newline == NULL) return;
    const size_t line = (size_t)(newline - text);
    size_t words = 0;
    if (line == 0 || line > MOST_BYTES || line + 1 >= size || text[line + 1] != '\n') return;
    for (size_t at = 0; at < line; at++)
        words += text[at] != ' ' && (at == 0 || text[at - 1] == ' ');
    if (words < LEAST_WORDS || strchr(".!?:;,", text[line - 1]) != NULL) return;
    draft->document.title = intake_clean(draft->arena, text, line);
}

/* Line ends of all kinds to \n. */
static void add_lines(ent_buffer *out, const char *text, size_t size) {
    size_t kept = 0;
    for (size_t at = 0; at < size; at++) {
        if (text[at] != '\r') continue;
        ent_buffer_add(out, text + kept, at - kept);
        if (at + 1 >= size || text[at + 1] != '\n') ent_buffer_char(out, '\n');
        kept = at + 1;
    }
    ent_buffer_add(out, text + kept, size - kept);
}

ent_status intake_text(intake_job *job, const char *text, size_t size) {
    intake_draft draft;
    ent_status status = intake_draft_init(job, &draft);
    ent_buffer lines;
    ent_buffer_init(&lines, job->allocator);
    add_lines(&lines, text, size);
    if (lines.failed) status = ENT_MEMORY;
    if (status == ENT_OK) {
        size_t head = intake_head(&draft, lines.data != NULL ? lines.data : "", lines.size);
        while (head > 0 && head < lines.size && lines.data[head] == '\n')
            head++;
        ent_buffer_add(&draft.text, lines.data + head, lines.size - head);
        if (draft.text.size > 0) title_of(&draft, draft.text.data, draft.text.size);
        draft.document.lines = job->options->wrapped ? ENT_LINES_WRAPPED : ENT_LINES_GUESS;
        status = intake_deliver(job, &draft);
    }
    ent_buffer_free(&lines);
    intake_draft_free(&draft);
    return status;
}
