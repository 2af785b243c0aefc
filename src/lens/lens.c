/* What all lenses share: looking one up, checking what it needs of a case, running it. */
#include <entente/lens.h>

#include <string.h>

/* The parts that a lens may name in `needs`, and whether a case has them. */
typedef struct part_row {
    const char *name;
    size_t size_offset;
} part_row;

#define PART(name)                                                                                                     \
    { #name, offsetof(ent_case, name##_size) }
static const part_row parts[] = {
    PART(sources),     PART(parties),     PART(issues),
    PART(preferences), PART(positions),   {"no_deal", offsetof(ent_case, no_deals_size)},
    PART(limits),      PART(dates),       PART(forums),
    PART(events),      PART(decisions),   {"ratification", offsetof(ent_case, ratifications_size)},
    PART(projects),    PART(series),      PART(agreements),
    PART(claims),      PART(commitments),
};
#undef PART

static bool case_has(const ent_case *entente_case, const char *part) {
    if (strcmp(part, "moves") == 0) return entente_case->moves.present;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i].name, part) != 0) continue;
        return *(const size_t *)(const void *)((const char *)entente_case + parts[i].size_offset) > 0;
    }
    return false;
}

bool ent_lens_applies(const ent_lens *lens, const ent_case *entente_case) {
    for (const char *const *need = lens->needs; need && *need; need++) {
        if (!case_has(entente_case, *need)) return false;
    }
    return true;
}

const ent_lens *ent_lens_find(const ent_run *run, const char *name) {
    for (size_t i = 0; run && i < run->lenses_size; i++) {
        if (strcmp(run->lenses[i]->name, name) == 0) return run->lenses[i];
    }
    return NULL;
}

static ent_status check_needs(const ent_lens *lens, const ent_case *entente_case, const ent_run *run) {
    ent_status status = ENT_OK;
    for (const char *const *need = lens->needs; need && *need; need++) {
        if (case_has(entente_case, *need)) continue;
        status = ENT_INPUT;
        ent_place place = {.file = entente_case->path};
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-LENS-0001", &place, *need,
                      "add this part; `entente new --kind full` shows its form", NULL,
                      "%s needs the part `%s`, which this case does not have", lens->name, *need);
    }
    return status;
}

static void describe(const ent_lens *lens, const ent_case *entente_case, const void *options, ent_findings *findings) {
    char date[ENT_NUMBER_TEXT];
    ent_findings_case(findings, entente_case->id, entente_case->title, entente_case->handling,
                      entente_case->as_of.year ? ent_write_date(date, entente_case->as_of) : NULL);
    for (size_t i = 0; i < entente_case->parties_size; i++) {
        ent_findings_actor(findings, entente_case->parties[i].id, entente_case->parties[i].name);
    }
    ent_findings_options(findings, lens->options, lens->options_size, options);
}

static ent_status compute(const ent_lens *lens, const ent_case *entente_case, const void *options, const ent_run *run,
                          ent_findings **out) {
    ent_findings *findings = ent_findings_new(run, lens->name);
    if (!findings) return ENT_MEMORY;
    describe(lens, entente_case, options, findings);
    ent_status status = lens->run(entente_case, options, run, findings);
    if (status == ENT_CANCELLED) ent_findings_partial(findings);
    if (status == ENT_OK) status = ent_findings_status(findings);
    if (status == ENT_OK || status == ENT_CANCELLED) {
        *out = findings;
    } else {
        ent_findings_free(findings);
    }
    return status;
}

ent_status ent_lens_run(const ent_lens *lens, const ent_case *entente_case, const void *options, const ent_run *run,
                        ent_findings **out) {
    *out = NULL;
    ent_run none = {0};
    if (!run) run = &none;
    ent_status status = check_needs(lens, entente_case, run);
    if (status != ENT_OK) return status;
    const ent_allocator *allocator = ent_run_allocator(run);
    void *defaults = NULL;
    if (!options) {
        defaults = ent_alloc(allocator, lens->options_bytes ? lens->options_bytes : 1);
        if (!defaults) return ENT_MEMORY;
        status = ent_options_defaults(lens->options, lens->options_size, defaults);
        options = defaults;
    }
    if (status == ENT_OK) status = compute(lens, entente_case, options, run, out);
    ent_free(allocator, defaults);
    return status;
}

const ent_message_row ent_lens_messages[] = {
    {"E-LENS-0001", ENT_ERROR, "The case lacks a part that this lens needs",
     "Each lens names the parts of the case that it cannot do without: bargain needs issues and preferences, ledger "
     "needs agreements. Add the part that is named (docs/case.md describes each; `entente new --kind full` writes an "
     "example of all), or use another lens."},
};
const size_t ent_lens_messages_size = sizeof ent_lens_messages / sizeof ent_lens_messages[0];
