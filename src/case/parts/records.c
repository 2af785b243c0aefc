/* commitments, claims, outcome, brief: what stands, what was said, what happened, what the report leads with. */
#include "case/bind.h"

#include <string.h>

/* ---- commitments ---- */

static const ent_field commitment_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_commitment, id), .doc = "Its name, so that it can be addressed."},
    {.key = "members",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_commitment, members),
     .doc = "Who gave it."},
    {.key = "what",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_commitment, what),
     .doc = "What was promised or founded."},
    {.key = "date", .kind = ENT_FIELD_DATE, ENT_AT(ent_commitment, date), .doc = "Since when."},
    {.key = "binding", .kind = ENT_FIELD_BOOL, ENT_AT(ent_commitment, binding), .doc = "Whether it binds in law."},
};

const ent_shape ent_shape_commitment = {
    .name = "commitment",
    .doc = "A standing institution or promise.",
    .bytes = sizeof(ent_commitment),
    ENT_ROWS(commitment_fields),
    .identified = true,
    .id_offset = offsetof(ent_commitment, id),
    .node_offset = offsetof(ent_commitment, node),
};

/* ---- claims ---- */

static const char *const certainties[] = {"asserted",   "attributed", "hedged", "forecast",
                                          "evaluative", "contested",  NULL};
static const char *const states[] = {"candidate", "accepted", "rejected", "irrelevant", "superseded", NULL};

/* What a document says is reported by that document, whoever coded it. */
static bool read_claimed(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_claim *claim = record;
    const char *text = ent_node_text(node);
    ent_ratio ratio;
    double value;
    bool exact;
    if (text != NULL && !ent_node_is_null(node) && !(node->plain && ent_read_number(text, &ratio, &value, &exact))) {
        claim->text_value = text;
        return true;
    }
    ent_owner *before = binder->owner;
    if (claim->source != ENT_NOWHERE && before->provenance.basis == ENT_UNOWNED) {
        ent_citation *citation = ent_bind_alloc(binder, sizeof *citation);
        if (citation == NULL) return false;
        *citation = (ent_citation){claim->source, claim->sentence};
        ent_provenance provenance = {.basis = ENT_REPORTED, .citations = citation, .citations_size = 1};
        binder->owner = ent_bind_own(binder, provenance, node);
    }
    bool good = ent_bind_number(binder, field, node, &claim->value, NULL);
    binder->owner = before;
    return good;
}

static const ent_field claim_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, .flags = ENT_REQUIRED, ENT_AT(ent_claim, id), .doc = "Its name."},
    {.key = "source",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_SOURCE,
     ENT_AT(ent_claim, source),
     .doc = "The document it is taken from."},
    {.key = "sentence",
     .kind = ENT_FIELD_COUNT,
     ENT_AT(ent_claim, sentence),
     .doc = "The sentence of the document, from 1."},
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_claim, party),
     .doc = "Whom it is about, or who says it."},
    {.key = "issue",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_ISSUE,
     ENT_AT(ent_claim, issue),
     .doc = "What it is about."},
    {.key = "says", .kind = ENT_FIELD_TEXT, ENT_AT(ent_claim, says), .doc = "What it says, in your own words."},
    {.key = "value",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_claimed,
     .schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/number\"}]}",
     .form = "a number or a text",
     ENT_AT(ent_claim, value),
     .doc = "Its figure, or the option it names."},
    {.key = "unit",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_claim, unit),
     .doc = "The unit of the figure, as the document has it."},
    {.key = "date", .kind = ENT_FIELD_DATE, ENT_AT(ent_claim, date), .doc = "The day it is about, or was said."},
    {.key = "certainty",
     .kind = ENT_FIELD_CHOICE,
     .choices = certainties,
     ENT_AT(ent_claim, certainty),
     .doc = "How the document says it: asserted, attributed to somebody, hedged, a forecast, an opinion, contested."},
    {.key = "credibility",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD | ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .low = 1,
     .high = 6,
     ENT_AT(ent_claim, credibility),
     .doc = "From 1 (confirmed) to 6 (cannot be judged), as intelligence services grade."},
    {.key = "state",
     .kind = ENT_FIELD_CHOICE,
     .choices = states,
     ENT_AT(ent_claim, state),
     .doc = "What the analyst made of it."},
    {.key = "decided_by", .kind = ENT_FIELD_TEXT, ENT_AT(ent_claim, decided_by), .doc = "Who decided that."},
};

static void start_claim(ent_binder *binder, void *record) {
    (void)binder;
    ent_claim *claim = record;
    claim->source = claim->party = claim->issue = ENT_NOWHERE;
}

