/* statement = implied [("->" | "<->" | "if") statement]; implied = term {"|" term}; term = factor {"&" factor};
 * factor = "!" factor | "(" statement ")" | id */
#include "case/expression.h"

#include <string.h>

enum { MOST_NESTED = 64 };

typedef struct parser {
    ent_binder *binder;
    const ent_node *node;
    const char *at;
    int depth;
} parser;

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

static bool factor(parser *p) {
    bool good;
    if (p->depth == MOST_NESTED) return wrong(p, "something simpler");
    p->depth++;
    if (take(p, "!")) {
        good = factor(p);
    } else if (take(p, "(")) {
        good = statement(p) && (take(p, ")") || wrong(p, "a closing parenthesis"));
    } else {
        skip_spaces(p);
        size_t size = id_length(p->at);
        char *id = ent_arena_copy(p->binder->arena, p->at, size);
        const ent_names *names = &p->binder->kept->names[ENT_NAMES_OPTION];
        if (id == NULL) p->binder->failed = true;
        good = size > 0 ? id != NULL : wrong(p, "an option");
        p->at += size;
        if (good && ent_names_find(names, id) == ENT_NOWHERE) {
            ent_bind_error(p->binder, p->node, "E-CASE-0191", ent_bind_closest(p->binder, ENT_NAMES_OPTION, id),
                           "there is no move option '%.60s'", id);
        }
    }
    p->depth--;
    return good;
}

static bool chain(parser *p, const char *token, bool (*part)(parser *)) {
    if (!part(p)) return false;
    while (take(p, token))
        if (!part(p)) return false;
    return true;
}

static bool conjunction(parser *p) {
    return chain(p, "&", factor);
}

static bool disjunction(parser *p) {
    return chain(p, "|", conjunction);
}

static bool statement(parser *p) {
    if (!disjunction(p)) return false;
    if (take(p, "<->") || take(p, "->") || take(p, "if ")) return disjunction(p);
    return true;
}

void ent_check_expression(ent_binder *binder, const ent_node *node) {
    parser p = {binder, node, node->text, 0};
    if (!statement(&p)) return;
    skip_spaces(&p);
    if (*p.at != '\0') wrong(&p, "an operator (& | -> <->)");
}
