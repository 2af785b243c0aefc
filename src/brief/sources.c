/* The sources known at as_of, with the sentences that numbers of the case stand on. */
#include "brief/parts.h"

typedef struct cited {
    const ent_case *subject;
    bool **sentences; /* per source and sentence, from 0 */
    bool *later;      /* per slot: became known after as_of */
} cited;

/* ---- what was not known yet: its sentences would tell the reader the future ------------------------------- */

static void mark_later(void *context, const ent_slot *slot, uint32_t index) {
    (void)slot;
    bool *later = context;
    later[index] = true;
}

/* Undated observations become known when their year ends, as in the ledger. */
static void mark_later_values(const ent_case *subject, const ent_year_number *values, size_t size, bool *later) {
    for (size_t i = 0; i < size; i++) {
        const ent_year_number *value = &values[i];
        ent_date known = value->known;
        if (!known.year && value->year > 0 && value->year <= INT16_MAX) {
            known = (ent_date){.year = (int16_t)value->year, .month = 12, .day = 31};
        }
        if (value->value.set && !ent_date_known(known, subject->as_of)) later[value->value.slot] = true;
    }
}

static void find_later(const brief *b, bool *later) {
    const ent_case *subject = b->subject;
    for (size_t i = 0; i < subject->series_size; i++) {
        const ent_series *series = &subject->series[i];
        mark_later_values(subject, series->values, series->size, later);
        for (size_t r = 0; r < series->rows_size; r++) {
            mark_later_values(subject, series->rows[r].values, series->rows[r].size, later);
        }
    }
    for (size_t i = 0; i < subject->agreements_size; i++) {
        const ent_agreement *agreement = &subject->agreements[i];
        const ent_date known = agreement->known.year ? agreement->known : agreement->concluded;
        const char *path = ent_arena_printf(b->scratch, "agreements.%s", agreement->id);
        if (path && !ent_date_known(known, subject->as_of)) ent_case_slots_below(subject, path, mark_later, later);
    }
}

/* ---- what is cited ---------------------------------------------------------------------------------------- */

static ent_status cited_make(const brief *b, cited *all) {
    const size_t size = b->subject->sources_size;
    *all = (cited){b->subject, ent_arena_array(b->scratch, size, sizeof *all->sentences),
                   ent_arena_array(b->scratch, b->subject->slots_size, sizeof *all->later)};
    if (!all->later) return ENT_MEMORY;
    find_later(b, all->later);
    for (size_t i = 0; all->sentences && i < size; i++) {
        all->sentences[i] = ent_arena_array(b->scratch, b->subject->sources[i].sentences_size, sizeof(bool));
        if (!all->sentences[i]) return ENT_MEMORY;
    }
    return all->sentences ? ENT_OK : ENT_MEMORY;
}

static void mark_sentence(cited *all, int source, uint32_t sentence) {
    if (source < 0 || sentence < 1 || sentence > all->subject->sources[source].sentences_size) return;
    all->sentences[source][sentence - 1] = true;
}

static void mark_all(cited *all, const ent_provenance *provenance) {
    for (size_t i = 0; provenance && i < provenance->citations_size; i++) {
        mark_sentence(all, provenance->citations[i].source, provenance->citations[i].sentence);
    }
}

static void mark(void *context, const ent_slot *slot, uint32_t index) {
    cited *all = context;
    if (!all->later[index]) mark_all(all, slot->provenance);
}

/* What is no number is cited too. */
static void mark_words(const ent_case *subject, cited *all) {
    for (size_t i = 0; i < subject->positions_size; i++) {
        const ent_position *position = &subject->positions[i];
        if (ent_date_known(position->date, subject->as_of)) mark_all(all, position->provenance);
    }
    for (size_t i = 0; i < subject->claims_size; i++) {
        const ent_claim *claim = &subject->claims[i];
        if (ent_date_known(claim->date, subject->as_of)) mark_sentence(all, claim->source, claim->sentence);
    }
}

static void write_source(const brief *b, ent_section *section, const ent_source *source, const bool *sentences) {
    const char *date = source->date.year ? brief_date(source->date, b->scratch) : "undated";
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, source->id, "%s. %s, %s.%s%s%s%s", source->title,
                      source->publisher ? source->publisher : "publisher not given", date, source->address ? " " : "",
                      source->address ? source->address : "", source->anonymous ? " Anonymous source." : "",
                      source->interested ? " Interested source." : "");
    for (size_t n = 0; n < source->sentences_size; n++) {
        if (!sentences[n]) continue;
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, ent_arena_printf(b->scratch, "%s#%zu", source->id, n + 1),
                          "%s", source->sentences[n]);
    }
}

void brief_sources(const brief *b) {
    const ent_case *subject = b->subject;
    if (!subject->sources_size) return;
    cited all;
    if (cited_make(b, &all) != ENT_OK) return; /* the scratch arena remembers */
    ent_case_slots_below(subject, "", mark, &all);
    mark_words(subject, &all);
    ent_section *section = ent_findings_section(b->out, "sources", "Sources", false, false);
    for (size_t i = 0; i < subject->sources_size; i++) {
        if (ent_date_known(subject->sources[i].date, subject->as_of)) {
            write_source(b, section, &subject->sources[i], all.sentences[i]);
        }
    }
}
