/* Where a sentence ends.
 *
 * Candidates are . ! ? and their like, taken as one run with the quotes and brackets that close after them, line ends,
 * and bullets. What stands before and after a candidate decides; each test says why. The scan looks at one byte at a
 * time in a table of 256 classes and stops only at candidates. */
#include "text/sentences.h"

#include "text/abbreviations.h"
#include "text/characters.h"

#include <string.h>

enum { LONG_LINE = 45 }; /* bytes; a shorter line that goes on in lower case is a list */

/* ---- characters ------------------------------------------------------------------------------------------- */

static bool is_bullet(int32_t c) {
    return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25AA || c == 0x25CF || c == 0x25E6 || c == 0x2219;
}

/* Full stops of Chinese and Japanese. */
static bool is_wide_stop(int32_t c) {
    return c == 0x3002 || c == 0xFF0E || c == 0xFF01 || c == 0xFF1F || c == 0xFF61;
}

static bool is_stop(int32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x203C || c == 0x203D || is_wide_stop(c);
}

static bool is_closer(int32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x300D ||
           c == 0x300F;
}

static bool is_opener(int32_t c) {
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == '`' || c == 0x201C || c == 0x2018 || c == 0xAB ||
           c == 0x300C || c == 0x300E;
}

static size_t skip_spaces(const char *text, size_t size, size_t at, bool *line) {
    for (size_t bytes;; at += bytes) {
        int32_t c = ent_character(text, size, at, &bytes);
        if (bytes == 0 || !ent_is_space(c)) return at;
        if (line != NULL && c == '\n') *line = true;
    }
}

/* ---- around a full stop ----------------------------------------------------------------------------------- */

/* A run of stops: "?!", "...", ". . . .", with what closes after it. */
typedef struct stop_run {
    size_t start, stops_end, end; /* end: after closing quotes and brackets */
    size_t points;                /* stops that are points */
    bool plain;                   /* one point and nothing else */
    bool omission;                /* three points with spaces between them: words are left out, no more */
    bool wide;
} stop_run;

/* After the number of a footnote, "[12]"; `at` itself where there is none. */
static size_t note_end(const char *text, size_t size, size_t at) {
    size_t end = at + 1;
    while (end < size && ent_is_digit((unsigned char)text[end]))
        end++;
    return end > at + 1 && end < size && text[end] == ']' ? end + 1 : at;
}

static stop_run read_run(const char *text, size_t size, size_t at) {
    stop_run run = {.start = at, .stops_end = at};
    size_t bytes, stops = 0;
    for (;;) {
        int32_t c = ent_character(text, size, at, &bytes);
        if (bytes > 0 && is_stop(c)) {
            stops++;
            run.points += c == '.';
            run.wide |= is_wide_stop(c);
            at += bytes;
            run.stops_end = at;
        } else if (c == ' ' && at == run.stops_end && at + 1 < size && text[at + 1] == '.' && text[at - 1] == '.' &&
                   (at + 2 >= size || !ent_is_digit((unsigned char)text[at + 2]))) {
            at++; /* the spaced points of an ellipsis */
        } else {
            break;
        }
    }
    run.plain = stops == 1 && run.points == 1;
    run.omission = stops == 3 && run.points == 3 && run.stops_end - run.start == 5;
    run.end = run.stops_end;
    for (;;) {
        int32_t c = ent_character(text, size, run.end, &bytes);
        if (bytes == 0) break;
        size_t note = c == '[' ? note_end(text, size, run.end) : run.end;
        if (note == run.end && !is_closer(c)) break;
        run.end = note > run.end ? note : run.end + bytes;
    }
    return run;
}

/* The word that ends at `end`, back to white space or what opens. */
static size_t word_start(const char *text, size_t from, size_t end) {
    size_t at = end;
    while (at > from) {
        size_t back = ent_character_before(text, at), bytes;
        int32_t c = ent_character(text, end, at - back, &bytes);
        if (ent_is_space(c) || is_opener(c) || c == '-' || c == 0x2013 || c == 0x2014 || c == '/') break;
        at -= back;
    }
    return at;
}

static size_t word_end(const char *text, size_t size, size_t at) {
    for (size_t bytes;; at += bytes) {
        int32_t c = ent_character(text, size, at, &bytes);
        if (bytes == 0 ||
            !(ent_is_letter(c) || (c == '\'' && at + 1 < size && ent_is_letter((unsigned char)text[at + 1]))))
            return at;
    }
}

