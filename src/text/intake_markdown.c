/* Markdown to text: the marks go, what they mark stays. Front matter is read as a head. */
#include "text/intake_parts.h"

#include <string.h>

typedef struct markdown {
    intake_draft *draft;
    bool fenced;    /* in a block of code */
    bool paragraph; /* the line before belongs to the same paragraph */
} markdown;

/* Behind the front matter between two lines of dashes; 0 if there is none. */
static size_t front_matter(intake_draft *draft, const char *text, size_t size) {
    if (size < 8 || memcmp(text, "---\n", 4) != 0) return 0;
    for (size_t at = 4; at < size;) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t end = newline != NULL ? (size_t)(newline - text) : size;
        if (end - at == 3 && memcmp(text + at, "---", 3) == 0) return end < size ? end + 1 : size;
        const char *colon = memchr(text + at, ':', end - at);
        if (colon != NULL) {
            const char *value = colon + 1, *stop = text + end;
            while (value < stop && strchr(" \"'", *value) != NULL)
                value++;
            while (stop > value && strchr(" \"'\r", stop[-1]) != NULL)
                stop--;
            intake_set(draft, text + at, (size_t)(colon - text) - at, value, (size_t)(stop - value), "head");
        }
        at = end + 1;
    }
    return 0;
}

/* The end of "[words](address)" or "![words](address)" whose bracket is at `at`; 0 if it is none. */
static size_t link_end(const char *line, size_t size, size_t at, size_t *words_end) {
    enum { LONGEST = 2000 };
    size_t limit = size - at > LONGEST ? at + LONGEST : size, depth = 0, i = at;
    for (; i < limit; i++) {
        depth += line[i] == '[';
        if (line[i] == ']' && --depth == 0) break;
    }
    if (i >= limit || i + 1 >= limit || line[i + 1] != '(') return 0;
    *words_end = i;
    const char *close = memchr(line + i, ')', limit - i);
    return close != NULL ? (size_t)(close - line) + 1 : 0;
}

static bool word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Stars and underlines around words; "5 * 3" and "snake_case" have none. */
static bool is_emphasis(const char *line, size_t size, size_t at) {
    char c = line[at];
    if (c == '`') return true;
    if (c != '*' && c != '_') return false;
    char before = at > 0 ? line[at - 1] : ' ', after = at + 1 < size ? line[at + 1] : ' ';
    if (c == '_' && word_byte(before) && word_byte(after)) return false;
    return before != ' ' || after != ' ';
}

static void put_inline(ent_buffer *out, const char *line, size_t size, unsigned depth) {
    for (size_t at = 0; at < size; at++) {
        bool image = line[at] == '!' && at + 1 < size && line[at + 1] == '[';
        if ((image || line[at] == '[') && depth < 4) {
            size_t words = at + (image ? 2 : 1), words_end = 0, end = link_end(line, size, words - 1, &words_end);
            if (end > 0) {
                if (!image) put_inline(out, line + words, words_end - words, depth + 1);
                at = end - 1;
                continue;
            }
        }
        if (line[at] == '\\' && at + 1 < size && strchr("\\`*_{}[]()#+-.!|>", line[at + 1]) != NULL)
            ent_buffer_char(out, line[++at]);
        else if (!is_emphasis(line, size, at))
            ent_buffer_char(out, line[at]);
    }
}

/* A row of a table with single bars; false for the line of dashes under its head. */
static bool put_row(ent_buffer *out, const char *line, size_t size) {
    bool rule = true;
    for (size_t i = 0; i < size; i++)
        rule = rule && strchr("|-: ", line[i]) != NULL;
    if (rule) return false;
    while (size > 0 && (line[size - 1] == '|' || line[size - 1] == ' '))
        size--;
    while (size > 0 && (*line == '|' || *line == ' '))
        line++, size--;
    for (size_t start = 0, at = 0; at <= size; at++) {
        if (at < size && line[at] != '|') continue;
        size_t first = start, last = at;
        while (first < last && line[first] == ' ')
            first++;
        while (last > first && line[last - 1] == ' ')
            last--;
        if (start > 0) ent_buffer_text(out, " | ");
        put_inline(out, line + first, last - first, 0);
        start = at + 1;
    }
    return true;
}

