/* Who answers for a number: record, reported, judged_by and because, inherited by everything below a map. */
#include "case/bind.h"

#include <stdlib.h>
#include <string.h>

bool ent_is_provenance_key(const char *key) {
    return ent_same_key(key, "because") || ent_same_key(key, "judged_by") || ent_same_key(key, "reported") ||
           ent_same_key(key, "record");
}

ent_owner *ent_bind_own(ent_binder *binder, ent_provenance provenance, const ent_node *node) {
    ent_owner *owner = ent_bind_alloc(binder, sizeof *owner);
    if (owner == NULL) return binder->unowned;
    *owner = (ent_owner){provenance, node, false};
    return owner;
}

/* "source" or "source#sentence". Whether the sentence exists is checked when the documents are read. */
static bool read_citation(ent_binder *binder, const ent_node *node, ent_citation *out) {
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a citation such as 'gazette#3'", &text)) return false;
    const char *mark = strrchr(text, '#');
    size_t length = mark != NULL ? (size_t)(mark - text) : strlen(text);
    char *id = ent_arena_copy(binder->arena, text, length);
    if (id == NULL) {
        binder->failed = true;
        return false;
    }
    out->source = ent_names_find(&binder->kept->names[ENT_NAMES_SOURCE], id);
    out->sentence = 0;
    if (mark != NULL) {
        size_t digits = strspn(mark + 1, "0123456789");
        unsigned long sentence = digits > 0 && digits < 9 && mark[1 + digits] == '\0' ? strtoul(mark + 1, NULL, 10) : 0;
        if (sentence == 0) {
            ent_bind_error(binder, node, "E-CASE-0121", "write source#sentence, such as gazette#3",
                           "'%.60s' does not name a sentence by its number", mark + 1);
            return false;
        }
        out->sentence = (uint32_t)sentence;
    }
    if (out->source == ENT_NOWHERE) {
        const char *hint = ent_bind_closest(binder, ENT_NAMES_SOURCE, id);
        ent_bind_error(binder, node, "E-CASE-0120", hint != NULL ? hint : "add it to sources",
                       "there is no source '%.60s'", id);
        return false;
    }
    return ent_check_sentence(binder, node, out->source, out->sentence);
}

static void read_citations(ent_binder *binder, const ent_node *node, ent_provenance *out) {
    size_t most = node->kind == ENT_NODE_LIST ? node->size : 1;
    ent_citation *citations = ent_bind_array(binder, most, sizeof *citations);
    if (citations == NULL) return;
    size_t size = 0;
    if (node->kind == ENT_NODE_LIST) {
        if (node->size == 0) ent_bind_error(binder, node, "E-CASE-0114", NULL, "'%s' cites nothing", node->key);
        for (const ent_node *child = node->first; child != NULL; child = child->next)
            size += read_citation(binder, child, &citations[size]);
    } else {
        size += read_citation(binder, node, citations);
    }
    out->citations = citations;
    out->citations_size = size;
}

typedef struct owner_keys {
    const ent_node *record, *reported, *judged_by, *because;
} owner_keys;

static bool find_keys(const ent_node *map, owner_keys *keys) {
    *keys = (owner_keys){ent_node_child(map, "record"), ent_node_child(map, "reported"),
                         ent_node_child(map, "judged_by"), ent_node_child(map, "because")};
    return keys->record != NULL || keys->reported != NULL || keys->judged_by != NULL || keys->because != NULL;
}

static void check_one_owner(ent_binder *binder, const owner_keys *keys) {
    const ent_node *given[] = {keys->record, keys->reported, keys->judged_by};
    const ent_node *first = NULL;
    for (size_t i = 0; i < 3; i++) {
        if (given[i] == NULL) continue;
        if (first != NULL)
            ent_bind_key_error(binder, given[i], "E-CASE-0122", "keep one: a number has one owner",
                               "'%s' and '%s' both answer for this", first->key, given[i]->key);
        else
            first = given[i];
    }
}

static void read_judgement(ent_binder *binder, const owner_keys *keys, ent_provenance *out) {
    if (keys->judged_by != NULL) {
        out->basis = ENT_JUDGED;
        ent_bind_scalar(binder, keys->judged_by, "who judged it", &out->judged_by);
    }
    if (keys->because != NULL) ent_bind_scalar(binder, keys->because, "the reason, as a text", &out->because);
    if (keys->judged_by != NULL && keys->because == NULL && out->because == NULL && binder->options->builtin)
        ent_bind_warning(binder, keys->judged_by, "W-CASE-0402", "add because: \"...\"",
                         "a judgement without a reason");
}

ent_owner *ent_bind_enter(ent_binder *binder, const ent_node *map) {
    ent_owner *before = binder->owner;
    if (map->owner != NULL) {
        ent_provenance given = {.basis = ENT_JUDGED, .judged_by = map->owner};
        binder->owner = ent_bind_own(binder, given, map);
    }
    owner_keys keys;
    if (map->kind != ENT_NODE_MAP || !find_keys(map, &keys)) return before;
    check_one_owner(binder, &keys);
    bool cites = keys.record != NULL || keys.reported != NULL;
    ent_provenance provenance = binder->owner->provenance;
    if (cites || keys.judged_by != NULL) {
        const char *reason = provenance.basis == ENT_JUDGED && !cites ? provenance.because : NULL;
        provenance = (ent_provenance){.because = reason};
    } else if (provenance.basis == ENT_UNOWNED || provenance.basis == ENT_BASIS_NONE) {
        ent_bind_key_error(binder, keys.because, "E-CASE-0123", "add judged_by: ..., reported: ... or record: ...",
                           "a reason without an owner");
    }
    if (cites) {
        provenance.basis = keys.record != NULL ? ENT_RECORD : ENT_REPORTED;
        read_citations(binder, keys.record != NULL ? keys.record : keys.reported, &provenance);
    }
    read_judgement(binder, &keys, &provenance);
    if (cites && keys.judged_by != NULL) /* wrong, and said so: keep to the document */
        provenance.basis = keys.record != NULL ? ENT_RECORD : ENT_REPORTED;
    binder->owner = ent_bind_own(binder, provenance, map);
    return before;
}

void ent_bind_leave(ent_binder *binder, ent_owner *before) {
    binder->owner = before;
}
