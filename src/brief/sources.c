/* The sources known at as_of, with the sentences that numbers of the case stand on. */
#include "brief/parts.h"

typedef struct cited {
    const ent_case *subject;
    bool **sentences; /* per source and sentence, from 0 */
} cited;

static ent_status cited_make(const brief *b, cited *all) {
    const size_t size = b->subject->sources_size;
    *all = (cited){b->subject, ent_arena_array(b->scratch, size, sizeof *all->sentences)};
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