static void break_line(markdown *m, bool paragraph) {
    ent_buffer *out = &m->draft->text;
    if (out->size > 0 && out->data[out->size - 1] != '\n') ent_buffer_char(out, '\n');
    if (paragraph && out->size > 1 && out->data[out->size - 2] != '\n') ent_buffer_char(out, '\n');
}

/* The length of "- ", "* ", "+ "; numbers of lists stay. */
static size_t bullet(const char *line, size_t size) {
    return size > 2 && strchr("-*+", line[0]) != NULL && line[1] == ' ' ? 2 : 0;
}

static bool numbered(const char *line, size_t size) {
    size_t digits = 0;
    while (digits < size && line[digits] >= '0' && line[digits] <= '9')
        digits++;
    return digits > 0 && digits < 4 && digits + 1 < size && line[digits] == '.' && line[digits + 1] == ' ';
}

static bool is_rule(const char *line, size_t size) {
    size_t marks = 0;
    for (size_t i = 0; i < size; i++) {
        if (strchr("-*_= ", line[i]) == NULL) return false;
        marks += line[i] != ' ';
    }
    return marks >= 3;
}

static void put_prose(markdown *m, const char *line, size_t size) {
    ent_buffer *out = &m->draft->text;
    while (size > 1 && line[0] == '>') {
        line++, size--;
        while (size > 0 && *line == ' ')
            line++, size--;
    }
    size_t marks = 0, item = bullet(line, size);
    while (marks < size && line[marks] == '#')
        marks++;
    bool heading = marks > 0 && marks <= 6 && marks < size && line[marks] == ' ';
    if (heading) {
        break_line(m, true);
        while (size > 0 && (line[size - 1] == '#' || line[size - 1] == ' '))
            size--;
        if (size > marks) put_inline(out, line + marks + 1, size - marks - 1, 0);
        break_line(m, true);
        m->paragraph = false;
        return;
    }
    if (item > 0 || numbered(line, size)) break_line(m, false);
    if (item > 0) ent_buffer_text(out, "- ");
    if (item == 0 && m->paragraph && out->size > 0 && out->data[out->size - 1] != '\n') ent_buffer_char(out, ' ');
    put_inline(out, line + item, size - item, 0);
    m->paragraph = true;
}

static void put_line(markdown *m, const char *line, size_t size) {
    while (size > 0 && (line[size - 1] == ' ' || line[size - 1] == '\r'))
        size--;
    size_t fence = 0;
    while (fence < size && line[fence] == ' ')
        fence++;
    bool marks = size - fence >= 3 && (memcmp(line + fence, "```", 3) == 0 || memcmp(line + fence, "~~~", 3) == 0);
    if (marks) {
        m->fenced = !m->fenced;
        break_line(m, true);
        m->paragraph = false;
    } else if (m->fenced) {
        ent_buffer_add(&m->draft->text, line, size);
        ent_buffer_char(&m->draft->text, '\n');
    } else if (size == fence || is_rule(line, size)) {
        break_line(m, true);
        m->paragraph = false;
    } else if (line[fence] == '|') {
        break_line(m, false);
        if (put_row(&m->draft->text, line + fence, size - fence)) break_line(m, false);
        m->paragraph = false;
    } else {
        put_prose(m, line + fence, size - fence);
    }
}

static void title_from_heading(intake_draft *draft) {
    if (draft->document.title != NULL || draft->text.size == 0) return;
    const char *end = memchr(draft->text.data, '\n', draft->text.size);
    if (end != NULL)
        draft->document.title = intake_clean(draft->arena, draft->text.data, (size_t)(end - draft->text.data));
}

ent_status intake_markdown(intake_job *job, const char *text, size_t size) {
    intake_draft draft;
    ent_status status = intake_draft_init(job, &draft);
    if (status == ENT_OK) {
        markdown m = {.draft = &draft};
        size_t at = front_matter(&draft, text, size);
        if (at == 0) at = intake_head(&draft, text, size);
        while (at < size && strchr(" \r\n", text[at]) != NULL && text[at] != '\0')
            at++;
        bool heading = at < size && text[at] == '#';
        while (at < size) {
            const char *newline = memchr(text + at, '\n', size - at);
            size_t end = newline != NULL ? (size_t)(newline - text) : size;
            put_line(&m, text + at, end - at);
            at = end + 1;
        }
        if (heading) title_from_heading(&draft);
        status = intake_deliver(job, &draft);
    }
    intake_draft_free(&draft);
    return status;
}
