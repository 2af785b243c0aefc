/* Finding things in a case. */
#include "case/bind.h"

#include <string.h>

static int find(const ent_case *c, ent_names_kind kind, const char *id) {
    const ent_case_private *kept = c->private_document;
    return ent_names_find(&kept->names[kind], id);
}

int ent_case_party(const ent_case *entente_case, const char *id) {
    return find(entente_case, ENT_NAMES_PARTY, id);
}

int ent_case_issue(const ent_case *entente_case, const char *id) {
    return find(entente_case, ENT_NAMES_ISSUE, id);
}

int ent_case_source(const ent_case *entente_case, const char *id) {
    return find(entente_case, ENT_NAMES_SOURCE, id);
}

int ent_case_series(const ent_case *entente_case, const char *id) {
    return find(entente_case, ENT_NAMES_SERIES, id);
}

int ent_case_agreement(const ent_case *entente_case, const char *id) {
    return find(entente_case, ENT_NAMES_AGREEMENT, id);
}

int ent_case_event(const ent_case *entente_case, const char *id) {
    return find(entente_case, ENT_NAMES_EVENT, id);
}

const ent_preferences *ent_case_preferences(const ent_case *entente_case, int party) {
    for (size_t i = 0; i < entente_case->preferences_size; i++)
        if (entente_case->preferences[i].party == party) return &entente_case->preferences[i];
    return NULL;
}

const ent_no_deal *ent_case_no_deal(const ent_case *entente_case, int party) {
    for (size_t i = 0; i < entente_case->no_deals_size; i++)
        if (entente_case->no_deals[i].party == party) return &entente_case->no_deals[i];
    return NULL;
}

ent_date ent_case_date(const ent_case *entente_case, const char *id) {
    for (size_t i = 0; i < entente_case->dates_size; i++)
        if (strcmp(entente_case->dates[i].id, id) == 0 && entente_case->dates[i].dates_size > 0)
            return entente_case->dates[i].dates[0];
    return (ent_date){0};
}

const ent_government *ent_case_government(const ent_party *party, ent_date date) {
    int32_t day = ent_date_first_day(date);
    const ent_government *found = NULL;
    for (size_t i = 0; i < party->governments_size; i++) {
        const ent_government *government = &party->governments[i];
        bool begun = government->from.year == 0 || ent_date_first_day(government->from) <= day;
        bool over = government->to.year != 0 && ent_date_last_day(government->to) < day;
        if (begun && !over) found = government;
    }
    return found;
}

/* ---- slots ---- */

void ent_case_slots_below(const ent_case *entente_case, const char *path,
                          void (*visit)(void *context, const ent_slot *slot, uint32_t index), void *context) {
    const ent_node *node = ent_case_at(entente_case, path);
    if (node == NULL) return;
    for (uint32_t i = node->slot_first; i < node->slot_end; i++)
        visit(context, &entente_case->slots[i], i);
}

ent_basis ent_case_basis(const ent_case *entente_case, const char *const *paths, size_t size, size_t *judgements) {
    ent_basis weakest = ENT_BASIS_NONE;
    size_t judged = 0;
    for (size_t p = 0; p < size; p++) {
        const ent_node *node = ent_case_at(entente_case, paths[p]);
        for (uint32_t i = node != NULL ? node->slot_first : 0; node != NULL && i < node->slot_end; i++) {
            bool counted = false; /* below an earlier path */
            for (size_t q = 0; q < p && !counted; q++) {
                const ent_node *earlier = ent_case_at(entente_case, paths[q]);
                counted = earlier != NULL && i >= earlier->slot_first && i < earlier->slot_end;
            }
            ent_basis basis = entente_case->slots[i].provenance->basis;
            judged += !counted && basis >= ENT_JUDGED;
            weakest = basis > weakest ? basis : weakest;
        }
    }
    if (judgements != NULL) *judgements = judged;
    return weakest;
}

size_t ent_case_uncertain(const ent_case *entente_case) {
    size_t count = 0;
    for (size_t i = 0; i < entente_case->slots_size; i++)
        count += entente_case->slots[i].distribution != ENT_FIXED;
    return count;
}

/* Half the width of the central 90 percent of a standard normal distribution. */
static const double normal_90 = 1.6448536269514722;

static double draw_slot(const ent_slot *slot, ent_random *random) {
    switch (slot->distribution) {
    case ENT_UNIFORM:
        return slot->low + (slot->high - slot->low) * ent_random_uniform(random);
    case ENT_TRIANGULAR:
        return ent_random_triangular(random, slot->low, slot->value, slot->high);
    case ENT_NORMAL: /* each side with its own width where the value is not in the middle */ {
        double z = ent_random_normal(random, 0.0, 1.0);
        double width = z < 0.0 ? slot->value - slot->low : slot->high - slot->value;
        return slot->value + z * width / normal_90;
    }
    case ENT_CODERS:
        return slot->coders[ent_random_below(random, slot->coders_size)];
    case ENT_FIXED:
        break;
    }
    return slot->value;
}

void ent_case_draw(const ent_case *entente_case, uint64_t seed, uint64_t draw, double *values) {
    ent_random random = ent_random_stream(seed, draw);
    for (size_t i = 0; i < entente_case->slots_size; i++)
        values[i] = draw_slot(&entente_case->slots[i], &random);
}

static int strictness(const char *handling) {
    static const char *const marks[] = {"CLEAR", "WHITE", "GREEN", "AMBER", "AMBER+STRICT", "RED"};
    int found = 0;
    for (size_t i = 0; handling != NULL && i < sizeof marks / sizeof *marks; i++)
        if (strstr(handling, marks[i]) != NULL) found = (int)i + 1;
    return found;
}

const char *ent_case_handling(const ent_case *const *cases, size_t size) {
    const char *handling = NULL;
    for (size_t c = 0; c < size; c++) {
        const char *other = cases[c]->handling;
        if (other != NULL && (handling == NULL || strictness(other) > strictness(handling))) handling = other;
    }
    return handling;
}
