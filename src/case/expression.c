/* Statements are checked where they are read, and turned into programs where states are valued, by one parser.
 * statement = implied [("->" | "<->" | "if") statement]; implied = term {"|" term}; term = factor {"&" factor};
 * factor = "!" factor | "(" statement ")" | id */
#include "case/expression.h"
#include "case/conflict.h"

#include <string.h>

/* A level of nesting leaves at most three operands on the stack. */
enum { MOST_NESTED = 64, STACK = 4 * MOST_NESTED };

/* Programs push options (below OP_NOT) and combine what is on top of the stack. */
enum { OP_NOT = 64, OP_AND, OP_OR, OP_IMPLIES, OP_SAME, OP_IF };

typedef struct parser {
    ent_binder *binder; /* NULL: compiling what has been checked */
    const ent_node *node;
    const char *at;
    int depth;
    const ent_moves *moves; /* compiling: */
    unsigned char *code;
    size_t size;
} parser;

static void emit(parser *p, unsigned char op) {
    if (p->code != NULL) p->code[p->size++] = op;
}

static void skip_spaces(parser *p) {
    while (*p->at == ' ')
        p->at++;
}

static bool take(parser *p, const char *token) {
    skip_spaces(p);
    size_t size = strlen(token);
    if (strncmp(p->at, token, size) != 0) return false;
    p->at += size;
    return true;
}

static bool wrong(parser *p, const char *expected) {
    if (p->binder == NULL) return false;
    if (*p->at == '\0')
        ent_bind_error(p->binder, p->node, "E-CASE-0190", NULL, "the statement ends where %s should stand", expected);
    else
        ent_bind_error(p->binder, p->node, "E-CASE-0190", "such as !arm & (grant | strike)",
                       "%s should stand before '%.20s'", expected, p->at);
    return false;
}

static size_t id_length(const char *text) {
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    while (size > 0 && text[size - 1] == '-') /* the arrow of "a->b" */
        size--;
    return size;
}

static bool statement(parser *p);

static bool option(parser *p) {
    skip_spaces(p);
    size_t size = id_length(p->at);
    const char *start = p->at;
    p->at += size;
    if (p->binder == NULL) {
        for (size_t i = 0; i < p->moves->options_size; i++)
            if (strlen(p->moves->options[i].id) == size && memcmp(p->moves->options[i].id, start, size) == 0) {
                emit(p, (unsigned char)i);
                return true;
            }
        return false;
    }
    char *id = ent_arena_copy(p->binder->arena, start, size);
    if (id == NULL) p->binder->failed = true;
    if (size == 0) return wrong(p, "an option");
    if (id != NULL && ent_names_find(&p->binder->kept->names[ENT_NAMES_OPTION], id) == ENT_NOWHERE)
        ent_bind_error(p->binder, p->node, "E-CASE-0191", ent_bind_closest(p->binder, ENT_NAMES_OPTION, id),
                       "there is no move option '%.60s'", id);
    return id != NULL;
}

static bool factor(parser *p) {
    bool good;
    if (p->depth == MOST_NESTED) return wrong(p, "something simpler");
    p->depth++;
    if (take(p, "!")) {
        good = factor(p);
        emit(p, OP_NOT);
    } else if (take(p, "(")) {
        good = statement(p) && (take(p, ")") || wrong(p, "a closing parenthesis"));
    } else {
        good = option(p);
    }
    p->depth--;
    return good;
}

static bool chain(parser *p, const char *token, unsigned char op, bool (*part)(parser *)) {
    if (!part(p)) return false;
    while (take(p, token)) {
        if (!part(p)) return false;
        emit(p, op);
    }
    return true;
}

static bool conjunction(parser *p) {
    return chain(p, "&", OP_AND, factor);
}

static bool disjunction(parser *p) {
    return chain(p, "|", OP_OR, conjunction);
}

static bool statement(parser *p) {
    static const struct {
        const char *token;
        unsigned char op;
    } rows[] = {{"<->", OP_SAME}, {"->", OP_IMPLIES}, {"if ", OP_IF}};
    if (!disjunction(p)) return false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!take(p, rows[i].token)) continue;
        if (!disjunction(p)) return false;
        emit(p, rows[i].op);
        return true;
    }
    return true;
}

/* ---- checking, compiling, holding ---- */

void ent_check_expression(ent_binder *binder, const ent_node *node) {
    parser p = {.binder = binder, .node = node, .at = node->text};
    if (!statement(&p)) return;
    skip_spaces(&p);
    if (*p.at != '\0') wrong(&p, "an operator (& | -> <->)");
}

bool ent_statement_compile(const ent_moves *moves, const char *text, ent_arena *arena, ent_statement *out) {
    parser p = {.at = text, .moves = moves, .code = ent_arena_alloc(arena, strlen(text) + 1)};
    *out = (ent_statement){.code = p.code};
    if (p.code == NULL || !statement(&p)) return false;
    out->size = p.size;
    return true;
}

bool ent_statement_holds(const ent_statement *statement, uint64_t combination) {
    bool stack[STACK];
    size_t top = 0; /* operands on the stack; a program that was compiled never runs out of them */
    for (size_t i = 0; i < statement->size; i++) {
        unsigned char op = statement->code[i];
        if (op < OP_NOT) {
            if (top == STACK) return false;
            stack[top++] = combination >> op & 1;
            continue;
        }
        if (op == OP_NOT && top > 0) stack[top - 1] = !stack[top - 1];
        if (op == OP_NOT || top < 2) continue;
        bool right = stack[--top], left = stack[top - 1];
        stack[top - 1] = op == OP_AND       ? left && right
                         : op == OP_OR      ? left || right
                         : op == OP_IMPLIES ? !left || right
                         : op == OP_IF      ? left || !right
                                            : left == right;
    }
    return top > 0 && stack[top - 1];
}
