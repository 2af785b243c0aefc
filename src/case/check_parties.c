/* Parties that belong to each other, governments that others name, preferences that others need. */
#include "case/check.h"

#include <string.h>

/* Diagnoses each cycle of a "next" relation once. */
static void check_cycle(ent_binder *binder, size_t size, int (*next)(const ent_case *, size_t),
                        void (*complain)(ent_binder *, size_t)) {
    unsigned char *seen = ent_bind_array(binder, size, 1); /* 1: on the way, 2: done */
    if (seen == NULL) return;
    for (size_t i = 0; i < size; i++) {
        int at = (int)i;
        while (at != ENT_NOWHERE && seen[at] == 0) {
            seen[at] = 1;
            at = next(binder->result, (size_t)at);
        }
        if (at != ENT_NOWHERE && seen[at] == 1) complain(binder, (size_t)at);
        for (at = (int)i; at != ENT_NOWHERE && seen[at] == 1; at = next(binder->result, (size_t)at))
            seen[at] = 2;
    }
}

static int owner_of(const ent_case *c, size_t party) {
    return c->parties[party].of;
}

static void complain_party(ent_binder *binder, size_t party) {
    const ent_party *p = &binder->result->parties[party];
    ent_bind_error(binder, ent_node_child(p->node, "of"), "E-CASE-0150", NULL,
                   "'%.60s' belongs to itself, by way of '%.60s'", p->id, binder->result->parties[p->of].id);
}

static int event_before(const ent_case *c, size_t event) {
    return c->events[event].after;
}

static void complain_event(ent_binder *binder, size_t event) {
    const ent_event *e = &binder->result->events[event];
    ent_bind_error(binder, ent_node_child(e->node, "after"), "E-CASE-0152", NULL,
                   "'%.60s' comes after itself, by way of '%.60s'", e->id, binder->result->events[e->after].id);
}

static int forum_above(const ent_case *c, size_t forum) {
    const char *above = c->forums[forum].reports_to;
    const ent_case_private *kept = c->private_document;
    return above == NULL ? ENT_NOWHERE : ent_names_find(&kept->names[ENT_NAMES_FORUM], above);
}

static void complain_forum(ent_binder *binder, size_t forum) {
    const ent_forum *f = &binder->result->forums[forum];
    ent_bind_error(binder, ent_node_child(f->node, "reports_to"), "E-CASE-0155", NULL,
                   "'%.60s' reports to itself, by way of '%.60s'", f->id, f->reports_to);
}

/* ---- governments ---- */

typedef struct word_list {
    const char **words;
    size_t size, capacity;
} word_list;

static void add_word(ent_binder *binder, word_list *list, const char *word) {
    if (word == NULL) return;
    if (list->size == list->capacity) {
        size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        const char **words = ent_bind_array(binder, capacity, sizeof *words);
        if (words == NULL) return;
        if (list->size > 0) memcpy(words, list->words, list->size * sizeof *words);
        list->words = words;
        list->capacity = capacity;
    }
    list->words[list->size++] = word;
}

static bool ends_with(const char *text, const char *end) {
    size_t size = strlen(text), tail = strlen(end);
    return size >= tail && strcmp(text + size - tail, end) == 0;
}

/* Governments that only an event would bring. */
static void add_future_governments(ent_binder *binder, word_list *list) {
    const ent_case *c = binder->result;
    for (size_t i = 0; i < c->events_size; i++)
        for (size_t j = 0; j < c->events[i].outcomes_size; j++)
            for (size_t k = 0; k < c->events[i].outcomes[j].set.size; k++) {
                const ent_set_row *row = &c->events[i].outcomes[j].set.rows[k];
                if (!ends_with(row->path, ".government")) continue;
                for (const ent_node *at = row->node; at != NULL; at = ent_node_walk(row->node, at)) {
                    if (at->key != NULL && strcmp(at->key, "name") == 0) add_word(binder, list, ent_node_text(at));
                    if (at->parent == row->node || at == row->node) add_word(binder, list, ent_node_text(at));
                }
            }
}

static void add_governments(ent_binder *binder, word_list *list, const ent_party *party) {
    for (size_t i = 0; i < party->governments_size; i++)
        add_word(binder, list, party->governments[i].name);
}

static void check_government(ent_binder *binder, const ent_node *node, bool is_key, const char *name,
                             const word_list *list) {
    for (size_t i = 0; i < list->size; i++)
        if (strcmp(list->words[i], name) == 0) return;
    const char *hint = ent_bind_suggest(binder, name, list->words, list->size);
    if (hint == NULL) hint = "add it to `government` of the party";
    if (is_key)
        ent_bind_key_error(binder, node, "E-CASE-0153", hint, "there is no government '%.60s'", name);
    else
        ent_bind_error(binder, node, "E-CASE-0153", hint, "there is no government '%.60s'", name);
}