/* The number that starts at `at`, of at most three digits, and where it ends; -1 where there is none. */
static int short_number(const char *text, size_t size, size_t at, size_t *end) {
    int value = 0;
    *end = at;
    while (*end < size && *end - at < 3 && ent_is_digit((unsigned char)text[*end]))
        value = 10 * value + (text[(*end)++] - '0');
    return *end == at ? -1 : value;
}

/* "1." and "2.)" at the head of a sentence number it. */
static bool is_list_mark(const char *text, size_t sentence, size_t stop) {
    size_t bytes, at = sentence, end;
    if (is_bullet(ent_character(text, stop, at, &bytes))) at = skip_spaces(text, stop, at + bytes, NULL);
    return short_number(text, stop, at, &end) >= 0 && end == stop;
}

/* The mark after a number that numbers an item: ".", ")" or ".)" before white space; 0 where there is none. */
static size_t item_mark(const char *text, size_t size, size_t at) {
    size_t length = 0;
    if (at + length < size && text[at + length] == '.') length++;
    if (at + length < size && text[at + length] == ')') length++;
    return length > 0 && at + length < size && text[at + length] == ' ' ? length : 0;
}

/* Whether the number at `at` goes on with the list whose item the sentence is: "1) Troops 2) Money". */
static bool is_next_item(const char *text, size_t size, size_t sentence, size_t at) {
    size_t first, second;
    int number = short_number(text, size, sentence, &first), next = short_number(text, size, at, &second);
    if (number < 0 || next != number + 1) return false;
    size_t mark = item_mark(text, size, first);
    if (mark == 0 || item_mark(text, size, second) != mark || memcmp(text + first, text + second, mark) != 0)
        return false;
    size_t bytes;
    return ent_is_upper(ent_character(text, size, second + mark + 1, &bytes));
}

/* Letters of a name: "E. Sloan". "Plan B. The talks" is none. */
static bool is_initial(const char *text, size_t word, size_t stop, size_t next, size_t next_end) {
    if (stop - word != 1 || !ent_is_upper((unsigned char)text[word])) return false;
    return !ent_begins_sentences(text + next, next_end - next);
}

/* Text glued together: "world.Today". Addresses are left whole. */
static bool is_glued(const char *text, size_t size, size_t from, const stop_run *run) {
    if (run->end == run->start || run->start == from) return false;
    size_t bytes, back = ent_character_before(text, run->start);
    int32_t before = ent_character(text, run->start, run->start - back, &bytes);
    int32_t first = ent_character(text, size, run->end, &bytes);
    int32_t second = ent_character(text, size, run->end + bytes, &bytes);
    if (!ent_is_upper(first) || !ent_is_lower(second) ||
        !(ent_is_lower(before) || ent_is_digit(before) || is_closer(before)))
        return false;
    size_t start = run->start, end = run->end;
    while (start > from && !ent_is_space((unsigned char)text[start - 1]))
        start--;
    while (end < size && !ent_is_space((unsigned char)text[end]))
        end++;
    static const char *const marks[] = {"@", "://", "www."};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t at = start, length = strlen(marks[i]); at + length <= end; at++)
            if (memcmp(text + at, marks[i], length) == 0) return false;
    return true;
}

/* "At 5 a.m. Mr. Smith" has not yet said anything. */
static bool has_said_little(const char *text, size_t sentence, size_t at) {
    size_t words = 0;
    for (size_t i = sentence; i < at && words < 3; i++)
        words += ent_is_space((unsigned char)text[i]);
    return words < 3;
}

/* Whether a single point after a word ends the sentence when a new word follows at `next`. */
static bool point_ends(const char *text, size_t size, size_t sentence, const stop_run *run, size_t next) {
    size_t bytes;
    size_t word = word_start(text, sentence, run->start), first = next;
    int32_t c = ent_character(text, size, first, &bytes);
    while (bytes > 0 && is_opener(c)) {
        first += bytes;
        c = ent_character(text, size, first, &bytes);
    }
    size_t end = word_end(text, size, first);
    if (run->end > run->stops_end) return true; /* it stands inside quotes or brackets that close here */
    switch (ent_abbreviation_of(text + word, run->start - word)) {
    case ENT_ABBREVIATION_GOES_ON:
        return false;
    case ENT_ABBREVIATION_NUMBER:
        return !ent_is_digit(c);
    case ENT_ABBREVIATION_MAY_END:
        return ent_begins_sentences(text + first, end - first);
    case ENT_ABBREVIATION_CLOCK:
        return ent_is_upper(c) && !ent_goes_on_with_time(text + first, end - first) &&
               !has_said_little(text, sentence, run->start);
    case ENT_ABBREVIATION_NONE:
        break;
    }
    return !is_initial(text, word, run->start, first, end);
}

