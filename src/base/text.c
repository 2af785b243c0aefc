/* UTF-8, widths, spelling suggestions, ids. */
#include <entente/base.h>
#include <string.h>
#include <utf8proc.h>

bool ent_utf8_valid(const char *text, size_t size) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < size) {
        if (bytes[at] < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t point;
        size_t left = size - at;
        utf8proc_ssize_t used = utf8proc_iterate(bytes + at, left < 8 ? (utf8proc_ssize_t)left : 8, &point);
        if (used <= 0) return false;
        at += (size_t)used;
    }
    return true;
}

size_t ent_utf8_length(const char *text, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += ((unsigned char)text[i] & 0xC0) != 0x80;
    return length;
}

size_t ent_text_width(const char *text) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t size = strlen(text), at = 0, width = 0;
    while (at < size) {
        utf8proc_int32_t point;
        size_t left = size - at;
        utf8proc_ssize_t used = utf8proc_iterate(bytes + at, left < 8 ? (utf8proc_ssize_t)left : 8, &point);
        if (used <= 0) { /* terminals show one replacement mark */
            width++;
            at++;
            continue;
        }
        int columns = utf8proc_charwidth(point);
        width += columns > 0 ? (size_t)columns : 0;
        at += (size_t)used;
    }
    return width;
}

/* ---- suggestions ---------------------------------------------------------------------------------------- */

enum { LONGEST_WORD = 127 };

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edit distance with transpositions of neighbours ("optimal string alignment"; Damerau 1964, Boytsov 2011), upper and
 * lower case alike. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size) {
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b_size; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t change = lower(a[i - 1]) != lower(b[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + change);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b_size];
}

const char *ent_closest(const char *word, const char *const *candidates, size_t size) {
    size_t length = strlen(word);
    if (length < 2 || length > LONGEST_WORD) return NULL;
    size_t most = (length + 1) / 3; /* one slip in a short word, up to four in a long path */
    if (most < 1) most = 1;
    if (most > 4) most = 4;
    const char *closest = NULL;
    for (size_t i = 0; i < size; i++) {
        size_t other = strlen(candidates[i]);
        if (other > LONGEST_WORD || other > length + most || length > other + most) continue;
        size_t errors = distance(word, length, candidates[i], other);
        if (errors > most || errors >= length || errors >= other) continue;
        if (closest != NULL && errors == most) continue; /* the first of equals stays */
        closest = candidates[i];
        if (errors == 0) break;
        most = errors;
    }
    return closest;
}

bool ent_is_id(const char *text) {
    bool hyphen = true; /* none may stand first */
    for (const char *c = text; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (!plain && (*c != '-' || hyphen)) return false;
        hyphen = !plain;
    }
    return !hyphen;
}
