/* Single values: texts, ids, dates, choices, references. */
#include "case/bind.h"

#include <stdlib.h>
#include <string.h>

bool ent_bind_scalar(ent_binder *binder, const ent_node *node, const char *what, const char **text) {
    if (node->kind != ENT_NODE_SCALAR || ent_node_is_null(node)) {
        ent_bind_error(binder, node, "E-CASE-0103", NULL, "%s should stand here, not %s", what,
                       ent_node_describe(node));
        return false;
    }
    *text = node->text;
    return true;
}

bool ent_bind_texts(ent_binder *binder, const ent_node *node, const char *const **out, size_t *size) {
    bool list = node->kind == ENT_NODE_LIST;
    const char **texts = ent_bind_array(binder, list ? node->size : 1, sizeof *texts);
    if (texts == NULL) return false;
    *size = 0;
    *out = texts;
    if (!list) {
        *size = ent_bind_scalar(binder, node, "a text or a list of texts", texts);
        return *size == 1;
    }
    bool good = true;
    for (const ent_node *child = node->first; child != NULL; child = child->next)
        if (ent_bind_scalar(binder, child, "a text", &texts[*size]))
            ++*size;
        else
            good = false;
    return good;
}

bool ent_bind_id(ent_binder *binder, const ent_node *node, bool is_key, const char **out) {
    const char *text = node->key;
    if (!is_key && !ent_bind_scalar(binder, node, "an id", &text)) return false;
    *out = text;
    if (ent_is_id(text)) return true;
    const char *hint = "an id is made of small letters, digits and single hyphens, such as south-korea";
    if (is_key)
        ent_bind_key_error(binder, node, "E-CASE-0104", hint, "'%.60s' is not an id", text);
    else
        ent_bind_error(binder, node, "E-CASE-0104", hint, "'%.60s' is not an id", text);
    return false;
}

bool ent_bind_date(ent_binder *binder, const ent_node *node, ent_date *out) {
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a date", &text)) return false;
    if (ent_read_date(text, out)) return true;
    bool shaped = strlen(text) == 10 && text[4] == '-' && text[7] == '-';
    ent_bind_error(binder, node, "E-CASE-0108", "write 2031-03-01, 2031-03 or 2031",
                   shaped ? "the date '%.40s' does not exist" : "'%.40s' is not a date", text);
    *out = (ent_date){0};
    return false;
}

bool ent_bind_year(ent_binder *binder, const ent_node *at, const char *text, bool is_key, int *out) {
    if (strlen(text) == 4 && strspn(text, "0123456789") == 4 && text[0] != '0') {
        *out = atoi(text);
        return true;
    }
    if (is_key)
        ent_bind_key_error(binder, at, "E-CASE-0116", "a year has four digits", "'%.60s' is not a year", text);
    else
        ent_bind_error(binder, at, "E-CASE-0116",
                       strchr(text, '-') != NULL ? "two years are written [2027, 2031]" : "a year has four digits",
                       "'%.60s' is not a year", text);
    return false;
}

bool ent_bind_choice(ent_binder *binder, const ent_node *node, const char *const *choices, const char **out) {
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a word", &text)) return false;
    size_t size = 0;
    char list[400] = "one of: ";
    for (; choices[size] != NULL; size++) {
        if (strcmp(choices[size], text) == 0) {
            *out = choices[size];
            return true;
        }
        if (strlen(list) + strlen(choices[size]) + 3 < sizeof list) {
            strcat(list, size > 0 ? ", " : "");
            strcat(list, choices[size]);
        }
    }
    const char *hint = ent_bind_suggest(binder, text, choices, size);
    ent_bind_error(binder, node, "E-CASE-0106", hint != NULL ? hint : ent_bind_text(binder, "%s", list),
                   "'%.60s' is not possible here", text);
    return false;
}

const char *ent_names_word(ent_names_kind kind) {
    static const char *const words[ENT_NAMES_KINDS] = {
        [ENT_NAMES_NONE] = "entry",    [ENT_NAMES_PARTY] = "party",         [ENT_NAMES_ISSUE] = "issue",
        [ENT_NAMES_SOURCE] = "source", [ENT_NAMES_EVENT] = "event",         [ENT_NAMES_SERIES] = "series",
        [ENT_NAMES_FORUM] = "forum",   [ENT_NAMES_AGREEMENT] = "agreement", [ENT_NAMES_OPTION] = "move option",
        [ENT_NAMES_STATE] = "state",
    };
    return words[kind];
}

/* What was meant, or what there is. */
static const char *reference_hint(ent_binder *binder, ent_names_kind kind, const char *text) {
    const ent_names *names = &binder->kept->names[kind];
    const char *close = ent_bind_closest(binder, kind, text);
    if (close != NULL) return close;
    static const char *const owners[] = {"record", "reported", "judged_by", "because"};
    const char *owner = ent_bind_suggest(binder, text, owners, 4);
    if (owner != NULL) return owner;
    if (strcmp(text, "<<") == 0) return "merge keys are not part of YAML 1.2: write the entries out";
    if (names->size == 0) return ent_bind_text(binder, "the case names no %s yet", ent_names_word(kind));
    char list[300] = "";
    for (size_t i = 0; i < names->size; i++) {
        if (strlen(list) + strlen(names->rows[i].text) + 8 > sizeof list) {
            strcat(list, ", ...");
            break;
        }
        strcat(list, i > 0 ? ", " : "");
        strcat(list, names->rows[i].text);
    }
    return ent_bind_text(binder, names->size == 1 ? "there is only %s" : "there are %s", list);
}

bool ent_bind_reference(ent_binder *binder, ent_names_kind kind, const ent_node *node, bool is_key, int *out) {
    *out = ENT_NOWHERE;
    const char *text = node->key;
    if (!is_key && !ent_bind_scalar(binder, node, "an id", &text)) return false;
    const ent_names *names = &binder->kept->names[kind];
    *out = ent_names_find(names, text);
    if (*out != ENT_NOWHERE) return true;
    const char *hint = reference_hint(binder, kind, text);
    const char *word = ent_names_word(kind);
    if (is_key)
        ent_bind_key_error(binder, node, "E-CASE-0105", hint, "there is no %s '%.60s'", word, text);
    else
        ent_bind_error(binder, node, "E-CASE-0105", hint, "there is no %s '%.60s'", word, text);
    return false;
}
