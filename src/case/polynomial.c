/* sum = ["-"] product {("+" | "-") product}; product = power {("*" | "/") power}; power = unit ["^" whole];
 * unit = number | name | "(" sum ")" | "-" power */
#include "case/polynomial.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_NESTED = 64,
    MOST_WORK = 50 * 1000 * 1000, /* bytes taken on the way */
    TERM_BYTES = 64,              /* of a term beside its powers, while it is sorted */
    LONGEST_NAME = 80
};

/* A sum of terms. The powers of a term are bytes, `width` of them: those of the total, then of each participant. */
typedef struct terms {
    ent_ratio *coefficients;
    unsigned char *powers;
    size_t size;
} terms;

typedef struct parser {
    const char *text, *at;
    const char *const *ids;
    size_t ids_size, width, work;
    ent_arena *arena;
    ent_polynomial_problem *problem;
    int depth;
} parser;

/* ---- what is wrong --------------------------------------------------------------------------------------- */

ENT_PRINTF(5, 6)
static bool wrong(parser *p, ent_polynomial_fault fault, const char *at, const char *hint, const char *format, ...) {
    ent_polynomial_problem *problem = p->problem;
    if (problem->fault != ENT_POLYNOMIAL_GOOD) return false;
    problem->fault = fault;
    problem->at = ent_utf8_length(p->text, (size_t)(at - p->text)) + 1;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->message, sizeof problem->message, format, arguments);
    va_end(arguments);
    snprintf(problem->hint, sizeof problem->hint, "%s", hint);
    return false;
}

static bool no_memory(parser *p) {
    return wrong(p, ENT_POLYNOMIAL_MEMORY, p->at, "", "out of memory");
}

static bool too_large(parser *p, const char *what) {
    return wrong(p, ENT_POLYNOMIAL_SIZE, p->at, "", "the formula has %s", what);
}

static bool too_many(parser *p) {
    return wrong(p, ENT_POLYNOMIAL_SIZE, p->at, "q stands for the sum of all quantities",
                 "the formula has too many terms");
}

/* Bytes of one character. */
static int character(const char *at) {
    unsigned char c = (unsigned char)*at;
    int size = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    for (int i = 1; i < size; i++)
        if (((unsigned char)at[i] & 0xc0) != 0x80) return i;
    return size;
}

static bool expected(parser *p, const char *what, const char *hint) {
    if (*p->at == '\0') return wrong(p, ENT_POLYNOMIAL_SYNTAX, p->at, hint, "%s should stand at the end", what);
    return wrong(p, ENT_POLYNOMIAL_SYNTAX, p->at, hint, "%s should stand before '%.*s'", what, character(p->at), p->at);
}

/* ---- sums of terms --------------------------------------------------------------------------------------- */

static bool make(parser *p, size_t size, terms *out) {
    out->size = size;
    out->coefficients = ent_arena_array(p->arena, size, sizeof *out->coefficients);
    out->powers = ent_arena_array(p->arena, size, p->width);
    return (out->coefficients != NULL && out->powers != NULL) || no_memory(p);
}

static unsigned char *powers_of(const parser *p, const terms *of, size_t term) {
    return of->powers + term * p->width;
}

static bool constant(parser *p, ent_ratio value, terms *out) {
    if (!make(p, value.num != 0, out)) return false;
    if (value.num != 0) out->coefficients[0] = value;
    return true;
}

static bool spend(parser *p, size_t size) {
    p->work += size * (p->width + TERM_BYTES);
    return p->work <= MOST_WORK || too_many(p);
}

static size_t degree_of(const unsigned char *powers, size_t width) {
    size_t sum = 0;
    for (size_t i = 0; i < width; i++)
        sum += powers[i];
    return sum;
}

typedef struct place { /* of a term while sorting */
    const unsigned char *powers;
    size_t width, degree, index;
} place;

