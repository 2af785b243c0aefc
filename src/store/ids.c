/* Ids out of content, and the names under which kinds and states are stored. */
#include "store/parts.h"

#include <string.h>

/* ---- names ---------------------------------------------------------------------------------------------------- */

static const char *const states[] = {"candidate", "accepted", "rejected", "irrelevant", "superseded"};
static const char *const bounds[] = {"exactly", "about", "more-than", "less-than", "between"};

static bool find(const char *const *names, size_t size, const char *name, size_t *out) {
    for (size_t i = 0; name != NULL && i < size; i++) {
        if (strcmp(names[i], name) != 0) continue;
        *out = i;
        return true;
    }
    return false;
}

const char *ent_claim_state_name(ent_claim_state state) {
    return states[state];
}

bool ent_claim_state_read(const char *name, ent_claim_state *out) {
    size_t i = 0;
    const bool found = find(states, sizeof states / sizeof *states, name, &i);
    *out = (ent_claim_state)i;
    return found;
}

const char *store_bound_name(ent_bound bound) {
    return bounds[bound];
}

bool store_bound_read(const char *name, ent_bound *out) {
    size_t i = 0;
    const bool found = find(bounds, sizeof bounds / sizeof *bounds, name, &i);
    *out = (ent_bound)i;
    return found;
}

bool store_kind_read(const char *name, ent_candidate_kind *out) {
    for (int i = ENT_CANDIDATE_MONEY; name != NULL && i <= ENT_CANDIDATE_WARNING; i++) {
        *out = (ent_candidate_kind)i;
        if (strcmp(ent_candidate_kind_name(*out), name) == 0) return true;
    }
    return false;
}

bool store_certainty_read(const char *name, ent_certainty *out) {
    for (int i = ENT_ASSERTED; name != NULL && i <= ENT_EVALUATIVE; i++) {
        *out = (ent_certainty)i;
        if (strcmp(ent_certainty_name(*out), name) == 0) return true;
    }
    return false;
}

bool store_modality_read(const char *name, ent_modality *out) {
    *out = ENT_NO_MODALITY;
    for (int i = ENT_HAPPENED; name != NULL && i <= ENT_DENIED; i++) {
        *out = (ent_modality)i;
        if (strcmp(ent_modality_name(*out), name) == 0) return true;
    }
    return name == NULL;
}

const char *store_modality_name(ent_modality modality) {
    return modality != ENT_NO_MODALITY ? ent_modality_name(modality) : NULL;
}

/* ---- ids ------------------------------------------------------------------------------------------------------ */

/* Each with its length before it, so that no two lists of fields are written alike; "-" is a field that is not there.
 */
static void add_field(ent_buffer *out, const char *text) {
    if (text == NULL)
        ent_buffer_text(out, "-;");
    else
        ent_buffer_printf(out, "%zu:%s;", strlen(text), text);
}

static void add_date(ent_buffer *out, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    add_field(out, date.year == 0 ? NULL : ent_write_date(text, date));
}

static void add_number(ent_buffer *out, double value) {
    char text[ENT_NUMBER_TEXT];
    add_field(out, ent_write_double(text, value == 0 ? 0 : value)); /* -0 is 0 */
}

static ent_status hash_of(ent_buffer *written, size_t digits, char *id) {
    char hex[65];
    const bool failed = written->failed;
    if (!failed) ent_sha256(written->data, written->size, hex);
    ent_buffer_free(written);
    if (failed) return ENT_MEMORY;
    memcpy(id, hex, digits);
    id[digits] = '\0';
    return ENT_OK;
}

ent_status ent_evidence_document_id(const ent_allocator *allocator, const ent_evidence_document *document,
                                    char id[ENT_EVIDENCE_DOCUMENT_ID + 1]) {
    char hash[65];
    ent_sha256(document->text, document->size, hash);
    ent_buffer fields;
    ent_buffer_init(&fields, allocator);
    ent_buffer_text(&fields, "entente-document/1;");
    add_field(&fields, document->publisher);
    add_date(&fields, document->date);
    add_field(&fields, document->address);
    add_field(&fields, hash);
    return hash_of(&fields, ENT_EVIDENCE_DOCUMENT_ID, id);
}

/* Over what the claim says and where, not over how sure anybody is of it. */
ent_status store_claim_id(const ent_allocator *allocator, const char *document, const ent_candidate *claim,
                          char id[ENT_EVIDENCE_CLAIM_ID + 1]) {
    ent_buffer fields;
    ent_buffer_init(&fields, allocator);
    ent_buffer_text(&fields, "entente-claim/1;");
    add_field(&fields, document);
    add_field(&fields, ent_candidate_kind_name(claim->kind));
    ent_buffer_printf(&fields, "%zu;%zu;%d;", claim->start, claim->end, claim->negated ? 1 : 0);
    if (claim->has_value) {
        add_field(&fields, store_bound_name(claim->bound));
        add_number(&fields, claim->value);
        if (claim->bound == ENT_BETWEEN) add_number(&fields, claim->high);
    } else {
        add_field(&fields, NULL);
    }
    const char *const texts[] = {claim->unit,   claim->text,  claim->actor,
                                 claim->target, claim->issue, store_modality_name(claim->modality),
                                 claim->source, claim->chain, ent_certainty_name(claim->certainty),
                                 claim->rule};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_field(&fields, texts[i]);
    add_date(&fields, claim->date);
    add_date(&fields, claim->until);
    return hash_of(&fields, ENT_EVIDENCE_CLAIM_ID, id);
}