/* An overlay that changes a government takes the earlier ones with it: what was said of them still stands. */
static bool is_replaced(const ent_party *party) {
    const ent_node *governments = ent_node_child(party->node, "government");
    return party->node->owner != NULL || (governments != NULL && governments->owner != NULL);
}

static void check_reopens(ent_binder *binder, word_list *future) {
    const ent_case *c = binder->result;
    for (size_t i = 0; i < c->parties_size; i++) {
        if (is_replaced(&c->parties[i])) return;
        add_governments(binder, future, &c->parties[i]);
    }
    const ent_node *map = ent_path_find(c->root, "no_deal.reopen", NULL, NULL);
    for (size_t i = 0; i < c->reopens_size && map != NULL && !binder->failed; i++) {
        const ent_node *node = ent_node_child(map, c->reopens[i].government);
        if (node != NULL) check_government(binder, node, true, c->reopens[i].government, future);
    }
}

enum { MOST_ABOVE = 8 }; /* how far up a position's government is looked for */

/* Whether a government of the party, or of those it belongs to, has this name; also yes where an overlay stands. */
static bool governs(const ent_case *c, int party, const char *name) {
    for (int steps = 0; party != ENT_NOWHERE && steps < MOST_ABOVE; steps++) {
        const ent_party *p = &c->parties[party];
        if (is_replaced(p)) return true;
        for (size_t i = 0; i < p->governments_size; i++)
            if (p->governments[i].name != NULL && strcmp(p->governments[i].name, name) == 0) return true;
        party = p->of;
    }
    return false;
}

void ent_check_governments(ent_binder *binder) {
    const ent_case *c = binder->result;
    for (size_t i = 0; i < c->positions_size && !binder->failed; i++) {
        const ent_position *position = &c->positions[i];
        if (position->government == NULL || position->party == ENT_NOWHERE ||
            governs(c, position->party, position->government))
            continue;
        word_list list = {0};
        int party = position->party;
        for (int steps = 0; party != ENT_NOWHERE && steps < MOST_ABOVE; steps++) {
            add_governments(binder, &list, &c->parties[party]);
            party = c->parties[party].of;
        }
        check_government(binder, ent_node_child(position->node, "government"), false, position->government, &list);
    }
    word_list future = {0};
    add_future_governments(binder, &future);
    check_reopens(binder, &future);
}

/* ---- preferences that others need ---- */

static bool has_outcome(const ent_no_deal *no_deal) {
    bool outcome = no_deal->value.has_outcome;
    for (size_t i = 0; i < no_deal->path_size; i++)
        outcome = outcome || no_deal->path[i].value.has_outcome;
    return outcome;
}

static void check_followers(ent_binder *binder, const ent_ratifier *ratifier) {
    const ent_case *c = binder->result;
    for (size_t j = 0; j < ratifier->blocs_size; j++) {
        const ent_bloc *bloc = &ratifier->blocs[j];
        if (bloc->follows != ENT_NOWHERE && ent_case_preferences(c, bloc->follows) == NULL)
            ent_bind_error(binder, ent_node_child(bloc->node, "follows"), "E-CASE-0143",
                           "give it preferences, or the bloc its own", "'%.60s' has no preferences to follow",
                           c->parties[bloc->follows].id);
    }
}

static void check_needs(ent_binder *binder) {
    const ent_case *c = binder->result;
    for (size_t i = 0; i < c->no_deals_size; i++) {
        const ent_no_deal *no_deal = &c->no_deals[i];
        if (no_deal->party != ENT_NOWHERE && has_outcome(no_deal) && ent_case_preferences(c, no_deal->party) == NULL)
            ent_bind_key_error(binder, no_deal->node, "E-CASE-0143", "give it preferences, or a utility instead",
                               "an outcome is valued by preferences, and '%.60s' has none",
                               c->parties[no_deal->party].id);
    }
    for (size_t i = 0; i < c->ratifications_size; i++)
        for (size_t k = 0; k < c->ratifications[i].ratifiers_size; k++)
            check_followers(binder, &c->ratifications[i].ratifiers[k]);
}

void ent_check_parties(ent_binder *binder) {
    const ent_case *c = binder->result;
    check_cycle(binder, c->parties_size, owner_of, complain_party);
    check_cycle(binder, c->events_size, event_before, complain_event);
    check_cycle(binder, c->forums_size, forum_above, complain_forum);
    check_needs(binder);
}