static int compare(const void *a, const void *b) {
    const place *left = a, *right = b;
    if (left->degree != right->degree) return left->degree > right->degree ? -1 : 1;
    int order = memcmp(right->powers, left->powers, left->width);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

/* Sorts, adds up equal powers and drops what comes to nothing. */
static bool collect(parser *p, const terms *from, terms *out) {
    place *order = ent_arena_array(p->arena, from->size, sizeof *order);
    if (order == NULL) return no_memory(p);
    for (size_t i = 0; i < from->size; i++)
        order[i] = (place){powers_of(p, from, i), p->width, degree_of(powers_of(p, from, i), p->width), i};
    qsort(order, from->size, sizeof *order, compare);
    if (!make(p, from->size, out)) return false;
    size_t size = 0;
    for (size_t i = 0; i < from->size;) {
        ent_ratio sum = {0, 1};
        size_t first = i;
        for (; i < from->size && memcmp(order[i].powers, order[first].powers, p->width) == 0; i++)
            if (!ent_ratio_add(sum, from->coefficients[order[i].index], &sum))
                return too_large(p, "numbers of too many digits");
        if (sum.num == 0) continue;
        out->coefficients[size] = sum;
        memcpy(powers_of(p, out, size++), order[first].powers, p->width);
    }
    out->size = size;
    if (size > ENT_POLYNOMIAL_TERMS) return too_many(p);
    return true;
}

static bool add(parser *p, const terms *a, const terms *b, bool minus, terms *out) {
    terms all;
    if (!spend(p, a->size + b->size) || !make(p, a->size + b->size, &all)) return false;
    for (size_t i = 0; i < all.size; i++) {
        bool second = i >= a->size;
        const terms *from = second ? b : a;
        size_t index = second ? i - a->size : i;
        all.coefficients[i] = from->coefficients[index];
        if (second && minus) all.coefficients[i].num = -all.coefficients[i].num;
        memcpy(powers_of(p, &all, i), powers_of(p, from, index), p->width);
    }
    return collect(p, &all, out);
}

static bool multiply(parser *p, const terms *a, const terms *b, terms *out) {
    terms all;
    if (!spend(p, a->size * b->size) || !make(p, a->size * b->size, &all)) return false;
    for (size_t i = 0; i < a->size; i++)
        for (size_t j = 0; j < b->size; j++) {
            size_t at = i * b->size + j;
            if (!ent_ratio_multiply(a->coefficients[i], b->coefficients[j], &all.coefficients[at]))
                return too_large(p, "numbers of too many digits");
            const unsigned char *left = powers_of(p, a, i), *right = powers_of(p, b, j);
            if (degree_of(left, p->width) + degree_of(right, p->width) > ENT_POLYNOMIAL_DEGREE)
                return too_large(p, "powers of more than 20");
            for (size_t k = 0; k < p->width; k++)
                powers_of(p, &all, at)[k] = (unsigned char)(left[k] + right[k]);
        }
    return collect(p, &all, out);
}

/* ---- names ----------------------------------------------------------------------------------------------- */

enum { NO_NAME = -1, TWO_NAMES = -2 };

/* 0 for the total, i + 1 for the quantity of participant i. */
static int name_index(const parser *p, const char *name, size_t length) {
    int found = NO_NAME;
    if (length == 1 && name[0] == 'q') found = 0;
    size_t digits = length > 1 && name[0] == 'q' ? strspn(name + 1, "0123456789") : 0;
    if (digits == length - 1 && digits > 0 && digits < 6 && name[1] != '0') {
        size_t number = (size_t)strtoul(name + 1, NULL, 10);
        if (number <= p->ids_size) found = (int)number;
    }
    for (size_t i = 0; i < p->ids_size; i++) {
        if (p->ids[i] == NULL || strncmp(p->ids[i], name, length) != 0 || p->ids[i][length] != '\0') continue;
        if (found >= 0 && found != (int)i + 1) return TWO_NAMES;
        found = (int)i + 1;
    }
    return found;
}

static size_t run_length(const char *text) {
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    while (size > 0 && text[size - 1] == '-')
        size--;
    return size;
}

/* Whether the run can also be read as a difference: each of its pieces is a name. */
static bool is_difference(const parser *p, const char *name, size_t length) {
    for (size_t cut = 1; cut < length; cut++) {
        if (name[cut] != '-' || name_index(p, name, cut) < 0) continue;
        const char *rest = name + cut + 1;
        size_t left = length - cut - 1;
        if (name_index(p, rest, left) >= 0 || rest[strspn(rest, "0123456789.")] == '\0' || is_difference(p, rest, left))
            return true;
    }
    return false;
}

/* p->at stands where the name begins. */
static bool unknown(parser *p, const char *name, size_t length) {
    char word[LONGEST_NAME + 1], hint[120] = "q is the sum of all quantities, q1 that of the first participant";
    if (length > LONGEST_NAME) length = LONGEST_NAME;
    memcpy(word, name, length);
    word[length] = '\0';
    const char *close = ent_closest(word, p->ids, p->ids_size);
    if (close != NULL) snprintf(hint, sizeof hint, "did you mean '%.80s'?", close);
    return wrong(p, ENT_POLYNOMIAL_NAME, p->at, hint, "there is no quantity '%s'", word);
}

static bool two_names(parser *p, const char *name, size_t length) {
    return wrong(p, ENT_POLYNOMIAL_NAME, p->at, "rename the party",
                 "'%.*s' is a party, and the quantity of another participant or of all", (int)length, name);
}

static bool variable(parser *p, int index, terms *out) {
    if (!constant(p, (ent_ratio){1, 1}, out)) return false;
    out->powers[index] = 1;
    return true;
}

static bool quoted(parser *p, terms *out) {
    char quote = *p->at;
    const char *name = p->at + 1, *end = strchr(name, quote);
    if (end == NULL) return wrong(p, ENT_POLYNOMIAL_SYNTAX, p->at, "", "the name in quotes has no end");
    int index = name_index(p, name, (size_t)(end - name));
    if (index == TWO_NAMES) return two_names(p, name, (size_t)(end - name));
    if (index < 0) return unknown(p, name, (size_t)(end - name));
    p->at = end + 1;
    return variable(p, index, out);
}

/* The longest beginning of the run that is a name; "q1-q2" is a difference. */
static bool name(parser *p, terms *out) {
    const char *start = p->at;
    size_t whole = run_length(start), length = whole;
    int index = NO_NAME;
    while (length > 0 && (index = name_index(p, start, length)) == NO_NAME) {
        do
            length--;
        while (length > 0 && start[length] != '-');
    }
    if (length == 0) return unknown(p, start, whole);
    if (index == TWO_NAMES) return two_names(p, start, length);
    if (is_difference(p, start, length))
        return wrong(p, ENT_POLYNOMIAL_NAME, start, "put the id in quotes, or the minus between spaces",
                     "'%.*s' is a participant, and a difference of two others", (int)length, start);
    p->at += length;
    return variable(p, index, out);
}

/* ---- the formula ----------------------------------------------------------------------------------------- */

static char next(parser *p) {
    while (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')
        p->at++;
    return *p->at;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool number(parser *p, terms *out) {
    char text[48];
    size_t size = strspn(p->at, "0123456789.");
    const char *after = p->at + size;
    if ((*after == 'e' || *after == 'E') && (is_digit(after[1]) || (after[1] == '-' && is_digit(after[2])))) {
        size += 2;
        size += strspn(p->at + size, "0123456789");
    }
    ent_ratio value;
    double rounded;
    bool exact = false;
    if (size >= sizeof text) return too_large(p, "numbers of too many digits");
    memcpy(text, p->at, size);
    text[size] = '\0';
    if (!ent_read_number(text, &value, &rounded, &exact))
        return wrong(p, ENT_POLYNOMIAL_SYNTAX, p->at, "a decimal is written 0.5", "'%s' is not a number", text);
    if (!exact) return too_large(p, "numbers of too many digits");
    p->at += size;
    if (is_letter(*p->at)) return expected(p, "an operator", "multiplication is written *: 2*q");
    return constant(p, value, out);
}

static bool sum(parser *p, terms *out);
static bool power(parser *p, terms *out);

static bool negated(parser *p, terms *out) {
    p->at++;
    terms inner, none;
    return power(p, &inner) && constant(p, (ent_ratio){0, 1}, &none) && add(p, &none, &inner, true, out);
}

static bool unit(parser *p, terms *out) {
    char c = next(p);
    if (is_digit(c) || (c == '.' && is_digit(p->at[1]))) return number(p, out);
    if (is_letter(c)) return name(p, out);
    if (c == '\'' || c == '"') return quoted(p, out);
    if (c == '-') return negated(p, out);
    if (c != '(') return expected(p, "a number or a quantity", "such as 3*q^2 + 0.5*q");
    p->at++;
    if (!sum(p, out)) return false;
    if (next(p) != ')') return expected(p, "an operator or ')'", "operators are + - * ^");
    p->at++;
    return true;
}

static bool raise(parser *p, const terms *base, unsigned exponent, terms *out) {
    if (!constant(p, (ent_ratio){1, 1}, out)) return false;
    for (unsigned i = 0; i < exponent; i++) {
        terms product;
        if (!multiply(p, out, base, &product)) return false;
        *out = product;
    }
    return true;
}

static bool power(parser *p, terms *out) {
    if (p->depth == MOST_NESTED) return too_large(p, "too many parentheses");
    p->depth++;
    terms base;
    if (!unit(p, &base)) return false;
    p->depth--;
    *out = base;
    if (next(p) != '^') return true;
    p->at++;
    next(p);
    size_t digits = strspn(p->at, "0123456789");
    if (digits == 0 || p->at[digits] == '.') return expected(p, "a whole number from 0 to 20", "such as q^2");
    unsigned exponent = digits < 4 ? (unsigned)strtoul(p->at, NULL, 10) : ENT_POLYNOMIAL_DEGREE + 1;
    if (exponent > ENT_POLYNOMIAL_DEGREE) return too_large(p, "powers of more than 20");
    p->at += digits;
    if (!raise(p, &base, exponent, out)) return false;
    if (next(p) == '^') return expected(p, "an operator or the end", "put parentheses around one of the powers");
    return true;
}

static bool divide(parser *p, const terms *by, ent_ratio *out) {
    if (by->size > 1 || (by->size == 1 && degree_of(by->powers, p->width) > 0))
        return wrong(p, ENT_POLYNOMIAL_SYNTAX, p->at, "multiply by powers instead",
                     "only a number can stand below a fraction");
    if (by->size == 0) return wrong(p, ENT_POLYNOMIAL_SYNTAX, p->at, "", "nothing can be divided by 0");
    return ent_ratio_divide((ent_ratio){1, 1}, by->coefficients[0], out) || too_large(p, "numbers of too many digits");
}

static bool product(parser *p, terms *out) {
    if (!power(p, out)) return false;
    for (char sign; (sign = next(p)) == '*' || sign == '/';) {
        terms left = *out, right, factor;
        ent_ratio share;
        p->at++;
        if (!power(p, &right)) return false;
        factor = right;
        if (sign == '/' && (!divide(p, &right, &share) || !constant(p, share, &factor))) return false;
        if (!multiply(p, &left, &factor, out)) return false;
    }
    return true;
}

static bool sum(parser *p, terms *out) {
    if (!product(p, out)) return false;
    for (char sign; (sign = next(p)) == '+' || sign == '-';) {
        terms left = *out, right;
        p->at++;
        if (!product(p, &right) || !add(p, &left, &right, sign == '-', out)) return false;
    }
    return true;
}

static bool hand_out(parser *p, const terms *from, ent_arena *arena, ent_cost_term **out, size_t *size) {
    *out = ent_arena_array(arena, from->size, sizeof **out);
    if (*out == NULL) return no_memory(p);
    for (size_t i = 0; i < from->size; i++) {
        unsigned *powers = ent_arena_array(arena, p->width - 1, sizeof *powers);
        if (powers == NULL) return no_memory(p);
        const unsigned char *mine = powers_of(p, from, i);
        for (size_t k = 1; k < p->width; k++)
            powers[k - 1] = mine[k];
        ent_ratio c = from->coefficients[i];
        (*out)[i] = (ent_cost_term){{true, true, c, ent_ratio_value(c), UINT32_MAX}, mine[0], powers};
    }
    *size = from->size;
    return true;
}

bool ent_polynomial_read(const char *text, const char *const *ids, size_t size, ent_arena *arena, ent_cost_term **out,
                         size_t *out_size, ent_polynomial_problem *problem) {
    *problem = (ent_polynomial_problem){.at = 0};
    parser p = {.text = text, .at = text, .ids = ids, .ids_size = size, .width = size + 1, .problem = problem};
    if (strlen(text) > ENT_POLYNOMIAL_TEXT) return too_large(&p, "too many characters");
    p.arena = ent_arena_new(ent_arena_allocator(arena));
    if (p.arena == NULL) return no_memory(&p);
    terms whole;
    bool good = sum(&p, &whole);
    if (good && next(&p) != '\0')
        good = expected(&p, "an operator or the end", "operators are + - * ^; multiplication is *");
    good = good && hand_out(&p, &whole, arena, out, out_size);
    ent_arena_free(p.arena);
    return good;
}
