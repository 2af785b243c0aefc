/* The sources known at as_of, with the sentences that numbers of the case stand on. */
#include "brief/parts.h"

typedef struct cited {
    uint64_t *bits; /* sentences 1..63 of each source; bit 0: cited at all */
} cited;

static void mark_sentence(cited *all, int source, uint32_t sentence) {
    if (source < 0) return;
    all->bits[source] |= (sentence < 64 ? (uint64_t)1 << sentence : 0) | 1;
}

static void mark_all(cited *all, const ent_provenance *provenance) {
    for (size_t i = 0; provenance && i < provenance->citations_size; i++) {
        mark_sentence(all, provenance->citations[i].source, provenance->citations[i].sentence);
    }
}

static void mark(void *context, const ent_slot *slot, uint32_t index) {
    (void)index;
    mark_all(context, slot->provenance);
}

/* What is no number is cited too. */
static void mark_words(const ent_case *subject, cited *all) {
    for (size_t i = 0; i < subject->positions_size; i++) {
        mark_all(all, subject->positions[i].provenance);
    }
    for (size_t i = 0; i < subject->claims_size; i++) {
        mark_sentence(all, subject->claims[i].source, subject->claims[i].sentence);
    }
}

static void write_source(const brief *b, ent_section *section, const ent_source *source, uint64_t sentences) {
    const char *date = source->date.year ? brief_date(source->date, b->scratch) : "undated";
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, source->id, "%s. %s, %s.%s%s%s%s", source->title,
                      source->publisher ? source->publisher : "publisher not given", date, source->address ? " " : "",
                      source->address ? source->address : "", source->anonymous ? " Anonymous source." : "",
                      source->interested ? " Interested source." : "");
    for (uint32_t n = 1; n < 64 && n <= source->sentences_size; n++) {
        if (!(sentences >> n & 1)) continue;
        ent_section_block(b->out, section, ENT_BLOCK_ITEM,
                          ent_arena_printf(b->scratch, "%s#%u", source->id, (unsigned)n), "%s",
                          source->sentences[n - 1]);
    }
}

void brief_sources(const brief *b) {
    const ent_case *subject = b->subject;
    if (!subject->sources_size) return;
    cited all = {ent_arena_array(b->scratch, subject->sources_size, sizeof(uint64_t))};
    if (!all.bits) return;
    ent_case_slots_below(subject, "", mark, &all);
    mark_words(subject, &all);
    ent_section *section = ent_findings_section(b->out, "sources", "Sources", false, false);
    for (size_t i = 0; i < subject->sources_size; i++) {
        if (ent_date_known(subject->sources[i].date, subject->as_of)) {
            write_source(b, section, &subject->sources[i], all.bits[i]);
        }
    }
}