/* Whether the run of stops ends the sentence that began at `sentence`. */
static bool run_ends(const char *text, size_t size, size_t sentence, const stop_run *run) {
    if (run->wide) return true;
    bool line = false;
    size_t next = skip_spaces(text, size, run->end, &line), bytes;
    if (next >= size) return true;
    int32_t c = ent_character(text, size, next, &bytes);
    if (next == run->end) return run->points > 0 && is_glued(text, size, sentence, run);
    if (run->plain && is_list_mark(text, sentence, run->start)) return false;
    if (line) return !ent_is_lower(c);
    bool bracketed = run->start > sentence && text[run->start - 1] == '[' && run->end > run->stops_end; /* [...] */
    if (run->start == sentence || run->omission || bracketed) return false;
    size_t first = next;
    while (bytes > 0 && is_opener(c) && first < size) {
        first += bytes;
        c = ent_character(text, size, first, &bytes);
    }
    if (ent_is_lower(c)) return false; /* Yahoo! in ..., 'This is great.' she said */
    if (c == ',' || c == ';' || c == ':') return false;
    return !run->plain || point_ends(text, size, sentence, run, next);
}

/* ---- lines ------------------------------------------------------------------------------------------------ */

/* Whether the line's end at `at` ends the sentence; *next is where the text goes on. */
static bool line_ends(const ent_sentence_scanner *self, size_t line, size_t at, size_t *next) {
    size_t newlines = 0, bytes, go_on = at;
    for (;; go_on += bytes) {
        int32_t c = ent_character(self->text, self->size, go_on, &bytes);
        if (bytes == 0 || !ent_is_space(c)) break;
        newlines += c == '\n';
    }
    *next = go_on;
    if (go_on >= self->size || newlines > 1 || self->lines == ENT_LINES_HARD) return true;
    int32_t c = ent_character(self->text, self->size, go_on, &bytes);
    if (is_bullet(c)) return true;
    if (self->lines == ENT_LINES_WRAPPED) return false;
    return !(ent_is_lower(c) && at - line >= LONG_LINE);
}

/* ---- the scan --------------------------------------------------------------------------------------------- */

ent_sentence_scanner ent_sentence_scan(const char *text, size_t size, ent_lines lines) {
    return (ent_sentence_scanner){text, size, 0, lines};
}

/* Bytes at which something may end: points, line ends, and the first bytes of characters that are no Latin. */
static bool may_end(unsigned char byte) {
    return byte == '.' || byte == '!' || byte == '?' || byte == '\n' || ent_is_digit(byte) || byte == 0xE2 ||
           byte == 0xE3 || byte == 0xEF;
}

static size_t trimmed(const char *text, size_t start, size_t end) {
    while (end > start) {
        size_t back = ent_character_before(text, end), bytes;
        if (!ent_is_space(ent_character(text, end, end - back, &bytes))) break;
        end -= back;
    }
    return end;
}

/* Where the sentence that starts at `start` ends. */
static size_t find_end(const ent_sentence_scanner *self, size_t start) {
    const char *text = self->text;
    size_t size = self->size, at = start, line = start, bytes;
    while (at < size) {
        if (!may_end((unsigned char)text[at])) {
            at++;
            continue;
        }
        int32_t c = ent_character(text, size, at, &bytes);
        if (c == '\n') {
            size_t next;
            if (line_ends(self, line, at, &next)) return at;
            at = line = next;
        } else if (is_stop(c)) {
            stop_run run = read_run(text, size, at);
            if (run_ends(text, size, start, &run)) return run.end;
            at = run.stops_end;
        } else if (ent_is_digit(c)) {
            if (at > start && text[at - 1] == ' ' && is_next_item(text, size, start, at)) return at;
            at++;
        } else if (is_bullet(c) && at > start && ent_is_space((unsigned char)text[at - 1])) {
            return at;
        } else {
            at += bytes;
        }
    }
    return size;
}

bool ent_sentence_next(ent_sentence_scanner *self, ent_sentence *out) {
    size_t start = skip_spaces(self->text, self->size, self->at, NULL);
    if (start >= self->size) {
        self->at = self->size;
        return false;
    }
    size_t end = find_end(self, start);
    self->at = end;
    *out = (ent_sentence){start, trimmed(self->text, start, end)};
    return true;
}