static void check_claim(ent_binder *binder, const ent_node *node, void *record) {
    const ent_claim *claim = record;
    const ent_node *sentence = ent_node_child(node, "sentence");
    if (sentence != NULL && claim->source != ENT_NOWHERE)
        ent_check_sentence(binder, sentence, claim->source, claim->sentence);
}

const ent_shape ent_shape_claim = {
    .name = "claim",
    .doc = "A statement taken from a document.",
    .bytes = sizeof(ent_claim),
    ENT_ROWS(claim_fields),
    .identified = true,
    .id_offset = offsetof(ent_claim, id),
    .node_offset = offsetof(ent_claim, node),
    .start = start_claim,
    .check = check_claim,
};

/* ---- outcome ---- */

static const ent_field outcome_fields[] = {
    {.key = "date",
     .kind = ENT_FIELD_DATE,
     ENT_AT(ent_outcome_step, date),
     .doc = "When it happened; tables of many issues may not tell."},
    {.key = "package",
     .kind = ENT_FIELD_CUSTOM,
     .read = ent_read_package,
     .schema = ent_schema_package,
     .form = "a map of issues and options",
     ENT_AT(ent_outcome_step, package),
     .doc = "What was agreed then."},
    {.key = "what", .kind = ENT_FIELD_TEXT, ENT_AT(ent_outcome_step, what), .doc = "What happened, in words."},
};

static void check_outcome(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    if (!node->misspelt && ent_node_child(node, "package") == NULL && ent_node_child(node, "what") == NULL)
        ent_bind_key_error(binder, node, "E-CASE-0172", NULL, "a step of the outcome has a 'package' or a 'what'");
}

const ent_shape ent_shape_outcome = {
    .name = "outcome",
    .doc = "What happened in the end, step by step: read by backtests alone.",
    .bytes = sizeof(ent_outcome_step),
    ENT_ROWS(outcome_fields),
    .node_offset = offsetof(ent_outcome_step, node),
    .check = check_outcome,
};

/* ---- brief ---- */

static bool read_options(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_brief_part *brief = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of lenses and their options")) return false;
    size_t size = 0;
    for (const ent_node *lens = node->first; lens != NULL; lens = lens->next)
        size += lens->size;
    brief->options = ent_bind_array(binder, size, sizeof *brief->options);
    if (brief->options == NULL) return false;
    for (const ent_node *lens = node->first; lens != NULL; lens = lens->next) {
        if (!ent_bind_expect(binder, lens, ENT_NODE_MAP, "a map of options")) continue;
        for (const ent_node *option = lens->first; option != NULL; option = option->next) {
            const char *value = NULL;
            if (ent_bind_scalar(binder, option, "the value of an option", &value))
                brief->options[brief->options_size++] = (ent_brief_option){lens->key, option->key, value, option};
        }
    }
    return true;
}

static bool read_id(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    int index;
    if (!ent_bind_reference(binder, field->names, node, false, &index)) return false;
    memcpy((char *)record + field->offset, &node->text, sizeof node->text);
    return true;
}

static const char *const codings[] = {"hindsight", "before", NULL};

static const ent_field brief_fields[] = {
    {.key = "lead",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_id,
     .names = ENT_NAMES_ISSUE,
     .schema = "{\"type\": \"string\"}",
     .form = "an issue",
     ENT_AT(ent_brief_part, lead),
     .doc = "The issue that the brief leads with."},
    {.key = "decision",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_brief_part, decision),
     .doc = "The decision to be taken now, in words."},
    {.key = "for_party",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_id,
     .names = ENT_NAMES_PARTY,
     .schema = "{\"type\": \"string\"}",
     .form = "a party",
     ENT_AT(ent_brief_part, for_party),
     .doc = "Whose minister reads it; neutral where it is not given."},
    {.key = "outside",
     .kind = ENT_FIELD_TEXTS,
     ENT_LIST_AT(ent_brief_part, outside),
     .doc = "What matters but is not in this picture, in words."},
    {.key = "indicators",
     .kind = ENT_FIELD_TEXTS,
     ENT_LIST_AT(ent_brief_part, indicators),
     .doc = "What to watch, in words."},
    {.key = "coded",
     .kind = ENT_FIELD_CHOICE,
     .choices = codings,
     ENT_AT(ent_brief_part, coded),
     .doc = "Whether the case was written before it was over or in hindsight."},
    {.key = "options",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_options,
     .schema = "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"object\"}}",
     .form = "a map of lenses and their options",
     ENT_LIST_AT(ent_brief_part, options),
     .doc = "Options of lenses for this case's brief: {bargain: {draws: 2000}}."},
};

const ent_shape ent_shape_brief = {
    .name = "brief",
    .doc = "What the report on this case leads with.",
    .bytes = sizeof(ent_brief_part),
    ENT_ROWS(brief_fields),
};
